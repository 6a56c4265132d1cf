import Contracts
import Marine
import TestSamples
import Testing

@Suite("Claims")
struct ClaimTests {
    @Test func `the automaton settles what passes the whole list`() throws {
        let history = try ContractHistory.paidStraightThrough()
        let claim = try history.claim()
        #expect(claim.stage == .settled)
        #expect(claim.adjustment?.loss == usd("60000"))
        #expect(claim.approved == usd("59000"))
        #expect(claim.payment?.amount == usd("59000"))
        #expect(claim.payment?.payee == .assured)
        #expect(claim.payment?.reference == "PAY-1")
        #expect(claim.checks.count == 29)
        #expect(try history.certificate().remaining == usd("41000"))
    }

    @Test func `a referral moves no money and shows its checks`() throws {
        let history = try ContractHistory.notified(
            .frozen { $0.automationAuthority = usd("58999.99") }
        )
        .after(.claim(.adjudicate(claim: .claim, paymentReference: "PAY-1")), by: .platform)
        let claim = try history.claim()
        #expect(claim.stage == .referred)
        #expect(
            claim.referralReasons
                == ["amountWithinAuthority: USD 59000.00 (asked: USD 58999.99)"]
        )
        #expect(claim.approved == nil)
        #expect(claim.payment == nil)
        #expect(try history.certificate().approved == usd("0"))
    }

    @Test func `without telemetry a claim is referred, never declined`() throws {
        var history = try ContractHistory.declared()
        history.now = day(45)
        try history.take(.claim(.notifyClaim(id: .claim, notice: .breakdown)), by: .assured)
        try history.take(
            .claim(.adjudicate(claim: .claim, paymentReference: "PAY-1")),
            by: .platform
        )
        let claim = try history.claim()
        #expect(claim.stage == .referred)
        #expect(claim.declinature == nil)
        #expect(claim.checks.filter { $0.outcome == .unknown }.count >= 7)
    }

    @Test func `what was referred is settled once its reasons are gone`() throws {
        var history = try ContractHistory.notified()
        // Dots or none, it is one legal form: a hit while either is listed.
        try history.take(.consortium(.listSanction(entry: "Vishandel B.V.")), by: .leader)
        try history.take(
            .claim(.adjudicate(claim: .claim, paymentReference: "PAY-1")),
            by: .platform
        )
        #expect(
            try history.claim().referralReasons.map(\.string) == [
                "noSanctionsHit: Vishandel BV (1000: consortium vishandel b.v., "
                    + "vishandel b.v.) (asked: none)"
            ]
        )
        #expect(
            history.refusal(
                .claim(.adjudicate(claim: .claim, paymentReference: "PAY-1")),
                by: .platform
            )?
            .code == .nothingNew
        )

        try history.take(.consortium(.delistSanction(entry: "vishandel b.v.")), by: .leader)
        // What was found stands until somebody has looked at it.
        try history.take(
            .certificate(
                .releaseHold(certificate: .certificate, hold: 1, reason: "Another of the name.")
            ),
            by: .leader
        )
        try history.take(
            .claim(.adjudicate(claim: .claim, paymentReference: "PAY-1")),
            by: .platform
        )
        #expect(try history.claim().stage == .settled)
        #expect(try history.claim().checks.allSatisfy { $0.outcome == .passed })
        #expect(
            try history.claim().referralReasons.map(\.string) == [
                "noSanctionsHit: Vishandel BV (1000: consortium vishandel b.v., "
                    + "vishandel b.v.) (asked: none)"
            ]
        )
    }

    @Test func `a second claim for the same peril is referred`() throws {
        var history = try ContractHistory.paidStraightThrough()
        try history.take(.claim(.notifyClaim(id: .second, notice: .breakdown)), by: .assured)
        try history.take(
            .claim(.adjudicate(claim: .second, paymentReference: "PAY-2")),
            by: .platform
        )
        #expect(
            try history.claim(.second).referralReasons == [
                "noSecondClaim: claim-1 (asked: no other claim for an overlapping loss)",
                "limitNotExhausted: USD 59000.00 (asked: USD 41000.00)",
            ]
        )
    }

    @Test func `a claim among a hundred is referred like any other`() throws {
        var history = try ContractHistory.notified()
        for number in 100...198 {
            let other = id(text(45) + "\(number)")
            try history.take(.claim(.notifyClaim(id: other, notice: .breakdown)), by: .assured)
        }
        try history.take(
            .claim(.adjudicate(claim: .claim, paymentReference: "PAY-1")),
            by: .platform
        )
        #expect(try history.claim().stage == .referred)
    }

    @Test func `two claims erode one insured value to nothing`() throws {
        var history = try ContractHistory.eroded()
        #expect(try history.certificate().remaining == usd("1000"))
        try history.take(.claim(.approve(claim: .second, amount: usd("1000"))), by: .leader)
        #expect(try history.certificate().remaining == usd("0"))
        #expect(try history.certificate().approved == usd("100000"))
    }

    @Test(arguments: [
        "Vishandel BV", "mv aurora", "IMO 9074729", "9074729", "camaron sa",
    ])
    func `a listed consignee, ship or payee suspends payment until it is released`(
        entry: Text<200>
    ) throws {
        var history = try ContractHistory.approved()
        try history.take(.consortium(.listSanction(entry: entry)), by: .platform)
        let pay = Instruction.claim(.settle(claim: .claim, paymentReference: "PAY-1"))
        #expect(history.refusal(pay, by: .leader)?.code == .sanctionsHold)
        #expect(try history.claim().stage == .approved, "held, not declined")

        try history.take(.consortium(.delistSanction(entry: entry)), by: .platform)
        try history.take(pay, by: .leader)
        #expect(try history.claim().stage == .settled)
    }

    @Test(arguments: [
        ("MV Aurora", "mv aurora"), ("  MV -- Aurora. ", "mv aurora"), ("MV\tAURORA", "mv aurora"),
        ("", ""), ("...", ""), ("IMO-9074729", "imo 9074729"), ("Camarón", "camarón"),
        ("A&B", "a b"), ("O'Neill", "o neill"),
    ])
    func `names are folded before they are compared`(name: String, folded: String) {
        #expect(SanctionsList.fold(name, in: .first) == folded)
        #expect(SanctionsList.fold(folded, in: .first) == folded)
    }

    @Test(arguments: [
        ("MV -- Aurora ", "mv aurora"), ("...", ""), ("' .", ""), ("O'Neill", "o'neill"),
        ("N\u{FA}\u{F1}ez  S.A.", "n\u{FA}\u{F1}ez s.a."), ("A&B", "a b"),
    ])
    func `full stops and apostrophes stay since the second edition`(name: String, folded: String) {
        #expect(SanctionsList.fold(name, in: .second) == folded)
        #expect(SanctionsList.fold(folded, in: .second) == folded)
    }

    @Test func `a name that differs by a word is another's`() throws {
        let history = try ContractHistory.approved().after(
            .consortium(.listSanction(entry: "Camaron Trading S.A.")),
            by: .platform
        )
        let pay = Instruction.claim(.settle(claim: .claim, paymentReference: "PAY-1"))
        #expect(history.refusal(pay, by: .leader) == nil)
        let listed = try history.after(
            .consortium(.listSanction(entry: "Camaron S.A.")),
            by: .platform
        )
        #expect(listed.refusal(pay, by: .leader)?.code == .sanctionsHold)
    }

    @Test func `hits of the first edition are told in the names as given`() {
        #expect(
            SanctionsList.hits(
                among: ["Ok", "MV  Aurora", "X"],
                on: ["mv aurora", "x"]
            )
                == ["MV  Aurora", "X"]
        )
    }

    @Test func `a notice takes the certificate's shipment and parties`() throws {
        let claim = try ContractHistory.notified().claim()
        #expect(claim.notice.shipment == .shipment)
        #expect(claim.notifiedBy == .assured)
        #expect(claim.parties.leader == .leader)
        #expect(claim.parties.followers == [.follower])
    }

    @Test func `a closed claim is open no more on its certificate`() throws {
        var history = try ContractHistory.declined()
        #expect(try history.certificate().claims.map(\.open) == [true])
        try history.take(.claim(.closeClaim(claim: .claim)), by: .leader)
        #expect(try history.certificate().claims.map(\.open) == [false])
    }

    @Test(arguments: [
        ("the loss was over as the goods left", day(29), day(30), true),
        // It is noted, and may be paid ex gratia alone.
        ("the loss was over 1 ms before", day(29), day(30).advanced(byMilliseconds: -1), true),
        (
            "the loss began 1 ms before delivery", day(51).advanced(byMilliseconds: -1), day(51),
            true
        ),
        ("the loss began at delivery", day(51), day(51), false),
    ])
    func `a loss is notified where it touches the time insured`(
        name: String,
        from: Instant,
        to: Instant,
        accepted: Bool
    ) throws {
        let notice = changed(Claim.Notice.breakdown) {
            $0.lossFrom = from
            $0.lossTo = to
        }
        let refusal = try ContractHistory.delivered().refusal(
            .claim(.notifyClaim(id: .claim, notice: notice)),
            by: .assured
        )
        #expect((refusal == nil) == accepted, "\(name)")
    }
}

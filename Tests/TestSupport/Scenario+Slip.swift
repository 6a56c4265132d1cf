import Contracts
import Marine
import TestSamples

/// The second part of a ledger of the second edition.
extension Scenario {
    /// A second slip, on which the leader's officers act under their own keys: what goes past a
    /// limit waits for the leader, a surveyor reports, a bank comes to hold the certificate, one
    /// claim is paid and comes back, and another is paid though it is not owed.
    static let slip: [ScenarioCommand] = staff + underwriting + losses + screening + dismissal

    private static let slipCover = id("cover-2")
    private static let insured = id("certificate-4")
    private static let owed = id("claim-5")
    private static let goodwill = id("claim-6")
    private static let officers = ["adjuster", "first", "second", "settler"]

    /// The key of one of the leader's officers.
    private static func key(of officer: String) -> MemberKey {
        MemberKey(byte: UInt8(21 + (officers.firstIndex(of: officer) ?? officers.count)))
    }

    private static func act(
        _ name: String,
        by member: MemberID,
        _ instruction: Instruction,
        hour: Int64 = 0
    ) -> ScenarioCommand {
        ScenarioCommand(
            "slip: \(name)",
            by: member,
            instruction,
            at: day(56).advanced(byMilliseconds: hours(hour))
        )
    }

    /// What the leader asks, under its own key or that of an officer.
    private static func lead(
        _ name: String,
        _ instruction: Instruction,
        officer: String? = nil,
        hour: Int64 = 0
    ) -> ScenarioCommand {
        changed(act(name, by: .leader, instruction, hour: hour)) {
            $0.signer = officer.map(key) ?? .leader
        }
    }

    private static let staff: [ScenarioCommand] =
        [
            act("admit bank", by: .platform, .admit(.bank, [.bank])),
            act("admit surveyor", by: .platform, .admit(.stranger, [.surveyor])),
        ]
        + officers.flatMap { officer in
            [
                lead("register \(officer)", .officer(officer)),
                lead(
                    "key of \(officer)",
                    .consortium(
                        .registerKey(
                            member: .leader,
                            publicKey: key(of: officer).publicKey,
                            proof: key(of: officer).proof(.leader, officer: officer),
                            officer: id(officer)
                        )
                    )
                ),
            ]
        } + [
            lead("authority", .authority(.setAuthority(member: .leader, table: table)))
        ]

    private static func declare(_ certificate: InstanceID, _ value: String) -> ScenarioCommand {
        act(
            "declare \(certificate)",
            by: .broker,
            .openCover(
                .declare(
                    cover: slipCover,
                    certificate: certificate,
                    declaration: changed(.worth(value, sailing: day(57))) {
                        // By which the goods are known beside their container.
                        if certificate == insured { $0.billOfLading = "MAEU 123456" }
                        if certificate == id("certificate-5") { $0.lot = "Lot 7" }
                    }
                )
            )
        )
    }

    /// The certificate that is insured, and three more that go past what one ship may carry.
    ///
    /// One is accepted, one refused, and one taken back. The goods leave a day before they were to.
    private static let underwriting: [ScenarioCommand] = {
        let terms = changed(CoverTerms.frozenGoods) {
            for place in 0..<2 { $0.shares[place].rate = percent("60") }
            $0.onAccumulationBreach = .refer
        }
        let (accepted, refused, withdrawn) = (
            id("certificate-5"), id("certificate-6"), id("certificate-7")
        )
        let ship: InstanceID = fact { consortium in
            consortium.accumulation(of: .leader, .usd, "IMO \(Conveyance.aurora.imo)")
        }
        return [
            lead("open", .openCover(.openCover(id: slipCover, terms: terms))),
            act(
                "line",
                by: .follower,
                .openCover(.subscribe(cover: slipCover, line: percent("60")))
            ),
            declare(insured, "100000"),
            act(
                "premium",
                by: .broker,
                .certificate(.payPremium(certificate: insured, amount: usd("550")))
            ),
            declare(accepted, "200000"), declare(refused, "200000"), declare(withdrawn, "200000"),
            lead("accept", .certificate(.acceptCertificate(certificate: accepted))),
            lead(
                "reject",
                .certificate(.rejectCertificate(certificate: refused, reason: "It is full."))
            ),
            act(
                "take back",
                by: .assured,
                .certificate(.cancel(certificate: withdrawn, reason: "It waits too long."))
            ),
            lead(
                "note other",
                .accumulation(
                    .noteOther(
                        accumulation: ship,
                        from: day(57),
                        to: day(60),
                        amount: usd("1000")
                    )
                )
            ),
            act("register", by: .assured, .register(id("shipment-4"), for: insured, in: nil)),
            act(
                "depart",
                by: .carrier,
                .shipment(.depart(shipment: id("shipment-4"), at: day(56)))
            ),
        ]
    }()

    private static func notify(_ claim: InstanceID, from hour: Int64) -> ScenarioCommand {
        let start = day(56).advanced(byMilliseconds: hours(hour))
        return act(
            "notify \(claim)",
            by: .assured,
            .claim(
                .notifyClaim(
                    id: claim,
                    notice: changed(.breakdown) { notice in
                        notice.certificate = insured
                        (notice.lossFrom, notice.lossTo) = (start, start)
                    }
                )
            ),
            hour: 3
        )
    }

    private static let losses: [ScenarioCommand] = {
        let survey = id("survey-1")
        let payment: InstanceID = fact { consortium in
            consortium.factID(PaymentReference.self, [MemberID.leader.text, "PAY-7"])
        }
        return [
            notify(owed, from: 1), notify(goodwill, from: 2),
            lead(
                "appoint",
                .survey(
                    .appointSurveyor(
                        id: survey,
                        claim: owed,
                        surveyor: .stranger,
                        scope: "Cause and extent."
                    )
                ),
                officer: "adjuster",
                hour: 3
            ),
            act(
                "report",
                by: .stranger,
                .survey(
                    .fileReport(
                        survey: survey,
                        digest: MemberKey.device.apiKeyDigest,
                        findings: "The compressor had failed.",
                        surveyedAt: day(56).advanced(byMilliseconds: hours(4))
                    )
                ),
                hour: 5
            ),
            lead("acknowledge", .claim(.acknowledge(claim: owed)), officer: "adjuster", hour: 6),
            lead(
                "adjust",
                .claim(.adjust(claim: owed, assessment: .totalLoss, survey: survey)),
                officer: "adjuster",
                hour: 6
            ),
            lead(
                "approve first",
                .claim(.approve(claim: owed, amount: usd("30000"))),
                officer: "first",
                hour: 6
            ),
            lead(
                "approve second",
                .claim(.approve(claim: owed, amount: usd("30000"))),
                officer: "second",
                hour: 6
            ),
            act(
                "assign",
                by: .assured,
                .certificate(.assignCertificate(certificate: insured, holder: .bank)),
                hour: 7
            ),
            lead(
                "settle",
                .claim(.settle(claim: owed, paymentReference: "PAY-7")),
                officer: "settler",
                hour: 8
            ),
            lead(
                "payment returned",
                .paymentReference(
                    .noteReturned(payment: payment, reason: "The account is closed.")
                ),
                officer: "settler",
                hour: 8
            ),
            lead(
                "settle again",
                .claim(.settle(claim: owed, paymentReference: "PAY-9")),
                officer: "settler",
                hour: 8
            ),
            lead(
                "acknowledge the other",
                .claim(.acknowledge(claim: goodwill)),
                officer: "adjuster",
                hour: 8
            ),
            lead(
                "goodwill",
                .claim(
                    .payExGratia(claim: goodwill, amount: usd("100.01"), reason: "Goodwill.")
                ),
                officer: "first",
                hour: 8
            ),
            act("consent", by: .follower, .claim(.consent(claim: goodwill)), hour: 8),
            lead(
                "settle the other",
                .claim(.settle(claim: goodwill, paymentReference: "PAY-8")),
                officer: "settler",
                hour: 8
            ),
            lead(
                "close the other",
                .claim(.closeClaim(claim: goodwill)),
                officer: "settler",
                hour: 8
            ),
            lead(
                "take up the other",
                .claim(.reopenClaim(claim: goodwill, reason: "A second survey was filed.")),
                officer: "adjuster",
                hour: 8
            ),
        ]
    }()

    /// A list that the ship of the insured goods is on,
    /// and two officers who find that it is another.
    private static let screening: [ScenarioCommand] = {
        let listed = ListedEntry(
            id: "90700",
            kind: .vessel,
            programmes: [],
            names: constant { try Entries([ListedName(name: "AURORA")]) }
        )
        let list = ListSource.ofac.id
        let asked: [(String, Instruction)] = [
            (
                "announce",
                .screeningList(.announceList(list: list, publication: .sample([listed])))
            ),
            (
                "bring",
                .screeningList(
                    .bringEntries(list: list, put: constant { try Entries([listed]) })
                )
            ),
            ("adopt", .screeningList(.adoptList(list: list))),
            ("screen", .certificate(.screenCertificate(certificate: insured))),
        ]
        let release = Instruction.certificate(
            .releaseHold(certificate: insured, hold: 1, reason: "Another ship of the name.")
        )
        return asked.map { act($0, by: .platform, $1, hour: 9) }
            + ["first", "second"].map { (officer: String) in
                lead("release \(officer)", release, officer: officer, hour: 9)
            }
            + [
                lead(
                    "keep",
                    .certificate(
                        .keepHold(certificate: insured, hold: 1, reason: "Its owner is listed.")
                    ),
                    officer: "first",
                    hour: 9
                )
            ]
    }()

    /// The officers go, and their keys with them.
    private static let dismissal = officers.map { officer in
        lead(
            "retire \(officer)",
            .consortium(.retireOfficer(member: .leader, officer: id(officer))),
            hour: 9
        )
    }

    /// The identifier of a fact on a ledger that keeps the scenarios' secret.
    private static func fact(_ find: (Consortium.State) -> InstanceID?) -> InstanceID {
        constant {
            let consortium = try LedgerWriter(founding + members).states[.consortium]
                .flatMap(Consortium.unwrap)
            guard let found = consortium.flatMap(find) else { throw NoSuchFact() }
            return found
        }
    }
}

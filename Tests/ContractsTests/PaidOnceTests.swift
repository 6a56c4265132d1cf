import Contracts
import Marine
import TestSamples
import Testing

/// One cargo, one loss, several certificates: what is paid never exceeds what was lost.
@Suite("Double insurance by hand")
struct PaidOnceTests {
    private typealias Voyage = CaseLedger.Voyage

    /// Two voyages of the same goods, each with a claim for one partial loss.
    private static func insuredTwice(
        secondLoss: ClosedRange<Instant> = day(40)...day(41),
        _ change: (inout Voyage, Int) -> Void = { _, _ in }
    ) throws -> (CaseLedger, [Voyage]) {
        var ledger = try CaseLedger()
        var voyages = ["one", "two"].map { Voyage($0) }
        (voyages[1].device, voyages[1].deviceKey) = ("TT-2", 2)
        for place in voyages.indices {
            change(&voyages[place], place)
            try ledger.sail(voyages[place])
        }
        for voyage in voyages { try ledger.record(voyage) }
        try ledger.notify(voyages[0], nil, .roughHandling)
        try ledger.notify(
            voyages[1],
            nil,
            .roughHandling,
            from: secondLoss.lowerBound,
            to: secondLoss.upperBound
        )
        return (ledger, voyages)
    }

    /// Measures 40 % of the sound value as lost.
    private static func measure(_ voyage: Voyage, _ ledger: inout CaseLedger) throws {
        if try ledger.claim(voyage.claim).stage == .notified {
            try ledger.take(.claim(.acknowledge(claim: voyage.claim)), by: .leader)
        }
        try ledger.take(
            .claim(
                .adjust(
                    claim: voyage.claim,
                    assessment: .partialLoss(
                        grossSoundValue: usd("100"),
                        grossDamagedValue: usd("60")
                    )
                )
            ),
            by: .leader
        )
    }

    private static func approve(_ voyage: Voyage, _ amount: Money) -> Instruction {
        .claim(.approve(claim: voyage.claim, amount: amount))
    }

    @Test func `a partial loss that two certificates insure is paid once`() throws {
        var (ledger, voyages) = try Self.insuredTwice()
        for voyage in voyages { try Self.measure(voyage, &ledger) }
        let payable = try #require(try ledger.claim(voyages[0].claim).adjustment?.payable)
        try ledger.take(Self.approve(voyages[0], payable), by: .leader)
        let second = ledger.refusal(Self.approve(voyages[1], payable), by: .leader)
        #expect(second?.code == .indemnityExceeded)
        // The deductible that the first left is the most that the second may still pay.
        let loss = try #require(try ledger.claim(voyages[0].claim).adjustment?.loss)
        let rest = Money(minorUnits: loss.minorUnits - payable.minorUnits, currency: loss.currency)
        #expect(rest.isPositive)
        let above = Money(minorUnits: rest.minorUnits + 1, currency: rest.currency)
        #expect(
            ledger.refusal(Self.approve(voyages[1], above), by: .leader)?.code == .indemnityExceeded
        )
        try ledger.take(Self.approve(voyages[1], rest), by: .leader)
    }

    @Test func `separate losses are paid by whichever certificate, up to the insured value`() throws
    {
        let later = day(43)...day(44)
        var (ledger, voyages) = try Self.insuredTwice(secondLoss: later)
        for voyage in voyages {
            try Self.measure(voyage, &ledger)
            let payable = try #require(try ledger.claim(voyage.claim).adjustment?.payable)
            try ledger.take(Self.approve(voyage, payable), by: .leader)
        }
        let interest = try #require(try ledger.certificate(voyages[0]).interests?.first)
        let shared = try DoubleInsurance(
            voyages[0].certificate,
            [ledger.history.state(Interest.self, interest)]
        )
        #expect(shared.interests.first?.losses.map(\.from) == [day(40), day(43)])
    }

    @Test(arguments: [0, 1, 2])
    func `whatever the goods are known by, they are the same goods`(by mark: Int) throws {
        let (ledger, voyages) = try Self.insuredTwice { voyage, place in
            voyage.container = mark == 0 ? .sample : nil
            if mark == 1 {
                voyage.declaration.billOfLading = place == 0 ? "MAEU 123-456" : "maeu123456"
            }
            if mark == 2 { voyage.declaration.lot = place == 0 ? "Lot 7/A" : "LOT7A" }
        }
        let interests = try voyages.map { try ledger.certificate($0).interests }
        #expect(interests[0] == interests[1])
        #expect(interests[0]?.count == 1)
    }

    @Test func `goods by three marks are on three interests, and leave them together`() throws {
        var ledger = try CaseLedger()
        var voyage = Voyage()
        voyage.declaration.billOfLading = "B/L 1"
        voyage.declaration.lot = "L 1"
        try ledger.declareAndRegister(voyage)
        let interests = try #require(try ledger.certificate(voyage).interests)
        #expect(interests.count == 3)
        try ledger.take(
            .certificate(.cancel(certificate: voyage.certificate, reason: "sold")),
            by: .assured
        )
        for interest in interests {
            #expect(try ledger.history.state(Interest.self, interest).insurances.isEmpty)
        }
    }

    @Test func `a mark without a letter or a digit is refused`() throws {
        let ledger = try CaseLedger()
        var declaration = Voyage().declaration
        declaration.billOfLading = "--"
        let refusal = ledger.refusal(
            .openCover(
                .declare(cover: .cover, certificate: .certificate, declaration: declaration)
            ),
            by: .assured
        )
        #expect(refusal?.code == .valueMalformed)
    }

    @Test func `insurers contribute rateably, and roundings sum to the whole`() throws {
        // 100,000 and 200,000 insure a loss of 30,000: 50,000 of 150,000 is a third, as in s. 81.
        let borne = try DoubleInsurance.contributions(
            to: usd("10000"),
            liabilities: [usd("100000"), usd("200000")]
        )
        #expect(borne == [usd("3333.33"), usd("6666.67")])
        let even = try DoubleInsurance.contributions(
            to: usd("100.01"),
            liabilities: [usd("1"), usd("1"), usd("1")]
        )
        #expect(even == [usd("33.34"), usd("33.34"), usd("33.33")])
        #expect(
            try DoubleInsurance.contributions(to: usd("0"), liabilities: [usd("0")]) == [usd("0")]
        )
    }

    @Test func `each loss is shown with who bears what of it`() throws {
        var (ledger, voyages) = try Self.insuredTwice { voyage, place in
            if place == 1 { voyage.declaration.agreedValue = usd("30000") }
        }
        try Self.measure(voyages[0], &ledger)
        try ledger.take(Self.approve(voyages[0], usd("36000")), by: .leader)
        let interest = try #require(try ledger.certificate(voyages[0]).interests?.first)
        let shared = try DoubleInsurance(
            voyages[1].certificate,
            [ledger.history.state(Interest.self, interest)]
        )
        let one = try #require(shared.interests.first)
        #expect(one.insurances.count == 2)
        let loss = try #require(one.losses.first)
        #expect(loss.approved == usd("36000"))
        #expect(loss.shares.map(\.liability) == [loss.measured, usd("30000")])
        let sum = loss.shares.reduce(0) { $0 + $1.contribution.minorUnits }
        #expect(sum == usd("36000").minorUnits)
        #expect(loss.shares.reduce(0) { $0 + $1.due.minorUnits } == 0)
        #expect(loss.shares[0].due.isPositive && loss.shares[1].due.isNegative)
    }
}

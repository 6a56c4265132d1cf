import Contracts
import Marine
import TestSamples
import Testing

/// Random hands on random claims: whatever is tried, what was paid went through the hands that the
/// leader's table asks for.
@Suite("Random walks of officers")
struct OfficerWalkTests {
    @Test(arguments: [1, 2, 3, UInt64.random(in: .min ... .max)])
    func `no sum is approved by who has measured it, nor beyond anybody's authority`(
        seed: UInt64
    ) throws {
        var walk = try OfficerWalk(seed: seed)
        try walk.run(1_500)
        #expect(walk.falsehoods == [], "seed \(seed)")
        #expect(walk.settled > 2, "seed \(seed): a walk that pays nothing shows nothing")
        #expect(
            try ContractHistory.replay(walk.ledger.history.steps) == walk.ledger.history.states,
            "seed \(seed)"
        )
    }
}

struct OfficerWalk {
    private(set) var ledger: CaseLedger
    private(set) var falsehoods: [String] = []
    private(set) var settled = 0
    private var generator: SeededGenerator
    private var claims = 0
    private var payments = 0

    private static let officers: [Identifier?] = [
        CaseLedger.adjuster, CaseLedger.approver, CaseLedger.second,
        CaseLedger.settler, CaseLedger.allrounder, CaseLedger.keeper, nil,
    ]

    init(seed: UInt64) throws {
        generator = SeededGenerator(seed: seed)
        ledger = try CaseLedger.staffed()
        try ledger.sail(CaseLedger.Voyage())
        ledger.at(day(50))
    }

    mutating func run(_ count: Int) throws {
        for number in 0..<count {
            let asked = instruction()
            let actor: MemberID = chance(5) ? pick([.follower, .assured, .bank]) : .leader
            let officer = actor == .leader ? pick(Self.officers) : nil
            guard ledger.refusal(asked, by: actor, officer: officer) == nil else { continue }
            try ledger.take(asked, by: actor, officer: officer)
            for step in ledger.history.commands.last ?? [] {
                guard case .claim(let claim) = step.state else { continue }
                falsehoods += falsehood(claim).map { "\(number), \(asked): \($0)" }
                if step.edge.action == "settle" { settled += 1 }
            }
            if falsehoods.count > 3 { return }
        }
        let references = ledger.history.states.values.compactMap(PaymentReference.unwrap)
        if references.count != settled { falsehoods.append("\(references.count) references") }
    }

    private func falsehood(_ claim: Claim.State) -> [String] {
        var found: [String] = []
        guard let approvers = claim.approvedBy, let amount = claim.approved else { return [] }
        let table = CaseLedger.table
        if claim.exGratia == nil {
            if claim.adjustedBy.map(approvers.contains) ?? true { found.append("one hand") }
        }
        if Set(approvers).count != approvers.count { found.append("one officer twice") }
        for officer in approvers {
            let grant = table.officers.first { $0.officer == officer }
            let limit = grant?.approvesUpTo.first { $0.currency == amount.currency }
            if (limit?.minorUnits ?? 0) < amount.minorUnits { found.append("beyond \(officer)") }
            if claim.exGratia != nil, grant?.paysExGratia != true { found.append("no authority") }
        }
        if amount.minorUnits > 2_000_000, approvers.count < 2 { found.append("one for two") }
        guard let payment = claim.payment else { return found }
        let sum = payment.borne.values.reduce(0) { $0 + $1.minorUnits }
        if sum != payment.amount.minorUnits { found.append("contributions of \(sum)") }
        if claim.exGratia == nil, payment.amount != amount { found.append("another sum") }
        if claim.settledBy.map({ settler in approvers.allSatisfy { $0 == settler } }) ?? true,
            claim.exGratia != nil || claim.adjustedBy == claim.settledBy
        {
            found.append("one hand paid")
        }
        return found
    }

    private mutating func instruction() -> Instruction {
        let claim = id("clm-\(claims == 0 ? 0 : Int.random(in: 0..<claims, using: &generator))")
        let amount = Money(
            minorUnits: Int64.random(in: -1...6_000_000, using: &generator),
            currency: .usd
        )
        switch Int.random(in: 0..<14, using: &generator) {
        case 0:
            // The certificate has room for a hundred.
            guard claims < 90 else { break }
            claims += 1
            return .claim(
                .notifyClaim(
                    id: id("clm-\(claims - 1)"),
                    notice: Claim.Notice(
                        certificate: CaseLedger.Voyage().certificate,
                        shipment: nil,
                        peril: .machineryBreakdown,
                        lossFrom: day(40),
                        lossTo: day(41),
                        description: "It came to harm.",
                        estimate: nil
                    )
                )
            )
        case 1, 2: return .claim(.acknowledge(claim: claim))
        case 3, 4: return .claim(.adjust(claim: claim, assessment: assessment()))
        case 5...7: return .claim(.approve(claim: claim, amount: smaller(amount)))
        case 8, 9:
            return .claim(.payExGratia(claim: claim, amount: smaller(amount), reason: "Goodwill."))
        case 10:
            return .claim(.decline(claim: claim, clause: "4.5", reason: "delay"))
        case 11: return .claim(.consent(claim: claim))
        default: break
        }
        payments += 1
        let reference = Int.random(in: 0...payments, using: &generator)
        return .claim(
            .settle(claim: claim, paymentReference: Text(cutting: "PAY-\(reference)") ?? "?")
        )
    }

    private mutating func assessment() -> Assessment {
        chance(2) ? .totalLoss : .salvageLoss(netProceeds: usd(pick(["10", "60000", "98000"])))
    }

    /// Mostly what is still left of the insured value after many claims.
    private mutating func smaller(_ amount: Money) -> Money {
        chance(3) ? amount : Money(minorUnits: amount.minorUnits / 40, currency: .usd)
    }

    private mutating func chance(_ of: Int) -> Bool {
        Int.random(in: 0..<of, using: &generator) == 0
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &generator)]
    }
}

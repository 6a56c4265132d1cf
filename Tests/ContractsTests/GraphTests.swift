import Contracts
import Marine
import TestSamples
import Testing

@Suite("State graphs")
struct GraphTests {
    /// What a ledger of the second edition cannot come to: the first edition paid for a loss before
    /// the goods had left, and its certificates alone are on risk by their covers.
    private static let untaken: [ContractName: [StateGraph.Edge]] = [
        .certificate: [StateGraph.Edge(action: "erode", from: "issued", to: "issued")],
        .openCover: ["open", "closed"].map {
            StateGraph.Edge(action: "move", from: $0, to: $0)
        },
    ]

    @Test(arguments: ContractName.allCases.filter { $0.since <= .current })
    func `every edge of a graph is taken by some instruction`(contract: ContractName) throws {
        let taken = Set(
            try ContractHistory.tours().flatMap(\.steps).filter { $0.key.contract == contract }.map(
                \.edge
            )
        )
        let untaken = contract.graph(in: .current).edges.filter { !taken.contains($0) }
        #expect(untaken == Self.untaken[contract] ?? [])
        #expect(taken.subtracting(contract.graph(in: .current).edges) == [])
    }

    @Test(arguments: ContractName.allCases.filter { $0.since <= .current })
    func `a graph names each edge once and begins in one place`(contract: ContractName) {
        let edges = contract.graph(in: .current).edges
        #expect(Set(edges).count == edges.count)
        #expect(Set(edges.filter { $0.from == nil }.map(\.action)).count == 1)
        #expect(contract.graph(in: .current).actions(from: nil).count == 1)
        let states = Set(edges.compactMap(\.from))
        #expect(states.isSubset(of: Set(edges.map(\.to))), "a state that nothing leads to")
    }

    @Test func `actions are listed in reading order, each once`() {
        #expect(
            ContractName.claim.graph(in: .current).actions(from: "adjusted")
                == [
                    "adjust", "refer", "approve", "decline", "noteApproval", "grantExGratia",
                    "passHolder", "admitSurveyor", "noteWithdrawal",
                ]
        )
        #expect(
            ContractName.claim.graph(in: .current).actions(from: "closed")
                == ["returnPayment", "reopen", "passHolder", "noteWithdrawal"]
        )
        #expect(
            ContractName.claim.graph(in: .current).allows(
                action: "close",
                from: "settled",
                to: "closed"
            )
        )
        #expect(
            !ContractName.claim.graph(in: .current).allows(
                action: "close",
                from: "approved",
                to: "closed"
            )
        )
    }

    @Test func `every step pins the edition and leads on from the state before it`() throws {
        for history in try ContractHistory.tours() {
            var stages: [InstanceKey: String] = [:]
            var edition = Edition.current
            for step in history.steps {
                #expect(step.edition == edition, "what adopts one is still of the one before")
                if step.edge.action == "adoptEdition" { edition = .draft }
                #expect(step.edge.from == stages[step.key])
                #expect(step.edge.to == step.state.stage)
                #expect(step.key.contract == step.state.contract)
                stages[step.key] = step.edge.to
            }
        }
    }

    @Test func `the consortium has one instance, spelled as leaves carry it`() {
        #expect(Workflow.consortium.text == Consortium.instanceText)
    }
}

extension ContractHistory {
    /// Histories that together take every edge.
    static func tours() throws -> [ContractHistory] {
        try CaseLedger.tours() + [
            try membership(), try settledAndClosed(), try declinedAndClosed(), try beforeSailing(),
            try underway().endorsedAndCancelled(), try late(), try signing().everyKeyCommand(),
            try insuredTwice(), try withdrawn(), try looker(), try corrected(), try loggers(),
            try merger(),
        ]
    }

    /// With every transition of members' keys and of the log's.
    private func everyKeyCommand() throws -> ContractHistory {
        var history = self
        for (command, actor, word): (Consortium.Command, MemberID, Attestor) in [
            (.registerKey(member: .assured, publicKey: key(3), proof: .unproved), .assured, .by(1)),
            (
                .rotateKey(member: .assured, old: key(1), new: key(4), proof: .unproved), .assured,
                .by(3)
            ),
            (.revokeKey(member: .assured, publicKey: key(3)), .auditor, .by(2)),
            (.revokeKey(member: .assured, publicKey: key(4)), .assured, .by(4)),
            (.restoreKey(member: .assured, publicKey: key(5), proof: .unproved), .auditor, .by(2)),
            (.nameAuditors(member: .assured, auditors: []), .assured, .by(5)),
            (
                .rotateLogKey(old: ContractHistory.logKeyText, new: "next", proof: .unproved),
                .platform,
                .log(key: ContractHistory.logKey)
            ),
        ] { try history.take(.consortium(command), by: actor, on: word) }
        return history
    }

    private static func membership() throws -> ContractHistory {
        var history = try keyed()
        for command: Consortium.Command in [
            .issueAPIKey(member: .assured, id: id("k"), digest: apiKeyDigest(3)),
            .revokeAPIKey(member: .assured, id: id("k")),
            .listSanction(entry: "MV Aurora"), .delistSanction(entry: "MV Aurora"),
        ] { try history.take(.consortium(command), by: .platform) }
        return try history.adoptingDraft()
    }

    /// Everything that may happen to a claim that is paid, while the goods are under way.
    private static func settledAndClosed() throws -> ContractHistory {
        var history = try acknowledged()
        for instruction: Instruction in [
            .claim(.refer(claim: .claim, reasons: ["large"])),
            .claim(.refer(claim: .claim, reasons: ["large", "no survey yet"])),
            .claim(.adjust(claim: .claim, assessment: .salvageLoss(netProceeds: usd("30000")))),
            .claim(.refer(claim: .claim, reasons: ["proceeds rose"])),
            .claim(.adjust(claim: .claim, assessment: .salvageLoss(netProceeds: usd("35000")))),
            .claim(.adjust(claim: .claim, assessment: .salvageLoss(netProceeds: usd("40000")))),
            .claim(.approve(claim: .claim, amount: usd("59000"))),
            .claim(.settle(claim: .claim, paymentReference: "PAY-1")),
            .claim(.closeClaim(claim: .claim)),
            .openCover(.closeCover(cover: .cover)), .endorse(conveyance: .borealis),
            .shipment(.bindDevice(shipment: .shipment, device: "TT-2", publicKey: nil)),
            .shipment(.arrive(shipment: .shipment, at: day(45))),
            .shipment(.bindDevice(shipment: .shipment, device: "TT-3", publicKey: nil)),
            .record(.above(0), digest: "digest-2"),
            .shipment(.deliver(shipment: .shipment, at: day(45))),
            .record(.above(0), digest: "digest-3"),
        ] { try history.take(instruction, by: .leader) }
        return history
    }

    /// A claim declined from each state that allows it.
    private static func declinedAndClosed() throws -> ContractHistory {
        var history = try declined()
        try history.take(.claim(.closeClaim(claim: .claim)), by: .leader)
        for (claim, last) in [
            (id("referred"), Instruction.claim(.refer(claim: id("referred"), reasons: ["large"]))),
            (id("adjusted"), .claim(.adjust(claim: id("adjusted"), assessment: .totalLoss))),
        ] {
            try history.take(.claim(.notifyClaim(id: claim, notice: .breakdown)), by: .shipper)
            try history.take(.claim(.acknowledge(claim: claim)), by: .platform)
            try history.take(last, by: .leader)
            try history.take(
                .claim(.decline(claim: claim, clause: "4.1", reason: "conduct")),
                by: .leader
            )
        }
        return history
    }

    /// Claims before the goods leave, one declined and one taken back, and readings of the goods at
    /// rest.
    private static func beforeSailing() throws -> ContractHistory {
        var history = try registered()
        let notice = changed(Claim.Notice.breakdown) {
            $0.lossFrom = day(9)
            $0.lossTo = day(10)
        }
        try history.take(.claim(.notifyClaim(id: .claim, notice: notice)), by: .assured)
        for instruction: Instruction in [
            .record(.above(0)), .claim(.acknowledge(claim: .claim)),
            .claim(.adjust(claim: .claim, assessment: .totalLoss)),
            .claim(.decline(claim: .claim, clause: "MIA 1906 s. 6", reason: "not attached")),
            .claim(.closeClaim(claim: .claim)),
        ] { try history.take(instruction, by: .leader) }
        try history.withdraw(notice)
        return history
    }

    /// Claims taken back under way and after delivery, from each state that allows it.
    private static func withdrawn() throws -> ContractHistory {
        var history = try underway()
        history.now = day(45)
        try history.withdraw(.breakdown)
        try history.withdraw(
            .breakdown,
            after: [.acknowledge(claim: .second)],
            as: .second
        )
        try history.withdraw(
            .breakdown,
            after: [
                .acknowledge(claim: id("third")), .refer(claim: id("third"), reasons: ["large"]),
            ],
            as: id("third")
        )
        for instruction: Instruction in [
            .shipment(.arrive(shipment: .shipment, at: day(45))),
            .shipment(.deliver(shipment: .shipment, at: day(45))),
        ] { try history.take(instruction, by: .carrier) }
        try history.withdraw(.breakdown, as: id("fourth"))
        return history
    }

    private mutating func withdraw(
        _ notice: Claim.Notice,
        after decisions: [Claim.Instruction] = [],
        as claim: InstanceID = id("mistaken")
    ) throws {
        try take(.claim(.notifyClaim(id: claim, notice: notice)), by: .assured)
        for decision in decisions { try take(.claim(decision), by: .leader) }
        try take(.claim(.withdrawClaim(claim: claim, reason: "mistaken")), by: .assured)
    }

    /// One container under two certificates, the second of which is said to be of other goods, and
    /// cancelled.
    private static func insuredTwice() throws -> ContractHistory {
        var history = try registered()
        try history.take(
            .openCover(
                .declare(cover: .cover, certificate: .second, declaration: .worth("1000"))
            ),
            by: .broker
        )
        try history.take(.register(.second, for: .second), by: .assured)
        let interest = try #require(history.certificate(.second).interests?.first)
        try history.take(
            .interest(.setApart(interest: interest, certificate: .second, reason: "part load")),
            by: .leader
        )
        try history.take(.certificate(.cancel(certificate: .second, reason: "sold")), by: .assured)
        return history
    }

    /// Findings made anew at every stage, and a logger that two shipments hold.
    private static func looker() throws -> ContractHistory {
        var history = try underway()
        try history.take(.record(.above(0), digest: "digest-1"), by: .shipper)
        func evaluate(_ length: Int64) -> Instruction {
            .shipment(
                .evaluate(
                    shipment: .shipment,
                    findings: TelemetryFindings(devices: [.above(length)], asOf: .earliest)
                )
            )
        }
        history.now = day(46)
        try history.take(evaluate(hours(1)), by: .platform)
        try history.take(.shipment(.arrive(shipment: .shipment, at: day(45))), by: .carrier)
        try history.take(evaluate(hours(2)), by: .platform)
        try history.take(
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: .second,
                    declaration: .worth("1000", sailing: day(60))
                )
            ),
            by: .broker
        )
        try history.take(.register(.second, for: .second, shipper: .stranger), by: .assured)
        try history.take(
            .shipment(.bindDevice(shipment: .second, device: "tt 1", publicKey: nil)),
            by: .stranger
        )
        let consortium = try history.state(Consortium.self, Workflow.consortium)
        let logger = try #require(consortium.factID(Evidence.self, ["device", "tt1"]))
        try history.take(
            .evidence(
                .assignEvidence(evidence: logger, shipment: .second, reason: "another logger")
            ),
            by: .leader
        )
        try history.take(.shipment(.deliver(shipment: .shipment, at: day(46))), by: .carrier)
        try history.take(evaluate(hours(3)), by: .platform)
        return history
    }

    private func endorsedAndCancelled() throws -> ContractHistory {
        var history = self
        try history.take(.endorse(description: "1,199 cartons"), by: .broker)
        try history.take(
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: .second,
                    declaration: .worth("100000", aboard: .aurora)
                )
            ),
            by: .broker
        )
        try history.take(.endorse(conveyance: .borealis, of: .second), by: .broker)
        try history.take(.openCover(.closeCover(cover: .cover)), by: .leader)
        try history.take(.certificate(.cancel(certificate: .second, reason: "sold")), by: .assured)
        return history
    }

    /// Premium, notice and payment after the goods were delivered.
    private static func late() throws -> ContractHistory {
        var history = try declared()
        try history.take(.register(.shipment, for: .certificate), by: .broker)
        history.now = day(51)
        for instruction: Instruction in [
            .shipment(.depart(shipment: .shipment, at: day(30))),
            .certificate(.payPremium(certificate: .certificate, amount: usd("500"))),
            .shipment(.arrive(shipment: .shipment, at: day(50))),
            .shipment(.deliver(shipment: .shipment, at: day(51))),
            .certificate(.payPremium(certificate: .certificate, amount: usd("50"))),
            .claim(.notifyClaim(id: .claim, notice: .breakdown)),
            .claim(.acknowledge(claim: .claim)),
            .claim(.adjust(claim: .claim, assessment: .totalLoss)),
            .claim(.approve(claim: .claim, amount: usd("1"))),
            .claim(.settle(claim: .claim, paymentReference: "PAY-1")),
            .claim(.closeClaim(claim: .claim)),
        ] { try history.take(instruction, by: .leader) }
        return history
    }
}

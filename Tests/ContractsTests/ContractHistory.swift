import Contracts
import Marine
import TestSamples
import Testing

/// The states after the instructions so far, and the steps that led to them: a ledger in memory.
struct ContractHistory {
    private(set) var states: [InstanceKey: ContractState] = [:]
    private(set) var steps: [Step] = []
    /// The same, command by command.
    private(set) var commands: [[Step]] = []
    /// The sequencer's instant of the next instruction.
    var now = day(0)
    /// The latest edition that may be adopted.
    var latest = Edition.current

    /// Decides an instruction and keeps its steps.
    @discardableResult
    mutating func take(
        _ instruction: Instruction,
        by actor: MemberID,
        on attestor: Attestor = .operatorAlone,
        officer: Identifier? = nil
    ) throws(Refusal) -> [Step] {
        let taken = try decide(instruction, by: actor, on: attestor, officer: officer)
        keep(taken)
        return taken
    }

    mutating func keep(_ taken: [Step]) {
        for step in taken { states[step.key] = step.state }
        steps += taken
        commands.append(taken)
    }

    /// Decides an instruction and keeps nothing.
    func decide(
        _ instruction: Instruction,
        by actor: MemberID,
        on attestor: Attestor = .operatorAlone,
        officer: Identifier? = nil
    ) throws(Refusal) -> [Step] {
        let states = states
        let edition = Workflow.edition(of: instruction, after: consortium)
        let context = context(actor, attestor, edition, officer: officer)
        return try Workflow.decide(instruction, context) { states[$0] }
    }

    /// The refusal of an instruction; nothing where it is accepted.
    func refusal(
        _ instruction: Instruction,
        by actor: MemberID,
        on attestor: Attestor = .operatorAlone,
        officer: Identifier? = nil
    ) -> Refusal? {
        do {
            _ = try decide(instruction, by: actor, on: attestor, officer: officer)
            return nil
        } catch {
            return error
        }
    }

    /// The actor with the roles that the consortium gives it.
    func context(
        _ actor: MemberID,
        _ attestor: Attestor = .operatorAlone,
        _ edition: Edition? = nil,
        officer: Identifier? = nil
    ) -> Context {
        let roles = consortium?.members[actor]?.roles
        return Context(
            actor: actor,
            roles: Set(roles ?? []),
            attestor: attestor,
            at: now,
            edition: edition ?? consortium?.edition ?? .current,
            latest: latest,
            officer: officer
        )
    }

    var consortium: Consortium.State? {
        states[InstanceKey(.consortium, Workflow.consortium)].flatMap(Consortium.unwrap)
    }

    func state<Kind: Contract>(_ kind: Kind.Type, _ id: InstanceID) throws -> Kind.State {
        try #require(states[InstanceKey(Kind.name, id)].flatMap(Kind.unwrap))
    }

    func cover() throws -> OpenCover.State { try state(OpenCover.self, .cover) }

    func certificate(_ id: InstanceID = .certificate) throws -> Certificate.State {
        try state(Certificate.self, id)
    }

    func shipment() throws -> Shipment.State { try state(Shipment.self, .shipment) }

    func claim(_ id: InstanceID = .claim) throws -> Claim.State { try state(Claim.self, id) }
}

// How far a voyage has come: each goes on from the one before it.
extension ContractHistory {
    static func founded() throws -> ContractHistory { try founded(by: .current) }

    /// Founded by an edition, with its members; and with the secret, where the edition keeps one.
    static func founded(by edition: Edition) throws -> ContractHistory {
        var history = ContractHistory()
        try history.take(
            .consortium(
                .found(
                    origin: "plimsoll.example/ledger",
                    operatorMember: .platform,
                    operatorName: "Plimsoll Platform",
                    logKey: "plimsoll.example/ledger+0+AA",
                    edition: edition
                )
            ),
            by: .platform
        )
        if edition >= .second { try history.take(.keepSecret, by: .platform) }
        for member in SampleMember.all {
            try history.take(
                .consortium(
                    .admitMember(member: member.id, name: member.name, roles: member.roles)
                ),
                by: .platform
            )
        }
        return history
    }

    static func covered(
        _ terms: CoverTerms,
        by edition: Edition = .current
    ) throws -> ContractHistory {
        var history = try founded(by: edition)
        // Harbour Mutual's one adjuster is accepted, where the edition in force asks.
        let accepted = changed(terms) {
            if history.consortium?.edition ?? .first >= .second { $0.oneOfficerAccepted = true }
        }
        try history.take(.openCover(.openCover(id: .cover, terms: accepted)), by: .leader)
        try history.subscribe()
        return history
    }

    /// Has the other insurers write the lines that the slip asks for, where it awaits them.
    mutating func subscribe(_ cover: InstanceID = .cover) throws {
        let state = try state(OpenCover.self, cover)
        guard state.stage == .subscribing else { return }
        for share in state.terms.shares.array.dropFirst() {
            try take(
                .openCover(.subscribe(cover: cover, line: share.rate)),
                by: share.member
            )
        }
    }

    static func covered() throws -> ContractHistory { try covered(.sample) }

    /// Insured for USD 100,000 at 0.55 %.
    static func declared(
        _ terms: CoverTerms,
        _ declaration: Declaration,
        by edition: Edition = .current
    ) throws -> ContractHistory {
        var history = try covered(terms, by: edition)
        history.now = day(10)
        try history.take(
            .openCover(
                .declare(cover: .cover, certificate: .certificate, declaration: declaration)
            ),
            by: .assured
        )
        return history
    }

    static func declared() throws -> ContractHistory { try declared(.sample, .worth("100000")) }

    static func registered(
        _ terms: CoverTerms = .sample,
        by edition: Edition = .current
    ) throws -> ContractHistory {
        var history = try declared(terms, .worth("100000"), by: edition)
        try history.take(
            .certificate(.payPremium(certificate: .certificate, amount: usd("550"))),
            by: .broker
        )
        try history.take(.register(.shipment, for: .certificate), by: .assured)
        try history.take(
            .shipment(.bindDevice(shipment: .shipment, device: "TT-1", publicKey: deviceKey(1))),
            by: .shipper
        )
        return history
    }

    static func registered() throws -> ContractHistory { try registered(.sample) }

    static func underway(_ terms: CoverTerms = .sample) throws -> ContractHistory {
        var history = try registered(terms)
        history.now = day(30)
        try history.take(.shipment(.depart(shipment: .shipment, at: day(30))), by: .carrier)
        return history
    }

    static func underway() throws -> ContractHistory { try underway(.sample) }

    static func arrived() throws -> ContractHistory {
        var history = try underway()
        history.now = day(50)
        try history.take(.shipment(.arrive(shipment: .shipment, at: day(50))), by: .carrier)
        return history
    }

    static func delivered() throws -> ContractHistory {
        var history = try arrived()
        history.now = day(51)
        try history.take(.shipment(.deliver(shipment: .shipment, at: day(51))), by: .carrier)
        return history
    }

    /// Under way, with 30 hours of breakdown from day 40 recorded and notified on day 45.
    static func notified(
        _ terms: CoverTerms,
        _ device: DeviceFindings = .above(hours(30))
    ) throws -> ContractHistory {
        var history = try underway(terms)
        history.now = day(45)
        try history.take(.record(device), by: .shipper)
        try history.take(.claim(.notifyClaim(id: .claim, notice: .breakdown)), by: .assured)
        return history
    }

    static func notified() throws -> ContractHistory { try notified(.sample) }

    static func acknowledged() throws -> ContractHistory {
        try notified().after(.claim(.acknowledge(claim: .claim)), by: .leader)
    }

    /// Adjusted as a total loss: USD 99,000 is payable after the excess of 1 %.
    static func adjusted() throws -> ContractHistory {
        try acknowledged().after(
            .claim(.adjust(claim: .claim, assessment: .totalLoss)),
            by: .leader
        )
    }

    static func approved() throws -> ContractHistory {
        try adjusted().after(.claim(.approve(claim: .claim, amount: usd("99000"))), by: .leader)
    }

    static func settled() throws -> ContractHistory {
        try approved().after(.claim(.settle(claim: .claim, paymentReference: "PAY-1")), by: .leader)
    }

    static func declined() throws -> ContractHistory {
        try acknowledged().after(
            .claim(.decline(claim: .claim, clause: "4.5", reason: "delay")),
            by: .leader
        )
    }

    func after(
        _ instruction: Instruction,
        by actor: MemberID,
        on attestor: Attestor = .operatorAlone
    ) throws -> ContractHistory {
        var next = self
        try next.take(instruction, by: actor, on: attestor)
        return next
    }

    /// The same ledger after the edition in preparation was adopted.
    func adoptingDraft() throws -> ContractHistory {
        var next = self
        next.latest = .draft
        try next.take(.consortium(.adoptEdition(edition: .draft)), by: .platform)
        return next
    }
}

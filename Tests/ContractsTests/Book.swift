import Contracts
import Marine
import Testing

/// The states after the instructions so far, and the steps that led to them: a ledger in memory.
struct Book {
    private(set) var states: [InstanceKey: ContractState] = [:]
    private(set) var steps: [Step] = []
    /// The sequencer's instant of the next instruction.
    var now = day(0)

    /// Decides an instruction and keeps its steps.
    @discardableResult
    mutating func take(
        _ instruction: Instruction,
        by actor: MemberID,
        on word: Attestor = .operatorAlone
    ) throws(Refusal) -> [Step] {
        let taken = try decide(instruction, by: actor, on: word)
        keep(taken)
        return taken
    }

    mutating func keep(_ taken: [Step]) {
        for step in taken { states[step.key] = step.state }
        steps += taken
    }

    /// Decides an instruction and keeps nothing.
    func decide(
        _ instruction: Instruction,
        by actor: MemberID,
        on word: Attestor = .operatorAlone
    ) throws(Refusal) -> [Step] {
        let states = states
        return try Workflow.decide(instruction, context(actor, word)) { states[$0] }
    }

    /// The refusal of an instruction; nothing where it is accepted.
    func refusal(
        _ instruction: Instruction,
        by actor: MemberID,
        on word: Attestor = .operatorAlone
    ) -> Refusal? {
        do {
            _ = try decide(instruction, by: actor, on: word)
            return nil
        } catch {
            return error
        }
    }

    /// The actor with the roles that the consortium gives it.
    func context(_ actor: MemberID, _ word: Attestor = .operatorAlone) -> Context {
        let roles = consortium?.members[actor]?.roles
        return Context(actor: actor, roles: Set(roles ?? []), attestor: word, at: now)
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
extension Book {
    static func founded() throws -> Book { try founded(["claim": 1]) }

    static func founded(_ editions: [String: Int]) throws -> Book {
        var book = Book()
        try book.take(
            .consortium(
                .found(
                    origin: "plimsoll.example/ledger",
                    operatorMember: .platform,
                    operatorName: "Plimsoll Platform",
                    logKey: "plimsoll.example/ledger+0+AA",
                    editions: editions
                )
            ),
            by: .platform
        )
        for (member, name, roles) in MemberID.cast {
            try book.take(
                .consortium(.admitMember(member: member, name: name, roles: roles)),
                by: .platform
            )
        }
        return book
    }

    static func covered(_ terms: CoverTerms) throws -> Book {
        var book = try founded()
        try book.take(.openCover(id: .cover, terms: terms), by: .leader)
        return book
    }

    static func covered() throws -> Book { try covered(.sample) }

    /// Insured for USD 100,000 at 0.55 %.
    static func declared(_ terms: CoverTerms, _ declaration: Declaration) throws -> Book {
        var book = try covered(terms)
        book.now = day(10)
        try book.take(
            .declare(cover: .cover, certificate: .certificate, declaration: declaration),
            by: .assured
        )
        return book
    }

    static func declared() throws -> Book { try declared(.sample, .worth("100000")) }

    static func registered(_ terms: CoverTerms = .sample) throws -> Book {
        var book = try declared(terms, .worth("100000"))
        try book.take(.payPremium(certificate: .certificate, amount: usd("550")), by: .broker)
        try book.take(.register(.shipment, for: .certificate), by: .assured)
        try book.take(
            .bindDevice(shipment: .shipment, device: "TT-1", publicKey: key(1)),
            by: .shipper
        )
        return book
    }

    static func registered() throws -> Book { try registered(.sample) }

    static func underway(_ terms: CoverTerms = .sample) throws -> Book {
        var book = try registered(terms)
        book.now = day(30)
        try book.take(.depart(shipment: .shipment, at: day(30)), by: .carrier)
        return book
    }

    static func underway() throws -> Book { try underway(.sample) }

    static func arrived() throws -> Book {
        var book = try underway()
        book.now = day(50)
        try book.take(.arrive(shipment: .shipment, at: day(50)), by: .carrier)
        return book
    }

    static func delivered() throws -> Book {
        var book = try arrived()
        book.now = day(51)
        try book.take(.deliver(shipment: .shipment, at: day(51)), by: .carrier)
        return book
    }

    /// Under way, with 30 hours of breakdown from day 40 recorded and notified on day 45.
    static func notified(
        _ terms: CoverTerms,
        _ device: DeviceFindings = .above(hours(30))
    ) throws -> Book {
        var book = try underway(terms)
        book.now = day(45)
        try book.take(.record(device), by: .shipper)
        try book.take(.notifyClaim(id: .claim, notice: .breakdown), by: .assured)
        return book
    }

    static func notified() throws -> Book { try notified(.sample) }

    static func acknowledged() throws -> Book {
        try notified().after(.acknowledge(claim: .claim), by: .leader)
    }

    /// Adjusted as a total loss: USD 99,000 is payable after the excess of 1 %.
    static func adjusted() throws -> Book {
        try acknowledged().after(.adjust(claim: .claim, assessment: .totalLoss), by: .leader)
    }

    static func approved() throws -> Book {
        try adjusted().after(.approve(claim: .claim, amount: usd("99000")), by: .leader)
    }

    static func settled() throws -> Book {
        try approved().after(.settle(claim: .claim, paymentReference: "PAY-1"), by: .leader)
    }

    static func declined() throws -> Book {
        try acknowledged().after(
            .decline(claim: .claim, clause: "4.5", reason: "delay"),
            by: .leader
        )
    }

    func after(_ instruction: Instruction, by actor: MemberID) throws -> Book {
        var next = self
        try next.take(instruction, by: actor)
        return next
    }
}

import Contracts
import Marine
import TestSamples

/// A command as it was asked: by whom, and at which instant of the sequencer.
struct AskedCommand: CustomStringConvertible {
    var at: Instant
    var instruction: Instruction
    var actor: MemberID
    var officer: Identifier?

    var description: String {
        "\(at) \(actor)\(officer.map { "/\($0)" } ?? ""): \(instruction)"
    }
}

/// Choices that follow from a seed.
struct SeededChoice {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }

    mutating func whole(_ range: ClosedRange<Int64>) -> Int64 {
        Int64.random(in: range, using: &generator)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &generator)]
    }

    /// Any of the values; `nil` where there is none.
    mutating func any<Value>(_ values: [Value]) -> Value? {
        values.isEmpty ? nil : pick(values)
    }
}

/// A small consortium in which everything collides: three insurers that lead covers of their own
/// and write lines on each other's, few containers, bills, lots and loggers, and officers of every
/// authority.
///
/// It draws commands that mostly fit the ledger as it is, and often do not.
struct RandomWorld {
    /// An insurer without officers, beside the samples' two.
    static let reserve = id("reserve")
    static let insurers: [MemberID] = [.leader, .follower, reserve]
    private static let others: [MemberID] = [
        .platform, .assured, .broker, .shipper, .carrier, .bank, .stranger,
    ]
    /// So few that certificates collide, and a ledger stays small.
    static let mostCertificates = 16
    static let mostClaims = 30

    private(set) var history = ContractHistory()
    var choice: SeededChoice
    /// What has begun, by contract, in the order in which it did.
    private var begun: [ContractName: [InstanceID]] = [:]
    private var serial = 0
    /// What segments were merged of, by the digest of the whole.
    var merged: [Text<44>: [Shipment.SegmentRecord]] = [:]

    /// Founds a ledger by one of the editions that have facts across certificates, with its
    /// members, officers and covers.
    init(seed: UInt64) throws {
        choice = SeededChoice(seed: seed)
        history.latest = .draft
        history.now = day(0)
        let edition = choice.pick(Edition.known.filter { $0 >= .second })
        try take(
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
        try take(.keepSecret, by: .platform)
        let reserve = SampleMember(Self.reserve, "Baltic Reserve", [.insurer])
        for member in SampleMember.all + [reserve] {
            try take(
                .consortium(
                    .admitMember(member: member.id, name: member.name, roles: member.roles)
                ),
                by: .platform
            )
        }
        try staff()
        for insurer in Self.insurers { try open(leadBy: insurer) }
    }

    /// Takes what must be accepted.
    mutating func take(
        _ instruction: Instruction,
        by actor: MemberID,
        officer: Identifier? = nil
    ) throws {
        keep(try history.decide(instruction, by: actor, officer: officer))
    }

    /// Decides a command at its instant and keeps nothing.
    mutating func decide(_ asked: AskedCommand) throws(Refusal) -> [Step] {
        history.now = asked.at
        return try history.decide(asked.instruction, by: asked.actor, officer: asked.officer)
    }

    mutating func keep(_ steps: [Step]) {
        history.keep(steps)
        for step in steps where step.edge.from == nil {
            begun[step.key.contract, default: []].append(step.key.instance)
        }
    }

    /// The next command: up to ten hours after the one before it.
    mutating func next() -> AskedCommand {
        history.now = history.now.advanced(byMilliseconds: choice.whole(0...hours(10)))
        var asked: AskedCommand =
            switch choice.whole(0...99) {
            case 0...10: underwriting()
            case 11...23: service()
            case 24...52: carriage()
            case 53...93: loss()
            default: people()
            }
        // Now and then by whoever it is not for.
        if choice.chance(4) { asked.actor = choice.pick(Self.insurers + Self.others) }
        if choice.chance(4) {
            asked.officer = choice.any(officers(of: asked.actor))
        }
        return asked
    }

    func asked(
        _ instruction: Instruction,
        by actor: MemberID,
        officer: Identifier? = nil
    ) -> AskedCommand {
        AskedCommand(at: history.now, instruction: instruction, actor: actor, officer: officer)
    }

    /// The instances of a contract, in the order in which they began.
    func instances(_ contract: ContractName) -> [InstanceID] { begun[contract] ?? [] }

    func states<Kind: Contract>(_ kind: Kind.Type) -> [Kind.State] {
        instances(Kind.name).compactMap { state(kind, $0) }
    }

    func state<Kind: Contract>(_ kind: Kind.Type, _ id: InstanceID) -> Kind.State? {
        history.states[InstanceKey(Kind.name, id)].flatMap(Kind.unwrap)
    }

    /// One that suits, or seldom any other; `nil` where there is none.
    mutating func one<Kind: Contract>(
        _ kind: Kind.Type,
        where suits: (Kind.State) -> Bool
    ) -> Kind.State? {
        let all = states(kind)
        return choice.any(choice.chance(95) ? all.filter(suits) : all)
    }

    /// A name that nothing has yet.
    mutating func name(_ word: String) -> InstanceID {
        serial += 1
        return id("\(word)-\(serial)")
    }

    /// An instant of the past few hours, seldom of days ago or of the future.
    mutating func moment() -> Instant {
        let milliseconds =
            switch choice.whole(0...19) {
            case 0: choice.whole(-hours(72)...0)
            case 1: choice.whole(0...hours(2))
            default: choice.whole(-hours(6)...0)
            }
        return history.now.advanced(byMilliseconds: milliseconds)
    }

    /// Mostly a part of a sum, sometimes all of it, seldom what is no sum of it.
    mutating func amount(of whole: Money) -> Money {
        if choice.chance(4) {
            return Money(
                minorUnits: choice.pick([.min, -1, 0, .max]),
                currency: choice.pick([whole.currency, .jpy])
            )
        }
        if choice.chance(60) || whole.minorUnits < 2 { return whole }
        return Money(
            minorUnits: choice.whole(1...(whole.minorUnits + whole.minorUnits / 50)),
            currency: whole.currency
        )
    }
}

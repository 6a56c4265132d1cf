public import CanonicalJSON

/// One transition as decided: the edge taken, and the command and events behind it.
public struct Step: Hashable, Sendable {
    /// Whose transition it is.
    public let key: InstanceKey
    /// The edition of the contract that decided.
    public let edition: Int
    /// The edge taken in the contract's public state graph.
    public let edge: StateGraph.Edge
    /// The contract's own command and the events decided.
    public let payload: StepPayload
    /// The instance's state after it.
    public let state: ContractState
}

/// A contract's command and the events it led to: what a transition's payload holds.
public struct StepRecord<
    Arguments: JSONCoded & Hashable & Sendable,
    Event: JSONCoded & Hashable & Sendable
>: Hashable, Sendable {
    /// What was asked.
    public let arguments: Arguments
    /// What was decided.
    public let events: [Event]

    /// Records a decision.
    public init(arguments: Arguments, events: [Event]) {
        self.arguments = arguments
        self.events = events
    }
}

/// The payload of a transition of any contract.
public indirect enum StepPayload: Hashable, Sendable {
    /// The consortium's.
    case consortium(StepRecord<Consortium.Command, Consortium.Event>)
    /// An open cover's.
    case openCover(StepRecord<OpenCover.Command, OpenCover.Event>)
    /// A certificate's.
    case certificate(StepRecord<Certificate.Command, Certificate.Event>)
    /// A shipment's.
    case shipment(StepRecord<Shipment.Command, Shipment.Event>)
    /// A claim's.
    case claim(StepRecord<Claim.Command, Claim.Event>)

    /// Folds the payload's events into the instance's state before it.
    ///
    /// - Returns: `nil` where an event does not fit the state.
    public func evolve(_ state: ContractState?) -> ContractState? {
        switch self {
        case .consortium(let record): fold(Consortium.self, state, record.events)
        case .openCover(let record): fold(OpenCover.self, state, record.events)
        case .certificate(let record): fold(Certificate.self, state, record.events)
        case .shipment(let record): fold(Shipment.self, state, record.events)
        case .claim(let record): fold(Claim.self, state, record.events)
        }
    }

    private func fold<Kind: Contract>(
        _ kind: Kind.Type,
        _ state: ContractState?,
        _ events: [Kind.Event]
    ) -> ContractState? {
        var own: Kind.State?
        if let state {
            guard let unwrapped = Kind.unwrap(state) else { return nil }
            own = unwrapped
        }
        for event in events {
            own = Kind.evolve(consume own, event)
            guard own != nil else { return nil }
        }
        return own.map { Kind.wrap($0) }
    }
}

extension StepRecord: JSONCoded {
    /// Writes `{"arguments": ..., "events": [...]}`.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("arguments", arguments)
        writer.member("events", events)
        writer.endObject()
    }

    /// Reads what ``write(to:)`` writes.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let arguments: Arguments? = reader.member("arguments")
        let events: [Event]? = reader.member("events")
        reader.endObject()
        guard let arguments, let events else { return nil }
        self.init(arguments: arguments, events: events)
    }

    /// An object of arguments and events.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .object([
            ("arguments", "What was asked.", Arguments.shape(in: dialect)),
            ("events", "What was decided.", [Event].shape(in: dialect)),
        ])
    }
}

extension StepPayload: JSONWritable {
    /// Writes `{"arguments": ..., "events": [...]}`; the leaf beside it names the contract.
    public func write(to writer: inout JSONWriter) {
        switch self {
        case .consortium(let record): record.write(to: &writer)
        case .openCover(let record): record.write(to: &writer)
        case .certificate(let record): record.write(to: &writer)
        case .shipment(let record): record.write(to: &writer)
        case .claim(let record): record.write(to: &writer)
        }
    }

    /// The payload's canonical bytes.
    ///
    /// - Throws: `CanonicalJSONError` where a value has no canonical spelling.
    public func canonicalBytes() throws(CanonicalJSONError) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        write(to: &writer)
        return try writer.canonicalBytes()
    }

    /// Reads a payload of a contract, and refuses every spelling but the canonical one.
    ///
    /// - Throws: what is wrong, and where.
    public static func decode(
        _ contract: ContractName,
        from bytes: [UInt8]
    ) throws(JSONReadingError) -> StepPayload {
        switch contract {
        case .consortium: .consortium(try JSONReader.canonical(from: bytes))
        case .openCover: .openCover(try JSONReader.canonical(from: bytes))
        case .certificate: .certificate(try JSONReader.canonical(from: bytes))
        case .shipment: .shipment(try JSONReader.canonical(from: bytes))
        case .claim: .claim(try JSONReader.canonical(from: bytes))
        }
    }
}

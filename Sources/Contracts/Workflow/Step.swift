public import CanonicalJSON
public import Marine

/// One transition as decided: the edge taken, and the command and events behind it.
public struct Step: Hashable, Sendable {
    /// Whose transition it is.
    public let key: InstanceKey
    /// The edition of the contract that decided.
    public let edition: Edition
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
>: Record, Hashable, Sendable {
    /// What was asked.
    public let arguments: Arguments
    /// What was decided.
    public let events: [Event]
}

extension StepPayload {
    /// The payload's canonical bytes.
    ///
    /// - Throws: `CanonicalJSONError` where a value has no canonical spelling.
    public func canonicalBytes() throws(CanonicalJSONError) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        write(to: &writer)
        return try writer.canonicalBytes()
    }

    func fold<Kind: Contract>(
        _ kind: Kind.Type,
        _ state: ContractState?,
        _ events: [Kind.Event],
        _ edition: Edition
    ) -> ContractState? {
        var own: Kind.State?
        if let state {
            guard let unwrapped = Kind.unwrap(state) else { return nil }
            own = unwrapped
        }
        for event in events {
            own = Kind.evolve(consume own, event, in: edition)
            guard own != nil else { return nil }
        }
        return own.map { Kind.wrap($0) }
    }
}

public import Contracts

/// An instance as the ledger has it.
public struct HeldInstance: Hashable, Sendable {
    /// Its state.
    public var state: ContractState
    /// How many transitions it has had.
    public var revision: Int
    /// The index of the first.
    public var first: UInt64
    /// The index of the latest.
    public var lastIndex: UInt64

    /// States an instance.
    public init(state: ContractState, revision: Int, first: UInt64, lastIndex: UInt64) {
        self.state = state
        self.revision = revision
        self.first = first
        self.lastIndex = lastIndex
    }

    /// States an instance that is at a place.
    init(state: ContractState, at place: InstanceLocation) {
        self.init(
            state: state,
            revision: place.revision,
            first: place.first,
            lastIndex: place.lastIndex
        )
    }

    /// Where the ledger has the instance.
    var place: InstanceLocation {
        InstanceLocation(first: first, lastIndex: lastIndex, revision: revision)
    }
}

/// Where the ledger has an instance: all that is needed to fold its state again.
struct InstanceLocation: Hashable, Sendable {
    /// The index of its first transition.
    var first: UInt64
    /// The index of its latest.
    var lastIndex: UInt64
    /// How many transitions it has had.
    var revision: Int
}

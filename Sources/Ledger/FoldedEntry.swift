public import Contracts

/// A transition with the state that it led to.
public final class FoldedEntry: Sendable {
    /// Its index.
    public let index: UInt64
    /// The index of the instance's first entry.
    public let first: UInt64
    /// What the leaf says.
    public let transition: Transition
    /// The command and events behind it.
    public let payload: StepPayload
    /// The instance's state before it.
    public let before: ContractState?
    /// The instance's state after it.
    public let state: ContractState

    /// States a folded entry.
    public init(
        index: UInt64,
        first: UInt64,
        transition: Transition,
        payload: StepPayload,
        before: ContractState?,
        state: ContractState
    ) {
        self.index = index
        self.first = first
        self.transition = transition
        self.payload = payload
        self.before = before
        self.state = state
    }
}

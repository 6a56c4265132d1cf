public import Contracts
public import Ledger

/// What a command changed: its receipt, and the instance as it was right after.
public struct Change<State: Sendable>: Sendable {
    /// The receipt of the instance's own transition.
    public let receipt: Receipt
    /// The receipts of all the command's transitions, in order.
    public let receipts: [Receipt]
    /// How far the instance's own transition had come when the answer was made.
    public let status: EntryStatus
    /// The instance after the command's last transition of it.
    public let viewed: Viewed<State>
    /// Whether the command was on the ledger already, and this is its first answer again.
    public let isRepeat: Bool
}

/// An instance with its revision.
public struct Viewed<State: Sendable>: Sendable {
    /// Which.
    public let key: InstanceKey
    /// How many transitions it has had.
    public let revision: Int
    /// The index of its first transition: where a list goes on after it.
    public let first: UInt64
    /// The state.
    public let state: State
}

/// One page of a list.
public struct Page<Item: Sendable>: Sendable {
    /// The items, oldest first.
    public let items: [Item]
    /// What to pass as `after` for the next page; `nil` at the end.
    public let next: UInt64?
}

/// One transition of an instance's history, with its receipt.
public struct HistoryItem: Sendable {
    /// What the leaf says.
    public let transition: Transition
    /// Where it is.
    public let receipt: Receipt
}

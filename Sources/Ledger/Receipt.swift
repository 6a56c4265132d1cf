public import Contracts
public import Marine
public import TransparencyLog

/// Where on the ledger a transition is.
public struct Receipt: Hashable, Sendable {
    /// Its index.
    public let index: UInt64
    /// The hash of its leaf.
    public let leafHash: Hash
    /// Whose transition it is.
    public let key: InstanceKey
    /// The instance's revision after it.
    public let revision: Int

    /// States a receipt.
    public init(index: UInt64, leafHash: Hash, key: InstanceKey, revision: Int) {
        self.index = index
        self.leafHash = leafHash
        self.key = key
        self.revision = revision
    }
}

/// What a command came to.
public struct CommandReceipt: Hashable, Sendable {
    /// One receipt for each of the command's transitions, in order; never empty.
    public let receipts: [Receipt]
    /// Whether the command was on the ledger already.
    public let isRepeat: Bool

    /// States a command's receipts.
    public init(receipts: [Receipt], isRepeat: Bool) {
        self.receipts = receipts
        self.isRepeat = isRepeat
    }
}

extension LogStore {
    /// The receipts of a command that is on the ledger.
    public func receipts(of command: RecordedCommand) async throws -> [Receipt] {
        let entries: [LogEntry]
        do {
            entries = try await self.entries(from: command.first, limit: command.count)
        } catch { throw LedgerFault(reading: error) }
        return try entries.map { entry in
            let transition = try Transition(leaf: entry.leaf)
            return Receipt(
                index: entry.index,
                leafHash: RFC6962.leafHash(entry.leaf),
                key: transition.key,
                revision: transition.revision
            )
        }
    }
}

/// What kept the ledger from answering: the environment's fault, not the command's.
public enum LedgerFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing was committed; the same command may be sent again.
    case notCommitted(reason: String)
    /// The command may be on the ledger; sending the same command again finds out.
    case outcomeUnknown(reason: String)
    /// Nothing was committed for want of room to write; send it again once there is some.
    case storageFull(reason: String)
    /// Nothing was committed, as the disk takes no writes; send it again once it does.
    case storageReadOnly(reason: String)
    /// A store beside the ledger cannot be read or written now; send it again later.
    case unavailable(reason: String)
    /// Too many commands wait; send it again later.
    case overloaded(waiting: Int)
    /// The ledger is stopping; send it again to its successor.
    case stopping
    /// What is stored is not what was written; nothing is served from there on.
    case damaged(place: String)
    /// Witnesses have seen more entries than this ledger has, or another history; no command is
    /// taken.
    case disowned(reason: String)
    /// The key that signs the ledger is not held here; no command is taken.
    case keyNotHeld(reason: String)
    /// Nothing was committed, as no checkpoint over it can be signed.
    case notSigned(reason: String)
    /// Nothing was committed, as the entry's instant is later than an entry may be now: the clock
    /// jumped ahead, or did so before and the ledger's last entry is still ahead of it.
    case clockAhead(entry: Instant, latest: Instant)
    /// The ledger has adopted a later edition of the rules, by another program, than the latest
    /// that this one goes by; no command is taken. The entry is of that edition or adopts it.
    case editionAhead(entry: UInt64, edition: Edition, latest: Edition)

    /// Whether sending the same command again is safe and can succeed although nobody has put
    /// anything right but what mends by itself or by room on a disk.
    ///
    /// Safe it always is, as commands are idempotent; it is not said of what cannot succeed.
    public var retryIsSafe: Bool {
        switch self {
        case .notCommitted, .storageFull, .storageReadOnly, .unavailable, .overloaded, .stopping,
            .outcomeUnknown:
            true
        case .damaged, .disowned, .keyNotHeld, .notSigned, .clockAhead, .editionAhead:
            false
        }
    }

    /// What happened, in words.
    public var description: String {
        switch self {
        case .notCommitted(let reason): "nothing was committed: \(reason)"
        case .outcomeUnknown(let reason): "the outcome is unknown: \(reason)"
        case .storageFull(let reason): "there is no room to write: \(reason)"
        case .storageReadOnly(let reason): "the disk takes no writes: \(reason)"
        case .unavailable(let reason): "a store cannot be used now: \(reason)"
        case .overloaded(let waiting): "\(waiting) commands wait already"
        case .stopping: "the ledger is stopping"
        case .damaged(let place): "the ledger is damaged at \(place)"
        case .disowned(let reason), .keyNotHeld(let reason): reason
        case .notSigned(let reason):
            "nothing was committed: the batch cannot be signed: \(reason)"
        case .clockAhead(let entry, let latest):
            "nothing was committed: the entry's instant, \(entry), is later than \(latest), which "
                + "is as late as the clock can be since it was last believed. The clock jumped "
                + "ahead, or did so when the last entries were written"
        case .editionAhead(let entry, let edition, let latest):
            "entry \(entry) of the ledger is of edition \(edition) of the rules or adopts it, and "
                + "the latest that this program goes by is \(latest). Nothing is damaged: update "
                + "the program"
        }
    }
}

extension LedgerFault {
    /// The fault behind an entry that does not fold by the editions up to `latest`.
    init(replaying error: ReplayError, latest: Edition) {
        if let edition = error.edition {
            self = .editionAhead(entry: error.index, edition: edition, latest: latest)
        } else {
            self = .damaged(place: "\(error)")
        }
    }

    /// The fault behind a store's error on reading.
    public init(reading error: LogStoreError) {
        switch error {
        case .damaged(let place): self = .damaged(place: place)
        case .sizeMismatch(let expected, let actual):
            self = .notCommitted(reason: "expected \(expected) entries, found \(actual)")
        case .notWritten(let reason), .unreadable(let reason):
            self = .notCommitted(reason: reason)
        case .full(let reason): self = .storageFull(reason: reason)
        case .readOnly(let reason): self = .storageReadOnly(reason: reason)
        case .outcomeUnknown(let reason): self = .outcomeUnknown(reason: reason)
        }
    }
}

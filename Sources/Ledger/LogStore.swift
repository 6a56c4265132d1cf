public import Contracts
public import TransparencyLog

/// One stored entry: the public leaf and, for its parties, the payload and the command.
public struct LogEntry: Hashable, Sendable {
    /// Its place in the ledger, from 0.
    public let index: UInt64
    /// The leaf: a transition's canonical JSON.
    public let leaf: [UInt8]
    /// The payload; `nil` where it is not this reader's to see, or is lost.
    public let payload: Salted?
    /// The command, kept with its first transition alone; `nil` elsewhere, and where it
    /// is not this reader's to see, or is lost.
    public let command: Salted?

    /// Keeps an entry.
    public init(index: UInt64, leaf: [UInt8], payload: Salted?, command: Salted?) {
        self.index = index
        self.leaf = leaf
        self.payload = payload
        self.command = command
    }
}

/// A command that is on the ledger.
public struct RecordedCommand: Hashable, Sendable {
    /// The member that asked.
    public let member: MemberID
    /// The member's own name for it.
    public let id: String
    /// SHA-256 of the canonical command.
    public let fingerprint: Hash
    /// The index of its first transition.
    public let first: UInt64
    /// How many transitions it has.
    public let count: Int

    /// Records a command.
    public init(member: MemberID, id: String, fingerprint: Hash, first: UInt64, count: Int) {
        self.member = member
        self.id = id
        self.fingerprint = fingerprint
        self.first = first
        self.count = count
    }
}

/// The name of a command: unique on a ledger.
public struct CommandName: Hashable, Sendable {
    /// The member that asks.
    public let member: MemberID
    /// The member's own name for it.
    public let id: String

    /// The key of an index of commands: see `digest(member:id:)`.
    public let digest: UInt64

    /// Names a command.
    public init(member: MemberID, id: String) {
        self.member = member
        self.id = id
        digest = CommandName.digest(member: member.text, id: id)
    }

    /// The first 64 bits of SHA-256 over the member, a line feed and the member's own name.
    public static func digest(member: String, id: String) -> UInt64 {
        var text: [UInt8] = []
        text.reserveCapacity(member.utf8.count + id.utf8.count + 1)
        text.append(contentsOf: member.utf8)
        text.append(0x0A)
        text.append(contentsOf: id.utf8)
        return Hash.sha256(of: text).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Hashes the digest alone, as it identifies the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// Everything that one durable append adds, all or nothing.
public struct LogBatch: Sendable {
    /// The entries, in order, from the size expected.
    public let entries: [LogEntry]
    /// The hash of each entry's leaf.
    public let leafHashes: [Hash]
    /// The commands behind them.
    public let commands: [RecordedCommand]
    /// The digests of the commands' names, in the same order.
    public let names: [UInt64]
    /// Tiles as they are after the batch: those completed and those at the edge.
    public let tiles: [Tile]
    /// The signed checkpoint of the tree after the batch.
    public let checkpoint: SignedNote

    /// Makes a batch; the digests of names are computed where they are not given.
    public init(
        entries: [LogEntry],
        leafHashes: [Hash],
        commands: [RecordedCommand],
        names: [UInt64]? = nil,
        tiles: [Tile],
        checkpoint: SignedNote
    ) {
        self.entries = entries
        self.leafHashes = leafHashes
        self.commands = commands
        self.names =
            names ?? commands.map { CommandName.digest(member: $0.member.text, id: $0.id) }
        self.tiles = tiles
        self.checkpoint = checkpoint
    }
}

/// The size and the latest checkpoint of a log.
public struct LogHead: Hashable, Sendable {
    /// How many entries it has.
    public let size: UInt64
    /// The latest checkpoint; `nil` for an empty log.
    public let checkpoint: SignedNote?

    /// States a head.
    public init(size: UInt64, checkpoint: SignedNote?) {
        self.size = size
        self.checkpoint = checkpoint
    }
}

/// What kept a log store from doing what was asked.
public enum LogStoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The log has another size: someone else has appended.
    case sizeMismatch(expected: UInt64, actual: UInt64)
    /// Nothing was written; asking again is safe.
    case notWritten(reason: String)
    /// Nothing was written for want of room; asking again is safe once there is some.
    case full(reason: String)
    /// Nothing was written, as the store takes no writes; asking again is safe once it does.
    case readOnly(reason: String)
    /// The batch may or may not be durable; reading the log's head settles it.
    case outcomeUnknown(reason: String)
    /// What is stored cannot be what was written.
    case damaged(place: String)
    /// The store could not be read; asking again is safe.
    case unreadable(reason: String)

    /// What happened, in words.
    public var description: String {
        if case .unreadable(let reason) = self { return "it cannot be read now: \(reason)" }
        return "\(LedgerFault(reading: self))"
    }
}

/// The steps of an append, at each of which a test makes the store fail.
public enum CommitStep: String, Sendable, CaseIterable {
    /// Before anything is written.
    case begin
    /// After the entries are written.
    case entries
    /// After the commands are written.
    case commands
    /// After the tiles are written.
    case tiles
    /// After the checkpoint is written, before the commit.
    case checkpoint
    /// After the commit: the caller is told of a failure although the batch is durable.
    case committed
}

/// Where the ledger's bytes are kept.
///
/// An engine needs one write operation: append a batch if the log still has the expected size. The
/// sequencer relies on the following:
///
/// - Comparing the size and writing the batch are one atomic step, also against other processes and
///   other machines. Indices are dense from 0; a missing one is damage.
/// - Whatever a read returns is durable and stays: no later read returns less.
/// - An append that fails was not written, unless it says `outcomeUnknown`. After that a `head()`
///   that succeeds settles it for good: the batch is within that size, or never will be.
/// - Entries that others have appended need not be visible to reads before an append here has
///   failed with `sizeMismatch`.
///
/// The tests' `LogStoreConformance` holds every engine to this.
public protocol LogStore: Sendable {
    /// What the store is called where a place in it is named, such as its file's name.
    var name: String { get }

    /// The store without verification of reads, for callers that verify what they read.
    var unverified: any LogStore { get }

    /// The cache of the hashes within its tiles, for proofs; `nil` where there is none.
    var innerHashes: InnerHashes? { get }

    /// The size and the latest checkpoint.
    func head() async throws(LogStoreError) -> LogHead

    /// Appends a batch durably, all or nothing: **the commit point**.
    func append(_ batch: LogBatch, expecting size: UInt64) async throws(LogStoreError)

    /// Up to `limit` entries from an index on, in order; fewer at the end.
    func entries(from index: UInt64, limit: Int) async throws(LogStoreError) -> [LogEntry]

    /// The entries at these indices, in the order given; unknown ones are left out.
    func entries(at indices: [UInt64]) async throws(LogStoreError) -> [LogEntry]

    /// The commands among these names that are on the ledger.
    ///
    /// Most names are new; a store that knows so without reading the disk answers on the caller's
    /// thread.
    nonisolated(nonsending) func commands(
        named names: [CommandName]
    ) async throws(LogStoreError) -> [RecordedCommand]

    /// The stored hashes of a tile, as many as there are up to `width`; `nil` where none are.
    func tile(level: Int, index: UInt64, width: Int) async throws(LogStoreError) -> [UInt8]?

    /// The leaves of an entry bundle, in order, as many as there are up to `width`.
    func leaves(from index: UInt64, width: Int) async throws(LogStoreError) -> [[UInt8]]
}

extension LogStore {
    /// It is called by what it holds.
    public var name: String { "ledger" }

    /// The store itself, as it verifies nothing.
    public var unverified: any LogStore { self }

    /// There is no such cache.
    public var innerHashes: InnerHashes? { nil }
}

/// A store that exposes everything it holds, so that all of it can be checked.
public protocol InspectableLogStore: LogStore {
    /// All checkpoints from a size on, in order, up to `limit`.
    func checkpoints(from size: UInt64, limit: Int) async throws(LogStoreError) -> [String]

    /// The commands whose first entries are from an index on, in the ledger's order.
    func commands(
        from index: UInt64,
        limit: Int
    ) async throws(LogStoreError) -> [RecordedCommand]

    /// The first place where the index of commands contradicts the commands; `nil` where none does.
    func damagedCommandIndex() async throws(LogStoreError) -> String?

    /// The first place where the engine's own structures are damaged; `nil` where they are not.
    func damagedStructure() async throws(LogStoreError) -> String?
}

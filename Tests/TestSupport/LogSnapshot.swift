import Contracts
package import Ledger
package import Testing
import TransparencyLog

/// Everything that a small store gives when it is asked for all of it.
package struct LogSnapshot: Hashable, Sendable {
    private let head: LogHead
    private let entries: [LogEntry]
    private let leaves: [[UInt8]]
    private let tiles: [[UInt8]?]
    private let commands: Set<RecordedCommand>

    /// A log on which nothing was ever written.
    package static let empty = LogSnapshot(
        head: LogHead(size: 0, checkpoint: nil),
        entries: [],
        leaves: [],
        tiles: Array(repeating: nil, count: 4),
        commands: []
    )

    private init(
        head: LogHead,
        entries: [LogEntry],
        leaves: [[UInt8]],
        tiles: [[UInt8]?],
        commands: Set<RecordedCommand>
    ) {
        self.head = head
        self.entries = entries
        self.leaves = leaves
        self.tiles = tiles
        self.commands = commands
    }

    /// Reads all of a store of at most 512 entries of the scenario.
    package init(of store: any LogStore) async throws {
        head = try await store.head()
        entries = try await store.entries(from: 0, limit: 512)
        leaves = try await store.leaves(from: 0, width: 512)
        var tiles: [[UInt8]?] = []
        for level in 0...1 {
            for index: UInt64 in 0...1 {
                tiles.append(try await store.tile(level: level, index: index, width: 256))
            }
        }
        self.tiles = tiles
        let names = Scenario.wholeVoyage.map { CommandName(member: $0.member, id: $0.id) }
        commands = Set(try await store.commands(named: names))
    }

    /// Expects a store to hold what the writer has written, and no more.
    package static func expect(
        _ store: any LogStore,
        toHold writer: LedgerWriter,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let found = try await LogSnapshot(of: store)
        #expect(found.head.size == writer.size, sourceLocation: location)
        #expect(found.entries == writer.entries, sourceLocation: location)
        #expect(found.leaves == writer.entries.map(\.leaf), sourceLocation: location)
        #expect(found.commands == Set(writer.commands), sourceLocation: location)
    }
}

package import Ledger
package import Synchronization
import TransparencyLog

/// A store in front of another, on which a test puts hooks.
package final class ScriptedLogStore: LogStore {
    /// What happens around the calls; in force until the test sets something else.
    package struct Hooks: Sendable {
        /// Runs before an append reaches the store.
        package var beforeAppend: (@Sendable () async throws(LogStoreError) -> Void)?
        /// Runs after an append, in place of whose outcome it may throw.
        package var afterAppend: (@Sendable () async throws(LogStoreError) -> Void)?
        /// How many of the next reads of the head fail.
        package var headFailures = 0
        /// How many entries each append that succeeded had.
        package var batchSizes: [Int] = []
        /// Changes what is read of the entries.
        package var reading: (@Sendable (LogEntry) -> LogEntry?)?
    }

    package let hooks = Mutex(Hooks())
    private let base: any LogStore

    package init(_ base: any LogStore) { self.base = base }

    package func set(_ change: @Sendable (inout sending Hooks) -> Void) {
        hooks.withLock { change(&$0) }
    }

    package func head() async throws(LogStoreError) -> LogHead {
        let fails = hooks.withLock { hooks in
            hooks.headFailures -= 1
            return hooks.headFailures >= 0
        }
        if fails { throw .unreadable(reason: "injected at head") }
        return try await base.head()
    }

    package func append(_ batch: LogBatch, expecting size: UInt64) async throws(LogStoreError) {
        let (before, after) = hooks.withLock { ($0.beforeAppend, $0.afterAppend) }
        if let before { try await before() }
        try await base.append(batch, expecting: size)
        hooks.withLock { $0.batchSizes.append(batch.entries.count) }
        if let after { try await after() }
    }

    package func entries(
        from index: UInt64,
        limit: Int
    ) async throws(LogStoreError) -> [LogEntry] {
        let reading = hooks.withLock { $0.reading }
        let entries = try await base.entries(from: index, limit: limit)
        return reading.map { entries.compactMap($0) } ?? entries
    }

    package func entries(at indices: [UInt64]) async throws(LogStoreError) -> [LogEntry] {
        try await base.entries(at: indices)
    }

    package func commands(
        named names: [CommandName]
    ) async throws(LogStoreError) -> [RecordedCommand] { try await base.commands(named: names) }

    package func tile(
        level: Int,
        index: UInt64,
        width: Int
    ) async throws(LogStoreError) -> [UInt8]? {
        try await base.tile(level: level, index: index, width: width)
    }

    package func leaves(from index: UInt64, width: Int) async throws(LogStoreError) -> [[UInt8]] {
        try await base.leaves(from: index, width: width)
    }
}

import Contracts
import Foundation
import GRDB
public import Ledger
import SQLiteFiles
import Synchronization
import TransparencyLog

extension SQLiteLogStore {
    /// Appends a batch in one transaction: **the commit point**.
    public func append(_ batch: LogBatch, expecting size: UInt64) async throws(LogStoreError) {
        let progress = AppendProgress()
        // A size at which this wraps around is not the ledger's, and refused below.
        let end = size &+ UInt64(batch.entries.count)
        let commands = zip(batch.commands, batch.names).map { command, digest in
            IndexedCommand(hash: digest, first: command.first)
        }
        let completesStretch = CommandIndex.stretch(of: end) > CommandIndex.stretch(of: size)
        let open = completesStretch ? filter.withLock { $0.tail(at: size) } : nil
        do {
            try await pool.writeWithoutTransaction { [fault, statements, pool, schema] db in
                try fault(.begin)
                try SQLiteFile.requireWritable(pool.path)
                try SQLiteFile.judging(db, path: pool.path) {
                    try db.inTransaction(.immediate) {
                        // A trigger could take away what is inserted: from here on none can come.
                        try schema?.require(db)
                        let actual = try SQLiteLogStore.size(db)
                        guard actual == size else {
                            throw LogStoreError.sizeMismatch(expected: size, actual: actual)
                        }
                        try SQLiteLogStore.insert(batch, db, statements, fault)
                        try CommandIndex.seal(
                            from: size,
                            to: end,
                            open.map { $0 + commands },
                            db,
                            statements
                        )
                        progress.reachedCommit()
                        return .commit
                    }
                }
                SQLiteFile.markForReaders(db)
                try fault(.committed)
            }
            folding?.grew(by: batch.storedBytes)
            filter.withLock { filter in
                guard filter.size == size else {
                    filter.isStale = true
                    return
                }
                filter.grow(to: end, commands)
            }
        } catch let error as LogStoreError {
            filter.withLock { $0.isStale = true }
            throw error
        } catch {
            filter.withLock { $0.isStale = true }
            throw LogStoreError(
                writing: error,
                hasReachedCommit: progress.hasReachedCommit,
                path: pool.path
            )
        }
    }

    private static func insert(
        _ batch: LogBatch,
        _ db: Database,
        _ statements: StatementCache,
        _ fault: (CommitStep) throws -> Void
    ) throws {
        let entry = try statements.statement(
            """
            INSERT INTO entry (idx, leaf, payload_salt, payload, command_salt, command)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            on: db
        )
        for one in batch.entries {
            try entry.bind(Int64(one.index), at: 1)
            try entry.bind(one.leaf, at: 2)
            try entry.bind(one.payload?.salt, at: 3)
            try entry.bind(one.payload?.bytes, at: 4)
            try entry.bind(one.command?.salt, at: 5)
            try entry.bind(one.command?.bytes, at: 6)
            try entry.run()
        }
        try fault(.entries)
        try insert(batch.commands, db, statements)
        try fault(.commands)
        let tile = try statements.statement(
            """
            INSERT INTO tile (level, idx, hashes) VALUES (?, ?, ?)
            ON CONFLICT (level, idx) DO UPDATE SET hashes = excluded.hashes
            """,
            on: db
        )
        for one in batch.tiles {
            guard case .hashes(let level) = one.coordinate.kind else { continue }
            try tile.bind(Int64(level), at: 1)
            try tile.bind(Int64(one.coordinate.index), at: 2)
            try tile.bind(one.bytes, at: 3)
            try tile.run()
        }
        try fault(.tiles)
        try db.execute(
            sql: "INSERT INTO checkpoint (size, note) VALUES (?, ?)",
            arguments: [
                batch.entries.last.map { Int64($0.index) + 1 } ?? 0, batch.checkpoint.serialized,
            ]
        )
        try fault(.checkpoint)
    }

    private static func insert(
        _ commands: [RecordedCommand],
        _ db: Database,
        _ statements: StatementCache
    ) throws {
        let statement = try statements.statement(
            "INSERT INTO command (first, member, id, fingerprint, count) VALUES (?, ?, ?, ?, ?)",
            on: db
        )
        for command in commands {
            try statement.bind(Int64(command.first), at: 1)
            try statement.bind(command.member.text, at: 2)
            try statement.bind(command.id, at: 3)
            try statement.bind(command.fingerprint, at: 4)
            try statement.bind(Int64(command.count), at: 5)
            try statement.run()
        }
    }
}

extension LogBatch {
    /// A lower bound of the bytes that its rows take in the file.
    fileprivate var storedBytes: Int {
        entries.reduce(0) { sum, entry in
            sum + entry.leaf.count + (entry.payload?.bytes.count ?? 0)
                + (entry.command?.bytes.count ?? 0) + 64
        }
    }
}

/// Whether an append came as far as its commit, seen from outside the database's queue.
private final class AppendProgress: @unchecked Sendable {
    private let lock = NSLock()
    private var reached = false

    var hasReachedCommit: Bool { lock.withLock { reached } }

    func reachedCommit() { lock.withLock { reached = true } }
}

public import GRDB
import Synchronization

/// Folds a write-ahead log into its file while commits go on.
///
/// SQLite would do it within the commit that makes the log long enough, and everybody would wait
/// for some 20 ms of copying and flushing. Here a connection of its own copies what there is;
/// what has come meanwhile is little, and is copied between two commits, so that the log begins
/// anew. Where it fails nothing is lost: the log grows, until a commit folds it in after all.
public final class LogFolding: Sendable {
    /// The log's length at which it is folded in, in bytes.
    public static let length = 16 << 20

    private struct State {
        var grown = 0
        var isFolding = false
    }

    private let pool: DatabasePool
    private let connection: DatabaseQueue
    private let state = Mutex(State())

    /// Opens one more connection to the file of a pool.
    ///
    /// - Throws: `DatabaseError` where it cannot be opened.
    public init(_ pool: DatabasePool) throws {
        self.pool = pool
        connection = try DatabaseQueue(
            path: pool.path,
            configuration: .plimsoll(label: "folding", durability: .full)
        )
    }

    /// Notes that commits have added some bytes; where they are many, the log is folded in.
    public func grew(by bytes: Int) {
        let isLong = state.withLock { state in
            state.grown += bytes
            guard state.grown >= LogFolding.length, !state.isFolding else { return false }
            state.isFolding = true
            state.grown = 0
            return true
        }
        if isLong { Task.detached { await self.fold() } }
    }

    /// Waits for what is being folded, and folds no more.
    public func close() throws {
        state.withLock { $0.isFolding = true }
        try connection.close()
    }

    private func fold() async {
        // What keeps it from being folded keeps commits from being made, and is told there.
        _ = try? await connection.writeWithoutTransaction { [pool] db in
            try SQLiteFile.requireWritable(pool.path)
            try SQLiteFile.foldIn(db, .passive)
        }
        _ = try? await pool.writeWithoutTransaction { [pool] db in
            try SQLiteFile.requireWritable(pool.path)
            try SQLiteFile.foldIn(db, .passive)
        }
        state.withLock { $0.isFolding = false }
    }
}

import GRDB
import SQLiteFiles

/// A view as it was at one instant, while it may go on being written to.
public final class ViewSnapshot: Sendable {
    /// How many entries were folded in.
    public let applied: UInt64

    /// Two connections, so that two threads may read.
    private let history: DatabaseSnapshot
    private let others: DatabaseSnapshot

    enum Tables {
        /// The history alone, which has a row for each entry.
        case history
        /// All tables.
        case others
    }

    /// - Throws: `DatabaseError` where the view cannot be read.
    init(of pool: DatabasePool) throws {
        while true {
            let history = try pool.makeSnapshot()
            let others = try pool.makeSnapshot()
            let applied = try history.read { db in try SQLiteView.appliedSize(db) }
            // The view may have been written to between the two.
            if try applied == others.read({ db in try SQLiteView.appliedSize(db) }) {
                self.applied = applied
                self.history = history
                self.others = others
                return
            }
        }
    }

    func read<Value: Sendable>(
        _ tables: Tables,
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let snapshot = tables == .history ? history : others
        return try await snapshot.read(body)
    }
}

extension SQLiteView {
    /// The view as it is now, to be read while it goes on.
    public func snapshot() throws -> ViewSnapshot { try ViewSnapshot(of: file.pool) }
}

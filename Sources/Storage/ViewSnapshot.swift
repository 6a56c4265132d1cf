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

/// A row that two views do not agree on.
public struct ViewDifference: Hashable, Sendable, CustomStringConvertible {
    /// The table.
    public let table: String
    /// The row that is there.
    public let found: String?
    /// The row that the ledger gives.
    public let expected: String?

    /// The table with both rows.
    public var description: String {
        "\(table): found \(found ?? "no row"), the ledger gives \(expected ?? "no row")"
    }
}

extension SQLiteView {
    /// Compares every table with another view's, row by row, up to `limit` differences.
    public func differences(
        from rebuilt: SQLiteView,
        limit: Int
    ) async throws -> [ViewDifference] {
        try await snapshot().differences(from: rebuilt, limit: limit)
    }
}

extension ViewSnapshot {
    /// Compares every table with another view's, row by row, up to `limit` differences.
    public func differences(
        from rebuilt: SQLiteView,
        limit: Int
    ) async throws -> [ViewDifference] {
        var differences: [ViewDifference] = []
        for table in SQLiteView.tables where differences.count < limit {
            let sql = "SELECT * FROM \(table.name) ORDER BY \(table.order)"
            let room = limit - differences.count
            let name = table.name
            differences += try await read(.others) { here in
                try rebuilt.file.read { there in
                    try ViewSnapshot.compare(here, there, name, sql, room)
                }
            }
        }
        return differences
    }

    private static func compare(
        _ here: Database,
        _ there: Database,
        _ table: String,
        _ sql: String,
        _ limit: Int
    ) throws -> [ViewDifference] {
        var differences: [ViewDifference] = []
        let found = try Row.fetchCursor(here, sql: sql)
        let expected = try Row.fetchCursor(there, sql: sql)
        while differences.count < limit {
            let left = try found.next()
            let right = try expected.next()
            if left == nil, right == nil { break }
            if left == right { continue }
            differences.append(
                ViewDifference(
                    table: table,
                    found: left.map(text),
                    expected: right.map(text)
                )
            )
            // A missing row shifts all that follow: the first difference of a table says enough.
            if left == nil || right == nil || left?.first?.1 != right?.first?.1 { break }
        }
        return differences
    }

    private static func text(_ row: Row) -> String {
        let columns = row.map { name, value in "\(name)=\(value)" }
        let joined = columns.joined(separator: " ")
        return joined.count > 600 ? "\(joined.prefix(600))..." : joined
    }
}

import Foundation
import GRDB
public import Ledger
import TransparencyLog

extension SQLiteLogStore {
    private static let columns = "idx, leaf, payload_salt, payload, command_salt, command"

    /// Up to `limit` entries from an index on, in order.
    public func entries(
        from index: UInt64,
        limit: Int
    ) async throws(LogStoreError) -> [LogEntry] {
        try await reading { db in
            let rows = try PreparedStatement(
                """
                SELECT \(SQLiteLogStore.columns) FROM entry WHERE idx >= ? ORDER BY idx LIMIT ?
                """,
                on: db
            )
            try rows.bind(Int64(clamping: index), at: 1)
            try rows.bind(Int64(limit), at: 2)
            var entries: [LogEntry] = []
            while try rows.next() { entries.append(try SQLiteLogStore.entry(rows)) }
            return entries
        }
    }

    /// The entries at these indices, in the order given.
    public func entries(at indices: [UInt64]) async throws(LogStoreError) -> [LogEntry] {
        try await reading { db in
            let row = try PreparedStatement(
                "SELECT \(SQLiteLogStore.columns) FROM entry WHERE idx = ?",
                on: db
            )
            return try indices.compactMap { index in
                try row.bind(Int64(clamping: index), at: 1)
                guard try row.next() else { return nil }
                let entry = try SQLiteLogStore.entry(row)
                row.reset()
                return entry
            }
        }
    }

    private static func entry(_ row: PreparedStatement) throws -> LogEntry {
        let index = UInt64(clamping: row.integer(0))
        guard let leaf = row.bytes(1) else {
            throw LogStoreError.damaged(place: "entry \(index): it has no leaf")
        }
        return LogEntry(
            index: index,
            leaf: leaf,
            payload: salted(row.bytes(2), row.bytes(3)),
            command: salted(row.bytes(4), row.bytes(5))
        )
    }

    private static func salted(_ salt: [UInt8]?, _ bytes: [UInt8]?) -> Salted? {
        guard let salt, let bytes else { return nil }
        return Salted(salt: salt, bytes: bytes)
    }

    /// The stored hashes of a tile, as many as there are up to `width`.
    public func tile(
        level: Int,
        index: UInt64,
        width: Int
    ) async throws(LogStoreError) -> [UInt8]? {
        try readingBriefly { db in
            let bytes = try Data.fetchOne(
                db.cachedStatement(
                    sql: "SELECT hashes FROM tile WHERE level = ? AND idx = ?"
                ),
                arguments: [level, Int64(clamping: index)]
            )
            return bytes.map { Array($0.prefix(width * 32)) }
        }
    }

    /// The leaves of an entry bundle, in order.
    public func leaves(
        from index: UInt64,
        width: Int
    ) async throws(LogStoreError) -> [[UInt8]] {
        try await reading { db in
            try Data.fetchAll(
                db,
                sql: "SELECT leaf FROM entry WHERE idx >= ? ORDER BY idx LIMIT ?",
                arguments: [Int64(clamping: index), width]
            ).map { Array($0) }
        }
    }
}

import Foundation
import GRDB
public import Ledger
import SQLiteFiles
public import TransparencyLog

extension SQLitePublicationStore {
    /// The newest checkpoint that was published of at most `size` entries.
    public func newest(upTo size: UInt64) async throws -> PublishedCheckpoint? {
        try await newest("SELECT max(size) FROM published WHERE size <= ?", size)
    }

    /// The newest checkpoint of at most `size` entries whose cosignatures meet the quorum.
    public func newestWitnessed(upTo size: UInt64) async throws -> PublishedCheckpoint? {
        try await newest(
            "SELECT max(size) FROM published WHERE witnessed = 1 AND size <= ?",
            size
        )
    }

    private func newest(_ sql: String, _ size: UInt64) async throws -> PublishedCheckpoint? {
        try await file.read { db in
            try Int64.fetchOne(db, sql: sql, arguments: [Int64(clamping: size)])
                .flatMap { try SQLitePublicationStore.checkpoint(db, $0) }
        }
    }

    /// Checkpoints from a size on, in order, up to `limit`.
    ///
    /// A row that holds no checkpoint is handed to `damaged` with its size.
    public func checkpoints(
        from size: UInt64,
        limit: Int,
        damaged: @escaping @Sendable (UInt64) -> Void = { _ in }
    ) async throws -> [PublishedCheckpoint] {
        try await file.read { db in
            try Int64.fetchAll(
                db,
                sql: "SELECT size FROM published WHERE size >= ? ORDER BY size LIMIT ?",
                arguments: [Int64(size), limit]
            ).compactMap { size in
                let held = try SQLitePublicationStore.checkpoint(db, size)
                if held == nil { damaged(UInt64(bitPattern: size)) }
                return held
            }
        }
    }

    /// The newest checkpoints of at most `size` entries, as the log signed them: published,
    /// witnessed, cosigned by each key there is a cosignature of, and timestamped.
    ///
    /// A row that holds no checkpoint is left out.
    public func landmarks(upTo size: UInt64) async throws -> [SignedNote] {
        try await file.read { db in
            let sizes = try Int64.fetchAll(
                db,
                sql: """
                    SELECT size FROM (
                        SELECT max(size) AS size FROM published WHERE size <= :size
                        UNION SELECT max(size) FROM published WHERE witnessed = 1 AND size <= :size
                        UNION SELECT max(size) FROM cosignature WHERE size <= :size GROUP BY key
                    ) WHERE size IS NOT NULL ORDER BY size
                    """,
                arguments: ["size": Int64(clamping: size)]
            )
            let stamped = try Data.fetchOne(
                db,
                sql: "SELECT note FROM timestamp WHERE size <= ? ORDER BY size DESC LIMIT 1",
                arguments: [Int64(clamping: size)]
            )
            return try sizes.compactMap { try SQLitePublicationStore.checkpoint(db, $0)?.note }
                + [stamped.flatMap { try? SignedNote(parsing: Array($0)) }].compactMap(\.self)
        }
    }

    /// The size of the largest checkpoint that a key has cosigned; 0 where it has none.
    public func largest(cosignedBy key: NoteVerifierKey) async throws -> UInt64 {
        try await file.read { db in
            UInt64(
                try Int64.fetchOne(
                    db,
                    sql: "SELECT max(size) FROM cosignature WHERE key = ?",
                    arguments: ["\(key)"]
                ) ?? 0
            )
        }
    }

    /// The timestamp of a size.
    public func timestamp(of size: UInt64) async throws -> StoredTimestamp? {
        guard let size = Int64(exactly: size) else { return nil }
        return try await file.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM timestamp WHERE size = ?",
                arguments: [size]
            ).map(SQLitePublicationStore.timestamp)
        }
    }

    /// The latest timestamp.
    public func newestTimestamp() async throws -> StoredTimestamp? {
        try await file.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM timestamp ORDER BY size DESC LIMIT 1")
                .map(SQLitePublicationStore.timestamp)
        }
    }

    /// Timestamps of more than some entries, in order, up to `limit`.
    public func timestamps(after size: UInt64?, limit: Int) async throws -> [StoredTimestamp] {
        let after = size.map { Int64(clamping: $0) } ?? -1
        return try await file.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM timestamp WHERE size > ? ORDER BY size LIMIT ?",
                arguments: [after, limit]
            ).map(SQLitePublicationStore.timestamp)
        }
    }

    static func checkpoint(_ db: GRDB.Database, _ size: Int64) throws -> PublishedCheckpoint? {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT note, witnessed FROM published WHERE size = ?",
            arguments: [size]
        )
        guard let row, let text = String.fromDatabaseValue(row[0]),
            let note = try? SignedNote(parsing: text),
            let isWitnessed = Bool.fromDatabaseValue(row[1])
        else { return nil }
        let lines = try String.fetchAll(
            db,
            sql: "SELECT line FROM cosignature WHERE size = ? ORDER BY rowid",
            arguments: [size]
        )
        return PublishedCheckpoint(
            size: UInt64(bitPattern: size),
            note: note,
            cosignatures: lines.compactMap { try? NoteSignature(parsing: $0) },
            isWitnessed: isWitnessed
        )
    }

    /// What does not decode is damage; GRDB's subscripts would end the process.
    private static func timestamp(_ row: Row) throws -> StoredTimestamp {
        StoredTimestamp(
            size: UInt64(bitPattern: try row.decode(Int64.self, forColumn: "size")),
            note: Array(try row.decode(Data.self, forColumn: "note")),
            reply: Array(try row.decode(Data.self, forColumn: "reply")),
            milliseconds: try row.decode(Int64.self, forColumn: "at"),
            authority: try row.decode(String.self, forColumn: "authority")
        )
    }
}

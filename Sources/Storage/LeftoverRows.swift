import GRDB
public import Ledger
public import SQLiteFiles
import TransparencyLog

extension SQLiteLogStore {
    /// Rows that no ledger of this size has, each with its place and what is wrong;
    /// at most `limit`.
    ///
    /// Reading the ledger never meets them: entries before the first, tiles beyond the tree or
    /// longer than it, and checkpoints that are kept under another size than their own.
    public func leftoverRows(
        limit: Int = 20
    ) async throws(LogStoreError) -> [(place: String, reason: String)] {
        try await reading { db in
            let size = try SQLiteLogStore.size(db)
            var found = try Int64.fetchAll(
                db,
                sql: "SELECT idx FROM entry WHERE idx < 0 ORDER BY idx LIMIT ?",
                arguments: [limit]
            ).map { ("ledger.sqlite entry \($0)", "no ledger has an entry of this index") }
            found += try Int64.fetchAll(
                db,
                sql: """
                    SELECT idx FROM entry WHERE (command IS NOT NULL OR command_salt IS NOT NULL)
                        AND idx NOT IN (SELECT first FROM command) LIMIT ?
                    """,
                arguments: [limit]
            ).map {
                ("ledger.sqlite entry \($0)", "it has a command, and no command begins with it")
            }
            found += try Int64.fetchAll(
                db,
                sql: "SELECT first FROM command WHERE first < 0 OR first >= ? LIMIT ?",
                arguments: [Int64(clamping: size), limit]
            ).map { ("ledger.sqlite command of entry \($0)", "there is no such entry") }
            found += try Int64.fetchAll(
                db,
                sql: """
                    SELECT size FROM checkpoint
                    WHERE size < 0 OR instr(note, char(10) || size || char(10)) = 0 LIMIT ?
                    """,
                arguments: [limit]
            ).map {
                ("ledger.sqlite checkpoint \($0)", "it is kept under another size than its own")
            }
            return try found + SQLiteLogStore.leftoverTiles(db, size, limit)
        }
    }

    private static func leftoverTiles(
        _ db: Database,
        _ size: UInt64,
        _ limit: Int
    ) throws -> [(String, String)] {
        let tiles = try Row.fetchCursor(
            db,
            sql: "SELECT level, idx, length(hashes) AS bytes FROM tile ORDER BY level, idx"
        )
        var found: [(String, String)] = []
        while let tile = try tiles.next(), found.count < limit {
            // What does not decode is damage; GRDB's subscripts would end the process.
            let level = try tile.decode(Int64.self, forColumn: "level")
            let index = try tile.decode(Int64.self, forColumn: "idx")
            let bytes = try tile.decode(Int64?.self, forColumn: "bytes")
            let place = "ledger.sqlite tile \(level)/\(index)"
            let hashes = (0..<8).contains(level) ? Int64(clamping: size >> UInt64(8 * level)) : 0
            guard index >= 0, index <= hashes / 256, hashes > index * 256 else {
                found.append((place, "a tree of \(size) entries has no such tile"))
                continue
            }
            let expected = 32 * min(256, hashes - index * 256)
            if bytes != expected {
                found.append((place, "it is \(bytes ?? 0) bytes long, and not \(expected)"))
            }
        }
        return found
    }
}

extension SQLitePublicationStore {
    /// Rows that say something else than what they hold, each with its place and what is wrong; at
    /// most `limit` of a kind.
    public func leftoverRows(limit: Int = 20) async throws -> [(place: String, reason: String)] {
        try await file.read { db in
            var found = try Int64.fetchAll(
                db,
                sql: "SELECT size FROM published WHERE size < 0 OR witnessed NOT IN (0, 1) LIMIT ?",
                arguments: [limit]
            ).map { ("publication.sqlite checkpoint \($0)", "its row is not one that is written") }
            let cosignatures = try Row.fetchCursor(
                db,
                sql: """
                    SELECT size, key, line, size IN (SELECT size FROM published) AS isPublished
                    FROM cosignature ORDER BY size
                    """
            )
            while let row = try cosignatures.next(), found.count < limit {
                let size = try row.decode(Int64.self, forColumn: "size")
                let place = "publication.sqlite cosignature of \(size)"
                let text = try row.decode(String.self, forColumn: "key")
                let line = try row.decode(String.self, forColumn: "line")
                guard let key = try? NoteVerifierKey(parsing: text),
                    let signature = try? NoteSignature(parsing: line),
                    key.name == signature.name, key.keyID == signature.keyID
                else {
                    found.append((place, "it is not by the key that it is kept under"))
                    continue
                }
                if try !row.decode(Bool.self, forColumn: "isPublished") {
                    found.append((place, "nothing of that size is published"))
                }
            }
            let early = try Int64.fetchAll(db, sql: "SELECT size FROM timestamp WHERE size < 0")
            found += early.map { ("publication.sqlite timestamp \($0)", "no tree has this size") }
            if try Int.fetchOne(db, sql: "SELECT count(*) FROM policy") ?? 0 > 1 {
                found.append(("publication.sqlite policy", "there is more than one"))
            }
            return found
        }
    }
}

extension SQLiteFollowerCursors {
    /// Opens the file to be read only.
    public convenience init(reading source: ReadOnlyFile) throws {
        self.init(
            file: try SQLiteFile(
                reading: source,
                migrator: SQLiteFollowerCursors.migrator,
                mapError: { LedgerFault($0) }
            )
        )
    }

    /// Cursors of others than these followers, or that are not within a ledger of so many entries.
    public func leftoverRows(
        of followers: Set<String>,
        ledgerSize: UInt64
    ) async throws -> [(place: String, reason: String)] {
        try await file.read { db in
            try Row.fetchAll(db, sql: "SELECT follower, next FROM cursor").compactMap { row in
                let follower = try row.decode(String.self, forColumn: "follower")
                let next = try row.decode(Int64.self, forColumn: "next")
                let place = "followers.sqlite cursor \(follower)"
                guard followers.contains(follower) else { return (place, "nothing reads so") }
                guard next >= 0, UInt64(next) <= ledgerSize else {
                    return (place, "it is at \(next), and the ledger has \(ledgerSize) entries")
                }
                return nil
            }
        }
    }
}

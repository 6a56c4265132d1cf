import Foundation
import GRDB
public import Ledger
public import SQLiteFiles
import Synchronization
public import TransparencyLog

/// What was published of a ledger, on one machine.
public final class SQLitePublicationStore: PublicationStore {
    /// How many rows are kept.
    public struct Limits: Sendable {
        /// Checkpoints that were neither witnessed nor timestamped.
        public var plain = 1000
        /// Checkpoints that were witnessed, beside the plain ones.
        public var witnessed = 20_000
        /// Timestamps with their notes: at one a minute, more than two months.
        public var timestamps = 100_000
        /// How many checkpoints are published before those beyond the limits are looked for.
        public var slack = 50

        /// The standard limits.
        public init() {}
    }

    let file: SQLiteFile
    private let limits: Limits
    private let sincePruned = Mutex(0)

    /// Opens the file, made where it is missing.
    public init(path: String, limits: Limits = Limits()) throws {
        self.limits = limits
        file = try SQLiteFile(
            path: path,
            durability: .full,
            migrator: SQLitePublicationStore.migrator,
            mapError: { LedgerFault($0) }
        )
    }

    /// Opens the file to be read only.
    public init(reading file: ReadOnlyFile) throws {
        limits = Limits()
        self.file = try SQLiteFile(
            reading: file,
            migrator: SQLitePublicationStore.migrator,
            octets: ["policy.text"],
            mapError: { LedgerFault($0) }
        )
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("publication 1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE published (
                        size INTEGER PRIMARY KEY, note TEXT NOT NULL,
                        witnessed INTEGER NOT NULL DEFAULT 0
                    );
                    CREATE TABLE cosignature (
                        size INTEGER NOT NULL REFERENCES published (size) ON DELETE CASCADE,
                        key TEXT NOT NULL, line TEXT NOT NULL,
                        PRIMARY KEY (size, key)
                    );
                    CREATE TABLE timestamp (
                        size INTEGER PRIMARY KEY, note BLOB NOT NULL, reply BLOB NOT NULL,
                        at INTEGER NOT NULL, authority TEXT NOT NULL
                    );
                    CREATE TABLE policy (text TEXT NOT NULL);
                    CREATE INDEX published_witnessed ON published (witnessed, size);
                    """
            )
        }
        migrator.registerMigration("publication 2") { db in
            try db.execute(
                sql: "CREATE TABLE evidence (witness TEXT PRIMARY KEY, note TEXT NOT NULL)"
            )
        }
        return migrator
    }

    /// Folds the write-ahead log in and closes the file.
    public func close() throws { try file.close() }

    /// Notes that a checkpoint is published; one that is there already stays as it is.
    public func publish(_ note: SignedNote, size: UInt64) async throws {
        let limits = limits
        let isPruned = sincePruned.withLock { count in
            count = (count + 1) % max(1, limits.slack)
            return count == 0
        }
        try await file.write { db in
            try db.execute(
                sql: "INSERT INTO published (size, note) VALUES (?, ?) ON CONFLICT DO NOTHING",
                arguments: [Int64(size), note.serialized]
            )
            if isPruned { try SQLitePublicationStore.prune(db, limits) }
        }
    }

    /// Keeps a verified cosignature, in place of an earlier one by the same key, and judges
    /// whether the checkpoint is witnessed now.
    ///
    /// - Returns: the checkpoint with all that is kept for it; `nil` where it is not kept any more.
    public func keep(
        _ cosignature: NoteSignature,
        by key: NoteVerifierKey,
        size: UInt64,
        isWitnessed: @escaping @Sendable (PublishedCheckpoint) -> Bool
    ) async throws -> PublishedCheckpoint? {
        try await file.write { db in
            let size = Int64(size)
            guard try SQLitePublicationStore.checkpoint(db, size) != nil else { return nil }
            try db.execute(
                sql: """
                    INSERT INTO cosignature (size, key, line) VALUES (?, ?, ?)
                    ON CONFLICT (size, key) DO UPDATE SET line = excluded.line
                    """,
                arguments: [size, "\(key)", cosignature.line]
            )
            try SQLitePublicationStore.judge(db, size, isWitnessed)
            return try SQLitePublicationStore.checkpoint(db, size)
        }
    }

    /// Puts a policy in force; where it is another than before, octet for octet, every checkpoint
    /// is judged anew.
    public func adopt(
        policy: [UInt8],
        _ isWitnessed: @escaping @Sendable (PublishedCheckpoint) -> Bool
    ) async throws {
        try await file.write { db in
            let before = try Data.fetchOne(db, sql: "SELECT CAST(text AS BLOB) FROM policy")
            guard before.map({ Array($0) }) != policy else { return }
            for size in try Int64.fetchAll(db, sql: "SELECT size FROM published") {
                try SQLitePublicationStore.judge(db, size, isWitnessed)
            }
            try db.execute(sql: "DELETE FROM policy")
            try db.execute(
                sql: "INSERT INTO policy (text) VALUES (?)",
                arguments: [Data(policy)]
            )
        }
    }

    /// The policy last put in force, octet for octet; `nil` where there is none.
    public func policy() async throws -> [UInt8]? {
        try await file.read { db in
            try Data.fetchOne(db, sql: "SELECT CAST(text AS BLOB) FROM policy").map { Array($0) }
        }
    }

    /// Leaves the policy in force: what comes is published under none.
    public func leavePolicy() async throws {
        try await file.write { db in try db.execute(sql: "DELETE FROM policy") }
    }

    /// Keeps what a witness has shown against the ledger, in place of what it showed before.
    public func keep(_ evidence: WitnessEvidence) async throws {
        try await file.write { db in
            try db.execute(
                sql: """
                    INSERT INTO evidence (witness, note) VALUES (?, ?)
                    ON CONFLICT (witness) DO UPDATE SET note = excluded.note
                    """,
                arguments: ["\(evidence.witness)", evidence.note.serialized]
            )
        }
    }

    /// What witnesses have shown against the ledger; a row that does not read is left out.
    public func evidence() async throws -> [WitnessEvidence] {
        try await file.read { db in
            try Row.fetchAll(db, sql: "SELECT witness, note FROM evidence ORDER BY witness")
                .compactMap { row in
                    guard let witness = String.fromDatabaseValue(row[0]),
                        let key = try? NoteVerifierKey(parsing: witness),
                        let text = String.fromDatabaseValue(row[1]),
                        let note = try? SignedNote(parsing: Array(text.utf8))
                    else { return nil }
                    return WitnessEvidence(witness: key, note: note)
                }
        }
    }

    /// The rows of what witnesses have shown, as they are kept: the key that each is under, and
    /// the note where it reads.
    public func evidenceRows() async throws -> [(witness: String, note: SignedNote?)] {
        try await file.read { db in
            try Row.fetchAll(db, sql: "SELECT witness, note FROM evidence ORDER BY witness")
                .map { row in
                    let text = String.fromDatabaseValue(row[1])
                    return (
                        String.fromDatabaseValue(row[0]) ?? "?",
                        text.flatMap { try? SignedNote(parsing: Array($0.utf8)) }
                    )
                }
        }
    }

    /// Forgets what witnesses have shown.
    public func dismissEvidence() async throws {
        try await file.write { db in try db.execute(sql: "DELETE FROM evidence") }
    }

    private static func judge(
        _ db: GRDB.Database,
        _ size: Int64,
        _ isWitnessed: (PublishedCheckpoint) -> Bool
    ) throws {
        guard let held = try checkpoint(db, size) else { return }
        let verdict = isWitnessed(held)
        guard verdict != held.isWitnessed else { return }
        try db.execute(
            sql: "UPDATE published SET witnessed = ? WHERE size = ?",
            arguments: [verdict, size]
        )
    }

    /// Keeps a timestamp.
    public func keep(_ timestamp: StoredTimestamp) async throws {
        let limit = limits.timestamps
        try await file.write { db in
            try db.execute(
                sql: """
                    INSERT INTO timestamp (size, note, reply, at, authority)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """,
                arguments: [
                    Int64(timestamp.size), Data(timestamp.note), Data(timestamp.reply),
                    timestamp.milliseconds, timestamp.authority,
                ]
            )
            try db.execute(
                sql: """
                    DELETE FROM timestamp WHERE size <= (
                        SELECT size FROM timestamp ORDER BY size DESC LIMIT 1 OFFSET ?)
                    """,
                arguments: [limit]
            )
        }
    }

    /// Plain checkpoints go first, oldest first; those witnessed or timestamped last.
    ///
    /// The newest of each kind stays in any case, and so does the newest that is witnessed.
    private static func prune(_ db: GRDB.Database, _ limits: Limits) throws {
        let isPlain =
            "witnessed = 0 AND NOT EXISTS (SELECT 1 FROM timestamp t WHERE t.size = published.size)"
        for (kind, limit) in [(isPlain, limits.plain), ("NOT (\(isPlain))", limits.witnessed)] {
            try db.execute(
                sql: """
                    DELETE FROM published WHERE \(kind)
                    AND size IS NOT (SELECT max(size) FROM published WHERE witnessed = 1)
                    AND size <= (
                        SELECT size FROM published WHERE \(kind)
                        ORDER BY size DESC LIMIT 1 OFFSET ?)
                    """,
                arguments: [max(1, limit)]
            )
        }
    }
}

import CanonicalJSON
import Contracts
import Foundation
import GRDB
public import Ledger
import Marine

/// The query tables: a fold of the ledger that may be deleted and is then rebuilt.
///
/// What an attacker who can write the file can do is show members wrong figures; the audit
/// rebuilds the tables aside and names the first row that differs.
public final class SQLiteView: LedgerView {
    let pool: DatabasePool

    /// Opens the view's file, made where it is missing.
    public init(path: String) throws {
        pool = try DatabasePool.plimsoll(at: path, durability: .normal)
        try SQLiteView.migrator.migrate(pool)
    }

    /// Closes the file.
    public func close() throws { try pool.close() }

    /// The tables that are compared row by row, each with the columns that order it.
    static let tables: [(name: String, order: String)] = [
        ("instance", "contract, id"), ("party", "contract, id, member"), ("transition", "idx"),
        ("claim", "id"), ("api_key", "digest"), ("progress", "size"),
    ]

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("view 1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE instance (
                        contract TEXT NOT NULL, id TEXT NOT NULL, first INTEGER NOT NULL,
                        last INTEGER NOT NULL, revision INTEGER NOT NULL, stage TEXT NOT NULL,
                        state TEXT NOT NULL, PRIMARY KEY (contract, id)) WITHOUT ROWID;
                    CREATE TABLE party (
                        contract TEXT NOT NULL, id TEXT NOT NULL, member TEXT NOT NULL,
                        first INTEGER NOT NULL, PRIMARY KEY (contract, id, member)) WITHOUT ROWID;
                    CREATE INDEX party_by_member ON party (member, contract, first);
                    CREATE TABLE transition (
                        idx INTEGER PRIMARY KEY, contract TEXT NOT NULL, id TEXT NOT NULL,
                        revision INTEGER NOT NULL, action TEXT NOT NULL, came TEXT,
                        went TEXT NOT NULL, actor TEXT NOT NULL, at INTEGER NOT NULL);
                    CREATE UNIQUE INDEX transition_by_instance
                        ON transition (contract, id, revision);
                    CREATE TABLE claim (
                        id TEXT PRIMARY KEY, first INTEGER NOT NULL, certificate TEXT NOT NULL,
                        shipment TEXT, stage TEXT NOT NULL) WITHOUT ROWID;
                    CREATE INDEX claim_by_certificate ON claim (certificate);
                    CREATE TABLE api_key (
                        digest TEXT PRIMARY KEY, member TEXT NOT NULL, id TEXT NOT NULL,
                        revoked INTEGER NOT NULL) WITHOUT ROWID;
                    CREATE TABLE progress (size INTEGER NOT NULL);
                    INSERT INTO progress (size) VALUES (0);
                    """
            )
        }
        return migrator
    }

    /// How many entries are folded in.
    public func appliedSize() async throws -> UInt64 {
        try await pool.read { db in try SQLiteView.appliedSize(db) }
    }

    private static func appliedSize(_ db: Database) throws -> UInt64 {
        UInt64(try Int64.fetchOne(db, sql: "SELECT size FROM progress") ?? 0)
    }

    /// Folds the next entries in, in one transaction.
    public func apply(_ entries: [FoldedEntry]) async throws {
        try await pool.write { db in
            let applied = try SQLiteView.appliedSize(db)
            let fresh = entries.filter { $0.index >= applied }
            guard let first = fresh.first, let last = fresh.last else { return }
            guard first.index == applied else {
                throw ReplayError(index: first.index, reason: "the view ends at \(applied)")
            }
            var latest: [InstanceKey: FoldedEntry] = [:]
            for entry in fresh {
                try SQLiteView.insertTransition(entry, db)
                latest[entry.transition.key] = entry
            }
            for entry in latest.values.sorted(by: { $0.index < $1.index }) {
                try SQLiteView.upsert(entry, db)
            }
            try db.execute(
                sql: "UPDATE progress SET size = ?",
                arguments: [Int64(last.index) + 1]
            )
        }
    }

    private static func insertTransition(_ entry: FoldedEntry, _ db: Database) throws {
        let transition = entry.transition
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO transition
                    (idx, contract, id, revision, action, came, went, actor, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try statement.execute(arguments: [
            Int64(entry.index), transition.contract.rawValue, transition.instance.text,
            transition.revision, transition.edge.action, transition.edge.from,
            transition.edge.to, transition.actor.text, transition.at.millisecondsSinceEpoch,
        ])
    }

    private static func upsert(_ entry: FoldedEntry, _ db: Database) throws {
        let key = entry.transition.key
        let id = key.instance.text
        let first =
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT idx FROM transition WHERE contract = ? AND id = ? AND revision = 1
                    """,
                arguments: [key.contract.rawValue, id]
            ) ?? Int64(entry.index)
        let state = String(decoding: try CanonicalJSON.encode(entry.state), as: UTF8.self)
        try db.cachedStatement(
            sql: """
                INSERT INTO instance (contract, id, first, last, revision, stage, state)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (contract, id) DO UPDATE SET last = excluded.last,
                    revision = excluded.revision, stage = excluded.stage, state = excluded.state
                """
        ).execute(arguments: [
            key.contract.rawValue, id, first, Int64(entry.index), entry.transition.revision,
            entry.state.stage, state,
        ])
        let party = try db.cachedStatement(
            sql: """
                INSERT INTO party (contract, id, member, first) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """
        )
        for member in entry.state.parties.sorted() {
            try party.execute(arguments: [key.contract.rawValue, id, member.text, first])
        }
        switch entry.state {
        case .claim(let claim):
            try db.cachedStatement(
                sql: """
                    INSERT INTO claim (id, first, certificate, shipment, stage)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET stage = excluded.stage
                    """
            ).execute(arguments: [
                id, first, claim.notice.certificate.text, claim.notice.shipment?.text,
                claim.stage.rawValue,
            ])
        case .consortium(let consortium):
            try upsertKeys(of: consortium, db)
        case .openCover, .certificate, .shipment:
            break
        }
    }

    private static func upsertKeys(of consortium: Consortium.State, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO api_key (digest, member, id, revoked) VALUES (?, ?, ?, ?)
                ON CONFLICT (digest) DO UPDATE SET revoked = excluded.revoked
                """
        )
        for (member, held) in consortium.members.sorted(by: { $0.key < $1.key }) {
            for key in held.apiKeys {
                try statement.execute(arguments: [
                    key.digest, member.text, key.id.text, key.revokedAt != nil,
                ])
            }
        }
    }
}

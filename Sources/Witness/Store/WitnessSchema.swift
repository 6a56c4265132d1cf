import CanonicalJSON
import Contracts
import Foundation
import GRDB

/// The tables of `witness.sqlite`.
///
/// Sizes of checkpoints are decimal text, since a witness without a mirror accepts any size of 64
/// bits; a mirror's own counts are integers.
enum WitnessSchema {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("witness 1") { db in try db.execute(sql: version1) }
        migrator.registerMigration("witness 2") { db in
            try db.execute(sql: version2)
            try migrateLogKeys(db)
        }
        migrator.registerMigration("witness 3") { db in try db.execute(sql: version3) }
        return migrator
    }()

    /// Stores the keys of consortiums that a file of the first version already holds.
    private static func migrateLogKeys(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT log, consortium FROM mirror WHERE consortium IS NOT NULL"
        )
        for row in rows {
            let bytes: Data = row["consortium"]
            let state = try? JSONReader.canonical(Consortium.State.self, from: Array(bytes))
            // A state that cannot be decoded is reported as damaged when it is next used.
            guard let state else { continue }
            try LogKeyHistory(of: state).keep(for: row["log"], db)
        }
    }

    /// The keys belong to the log and not to its mirror: when a deleted mirror is read again, a
    /// replaced key must not become trusted again.
    private static let version2 = """
        ALTER TABLE log ADD COLUMN logKey TEXT;
        ALTER TABLE log ADD COLUMN formerLogKeys TEXT NOT NULL DEFAULT '';
        """

    /// Mirrors were checked without the rules on whole commands: they are read and checked again.
    private static let version3 = """
        ALTER TABLE instance ADD COLUMN parent TEXT;
        DELETE FROM mirror;
        DELETE FROM entry;
        DELETE FROM tile;
        DELETE FROM instance;
        DELETE FROM command;
        """

    private static let version1 = """
        CREATE TABLE identity (
            one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
            vkey TEXT NOT NULL,
            latest INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE log (
            id INTEGER NOT NULL PRIMARY KEY,
            origin TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE cosigned (
            log INTEGER NOT NULL PRIMARY KEY REFERENCES log,
            size TEXT NOT NULL,
            root BLOB NOT NULL,
            note TEXT NOT NULL,
            time INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE refusal (
            id INTEGER NOT NULL PRIMARY KEY,
            log INTEGER NOT NULL REFERENCES log,
            at INTEGER NOT NULL,
            isFinal INTEGER NOT NULL,
            entry INTEGER,
            rule TEXT NOT NULL,
            reason TEXT NOT NULL,
            note TEXT NOT NULL,
            against TEXT,
            leaf BLOB,
            proof TEXT,
            UNIQUE (log, note)
        ) STRICT;
        CREATE UNIQUE INDEX refusalFinal ON refusal (log) WHERE isFinal = 1;
        CREATE TABLE mirror (
            log INTEGER NOT NULL PRIMARY KEY REFERENCES log,
            size INTEGER NOT NULL,
            root BLOB NOT NULL,
            rules TEXT NOT NULL,
            note TEXT NOT NULL,
            registered INTEGER NOT NULL,
            consortium BLOB
        ) STRICT;
        CREATE TABLE entry (
            log INTEGER NOT NULL, idx INTEGER NOT NULL, leaf BLOB NOT NULL,
            PRIMARY KEY (log, idx)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE tile (
            log INTEGER NOT NULL, level INTEGER NOT NULL, idx INTEGER NOT NULL,
            hashes BLOB NOT NULL,
            PRIMARY KEY (log, level, idx)
        ) STRICT;
        CREATE TABLE instance (
            log INTEGER NOT NULL, contract TEXT NOT NULL, instance TEXT NOT NULL,
            revision INTEGER NOT NULL, lastIndex INTEGER NOT NULL, stage TEXT NOT NULL,
            PRIMARY KEY (log, contract, instance)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE command (
            log INTEGER NOT NULL, digest BLOB NOT NULL,
            PRIMARY KEY (log, digest)
        ) STRICT, WITHOUT ROWID;
        """
}

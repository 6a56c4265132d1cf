import GRDB

/// The tables of `notifier.sqlite`.
///
/// `endpoint.pending` counts the pending deliveries. Triggers maintain it, so that checking the
/// limit takes no count over the queue.
enum DeliverySchema {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: version1)
        }
        migrator.registerMigration("2") { database in
            try database.execute(sql: version2)
        }
        migrator.registerMigration("3") { database in
            try database.execute(sql: version3)
        }
        migrator.registerMigration("4") { database in
            try database.execute(sql: version4)
        }
        return migrator
    }()

    /// The names of members' requests, and what was answered to each.
    private static let version2 = """
        CREATE TABLE request (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            member TEXT NOT NULL,
            key TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            answer BLOB NOT NULL,
            UNIQUE (member, key)
        ) STRICT;
        CREATE INDEX requestByMember ON request (member, id);
        """

    /// Since when a delivery or an endpoint waits: how long a wait is meant to be can then be told
    /// when the clock has been set.
    private static let version3 = """
        ALTER TABLE delivery ADD COLUMN waitsSince INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE endpoint ADD COLUMN pausedAt INTEGER;
        UPDATE delivery SET waitsSince = ifnull(lastAttemptAt, createdAt);
        """

    /// What the log's key has signed of the endpoints.
    private static let version4 = """
        CREATE TABLE endpointSeal (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            note TEXT NOT NULL
        ) STRICT;
        """

    private static let version1 = """
        CREATE TABLE endpoint (
            id TEXT NOT NULL PRIMARY KEY,
            member TEXT NOT NULL,
            url TEXT NOT NULL,
            secret TEXT NOT NULL,
            previousSecret TEXT,
            previousSecretExpiresAt INTEGER,
            description TEXT NOT NULL,
            types TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            disabledAt INTEGER,
            disabledReason TEXT,
            cursor INTEGER NOT NULL,
            pausedUntil INTEGER,
            failingSince INTEGER,
            pending INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX endpointByMember ON endpoint (member, id);
        CREATE TABLE delivery (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            endpoint TEXT NOT NULL REFERENCES endpoint ON DELETE CASCADE,
            notification TEXT NOT NULL,
            ledgerIndex INTEGER NOT NULL,
            type TEXT NOT NULL,
            subject TEXT NOT NULL,
            body BLOB,
            state INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            createdAt INTEGER NOT NULL,
            nextAttemptAt INTEGER NOT NULL,
            lastAttemptAt INTEGER,
            lastStatus INTEGER,
            lastError TEXT,
            lastAddress TEXT,
            lastDurationMilliseconds INTEGER,
            completedAt INTEGER,
            UNIQUE (endpoint, notification)
        ) STRICT;
        CREATE INDEX deliveryByEndpoint ON delivery (endpoint, id);
        CREATE INDEX deliveryDue ON delivery (endpoint, nextAttemptAt, ledgerIndex)
            WHERE state = 0;
        CREATE INDEX deliveryCompleted ON delivery (completedAt) WHERE state <> 0;
        CREATE TRIGGER deliveryInserted AFTER INSERT ON delivery WHEN NEW.state = 0 BEGIN
            UPDATE endpoint SET pending = pending + 1 WHERE id = NEW.endpoint;
        END;
        CREATE TRIGGER deliveryMoved AFTER UPDATE OF state ON delivery
            WHEN (OLD.state = 0) <> (NEW.state = 0) BEGIN
            UPDATE endpoint SET pending = pending + iif(NEW.state = 0, 1, -1)
                WHERE id = NEW.endpoint;
        END;
        """
}

import GRDB
import SQLiteFiles

/// What an audit asks of the notifier's store.
extension DeliveryStore {
    /// A delivery, as far as the ledger gives what it says.
    public struct Message: Sendable {
        /// The delivery's ordinal in the store.
        public let id: Int64
        /// The message's id.
        public let notification: String
        /// The ledger index of the transition.
        public let index: Int64
        /// The event type.
        public let type: String
        /// The instance it happened to.
        public let subject: String
    }

    /// The deliveries after one, in the order of their ordinals.
    public func messages(after id: Int64, limit: Int) async throws -> [Message] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, notification, ledgerIndex, type, subject FROM delivery
                    WHERE id > ? ORDER BY id LIMIT ?
                    """,
                arguments: [id, limit]
            ).map {
                Message(
                    id: $0["id"],
                    notification: $0["notification"],
                    index: $0["ledgerIndex"],
                    type: $0["type"],
                    subject: $0["subject"]
                )
            }
        }
    }

    /// Rows that the notifier does not write, with a ledger of so many entries: each with its place
    /// and what is wrong; at most `limit` of a kind.
    public func strayRows(
        ledgerSize: UInt64,
        limit: Int = 20
    ) async throws -> [(place: String, reason: String)] {
        try await file.read { database in
            let endpoints = try Row.fetchAll(
                database,
                sql: """
                    SELECT id, secret, previousSecret, cursor, pending, (
                        SELECT count(*) FROM delivery WHERE endpoint = endpoint.id AND state = 0
                    ) AS waiting FROM endpoint ORDER BY id
                    """
            )
            var found: [(place: String, reason: String)] = []
            for row in endpoints where found.count < limit {
                let place = "notifier.sqlite endpoint \(row["id"] as String)"
                let (secret, former): (String, String?) = (row["secret"], row["previousSecret"])
                let cursor: Int64 = row["cursor"]
                if WebhookSecret(secret) == nil || former.map({ WebhookSecret($0) == nil }) == true
                {
                    found.append((place, "its secret is none"))
                }
                if cursor < 0 || UInt64(cursor) > ledgerSize {
                    found.append((place, "it is at entry \(cursor) of \(ledgerSize)"))
                }
                if row["pending"] as Int64 != row["waiting"] as Int64 {
                    found.append((place, "it counts other deliveries as waiting than there are"))
                }
            }
            found += try Int64.fetchAll(
                database,
                sql: """
                    SELECT id FROM delivery WHERE endpoint NOT IN (SELECT id FROM endpoint)
                        OR state NOT IN (0, 1, 2) OR ledgerIndex < 0 OR ledgerIndex >= ? LIMIT ?
                    """,
                arguments: [Int64(clamping: ledgerSize), limit]
            ).map {
                ("notifier.sqlite delivery \($0)", "its endpoint, state or entry is not there")
            }
            return found
        }
    }
}

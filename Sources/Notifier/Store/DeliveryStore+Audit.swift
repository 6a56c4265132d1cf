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
                // What does not decode is damage; GRDB's subscripts would end the process.
                Message(
                    id: try $0.decode(Int64.self, forColumn: "id"),
                    notification: try $0.decode(String.self, forColumn: "notification"),
                    index: try $0.decode(Int64.self, forColumn: "ledgerIndex"),
                    type: try $0.decode(String.self, forColumn: "type"),
                    subject: try $0.decode(String.self, forColumn: "subject")
                )
            }
        }
    }

    /// Rows that the notifier does not write, with a ledger of so many entries: each with its place
    /// and what is wrong; at most `limit` of a kind.
    public func leftoverRows(
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
                let id = try row.decode(String.self, forColumn: "id")
                let place = "notifier.sqlite endpoint \(id)"
                let secret = try row.decode(String.self, forColumn: "secret")
                let former = try row.decode(String?.self, forColumn: "previousSecret")
                let cursor = try row.decode(Int64.self, forColumn: "cursor")
                let pending = try row.decode(Int64.self, forColumn: "pending")
                let waiting = try row.decode(Int64.self, forColumn: "waiting")
                if WebhookSecret(secret) == nil || former.map({ WebhookSecret($0) == nil }) == true
                {
                    found.append((place, "its secret is none"))
                }
                if cursor < 0 || UInt64(cursor) > ledgerSize {
                    found.append((place, "it is at entry \(cursor) of \(ledgerSize)"))
                }
                if pending != waiting {
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

import GRDB
import Marine
import SQLiteFiles

extension DeliveryStore {
    func deliveries(
        of endpoint: String,
        state: WebhookDelivery.State?,
        limit: Int,
        after: Int64?
    ) async throws -> WebhookDeliveryPage {
        let limit = min(max(1, limit), 1_000)
        return try await file.read { database in
            _ = try Self.existingEndpoint(endpoint, in: database)
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM delivery
                    WHERE endpoint = :endpoint AND id < :after
                        AND (:state IS NULL OR state = :state)
                    ORDER BY id DESC LIMIT :limit
                    """,
                arguments: [
                    "endpoint": endpoint, "after": after ?? .max, "state": state?.number,
                    "limit": limit + 1,
                ]
            )
            let items = try rows.prefix(limit).map(Self.delivery(from:))
            return WebhookDeliveryPage(
                items: items,
                next: rows.count > limit ? items.last?.id : nil
            )
        }
    }

    /// Puts a completed delivery back in the queue with its whole schedule before it; one that is
    /// pending is made due now.
    ///
    /// - Throws: ``NotifierError/queueFull(limit:)`` where as many wait as may.
    func redeliver(
        _ id: Int64,
        of endpoint: String,
        now: Int64,
        _ limits: PendingLimits,
        named request: NamedRequest<WebhookDelivery>? = nil
    ) async throws -> WebhookDelivery {
        try await file.write { database in
            try Self.idempotently(request, in: database) { database in
                try Self.requireRoom(for: id, of: endpoint, limits, in: database)
                try database.execute(
                    sql: """
                        UPDATE delivery SET attempts = iif(state = 0, attempts, 0), state = 0,
                            nextAttemptAt = ?, waitsSince = ?, completedAt = NULL
                        WHERE id = ? AND endpoint = ?
                        """,
                    arguments: [now, now, id, endpoint]
                )
                guard database.changesCount == 1,
                    let row = try Row.fetchOne(
                        database,
                        sql: "SELECT * FROM delivery WHERE id = ?",
                        arguments: [id]
                    )
                else { throw NotifierError.deliveryNotFound(id) }
                return try Self.delivery(from: row)
            }
        }
    }

    private static func requireRoom(
        for delivery: Int64,
        of endpoint: String,
        _ limits: PendingLimits,
        in database: Database
    ) throws {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT endpoint.pending, (
                    SELECT count(*) FROM endpoint AS one WHERE one.member = endpoint.member
                ) FROM endpoint JOIN delivery ON delivery.endpoint = endpoint.id
                WHERE endpoint.id = ? AND delivery.id = ? AND delivery.state <> 0
                """,
            arguments: [endpoint, delivery]
        )
        // One that waits already takes no more room.
        guard let row else { return }
        let limit = limits.limit(amongEndpoints: row[1])
        guard row[0] < limit else { throw NotifierError.queueFull(limit: limit) }
    }

    static func delivery(from row: Row) throws -> WebhookDelivery {
        guard let state = WebhookDelivery.State(number: row["state"]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown delivery state")
        }
        return WebhookDelivery(
            id: row["id"],
            endpoint: row["endpoint"],
            notification: row["notification"],
            index: UInt64(clamping: row["ledgerIndex"] as Int64),
            type: row["type"],
            subject: row["subject"],
            state: state,
            attempts: row["attempts"],
            createdAt: Instant(millisecondsSinceEpoch: row["createdAt"]),
            nextAttemptAt: state == .pending ? row.instant("nextAttemptAt") : nil,
            lastAttemptAt: row.instant("lastAttemptAt"),
            lastStatus: row["lastStatus"],
            lastError: row["lastError"],
            lastAddress: row["lastAddress"],
            lastDurationMilliseconds: row["lastDurationMilliseconds"],
            completedAt: row.instant("completedAt")
        )
    }
}

import Foundation
import GRDB
import SQLiteFiles

/// What the dispatcher needs to know of an endpoint to choose its next attempts.
struct EndpointQueue: Sendable {
    let pausedUntil: Int64?
    /// The pending deliveries in the order they fall due, those due at once in ledger order.
    let deliveries: [QueuedDelivery]
    /// Whose endpoint it is.
    var member = ""
    /// Whether the last attempt failed: one slot then finds out whether it still does.
    var isFailing = false
}

struct QueuedDelivery: Sendable {
    let id: Int64
    let subject: String
    let nextAttemptAt: Int64
}

/// What one attempt needs, read just before it: the endpoint may have changed since.
struct AttemptInput: Sendable {
    let delivery: WebhookDelivery
    let endpoint: WebhookEndpoint
    /// The message; nil where it was dropped after an earlier delivery.
    let body: [UInt8]?
}

/// What is recorded of an attempt.
struct AttemptRecord: Sendable {
    let delivery: Int64
    let verdict: AttemptVerdict
    /// When it began, in milliseconds since 1970 UTC, as it is shown.
    let startedAt: Int64
    /// When it ended: its beginning and how long it took.
    let endedAt: Int64
    let status: Int?
    let error: String?
    let address: String?
    /// What to add to an instant that is shown, to have it in the time by which things wait.
    var waitingOffset: Int64 = 0
}

extension DeliveryStore {
    /// The endpoints to enqueue for: enabled and with room in their queues.
    ///
    /// `hasFullQueues` says that some endpoint was left out because its queue is full.
    func endpointsWithRoom(
        _ limits: PendingLimits
    ) async throws -> (endpoints: [WebhookEndpoint], hasFullQueues: Bool) {
        try await file.read { database in
            let endpoints = try Row.fetchAll(
                database,
                sql: "SELECT * FROM endpoint WHERE disabledAt IS NULL ORDER BY cursor"
            ).map(Self.endpoint(from:))
            // Those that are disabled keep their rows, and so count.
            let counts = Dictionary(
                uniqueKeysWithValues: try Row.fetchAll(
                    database,
                    sql: "SELECT member, count(*) FROM endpoint GROUP BY member"
                ).map { ($0[0] as String, $0[1] as Int) }
            )
            let open = endpoints.filter {
                $0.pending < limits.limit(amongEndpoints: counts[$0.member] ?? 1)
            }
            return (open, open.count < endpoints.count)
        }
    }

    /// Enqueues notifications for the endpoints that want them, and moves those endpoints' cursors
    /// to `end`, in one transaction.
    ///
    /// An endpoint whose cursor has moved since it was read is skipped.
    ///
    /// - Returns: the ids of the endpoints with new deliveries.
    func enqueue(
        _ notifications: [LedgerNotification],
        for endpoints: [WebhookEndpoint],
        upTo end: UInt64,
        now: Int64,
        waitingNow: Int64? = nil
    ) async throws -> [String] {
        try await file.write { database in
            let advance = try database.makeStatement(
                sql: "UPDATE endpoint SET cursor = ? WHERE id = ? AND cursor = ?"
            )
            // A notification is enqueued again only where a cursor was moved back for a replay.
            let insert = try database.makeStatement(
                sql: """
                    INSERT INTO delivery (endpoint, notification, ledgerIndex, type, subject, body,
                        state, createdAt, nextAttemptAt, waitsSince)
                    VALUES (:endpoint, :notification, :index, :type, :subject, :body, 0, :now, :due,
                        :due)
                    ON CONFLICT (endpoint, notification) DO UPDATE SET
                        state = 0, attempts = 0, body = excluded.body, completedAt = NULL,
                        nextAttemptAt = excluded.nextAttemptAt, waitsSince = excluded.waitsSince
                    WHERE state <> 0
                    """
            )
            var touched: [String] = []
            for endpoint in endpoints where endpoint.next < end {
                try advance.execute(arguments: [
                    Int64(clamping: end), endpoint.id, Int64(clamping: endpoint.next),
                ])
                guard database.changesCount == 1 else { continue }
                var isTouched = false
                for notification in notifications
                where notification.index >= endpoint.next && endpoint.wants(notification) {
                    isTouched = true
                    try insert.execute(arguments: [
                        "endpoint": endpoint.id,
                        "notification": notification.id,
                        "index": Int64(clamping: notification.index),
                        "type": notification.type,
                        "subject": notification.subject,
                        "body": WebhookBody.bytes(of: notification, for: endpoint.member)
                            .databaseBlob,
                        "now": now, "due": waitingNow ?? now,
                    ])
                }
                if isTouched {
                    touched.append(endpoint.id)
                }
            }
            return touched
        }
    }

    /// The head of an endpoint's queue; nil where it is disabled or gone.
    func queue(of endpoint: String, limit: Int) async throws -> EndpointQueue? {
        try await file.read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT pausedUntil, member, failingSince IS NOT NULL AS isFailing
                        FROM endpoint WHERE id = ? AND disabledAt IS NULL
                        """,
                    arguments: [endpoint]
                )
            else { return nil }
            let deliveries = try Row.fetchAll(
                database,
                sql: """
                    SELECT id, subject, nextAttemptAt FROM delivery
                    WHERE endpoint = ? AND state = 0 ORDER BY nextAttemptAt, ledgerIndex LIMIT ?
                    """,
                arguments: [endpoint, limit]
            )
            return EndpointQueue(
                pausedUntil: row["pausedUntil"],
                deliveries: deliveries.map {
                    QueuedDelivery(
                        id: $0["id"],
                        subject: $0["subject"],
                        nextAttemptAt: $0["nextAttemptAt"]
                    )
                },
                member: row["member"],
                isFailing: row["isFailing"]
            )
        }
    }

    /// What an attempt needs; nil where the delivery is no longer pending or its endpoint disabled.
    func attemptInput(for delivery: Int64) async throws -> AttemptInput? {
        try await file.read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: "SELECT * FROM delivery WHERE id = ? AND state = 0",
                    arguments: [delivery]
                ),
                let endpoint = try Self.endpoint(row["endpoint"], in: database),
                endpoint.disabledAt == nil
            else { return nil }
            let body: Data? = row["body"]
            return AttemptInput(
                delivery: try Self.delivery(from: row),
                endpoint: endpoint,
                body: body.map { [UInt8]($0) }
            )
        }
    }

    /// Records an attempt and what follows from it, in one transaction.
    ///
    /// - Returns: the reason where the endpoint was disabled by it.
    func record(
        _ record: AttemptRecord,
        disableAfterMilliseconds: Int64
    ) async throws -> WebhookEndpoint.DisabledReason? {
        try await file.write { database in
            guard
                let endpoint = try String.fetchOne(
                    database,
                    sql: "SELECT endpoint FROM delivery WHERE id = ?",
                    arguments: [record.delivery]
                )
            else { return nil }
            let (state, nextAttemptAt, isComplete) =
                switch record.verdict.next {
                case .delivered: (WebhookDelivery.State.delivered, record.endedAt, true)
                case .retry(let instant): (.pending, instant, false)
                case .dead, .endpointGone: (.dead, record.endedAt, true)
                }
            // A delivered message is not kept: it may hold what a party later has erased.
            try database.execute(
                sql: """
                    UPDATE delivery SET state = :state, attempts = attempts + 1,
                        nextAttemptAt = :nextAttemptAt, waitsSince = :waitsSince,
                        lastAttemptAt = :startedAt,
                        lastStatus = :status, lastError = :error, lastAddress = :address,
                        lastDurationMilliseconds = :duration,
                        completedAt = iif(:isComplete, :endedAt, NULL),
                        body = iif(:state = 1, NULL, body)
                    WHERE id = :id
                    """,
                arguments: [
                    "state": state.number, "nextAttemptAt": nextAttemptAt,
                    "waitsSince": record.endedAt + record.waitingOffset,
                    "startedAt": record.startedAt, "status": record.status, "error": record.error,
                    "address": record.address, "duration": record.endedAt - record.startedAt,
                    "isComplete": isComplete, "endedAt": record.endedAt, "id": record.delivery,
                ]
            )
            return try Self.judgeEndpoint(
                endpoint,
                record,
                disableAfterMilliseconds: disableAfterMilliseconds,
                in: database
            )
        }
    }

    private static func judgeEndpoint(
        _ id: String,
        _ record: AttemptRecord,
        disableAfterMilliseconds: Int64,
        in database: Database
    ) throws -> WebhookEndpoint.DisabledReason? {
        if record.verdict.next == .delivered {
            try database.execute(
                sql: """
                    UPDATE endpoint SET failingSince = NULL
                    WHERE id = ? AND failingSince IS NOT NULL
                    """,
                arguments: [id]
            )
            return nil
        }
        let endedAt = record.endedAt + record.waitingOffset
        try database.execute(
            sql: """
                UPDATE endpoint SET failingSince = ifnull(failingSince, :startedAt),
                    pausedAt = iif(ifnull(pausedUntil, 0) < :pause, :endedAt, pausedAt),
                    pausedUntil = nullif(max(ifnull(pausedUntil, 0), ifnull(:pause, 0)), 0)
                WHERE id = :id
                """,
            arguments: [
                "startedAt": record.startedAt + record.waitingOffset, "endedAt": endedAt,
                "pause": record.verdict.pauseEndpointUntil, "id": id,
            ]
        )
        let reason: WebhookEndpoint.DisabledReason
        switch record.verdict.next {
        case .endpointGone:
            reason = .gone
        case .dead:
            reason = .failing
            let since = try Int64.fetchOne(
                database,
                sql: "SELECT failingSince FROM endpoint WHERE id = ?",
                arguments: [id]
            )
            guard let since, endedAt - since >= disableAfterMilliseconds else { return nil }
        case .delivered, .retry:
            return nil
        }
        try database.execute(
            sql: """
                UPDATE endpoint SET disabledAt = ?, disabledReason = ?
                WHERE id = ? AND disabledAt IS NULL
                """,
            arguments: [record.endedAt, reason.rawValue, id]
        )
        return database.changesCount == 1 ? reason : nil
    }
}

extension WebhookEndpoint {
    fileprivate func wants(_ notification: LedgerNotification) -> Bool {
        notification.parties.contains(member) && accepts(notification.type)
    }
}

extension [UInt8] {
    fileprivate var databaseBlob: Data { Data(self) }
}

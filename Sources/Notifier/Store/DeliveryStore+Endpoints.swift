import Foundation
import GRDB
import Marine
import SQLiteFiles

extension DeliveryStore {
    /// The most endpoints of one member.
    static let maximumEndpointsPerMember = 50

    func createEndpoint(
        _ new: NewWebhookEndpoint,
        startingAt cursor: UInt64,
        now: Int64,
        named request: NamedRequest<WebhookEndpoint>? = nil
    ) async throws -> WebhookEndpoint {
        let id = Self.randomIdentifier()
        let types = Self.encode(new.registration.types.array)
        let secret = new.secret ?? .random()
        let endpoint = try await changeEndpoints { [sealing] database in
            try Self.idempotently(request, in: database) { database in
                let count =
                    try Int.fetchOne(
                        database,
                        sql: "SELECT count(*) FROM endpoint WHERE member = ?",
                        arguments: [new.member]
                    ) ?? 0
                guard count < Self.maximumEndpointsPerMember else {
                    throw NotifierError.tooManyEndpoints(limit: Self.maximumEndpointsPerMember)
                }
                try database.execute(
                    sql: """
                        INSERT INTO endpoint
                            (id, member, url, secret, description, types, createdAt, cursor)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        id, new.member, new.registration.url.string, secret.text,
                        new.registration.description.string, types, now,
                        Int64(clamping: cursor),
                    ]
                )
                try Self.seal(database, by: sealing)
                return try Self.existingEndpoint(id, in: database)
            }
        }
        try await makeDurable()
        return endpoint
    }

    func endpoint(_ id: String) async throws -> WebhookEndpoint? {
        try await file.read { try Self.endpoint(id, in: $0) }
    }

    func endpoints(
        of member: String?,
        limit: Int,
        after: String?
    ) async throws -> WebhookEndpointPage {
        let limit = min(max(1, limit), 1_000)
        return try await file.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM endpoint
                    WHERE (:member IS NULL OR member = :member) AND id > :after
                    ORDER BY id LIMIT :limit
                    """,
                arguments: ["member": member, "after": after ?? "", "limit": limit + 1]
            )
            let items = try rows.prefix(limit).map(Self.endpoint(from:))
            return WebhookEndpointPage(
                items: items,
                next: rows.count > limit ? items.last?.id : nil
            )
        }
    }

    /// Every endpoint, in the order of their ids.
    ///
    /// - Throws: ``NotifierError`` where they cannot be read.
    public func allEndpoints() async throws -> [WebhookEndpoint] {
        try await file.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM endpoint ORDER BY id")
                .map(Self.endpoint(from:))
        }
    }

    /// Deletes an endpoint with its deliveries; false where there is none.
    func deleteEndpoint(_ id: String) async throws -> Bool {
        let isDeleted = try await changeEndpoints { [sealing] database in
            try database.execute(sql: "DELETE FROM endpoint WHERE id = ?", arguments: [id])
            guard database.changesCount > 0 else { return false }
            try Self.seal(database, by: sealing)
            return true
        }
        try await makeDurable()
        return isDeleted
    }

    func disableEndpoint(
        _ id: String,
        reason: WebhookEndpoint.DisabledReason,
        now: Int64,
        named request: NamedRequest<WebhookEndpoint>? = nil
    ) async throws -> WebhookEndpoint {
        try await change(
            id,
            sql: """
                UPDATE endpoint SET disabledReason = iif(disabledAt IS NULL, ?, disabledReason),
                    disabledAt = ifnull(disabledAt, ?) WHERE id = ?
                """,
            [reason.rawValue, now, id],
            named: request
        )
    }

    func enableEndpoint(
        _ id: String,
        named request: NamedRequest<WebhookEndpoint>? = nil
    ) async throws -> WebhookEndpoint {
        try await change(
            id,
            sql: """
                UPDATE endpoint SET disabledAt = NULL, disabledReason = NULL, pausedUntil = NULL,
                    pausedAt = NULL,
                    failingSince = NULL WHERE id = ?
                """,
            [id],
            named: request
        )
    }

    func rotateSecret(
        of id: String,
        to secret: WebhookSecret,
        overlapEndsAt: Int64,
        named request: NamedRequest<WebhookEndpoint>? = nil
    ) async throws -> WebhookEndpoint {
        try await change(
            id,
            sql: """
                UPDATE endpoint SET previousSecret = secret, previousSecretExpiresAt = ?,
                    secret = ? WHERE id = ?
                """,
            [overlapEndsAt, secret.text, id],
            named: request
        )
    }

    /// The highest index that any endpoint's cursor is at; 0 where there is none.
    public func furthestCursor() async throws -> UInt64 {
        try await file.read { database in
            UInt64(
                clamping: try Int64.fetchOne(database, sql: "SELECT max(cursor) FROM endpoint") ?? 0
            )
        }
    }

    /// The highest index of an entry that there is a delivery of; `nil` where there is none.
    public func furthestDelivery() async throws -> UInt64? {
        try await file.read { database in
            try Int64.fetchOne(database, sql: "SELECT max(ledgerIndex) FROM delivery")
                .map { UInt64(clamping: $0) }
        }
    }

    /// Lowers cursors that are beyond a ledger's size, so that the entries to come are not skipped.
    func lowerCursors(to size: UInt64) async throws {
        try await file.write { database in
            try database.execute(
                sql: "UPDATE endpoint SET cursor = ? WHERE cursor > ?",
                arguments: [Int64(clamping: size), Int64(clamping: size)]
            )
        }
    }

    /// Lowers cursors that are beyond a ledger's size,
    /// and drops the deliveries of entries beyond it.
    ///
    /// - Returns: how many endpoints were beyond it, and how many deliveries.
    /// - Throws: ``NotifierError`` where the store cannot be written to.
    public func forgetEntries(from size: UInt64) async throws -> (endpoints: Int, deliveries: Int) {
        let size = Int64(clamping: size)
        let lowered = try await file.write { database in
            try database.execute(
                sql: "UPDATE endpoint SET cursor = ? WHERE cursor > ?",
                arguments: [size, size]
            )
            let endpoints = database.changesCount
            try database.execute(
                sql: "DELETE FROM delivery WHERE ledgerIndex >= ?",
                arguments: [size]
            )
            let deliveries = database.changesCount
            // No trigger counts deliveries that wait and are deleted.
            try database.execute(
                sql: """
                    UPDATE endpoint SET pending = (
                        SELECT count(*) FROM delivery WHERE endpoint = endpoint.id AND state = 0)
                    """
            )
            return (endpoints, deliveries)
        }
        try await makeDurable()
        return lowered
    }

    func moveCursor(
        of id: String,
        to index: UInt64,
        named request: NamedRequest<WebhookEndpoint>? = nil
    ) async throws -> WebhookEndpoint {
        try await change(
            id,
            sql: "UPDATE endpoint SET cursor = ? WHERE id = ?",
            [Int64(clamping: index), id],
            named: request
        )
    }

    private func change(
        _ id: String,
        sql: String,
        _ arguments: StatementArguments,
        named request: NamedRequest<WebhookEndpoint>?
    ) async throws -> WebhookEndpoint {
        let endpoint = try await changeEndpoints { [sealing] database in
            try Self.idempotently(request, in: database) { database in
                try database.execute(sql: sql, arguments: arguments)
                try Self.seal(database, by: sealing)
                return try Self.existingEndpoint(id, in: database)
            }
        }
        try await makeDurable()
        return endpoint
    }

    // MARK: Rows

    static func existingEndpoint(_ id: String, in database: Database) throws -> WebhookEndpoint {
        guard let endpoint = try endpoint(id, in: database) else {
            throw NotifierError.endpointNotFound(id)
        }
        return endpoint
    }

    static func endpoint(_ id: String, in database: Database) throws -> WebhookEndpoint? {
        try Row.fetchOne(database, sql: "SELECT * FROM endpoint WHERE id = ?", arguments: [id])
            .map(endpoint(from:))
    }

    static func endpoint(from row: Row) throws -> WebhookEndpoint {
        guard let secret = WebhookSecret(row["secret"]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an endpoint has no secret")
        }
        let previousSecret: String? = row["previousSecret"]
        let reason: String? = row["disabledReason"]
        return WebhookEndpoint(
            member: row["member"],
            secret: secret,
            previousSecret: previousSecret.flatMap(WebhookSecret.init),
            status: WebhookEndpointStatus(
                id: row["id"],
                url: row["url"],
                description: row["description"],
                types: decodeTypes(row["types"]),
                createdAt: Instant(millisecondsSinceEpoch: row["createdAt"]),
                disabledAt: row.instant("disabledAt"),
                disabledReason: reason.flatMap(WebhookEndpoint.DisabledReason.init),
                failingSince: row.instant("failingSince"),
                pausedUntil: row.instant("pausedUntil"),
                next: UInt64(clamping: row["cursor"] as Int64),
                pending: row["pending"],
                previousSecretExpiresAt: row.instant("previousSecretExpiresAt")
            )
        )
    }

    // Patterns are kept one to a line: there is no white space in them.
    private static func encode(_ types: [EventPattern]) -> String {
        types.map(\.text).joined(separator: "\n")
    }

    private static func decodeTypes(_ text: String) -> [EventPattern] {
        text.split(separator: "\n").compactMap { EventPattern(String($0)) }
    }

    private static func randomIdentifier() -> String {
        var generator = SystemRandomNumberGenerator()
        let digits = String(UInt128.random(in: 0 ... .max, using: &generator), radix: 16)
        return "we_" + String(repeating: "0", count: 32 - digits.count) + digits
    }
}

extension Row {
    /// The instant in a column of milliseconds since 1970 UTC; `nil` where there is none.
    func instant(_ column: String) -> Instant? {
        (self[column] as Int64?).map(Instant.init(millisecondsSinceEpoch:))
    }
}

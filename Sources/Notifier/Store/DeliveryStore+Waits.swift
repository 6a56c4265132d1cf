import GRDB
import SQLiteFiles

/// Waits that were written by an earlier process, whose clock may have stood otherwise.
extension DeliveryStore {
    /// The longest that the secret before a rotation signs too, in milliseconds.
    static let maximumOverlapMilliseconds: Int64 = 86_400_000

    /// Clamps every wait: one that began in what is now the future begins now, and none is longer
    /// than such a wait can be.
    ///
    /// - Parameters:
    ///   - now: the present, in milliseconds since 1970 UTC.
    ///   - longestDelay: the longest delay between attempts, in milliseconds.
    /// - Returns: how many waits were clamped.
    /// - Throws: ``NotifierError`` where the store cannot be written to.
    func clampWaits(now: Int64, longestDelay: Int64) async throws -> Int {
        let longestPause = AttemptVerdict.maximumRetryAfterSeconds * 1_000
        return try await file.write { database in
            var count = 0
            func clamp(_ sql: String, _ arguments: StatementArguments) throws {
                try database.execute(sql: sql, arguments: arguments)
                count += database.changesCount
            }
            try clamp(
                """
                UPDATE delivery SET waitsSince = :now,
                    nextAttemptAt = :now + max(0, min(nextAttemptAt - waitsSince, :longest))
                WHERE state = 0 AND waitsSince > :now
                """,
                ["now": now, "longest": longestDelay]
            )
            try clamp(
                """
                UPDATE delivery SET nextAttemptAt = :limit
                WHERE state = 0 AND nextAttemptAt > :limit
                """,
                ["limit": now + longestDelay]
            )
            try clamp(
                """
                UPDATE endpoint SET pausedAt = :now,
                    pausedUntil = :now + max(0, min(pausedUntil - pausedAt, :longest))
                WHERE pausedAt > :now
                """,
                ["now": now, "longest": longestPause]
            )
            try clamp(
                "UPDATE endpoint SET pausedUntil = :limit WHERE pausedUntil > :limit",
                ["limit": now + longestPause]
            )
            try clamp(
                "UPDATE endpoint SET failingSince = :now WHERE failingSince > :now",
                ["now": now]
            )
            try clamp(
                """
                UPDATE endpoint SET previousSecretExpiresAt = :limit
                WHERE previousSecretExpiresAt > :limit
                """,
                ["limit": now + Self.maximumOverlapMilliseconds]
            )
            return count
        }
    }
}

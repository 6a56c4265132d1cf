import GRDB
public import SQLiteFiles
import Synchronization

/// The notifier's store: endpoints, their cursors on the ledger, and their deliveries.
///
/// It is an SQLite file of its own, in WAL mode with `synchronous` NORMAL. Losing the last
/// transactions in a power failure makes deliveries repeat, as at-least-once allows, because a
/// cursor and the deliveries enqueued up to it are always written in one transaction. Changes of
/// endpoints are checkpointed and so survive.
///
/// The file holds secrets and is readable by its owner alone.
public final class DeliveryStore: Sendable {
    let file: SQLiteFile
    let sealing: EndpointSealing?
    /// In what the endpoints differ from those that were sealed, once that is found.
    let found = Mutex<String?>(nil)

    /// Opens or creates the store, whose endpoints are sealed at every change, where there is
    /// something to seal them by.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - sealing: What to seal the endpoints by.
    ///   - isAdopted: Whether endpoints are sealed as they are: because something else vouches for
    ///     them, or somebody does.
    /// - Throws: `NotifierError` where the file cannot be opened or is no database of this kind,
    ///   and where the endpoints are not those that were sealed.
    public init(
        path: String,
        sealing: EndpointSealing? = nil,
        isAdopted: Bool = false
    ) throws {
        self.sealing = sealing
        file = try SQLiteFile(
            path: path,
            durability: .normal,
            migrator: DeliverySchema.migrator,
            mapError: { NotifierError($0) }
        )
        guard let sealing else { return }
        do {
            try file.pool.write { database in
                if !isAdopted, let difference = sealing.difference(try Self.endpointSeal(database))
                {
                    sealing.report(difference)
                    throw SQLiteFileError.damaged(place: "notifier.sqlite endpoints: \(difference)")
                }
                try Self.seal(database, by: sealing)
            }
        } catch {
            try? file.close()
            throw NotifierError(SQLiteFileError(error, path: path))
        }
    }

    /// Opens the store to be read only.
    ///
    /// - Throws: `NotifierError` where it cannot be read or is no database of this kind.
    public init(reading source: ReadOnlyFile) throws {
        sealing = nil
        file = try SQLiteFile(
            reading: source,
            migrator: DeliverySchema.migrator,
            mapError: { NotifierError($0) }
        )
    }

    /// Closes the store; every later use fails.
    public func close() throws { try file.close() }

    /// Deletes completed deliveries that are older than the retention or beyond its numbers, in all
    /// and of one member.
    ///
    /// - Returns: the number of records deleted.
    @discardableResult
    func prune(
        completedBefore instant: Int64,
        keeping count: Int,
        ofEachMember share: Int
    ) async throws -> Int {
        try await file.write { database in
            try database.execute(
                sql: "DELETE FROM delivery WHERE state <> 0 AND completedAt < ?",
                arguments: [instant]
            )
            var dropped = database.changesCount
            let members = try String.fetchAll(
                database,
                sql: """
                    SELECT member FROM endpoint JOIN delivery ON delivery.endpoint = endpoint.id
                    WHERE state <> 0 GROUP BY member HAVING count(*) > ?
                    """,
                arguments: [share]
            )
            for member in members {
                try database.execute(
                    sql: """
                        DELETE FROM delivery WHERE id IN (
                            SELECT delivery.id FROM endpoint
                            JOIN delivery ON delivery.endpoint = endpoint.id
                            WHERE member = ? AND state <> 0
                            ORDER BY completedAt DESC LIMIT -1 OFFSET ?)
                        """,
                    arguments: [member, share]
                )
                dropped += database.changesCount
            }
            try database.execute(
                sql: """
                    DELETE FROM delivery WHERE id IN (
                        SELECT id FROM delivery WHERE state <> 0
                        ORDER BY completedAt DESC LIMIT -1 OFFSET ?)
                    """,
                arguments: [count]
            )
            return dropped + database.changesCount
        }
    }

    /// Makes everything committed so far survive a power failure.
    func makeDurable() async throws {
        try await file.writeWithoutTransaction { database in
            // Readers may keep the checkpoint from completing; the WAL is synced nevertheless.
            try SQLiteFile.foldIn(database, .passive)
        }
    }
}

import Crypto
import Foundation
import GRDB
import SQLiteFiles
import Synchronization

/// How the holder of a key vouches for which endpoints are registered.
public struct EndpointSealing: Sendable {
    /// Makes the note that is kept beside the endpoints of a SHA-256 of 32 bytes.
    let note: @Sendable (_ digest: [UInt8]) throws -> String
    /// In what the endpoints differ from those that were sealed, in words.
    let difference: @Sendable (EndpointSeal) -> String?
    /// Told of the first difference, once.
    let report: @Sendable (_ difference: String) -> Void

    /// Seals by a function from the digest of the endpoints to a signed note that names it.
    ///
    /// - Parameters:
    ///   - difference: In what endpoints differ from those of the note beside them, in words; `nil`
    ///     where they do not.
    ///   - report: Told of the first difference that is found, once.
    ///   - note: Makes the note.
    public init(
        difference: @escaping @Sendable (EndpointSeal) -> String?,
        report: @escaping @Sendable (_ difference: String) -> Void,
        note: @escaping @Sendable (_ digest: [UInt8]) throws -> String
    ) {
        self.note = note
        self.difference = difference
        self.report = report
    }
}

/// What was signed of the endpoints, and what they are.
public struct EndpointSeal: Hashable, Sendable {
    /// The note beside them; `nil` where there is none.
    public let note: String?
    /// SHA-256 of the endpoints as they are.
    public let digest: [UInt8]
    /// How many there are.
    public let count: Int
}

/// The seal on what members have registered, which no entry of the ledger gives.
///
/// It is made anew within every transaction that registers, changes or removes an endpoint, and
/// covers what the member has chosen. How far an endpoint is, and whether it is disabled, changes
/// with deliveries and is not covered. What differs from the seal is never sealed: the same
/// transaction compares first, and changes nothing where it finds a difference.
extension DeliveryStore {
    /// In what the endpoints were found to differ from those that were sealed, while the store was
    /// open; `nil` where they were not.
    public var sealDamage: String? { found.withLock { $0 } }

    /// Compares the endpoints with their seal, where there is something to judge it by.
    ///
    /// - Throws: ``NotifierError/storageDamaged(place:)`` where they differ, and others where they
    ///   cannot be read.
    public func requireSealed() async throws {
        let difference = try await file.read { [self] database in
            try self.difference(in: database)
        }
        if let difference { throw refused(difference) }
    }

    /// Changes what members have registered, in one transaction: nothing where it is not what was
    /// sealed before.
    func changeEndpoints<Value: Sendable>(
        _ change: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await file.write { [self] database in
            if let difference = try self.difference(in: database) { throw refused(difference) }
            return try change(database)
        }
    }

    private func difference(in database: Database) throws -> String? {
        guard let sealing else { return nil }
        return sealing.difference(try Self.endpointSeal(database))
    }

    private func refused(_ difference: String) -> NotifierError {
        let isFirst = found.withLock { found in
            defer { found = found ?? difference }
            return found == nil
        }
        if isFirst { sealing?.report(difference) }
        return .storageDamaged(place: "notifier.sqlite endpoints: \(difference)")
    }

    /// The seal as it is, and the endpoints that it should be of, from one snapshot.
    ///
    /// - Throws: ``NotifierError`` where they cannot be read.
    public func endpointSeal() async throws -> EndpointSeal {
        try await file.read { try Self.endpointSeal($0) }
    }

    static func endpointSeal(_ database: Database) throws -> EndpointSeal {
        let (digest, count) = try endpointDigest(database)
        let kept = try Row.fetchAll(database, sql: "SELECT id, note FROM endpointSeal")
        return EndpointSeal(note: note(in: kept), digest: digest, count: count)
    }

    /// The one row's note; one that nobody signed where there are several rows, or another's.
    private static func note(in rows: [Row]) -> String? {
        guard let row = rows.first else { return nil }
        return rows.count == 1 && row["id"] == 1 ? row["note"] : ""
    }

    /// Seals the endpoints, where a key is there to seal them by.
    static func seal(_ database: Database, by sealing: EndpointSealing?) throws {
        guard let sealing else { return }
        try database.execute(
            sql: "INSERT OR REPLACE INTO endpointSeal (id, note) VALUES (1, ?)",
            arguments: [try sealing.note(try endpointDigest(database).digest)]
        )
    }

    private static func endpointDigest(
        _ database: Database
    ) throws -> (digest: [UInt8], count: Int) {
        var hash = SHA256()
        var count = 0
        let rows = try String.fetchCursor(
            database,
            sql: """
                SELECT quote(id) || ',' || quote(member) || ',' || quote(url) || ',' ||
                    quote(secret) || ',' || quote(previousSecret) || ',' || quote(description) ||
                    ',' || quote(types) || ',' || quote(createdAt) FROM endpoint ORDER BY id
                """
        )
        while let row = try rows.next() {
            hash.update(data: Data(row.utf8))
            hash.update(data: Data([0x0A]))
            count += 1
        }
        return (Array(hash.finalize()), count)
    }
}

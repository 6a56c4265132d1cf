import Crypto
import Foundation
import GRDB
import SQLiteFiles

/// How the holder of a key vouches for which endpoints are registered.
public struct EndpointSealing: Sendable {
    /// Makes the note that is kept beside the endpoints of a SHA-256 of 32 bytes.
    let note: @Sendable (_ digest: [UInt8]) throws -> String

    /// Seals by a function from the digest of the endpoints to a signed note that names it.
    public init(_ note: @escaping @Sendable (_ digest: [UInt8]) throws -> String) {
        self.note = note
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
/// with deliveries and is not covered.
extension DeliveryStore {
    /// The seal as it is, and the endpoints that it should be of, from one snapshot.
    ///
    /// - Throws: ``NotifierError`` where they cannot be read.
    public func endpointSeal() async throws -> EndpointSeal {
        try await file.read { database in
            let (digest, count) = try Self.endpointDigest(database)
            let kept = try Row.fetchAll(database, sql: "SELECT id, note FROM endpointSeal")
            return EndpointSeal(note: Self.note(in: kept), digest: digest, count: count)
        }
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

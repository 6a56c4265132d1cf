import Foundation
import GRDB
import Ledger
public import SQLiteFiles
public import Telemetry

/// The segments of readings on one machine, by digest.
///
/// What an attacker who can write the file can do is lose or change readings; every segment's
/// digest is on the ledger, and the audit names the segment.
public final class SQLiteSegmentStore: SegmentStore {
    /// The file's name.
    public let name: String
    let file: SQLiteFile

    /// Opens the segments' file, made where it is missing.
    public init(path: String) throws {
        name = URL(fileURLWithPath: path).lastPathComponent
        file = try SQLiteFile(
            path: path,
            durability: .full,
            migrator: SQLiteSegmentStore.migrator,
            mapError: { LedgerFault($0) }
        )
    }

    /// Opens the segments' file to be read only.
    public init(reading file: ReadOnlyFile) throws {
        name = URL(fileURLWithPath: file.path).lastPathComponent
        self.file = try SQLiteFile(
            reading: file,
            migrator: SQLiteSegmentStore.migrator,
            mapError: { LedgerFault($0) }
        )
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("telemetry 1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE segment (digest BLOB PRIMARY KEY, bytes BLOB NOT NULL)
                    """
            )
        }
        return migrator
    }

    /// Closes the file.
    public func close() throws { try file.close() }

    /// Stores segments in one transaction; those already there are left as they are.
    public func put(_ segments: [StoredSegment]) async throws {
        guard segments.count <= SegmentStoreLimits.putSegments else {
            throw SegmentStoreFault.tooManySegments(segments.count)
        }
        for segment in segments {
            guard segment.digest.count == SegmentStoreLimits.digestBytes else {
                throw SegmentStoreFault.digestMalformed(length: segment.digest.count)
            }
            guard segment.bytes.count <= SegmentStoreLimits.segmentBytes else {
                throw SegmentStoreFault.segmentTooLarge(bytes: segment.bytes.count)
            }
        }
        try await file.write { db in
            for segment in segments {
                let digest = Data(segment.digest)
                let held = try Data.fetchOne(
                    db,
                    sql: "SELECT bytes FROM segment WHERE digest = ?",
                    arguments: [digest]
                )
                if let held {
                    guard Array(held) == segment.bytes else {
                        throw SegmentStoreFault.digestCollides(segment.digest)
                    }
                    continue
                }
                try db.execute(
                    sql: "INSERT INTO segment (digest, bytes) VALUES (?, ?)",
                    arguments: [digest, Data(segment.bytes)]
                )
            }
        }
    }

    /// The bytes of a segment; `nil` where it is not stored.
    public func segment(digest: [UInt8]) async throws -> [UInt8]? {
        try await file.read { db in
            try Data.fetchOne(
                db,
                sql: "SELECT bytes FROM segment WHERE digest = ?",
                arguments: [Data(digest)]
            ).map { Array($0) }
        }
    }

    /// The bytes of several segments from one snapshot; `nil` for each that is not stored.
    public func segments(digests: [[UInt8]]) async throws -> [[UInt8]?] {
        try await file.read { db in
            let row = try PreparedStatement("SELECT bytes FROM segment WHERE digest = ?", on: db)
            return try digests.map { digest in
                try row.bind(digest, at: 1)
                defer { row.reset() }
                return try row.next() ? row.bytes(0) ?? [] : nil
            }
        }
    }

    /// Stored digests in ascending order, after one.
    public func digests(after: [UInt8]?, limit: Int) async throws -> [[UInt8]] {
        // Even one without a byte is listed, which no program writes.
        let bound = after == nil ? ">=" : ">"
        return try await file.read { db in
            try Data.fetchAll(
                db,
                sql: "SELECT digest FROM segment WHERE digest \(bound) ? ORDER BY digest LIMIT ?",
                arguments: [Data(after ?? []), min(limit, SegmentStoreLimits.pageDigests)]
            ).map { Array($0) }
        }
    }
}

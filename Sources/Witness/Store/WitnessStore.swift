import Contracts
import Foundation
import GRDB
public import Marine
import SQLiteFiles
public import TransparencyLog

/// A witness's record: what it has cosigned, what it has refused, and the mirror of what it checks.
///
/// SQLite with a write-ahead log, flushed at every commit: a cosignature is given only after the
/// commit that records it. Whoever can write the file, or puts an older copy in its place, can
/// make the witness cosign a fork; nobody else can.
public final class WitnessStore: Sendable {
    /// The witness whose record it is.
    let witness: NoteVerifierKey
    /// The latest edition of the rules that it judges by.
    let latest: Edition
    private let file: SQLiteFile

    /// Opens the record of a witness, made where it is missing.
    ///
    /// `latest` is the latest edition of the rules that the witness judges by.
    ///
    /// - Throws: `WitnessSetupError` where it is another witness's, is damaged, or is no record.
    public init(
        path: String,
        witness: NoteVerifierKey,
        latest: Edition = .current
    ) throws(WitnessSetupError) {
        self.witness = witness
        self.latest = latest
        do {
            if FileManager.default.fileExists(atPath: path) { try SQLiteFile.requireWhole(path) }
            file = try SQLiteFile(
                path: path,
                durability: .full,
                migrator: WitnessSchema.migrator,
                mapError: { WitnessFault.storage("\($0)") }
            )
            let owner = try file.pool.write { db in
                try db.execute(
                    sql: "INSERT OR IGNORE INTO identity (one, vkey, latest) VALUES (1, ?, 0)",
                    arguments: [witness.description]
                )
                return try String.fetchOne(db, sql: "SELECT vkey FROM identity") ?? ""
            }
            guard owner == witness.description else {
                throw WitnessSetupError(
                    "\(path): the record of the witness \(owner), not of \(witness)"
                )
            }
        } catch let error as WitnessSetupError {
            throw error
        } catch { throw WitnessSetupError("\(path): \(error)") }
    }

    /// The verifier key of the witness whose record a file is; nil where there is no file.
    public static func owner(path: String) throws(WitnessSetupError) -> NoteVerifierKey? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let queue = try DatabaseQueue(path: path)
            defer { try? queue.close() }
            let text = try queue.read { db in
                try String.fetchOne(db, sql: "SELECT vkey FROM identity")
            }
            return try text.map { try NoteVerifierKey(parsing: $0) }
        } catch { throw WitnessSetupError("\(path): \(error)") }
    }

    /// Closes the file; every later use fails.
    public func close() throws { try file.close() }

    /// The number of a log's row, made where it is missing.
    static func row(of log: WitnessedLog, _ db: Database) throws -> Int64 {
        if let id = try find(log, db) { return id }
        try db.execute(sql: "INSERT INTO log (origin) VALUES (?)", arguments: [log.origin])
        return db.lastInsertedRowID
    }

    /// The number of a log's row; nil where nothing is recorded of it.
    static func find(_ log: WitnessedLog, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM log WHERE origin = ?"),
            arguments: [log.origin]
        )
    }

    /// Writes in one transaction that is durable when this returns.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await file.write(body)
    }

    /// Reads one state of the record.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await file.read(body)
    }
}

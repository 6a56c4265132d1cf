import Foundation
import GRDB
import TransparencyLog

extension WitnessStore {
    /// The most seconds that the clock may lag behind the latest cosignature.
    ///
    /// Within it, cosignatures repeat the latest time; beyond it, none is given.
    static let clockTolerance: UInt64 = 300

    /// The latest checkpoint cosigned for a log.
    func latestCosigned(of log: WitnessedLog) async throws -> CosignedCheckpoint? {
        try await read { db in try Self.latestCosigned(of: log, db) }
    }

    /// Judges a submitted checkpoint against the record.
    func judge(_ submitted: SubmittedCheckpoint) async throws {
        try await read { db in
            try submitted.judge(
                against: try Self.latestCosigned(of: submitted.log, db),
                refused: try Self.violation(of: submitted.log, db)
            )
        }
    }

    /// Judges a checkpoint, and records and signs it, in one transaction.
    ///
    /// `validated` is what must hold of the mirror for a log whose transitions are checked.
    func cosign(
        _ submitted: SubmittedCheckpoint,
        by signer: NoteSigner,
        validated requirement: MirrorRequirement?,
        now: UInt64
    ) async throws -> NoteSignature {
        do {
            return try await write { db in
                try Self.cosign(submitted, by: signer, validated: requirement, now: now, db)
            }
        } catch WitnessFault.mirrorDamaged(let place) {
            try await deleteMirror(of: submitted.log)
            throw WitnessFault.mirrorDamaged(place)
        } catch let violation as RuleViolation {
            let evidence = try await evidence(of: violation, in: submitted)
            try await recordFinalRefusal(
                submitted,
                violation,
                against: evidence?.against,
                leaf: evidence?.leaf,
                proof: evidence?.proof,
                at: now
            )
            throw WitnessRefusal.violation(violation)
        }
    }

    private static func cosign(
        _ submitted: SubmittedCheckpoint,
        by signer: NoteSigner,
        validated requirement: MirrorRequirement?,
        now: UInt64,
        _ db: Database
    ) throws -> NoteSignature {
        let log = submitted.log
        try submitted.judge(
            against: try latestCosigned(of: log, db),
            refused: try violation(of: log, db)
        )
        try requirement?.require(submitted, db)
        let time = try nextCosignatureTime(now, db)
        let signature = try signer.cosign(submitted.note.text, at: time)
        let note = try submitted.note.adding([signature])
        try db.execute(
            sql: """
                INSERT INTO cosigned (log, size, root, note, time) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (log) DO UPDATE SET size = excluded.size, root = excluded.root,
                    note = excluded.note, time = excluded.time
                """,
            arguments: [
                try row(of: log, db), String(submitted.checkpoint.size),
                Data(submitted.checkpoint.root.bytes), note.serialized, Int64(clamping: time),
            ]
        )
        return signature
    }

    /// The time of the next cosignature, never before that of an earlier one.
    private static func nextCosignatureTime(_ now: UInt64, _ db: Database) throws -> UInt64 {
        let latest = UInt64(
            clamping: try Int64.fetchOne(db, sql: "SELECT latest FROM identity") ?? 0
        )
        guard latest <= now || latest - now <= clockTolerance else {
            throw WitnessFault.clockBehind(seconds: latest - now)
        }
        let time = max(latest, now)
        try db.execute(
            sql: "UPDATE identity SET latest = ?",
            arguments: [Int64(clamping: time)]
        )
        return time
    }

    static func latestCosigned(of log: WitnessedLog, _ db: Database) throws -> CosignedCheckpoint? {
        try latestCosigned(origin: log.origin, db)
    }

    static func latestCosigned(origin: String, _ db: Database) throws -> CosignedCheckpoint? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT size, root, note, time FROM cosigned
                WHERE log = (SELECT id FROM log WHERE origin = ?)
                """,
            arguments: [origin]
        )
        guard let row else { return nil }
        guard let size = UInt64(row["size"] as String), let root = Hash(bytes: row["root"] as Data),
            let note = try? SignedNote(parsing: row["note"] as String),
            let checkpoint = try? Checkpoint(parsing: note.text), checkpoint.size == size,
            checkpoint.root == root,
            let vkey = try String.fetchOne(db, sql: "SELECT vkey FROM identity"),
            let own = try? NoteVerifierKey(parsing: vkey), (try? note.verify(with: [own])) != nil
        else {
            throw WitnessFault.storage("the checkpoint held for '\(origin)' is damaged")
        }
        return CosignedCheckpoint(
            checkpoint: checkpoint,
            note: note,
            time: UInt64(clamping: row["time"] as Int64)
        )
    }
}

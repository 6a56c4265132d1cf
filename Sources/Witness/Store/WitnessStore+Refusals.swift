import Foundation
import GRDB
import TransparencyLog

/// What a witness has refused and keeps as evidence.
public struct RecordedRefusal: Hashable, Sendable {
    /// When it was refused, in POSIX seconds.
    public let at: UInt64
    /// Whether the log is no longer cosigned because of it.
    public let isFinal: Bool
    /// The entry, the rule and what is wrong.
    public let violation: RuleViolation
    /// The checkpoint refused, signed by the log.
    public let note: String
    /// Another checkpoint that the log has signed, which contradicts it.
    public let against: String?
    /// The leaf that breaks the rule.
    public let leaf: [UInt8]?
    /// A `c2sp.org/tlog-proof@v1` that the leaf is in the tree of the checkpoint.
    public let proof: String?
}

extension WitnessStore {
    /// The most forks of one log that are kept as evidence; the first ones stay.
    static let keptForks = 20

    /// Why a log is no longer cosigned; nil while it is.
    func refusal(of log: WitnessedLog) async throws -> RuleViolation? {
        try await read { db in try Self.violation(of: log, db) }
    }

    static func refusals(origin: String, _ db: Database) throws -> [RecordedRefusal] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT refusal.* FROM refusal JOIN log ON log.id = refusal.log
                WHERE log.origin = ? ORDER BY refusal.id
                """,
            arguments: [origin]
        ).map(refusal)
    }

    /// Records that a log is no longer cosigned; an earlier reason stays.
    func recordFinalRefusal(
        _ submitted: SubmittedCheckpoint,
        _ violation: RuleViolation,
        against: SignedNote? = nil,
        leaf: [UInt8]? = nil,
        proof: TlogProof? = nil,
        at time: UInt64
    ) async throws {
        try await write { db in
            try Self.insert(
                RecordedRefusal(
                    at: time,
                    isFinal: true,
                    violation: violation,
                    note: submitted.note.serialized,
                    against: against?.serialized,
                    leaf: leaf,
                    proof: proof?.text
                ),
                of: submitted.log,
                db
            )
        }
    }

    /// The mirror's evidence of a violation; nil where there is no mirror.
    func evidence(
        of violation: RuleViolation,
        in submitted: SubmittedCheckpoint
    ) async throws -> (against: SignedNote?, leaf: [UInt8]?, proof: TlogProof?)? {
        let size = submitted.checkpoint.size
        return try await read { db in
            guard let row = try Self.find(submitted.log, db) else { return nil }
            guard let entry = violation.entry else {
                return (try Self.mirrorHead(of: submitted.log, db).note, nil, nil)
            }
            let leaf = try Data.fetchOne(
                db,
                sql: "SELECT leaf FROM entry WHERE log = ? AND idx = ?",
                arguments: [row, Int64(clamping: entry)]
            )
            let tiles = TileNodes(size: size, tiles: MirroredTiles(log: row, db: db))
            let hashes = try TreeHashes(tiles).inclusionProof(index: entry, size: size)
            let proof = try TlogProof(index: entry, hashes: hashes, note: submitted.note)
            return (nil, leaf.map { Array($0) }, proof)
        }
    }

    /// Stores, as evidence, a checkpoint that contradicts the one cosigned.
    func recordFork(
        _ submitted: SubmittedCheckpoint,
        against held: SignedNote,
        at time: UInt64
    ) async throws {
        try await write { db in
            let log = try Self.row(of: submitted.log, db)
            let kept = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM refusal WHERE log = ?",
                arguments: [log]
            )
            guard kept ?? 0 < Self.keptForks else { return }
            try Self.insert(
                RecordedRefusal(
                    at: time,
                    isFinal: false,
                    violation: RuleViolation(
                        entry: nil,
                        rule: .fork,
                        reason: "the log signed two trees of \(submitted.checkpoint.size) entries"
                    ),
                    note: submitted.note.serialized,
                    against: held.serialized,
                    leaf: nil,
                    proof: nil
                ),
                of: submitted.log,
                db
            )
        }
    }

    static func violation(of log: WitnessedLog, _ db: Database) throws -> RuleViolation? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT refusal.* FROM refusal JOIN log ON log.id = refusal.log
                WHERE log.origin = ? AND isFinal = 1
                """,
            arguments: [log.origin]
        ).map { try refusal($0).violation }
    }

    private static func insert(
        _ refusal: RecordedRefusal,
        of log: WitnessedLog,
        _ db: Database
    ) throws {
        // Unique indices keep the first: one final reason, and each checkpoint once.
        try db.execute(
            sql: """
                INSERT OR \(refusal.isFinal ? "REPLACE" : "IGNORE") INTO refusal
                    (log, at, isFinal, entry, rule, reason, note, against, leaf, proof)
                SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                WHERE NOT (? AND EXISTS (SELECT 1 FROM refusal WHERE log = ? AND isFinal = 1))
                """,
            arguments: [
                try row(of: log, db), Int64(clamping: refusal.at), refusal.isFinal,
                refusal.violation.entry.map { Int64(clamping: $0) },
                refusal.violation.rule.rawValue, refusal.violation.reason, refusal.note,
                refusal.against, refusal.leaf.map { Data($0) }, refusal.proof, refusal.isFinal,
                try row(of: log, db),
            ]
        )
    }

    private static func refusal(_ row: Row) throws -> RecordedRefusal {
        guard let rule = Rule(rawValue: row["rule"]) else {
            throw WitnessFault.storage("a refusal names a rule that is not known here")
        }
        return RecordedRefusal(
            at: UInt64(clamping: row["at"] as Int64),
            isFinal: row["isFinal"],
            violation: RuleViolation(
                entry: (row["entry"] as Int64?).map { UInt64(clamping: $0) },
                rule: rule,
                reason: row["reason"]
            ),
            note: row["note"],
            against: row["against"],
            leaf: (row["leaf"] as Data?).map { Array($0) },
            proof: row["proof"]
        )
    }
}

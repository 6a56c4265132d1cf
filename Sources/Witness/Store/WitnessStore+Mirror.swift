import CanonicalJSON
import Contracts
import Foundation
import GRDB
import Ledger
import TransparencyLog

/// How far the mirror of a log has come.
struct MirrorHead: Sendable {
    /// How many entries are stored, all of which keep the rules that leaves alone show.
    var size: UInt64 { rules.size }
    let rules: TransitionRules
    /// The log's checkpoint that the stored entries were proved to be in; nil before the first.
    let note: SignedNote?
    /// The rules that take the Consortium's payloads, as far as they are checked.
    let registrations: RegistrationRules
}

/// Entries that go on where a mirror ends, proved to be in the tree of a checkpoint.
struct MirrorChunk: Sendable {
    let leaves: [ExaminedLeaf]
    let tiles: [Tile]
    let note: SignedNote
}

extension WitnessStore {
    /// How far the mirror of a log has come; at its start where there is none yet.
    func mirrorHead(of log: WitnessedLog) async throws -> MirrorHead {
        try await read { db in try Self.mirrorHead(of: log, db) }
    }

    /// Checks the next entries against the rules and stores them, all or none.
    ///
    /// - Throws: `Violation` for the first entry that breaks a rule.
    func extend(_ log: WitnessedLog, by chunk: MirrorChunk) async throws {
        try await write { db in
            let row = try Self.row(of: log, db)
            var rules = try Self.mirrorHead(of: log, db).rules
            guard chunk.leaves.first?.index == rules.size else { return }
            let memory = StoredRuleMemory(log: row, db: db)
            let entry = try db.cachedStatement(
                sql: "INSERT INTO entry (log, idx, leaf) VALUES (?, ?, ?)"
            )
            for leaf in chunk.leaves {
                try rules.admit(leaf, memory)
                try entry.execute(arguments: [row, Int64(leaf.index), Data(leaf.bytes)])
            }
            let tile = try db.cachedStatement(
                sql: """
                    INSERT INTO tile (log, level, idx, hashes) VALUES (?, ?, ?, ?)
                    ON CONFLICT (log, level, idx) DO UPDATE SET hashes = excluded.hashes
                    """
            )
            for one in chunk.tiles {
                try tile.execute(arguments: [
                    row, one.coordinate.level, Int64(one.coordinate.index), Data(one.bytes),
                ])
            }
            try db.execute(
                sql: """
                    INSERT INTO mirror (log, size, rules, note, registered) VALUES (?, ?, ?, ?, 0)
                    ON CONFLICT (log) DO UPDATE SET size = excluded.size, rules = excluded.rules,
                        note = excluded.note
                    """,
                arguments: [
                    row, Int64(rules.size),
                    String(decoding: try CanonicalJSON.encode(rules), as: UTF8.self),
                    chunk.note.serialized,
                ]
            )
        }
    }

    /// Records how far the registrations are checked.
    func register(_ log: WitnessedLog, _ rules: RegistrationRules) async throws {
        let state = try rules.state.map { Data(try CanonicalJSON.encode($0)) }
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE mirror SET registered = ?, consortium = ?
                    WHERE log = ? AND registered < ?
                    """,
                arguments: [
                    Int64(rules.size), state, try Self.row(of: log, db), Int64(rules.size),
                ]
            )
        }
    }

    /// Stored leaves from an index on, at most `limit`, up to the end of the mirror.
    func leaves(
        of log: WitnessedLog,
        from index: UInt64,
        limit: Int
    ) async throws -> [[UInt8]] {
        try await read { db in
            guard let row = try Self.find(log, db) else { return [] }
            return try Data.fetchAll(
                db,
                sql: "SELECT leaf FROM entry WHERE log = ? AND idx >= ? ORDER BY idx LIMIT ?",
                arguments: [row, Int64(clamping: index), limit]
            ).map { Array($0) }
        }
    }

    /// The right edge of the mirrored tree.
    func edge(of log: WitnessedLog) async throws -> TileEdge {
        try await read { db in
            let size = try Self.mirrorHead(of: log, db).size
            guard size > 0, let row = try Self.find(log, db) else { return TileEdge() }
            return try TileEdge(size: size, tiles: StoredTiles(log: row, db: db))
        }
    }

    static func mirrorHead(of log: WitnessedLog, _ db: Database) throws -> MirrorHead {
        try mirrorHead(origin: log.origin, db)
    }

    static func mirrorHead(origin: String, _ db: Database) throws -> MirrorHead {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT rules, note, registered, consortium FROM mirror
                WHERE log = (SELECT id FROM log WHERE origin = ?)
                """,
            arguments: [origin]
        )
        guard let row else {
            return MirrorHead(
                rules: TransitionRules(),
                note: nil,
                registrations: RegistrationRules(origin: origin)
            )
        }
        do {
            let rules = try CanonicalJSON.decode(
                TransitionRules.self,
                from: Array((row["rules"] as String).utf8)
            )
            let state = try (row["consortium"] as Data?).map {
                try CanonicalJSON.decode(Consortium.State.self, from: Array($0))
            }
            return MirrorHead(
                rules: rules,
                note: try (row["note"] as String?).map { try SignedNote(parsing: $0) },
                registrations: RegistrationRules(
                    origin: origin,
                    size: UInt64(clamping: row["registered"] as Int64),
                    state: state
                )
            )
        } catch {
            throw WitnessFault.storage("the mirror of '\(origin)' is damaged: \(error)")
        }
    }
}

/// The tiles of one log's mirror.
struct StoredTiles: TileSource {
    let log: Int64
    let db: Database

    func tile(level: Int, index: UInt64, width: Int) throws -> [UInt8] {
        let hashes = try Data.fetchOne(
            db.cachedStatement(
                sql: "SELECT hashes FROM tile WHERE log = ? AND level = ? AND idx = ?"
            ),
            arguments: [log, level, Int64(clamping: index)]
        )
        guard let hashes, hashes.count >= width * Hash.byteCount else {
            throw WitnessFault.storage("the mirror lacks tile \(level)/\(index)")
        }
        return Array(hashes.prefix(width * Hash.byteCount))
    }
}

/// The memory of the rules within one transaction.
private struct StoredRuleMemory: RuleMemory {
    let log: Int64
    let db: Database

    func place(of key: InstanceKey) throws -> InstancePlace? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT revision, lastIndex, stage FROM instance
                    WHERE log = ? AND contract = ? AND instance = ?
                    """
            ),
            arguments: [log, key.contract.rawValue, key.instance.text]
        ).map {
            InstancePlace(revision: $0[0], lastIndex: UInt64($0[1] as Int64), stage: $0[2])
        }
    }

    func note(_ place: InstancePlace, of key: InstanceKey) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO instance (log, contract, instance, revision, lastIndex, stage)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (log, contract, instance) DO UPDATE SET
                    revision = excluded.revision, lastIndex = excluded.lastIndex,
                    stage = excluded.stage
                """
        ).execute(arguments: [
            log, key.contract.rawValue, key.instance.text, place.revision,
            Int64(place.lastIndex), place.stage,
        ])
    }

    func note(command digest: Hash) throws -> Bool {
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO command (log, digest) VALUES (?, ?)"
        ).execute(arguments: [log, Data(digest.bytes)])
        return db.changesCount == 1
    }
}

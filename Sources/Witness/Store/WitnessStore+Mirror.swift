import CanonicalJSON
import Contracts
import Foundation
import GRDB
import Ledger
import TransparencyLog

/// The end of a log's mirror.
struct MirrorHead: Sendable {
    /// The number of stored entries, all of which obey ``TransitionRules``.
    var size: UInt64 { rules.size }
    /// The root of the tree of the stored entries.
    let root: Hash
    let rules: TransitionRules
    /// The log's checkpoint that the stored entries were proved to be in; nil before the first.
    let note: SignedNote?
    /// How many of them obey ``RegistrationRules`` too.
    let registered: UInt64
}

/// Entries that continue a mirror, proved to be in the tree of a checkpoint.
struct MirrorChunk: Sendable {
    let leaves: [ExaminedLeaf]
    let tiles: [Tile]
    /// The root of the tree that ends with them.
    let root: Hash
    let note: SignedNote
}

extension WitnessStore {
    /// The end of a log's mirror; that of an empty one where there is none yet.
    func mirrorHead(of log: WitnessedLog) async throws -> MirrorHead {
        try await read { db in try Self.mirrorHead(of: log, db) }
    }

    /// Checks the next entries against the rules and stores them, all or none.
    ///
    /// - Throws: `RuleViolation` for the first entry that breaks a rule, and
    ///   `WitnessFault.instantAhead` for one whose instant is too far beyond `now`, in seconds.
    func extend(_ log: WitnessedLog, by chunk: MirrorChunk, now: UInt64) async throws {
        try await write { db in
            let row = try Self.row(of: log, db)
            var rules = try Self.mirrorHead(of: log, db).rules
            guard chunk.leaves.first?.index == rules.size else { return }
            let state = StoredRuleState(log: row, db: db)
            let entry = try db.cachedStatement(
                sql: "INSERT INTO entry (log, idx, leaf) VALUES (?, ?, ?)"
            )
            for leaf in chunk.leaves {
                try rules.admit(leaf, state, self.latest)
                try rules.requireReached(now: now)
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
                    INSERT INTO mirror (log, size, root, rules, note, registered)
                    VALUES (?, ?, ?, ?, ?, 0)
                    ON CONFLICT (log) DO UPDATE SET size = excluded.size, root = excluded.root,
                        rules = excluded.rules, note = excluded.note
                    """,
                arguments: [
                    row, Int64(rules.size), Data(chunk.root.bytes),
                    String(decoding: try rules.canonicalBytes(), as: UTF8.self),
                    chunk.note.serialized,
                ]
            )
        }
    }

    /// Deletes the mirror of a log; what was cosigned and refused stays.
    func deleteMirror(of log: WitnessedLog) async throws {
        try await write { db in
            guard let row = try Self.find(log, db) else { return }
            for table in ["mirror", "entry", "tile", "instance", "command"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE log = ?", arguments: [row])
            }
        }
    }

    /// The registration rules after the last entry that was checked with payloads.
    func registrations(of log: WitnessedLog) async throws -> RegistrationRules {
        try await read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT registered, consortium FROM mirror
                    WHERE log = (SELECT id FROM log WHERE origin = ?)
                    """,
                arguments: [log.origin]
            )
            guard let row else { return RegistrationRules(origin: log.origin, latest: self.latest) }
            do {
                return RegistrationRules(
                    origin: log.origin,
                    size: UInt64(clamping: row["registered"] as Int64),
                    state: try (row["consortium"] as Data?).map {
                        try JSONReader.canonical(Consortium.State.self, from: Array($0))
                    },
                    latest: self.latest
                )
            } catch {
                throw WitnessFault.mirrorDamaged("the consortium of '\(log.origin)': \(error)")
            }
        }
    }

    /// Records how far the registrations are checked; the consortium only where it has changed.
    func register(
        _ log: WitnessedLog,
        _ rules: RegistrationRules,
        changing isChanged: Bool
    ) async throws {
        let changed = isChanged ? rules.state : nil
        let state = try changed.map { Data(try $0.canonicalBytes()) }
        let keys = changed.map { LogKeyHistory(of: $0) }
        try await write { db in
            let row = try Self.row(of: log, db)
            try db.execute(
                sql: """
                    UPDATE mirror SET registered = ?, consortium = ifnull(?, consortium)
                    WHERE log = ? AND registered < ?
                    """,
                arguments: [Int64(rules.size), state, row, Int64(rules.size)]
            )
            try keys?.keep(for: row, db)
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
            let head = try Self.mirrorHead(of: log, db)
            guard head.size > 0, let row = try Self.find(log, db) else { return TileEdge() }
            let edge = try TileEdge(size: head.size, tiles: MirroredTiles(log: row, db: db))
            guard edge.root == head.root else {
                throw WitnessFault.mirrorDamaged("the tiles of '\(log.origin)'")
            }
            return edge
        }
    }

    static func mirrorHead(of log: WitnessedLog, _ db: Database) throws -> MirrorHead {
        try mirrorHead(origin: log.origin, db)
    }

    static func mirrorHead(origin: String, _ db: Database) throws -> MirrorHead {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT root, rules, note, registered FROM mirror
                WHERE log = (SELECT id FROM log WHERE origin = ?)
                """,
            arguments: [origin]
        )
        guard let row else {
            return MirrorHead(
                root: RFC6962.emptyRoot,
                rules: TransitionRules(),
                note: nil,
                registered: 0
            )
        }
        do {
            let rules = try JSONReader.canonical(
                TransitionRules.self,
                from: Array((row["rules"] as String).utf8)
            )
            return MirrorHead(
                root: Hash(bytes: row["root"] as Data) ?? RFC6962.emptyRoot,
                rules: rules,
                note: try SignedNote(parsing: row["note"] as String),
                registered: UInt64(clamping: row["registered"] as Int64)
            )
        } catch {
            throw WitnessFault.mirrorDamaged("its head, of '\(origin)': \(error)")
        }
    }
}

/// The tiles of one log's mirror.
struct MirroredTiles: TileSource {
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
            throw WitnessFault.mirrorDamaged("it lacks tile \(level)/\(index)")
        }
        return Array(hashes.prefix(width * Hash.byteCount))
    }
}

/// The rule state in the database, within one transaction.
private struct StoredRuleState: RuleState {
    let log: Int64
    let db: Database

    func head(of key: InstanceKey) throws -> InstanceHead? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT revision, lastIndex, stage, parent FROM instance
                    WHERE log = ? AND contract = ? AND instance = ?
                    """
            ),
            arguments: [log, key.contract.rawValue, key.instance.text]
        ).map {
            InstanceHead(
                revision: $0[0],
                lastIndex: UInt64(clamping: $0[1] as Int64),
                stage: $0[2],
                parent: try ($0[3] as String?).map { try Identifier(parsing: $0) }
            )
        }
    }

    func note(_ head: InstanceHead, of key: InstanceKey) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO instance (log, contract, instance, revision, lastIndex, stage, parent)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (log, contract, instance) DO UPDATE SET
                    revision = excluded.revision, lastIndex = excluded.lastIndex,
                    stage = excluded.stage, parent = excluded.parent
                """
        ).execute(arguments: [
            log, key.contract.rawValue, key.instance.text, head.revision,
            Int64(head.lastIndex), head.stage, head.parent?.text,
        ])
    }

    func note(command digest: Hash) throws -> Bool {
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO command (log, digest) VALUES (?, ?)"
        ).execute(arguments: [log, Data(digest.bytes)])
        return db.changesCount == 1
    }
}

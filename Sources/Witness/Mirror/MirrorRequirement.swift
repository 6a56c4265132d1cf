import Foundation
import GRDB
import Ledger
import TransparencyLog

/// What the mirror of a log must hold before a checkpoint of it is cosigned.
struct MirrorRequirement: Sendable {
    /// Whether the rules that need the Consortium's payloads are checked too.
    let includesRegistrations: Bool

    /// Checks a checkpoint against the mirror, within the transaction that cosigns it.
    ///
    /// - Throws: `WitnessFault.catchingUp` where entries are yet to be checked, and `RuleViolation`
    ///   where the checkpoint is of another tree or ends within a command.
    func require(_ submitted: SubmittedCheckpoint, _ db: Database) throws {
        let size = submitted.checkpoint.size
        guard size > 0 else { return }
        let head = try WitnessStore.mirrorHead(of: submitted.log, db)
        let checked =
            includesRegistrations ? min(head.size, head.registered) : head.size
        guard checked >= size, let row = try WitnessStore.find(submitted.log, db) else {
            throw WitnessFault.catchingUp(checked: checked, size: size)
        }
        let tree = TreeHashes(
            TileNodes(size: head.size, tiles: MirroredTiles(log: row, db: db))
        )
        let root = try tree.root(at: size)
        guard root == submitted.checkpoint.root else {
            // This is evidence against the log only if the mirror's own tree is undamaged.
            let proof = try tree.consistencyProof(from: size, to: head.size)
            let isWhole: Void? = try? RFC6962.verifyConsistency(
                from: size,
                to: head.size,
                oldRoot: root,
                newRoot: head.root,
                proof: proof
            )
            guard isWhole != nil else { throw WitnessFault.mirrorDamaged("its tiles") }
            throw RuleViolation.fork(at: size)
        }
        let isWhole: Bool
        if size == head.size {
            isWhole = head.rules.isBetweenCommands
        } else {
            let next = try Data.fetchOne(
                db,
                sql: "SELECT leaf FROM entry WHERE log = ? AND idx = ?",
                arguments: [row, Int64(size)]
            )
            isWhole = try next.map { try Transition(leaf: Array($0)).part.index == 0 } ?? false
        }
        guard isWhole else { throw TransitionRules.cut(after: size - 1) }
    }
}

extension RuleViolation {
    /// The violation of a log that signed a tree inconsistent with one that it signed before.
    static func fork(at size: UInt64) -> RuleViolation {
        RuleViolation(
            entry: nil,
            rule: .fork,
            reason: "the checkpoint of \(size) entries is of another tree than one that the log "
                + "signed before, whose entries this witness holds"
        )
    }
}

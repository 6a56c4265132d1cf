import Contracts
import Ledger
import TransparencyLog

extension LogMirror {
    /// Checks the whole mirror again, in memory, before a violation is recorded against the log.
    ///
    /// The rule state is kept on the witness's own disk, where a bit may have flipped: a final
    /// refusal must not rest on that.
    ///
    /// - Throws: `WitnessFault.mirrorDamaged` where the second check does not find the same
    ///   violation.
    func confirm(
        _ violation: RuleViolation,
        of leaves: [ExaminedLeaf],
        after head: MirrorHead
    ) async throws {
        let damage = WitnessFault.mirrorDamaged("'\(log.origin)', near entry \(head.size)")
        var rules = TransitionRules()
        var tree = MerkleFrontier()
        let state = InMemoryRuleState()
        do {
            while rules.size < head.size {
                let stored = try await store.leaves(of: log, from: rules.size, limit: 2048)
                guard !stored.isEmpty else { throw damage }
                for bytes in stored {
                    let leaf = ExaminedLeaf(bytes, at: rules.size, origin: log.origin)
                    tree.append(leaf.hash)
                    try rules.admit(leaf, state, store.latest)
                }
            }
            guard tree.root == head.root else { throw damage }
            for leaf in leaves { try rules.admit(leaf, state, store.latest) }
        } catch let again as RuleViolation {
            if again == violation { return }
        }
        throw damage
    }
}

/// The rule state of one pass over a ledger, in memory.
final class InMemoryRuleState: RuleState {
    private var heads: [InstanceKey: InstanceHead] = [:]
    private var commands: Set<Hash> = []

    func head(of key: InstanceKey) -> InstanceHead? { heads[key] }

    func note(_ head: InstanceHead, of key: InstanceKey) { heads[key] = head }

    func note(command digest: Hash) -> Bool { commands.insert(digest).inserted }
}

import Contracts
import Ledger
import TransparencyLog

extension LogMirror {
    /// Checks everything again from the founding on before a violation is held against the log.
    ///
    /// What the rules remember between entries lies on the witness's own disk, where a bit may
    /// have turned over: a refusal for good must not rest on that.
    ///
    /// - Throws: `WitnessFault.mirrorDamaged` where the violation is not there the second time.
    func confirm(
        _ violation: Violation,
        of leaves: [ExaminedLeaf],
        after head: MirrorHead
    ) async throws {
        let damage = WitnessFault.mirrorDamaged("'\(log.origin)', near entry \(head.size)")
        var rules = TransitionRules()
        var tree = MerkleFrontier()
        let memory = FreshRuleMemory()
        do {
            while rules.size < head.size {
                let stored = try await store.leaves(of: log, from: rules.size, limit: 2048)
                guard !stored.isEmpty else { throw damage }
                for bytes in stored {
                    let leaf = ExaminedLeaf(bytes, at: rules.size, origin: log.origin)
                    tree.append(leaf.hash)
                    try rules.admit(leaf, memory)
                }
            }
            guard tree.root == head.root else { throw damage }
            for leaf in leaves { try rules.admit(leaf, memory) }
        } catch let again as Violation {
            if again == violation { return }
        }
        throw damage
    }
}

/// What the rules remember, in memory, for one pass over a ledger.
final class FreshRuleMemory: RuleMemory {
    private var places: [InstanceKey: InstancePlace] = [:]
    private var commands: Set<Hash> = []

    func place(of key: InstanceKey) -> InstancePlace? { places[key] }

    func note(_ place: InstancePlace, of key: InstanceKey) { places[key] = place }

    func note(command digest: Hash) -> Bool { commands.insert(digest).inserted }
}

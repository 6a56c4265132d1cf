import Contracts
import Ledger
import Marine

/// The fold of the entries so far, for one audit alone.
///
/// A class, so that contracts may read it while they decide without a second owner that would
/// have the whole fold copied at the next write.
final class AuditedInstances {
    /// How many entries are folded in.
    private(set) var size: UInt64 = 0
    /// The instant of the latest.
    private(set) var lastAt = Instant(millisecondsSinceEpoch: 0)
    private var held: [InstanceKey: HeldInstance] = [:]

    func instance(_ key: InstanceKey) -> HeldInstance? { held[key] }

    /// The consortium as it is now; `nil` before its founding.
    private(set) var consortium: Consortium.State?

    /// In which roles a member acts: the founder as the operator; `nil` where it is no member.
    func roles(of member: MemberID) -> [Role]? {
        guard let consortium else { return size == 0 ? [.operator] : nil }
        return consortium.members[member]?.roles
    }

    /// Takes up an entry that follows from those before it.
    func take(_ folded: FoldedEntry) {
        held[folded.transition.key] = HeldInstance(
            state: folded.state,
            revision: folded.transition.revision,
            first: folded.first,
            lastIndex: folded.index
        )
        size = folded.index + 1
        lastAt = folded.transition.at
        noteConsortium(folded.state)
    }

    /// Takes entries back, the latest first, to where the fold was before them.
    func revert(_ folded: [FoldedEntry], size: UInt64, lastAt: Instant) {
        for one in folded.reversed() {
            let key = one.transition.key
            held[key] = one.before.flatMap { state in
                one.transition.previous.map { previous in
                    HeldInstance(
                        state: state,
                        revision: one.transition.revision - 1,
                        first: one.first,
                        lastIndex: previous
                    )
                }
            }
            if key.contract == .consortium { noteConsortium(one.before) }
        }
        self.size = size
        self.lastAt = lastAt
    }

    private func noteConsortium(_ state: ContractState?) {
        switch state {
        case .consortium(let state): consortium = state
        case nil: consortium = nil
        default: return
        }
    }
}

import Contracts
import Ledger
import Marine

/// The state of every instance after the entries so far, for one audit.
///
/// A class, so that contracts can read it while they decide without a second reference to its
/// storage, which the next write would then have to copy.
final class AuditedInstances {
    /// How many entries are folded in.
    private(set) var size: UInt64 = 0
    /// The instant of the latest.
    private(set) var lastAt = Instant(millisecondsSinceEpoch: 0)
    private var held: [InstanceKey: HeldInstance] = [:]

    func instance(_ key: InstanceKey) -> HeldInstance? { held[key] }

    /// The consortium as it is now; `nil` before its genesis.
    private(set) var consortium: Consortium.State?

    /// The roles of a member, before the first entry those of the operator; `nil` where it is no
    /// member.
    func roles(of member: MemberID) -> [Role]? {
        guard let consortium else { return size == 0 ? [.operator] : nil }
        return consortium.members[member]?.roles
    }

    /// Applies the next entry.
    func take(_ folded: FoldedEntry) {
        held[folded.transition.key] = HeldInstance(
            state: folded.state,
            revision: folded.transition.revision,
            first: folded.first,
            lastIndex: folded.index
        )
        size = folded.index + 1
        lastAt = folded.transition.at
        if let state = Consortium.unwrap(folded.state) { consortium = state }
    }

    /// Undoes entries, the latest first, back to a size and its latest instant.
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
            if key.contract == .consortium {
                consortium = one.before.flatMap(Consortium.unwrap)
            }
        }
        self.size = size
        self.lastAt = lastAt
    }
}

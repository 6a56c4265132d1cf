import Contracts
import Synchronization

/// Whose API keys have been seen, so that a request need not ask the view.
///
/// It only says where to look: whether a key holds is asked of the ledger's fold each time.
final class KeyHolders: Sendable {
    /// The most keys that are remembered; where there are more, all are asked for again.
    private static let limit = 10_000

    private let members = Mutex<[String: MemberID]>([:])

    func member(ofDigest digest: String) -> MemberID? { members.withLock { $0[digest] } }

    func note(_ digest: String, _ member: MemberID) {
        members.withLock { members in
            if members.count >= KeyHolders.limit { members.removeAll() }
            members[digest] = member
        }
    }
}

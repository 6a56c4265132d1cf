import CanonicalJSON
import Contracts
import Marine
import Services

extension CoverTerms {
    /// Whoever asks leads where no leader is named, alone where no shares are.
    static let supplied = [
        SuppliedMember(name: "leader") { _, caller in caller.member },
        SuppliedMember(name: "shares") { body, caller in
            let named = body.document.string("leader").flatMap { try? MemberID(parsing: $0) }
            return [Share(member: named ?? caller.member, rate: .one)]
        },
    ]
}

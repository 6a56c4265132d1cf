import CanonicalJSON
import Contracts
import Marine

extension CoverTerms {
    /// Reads a slip; whoever asks leads where no leader is named, alone where no shares are.
    ///
    /// - Throws: one problem with every field that is wrong.
    static func read(_ body: Body, by caller: MemberID) throws(Problem) -> CoverTerms {
        let named = body.document.string("leader").flatMap { try? MemberID(parsing: $0) }
        let alone = Share(member: named ?? caller, rate: .one)
        return try body.supplying("leader", caller).supplying("shares", [alone]).read()
    }
}

import CanonicalJSON
import Ledger
import TransparencyLog

/// A leaf with the results of the checks that need no other leaf, which are the costly ones.
struct ExaminedLeaf: Sendable {
    let index: UInt64
    let bytes: [UInt8]
    let hash: Hash
    let transition: Result<Transition, LeafError>
    /// Whether the member's signature, if there is one, is valid.
    let isSigned: Bool

    init(_ bytes: [UInt8], at index: UInt64, origin: String) {
        self.index = index
        self.bytes = bytes
        hash = RFC6962.leafHash(bytes)
        do throws(LeafError) {
            let read = try Transition(leaf: bytes)
            transition = .success(read)
            isSigned = read.attestation.holds(origin: origin, digest: read.command)
        } catch {
            transition = .failure(error)
            isSigned = false
        }
    }

    /// The edition that the leaf states, even where the rest of it cannot be decoded.
    var claimedEdition: Int64? {
        if case .success(let read) = transition { return Int64(read.edition) }
        return (try? JSONValue(parsing: bytes))?["edition"]?.integerValue
    }
}

import CanonicalJSON
import Ledger
import TransparencyLog

/// A leaf with what can be found out about it without any other: the costly part of checking it.
struct ExaminedLeaf: Sendable {
    let index: UInt64
    let bytes: [UInt8]
    let hash: Hash
    let transition: Result<Transition, LeafError>
    /// Whether the member's signature, where there is one, is right.
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

    /// The edition that the leaf claims to be of, however else it reads.
    var claimedEdition: Int64? {
        if case .success(let read) = transition { return Int64(read.edition) }
        return (try? JSONValue(parsing: bytes))?["edition"]?.integerValue
    }
}

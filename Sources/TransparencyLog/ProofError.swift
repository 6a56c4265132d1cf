/// Why a proof does not prove what it should, or cannot be asked for.
public enum ProofError: Error, Hashable, Sendable {
    /// The leaf's index is not below the tree's size.
    case indexOutsideTree(index: UInt64, size: UInt64)
    /// The older tree is larger than the newer one.
    case sizesDescend(from: UInt64, to: UInt64)
    /// The proof holds fewer or more hashes than the tree's shape asks for.
    case wrongLength
    /// The hashes do not lead to the root of the tree.
    case rootMismatch
    /// The hashes do not lead to the root of the older tree.
    case oldRootMismatch
}

/// Where the hashes of complete subtrees come from.
public protocol NodeSource {
    /// The root of the complete subtree over the leaves from index * 2^level up to
    /// (index + 1) * 2^level.
    func node(level: Int, index: UInt64) throws -> Hash
}

/// Roots and proofs of a tree whose complete subtrees are known (RFC 6962 sections 2.1.1, 2.1.2).
///
/// It asks the source only for subtrees that lie wholly below the size in question, and passes on
/// whatever the source throws.
public struct TreeHashes<Source: NodeSource> {
    /// Where the hashes come from.
    public let source: Source

    /// Computes from a source.
    public init(_ source: Source) {
        self.source = source
    }

    /// The root of the tree of the first `size` leaves.
    public func root(at size: UInt64) throws -> Hash {
        size == 0 ? RFC6962.emptyRoot : try root(of: 0..<size)
    }

    /// The frontier of the tree of the first `size` leaves.
    public func frontier(at size: UInt64) throws -> MerkleFrontier {
        var peaks: [Hash] = []
        var start: UInt64 = 0
        for level in (0..<64).reversed() where size & (1 << level) != 0 {
            peaks.append(try source.node(level: level, index: start >> level))
            start += 1 << level
        }
        return try MerkleFrontier(size: size, peaks: peaks)
    }

    /// The siblings on the way from a leaf to the root, the leaf's own first.
    public func inclusionProof(index: UInt64, size: UInt64) throws -> [Hash] {
        guard index < size else { throw ProofError.indexOutsideTree(index: index, size: size) }
        var proof: [Hash] = []
        var leaves = 0..<size
        while leaves.upperBound - leaves.lowerBound > 1 {
            let middle = Self.split(leaves)
            if index < middle {
                proof.append(try root(of: middle..<leaves.upperBound))
                leaves = leaves.lowerBound..<middle
            } else {
                proof.append(try root(of: leaves.lowerBound..<middle))
                leaves = middle..<leaves.upperBound
            }
        }
        return proof.reversed()
    }

    /// The hashes that show the tree of `newSize` leaves to begin with that of `oldSize`.
    public func consistencyProof(from oldSize: UInt64, to newSize: UInt64) throws -> [Hash] {
        guard oldSize <= newSize else {
            throw ProofError.sizesDescend(from: oldSize, to: newSize)
        }
        if oldSize == 0 || oldSize == newSize { return [] }
        var proof: [Hash] = []
        var leaves = 0..<newSize
        // The verifier knows the old root; only a part of the old tree must be spelled out.
        var isWholeOldTree = true
        while oldSize != leaves.upperBound {
            let middle = Self.split(leaves)
            if oldSize <= middle {
                proof.append(try root(of: middle..<leaves.upperBound))
                leaves = leaves.lowerBound..<middle
            } else {
                proof.append(try root(of: leaves.lowerBound..<middle))
                leaves = middle..<leaves.upperBound
                isWholeOldTree = false
            }
        }
        if !isWholeOldTree { proof.append(try root(of: leaves)) }
        return proof.reversed()
    }

    private func root(of leaves: Range<UInt64>) throws -> Hash {
        let count = leaves.upperBound - leaves.lowerBound
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            return try source.node(level: level, index: leaves.lowerBound >> level)
        }
        let middle = Self.split(leaves)
        return RFC6962.nodeHash(
            try root(of: leaves.lowerBound..<middle),
            try root(of: middle..<leaves.upperBound)
        )
    }

    /// The boundary after the largest power of two below the number of leaves.
    private static func split(_ leaves: Range<UInt64>) -> UInt64 {
        let last = leaves.upperBound - leaves.lowerBound - 1
        return leaves.lowerBound + (1 << UInt64(63 - last.leadingZeroBitCount))
    }
}

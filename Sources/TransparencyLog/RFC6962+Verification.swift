/// The verification of RFC 9162, which holds for RFC 6962 trees too.
extension RFC6962 {
    /// Checks that a leaf stands at an index of the tree with this size and root.
    ///
    /// RFC 9162 section 2.1.3.2. Returns only if it does.
    public static func verifyInclusion(
        of leafHash: Hash,
        at index: UInt64,
        in size: UInt64,
        proof: [Hash],
        root: Hash
    ) throws(ProofError) {
        guard index < size else { throw .indexOutsideTree(index: index, size: size) }
        var position = index
        var last = size - 1
        var hash = leafHash
        for sibling in proof {
            if last == 0 { throw .wrongLength }
            if position & 1 == 1 || position == last {
                hash = nodeHash(sibling, hash)
                while position & 1 == 0 && position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                hash = nodeHash(hash, sibling)
            }
            position >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .wrongLength }
        guard hash == root else { throw .rootMismatch }
    }

    /// Checks that the newer tree begins with all of the older one.
    ///
    /// RFC 9162 section 2.1.4.2. Returns only if it does. From an empty tree, and between equal
    /// sizes, the proof is empty and the roots decide.
    public static func verifyConsistency(
        from oldSize: UInt64,
        to newSize: UInt64,
        oldRoot: Hash,
        newRoot: Hash,
        proof: [Hash]
    ) throws(ProofError) {
        guard oldSize <= newSize else { throw .sizesDescend(from: oldSize, to: newSize) }
        if oldSize == 0 || oldSize == newSize {
            guard proof.isEmpty else { throw .wrongLength }
            guard oldRoot == (oldSize == 0 ? emptyRoot : newRoot) else { throw .oldRootMismatch }
            if newSize == 0 && newRoot != emptyRoot { throw .rootMismatch }
            return
        }
        let isPowerOfTwo = oldSize & (oldSize - 1) == 0
        var hashes = proof[...]
        guard let first = isPowerOfTwo ? oldRoot : hashes.popFirst(), !proof.isEmpty else {
            throw .wrongLength
        }
        var position = oldSize - 1
        var last = newSize - 1
        while position & 1 == 1 {
            position >>= 1
            last >>= 1
        }
        var old = first
        var new = first
        for hash in hashes {
            if last == 0 { throw .wrongLength }
            if position & 1 == 1 || position == last {
                old = nodeHash(hash, old)
                new = nodeHash(hash, new)
                while position & 1 == 0 && position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                new = nodeHash(new, hash)
            }
            position >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .wrongLength }
        guard old == oldRoot else { throw .oldRootMismatch }
        guard new == newRoot else { throw .rootMismatch }
    }
}

import Crypto

/// The Merkle tree hash of RFC 6962 section 2.1 (the same in RFC 9162 section 2.1).
///
/// A tree of n > 1 leaves splits at the largest power of two below n; leaves and inner nodes hash
/// under different prefixes, so neither can pass for the other.
public enum RFC6962 {
    /// The root of the tree without leaves: the digest of nothing.
    public static let emptyRoot = Hash.sha256(of: [])

    /// The hash of a leaf: SHA-256 over 00 and the entry.
    public static func leafHash(_ entry: some Collection<UInt8>) -> Hash {
        Hash.withContiguousBytes(entry) { leafHash($0) }
    }

    /// The hash of a leaf whose bytes are lent.
    public static func leafHash(_ entry: UnsafeRawBufferPointer) -> Hash {
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: entry)
        return Hash(hasher)
    }

    /// The hash of an inner node: SHA-256 over 01 and both children.
    public static func nodeHash(_ left: Hash, _ right: Hash) -> Hash {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { input in
            input[0] = 1
            left.store(in: input, at: 1)
            right.store(in: input, at: 33)
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(input))
            return Hash(hasher)
        }
    }

    /// The root over leaf hashes in order.
    public static func root(of leafHashes: some Sequence<Hash>) -> Hash {
        var frontier = MerkleFrontier()
        for leafHash in leafHashes { frontier.append(leafHash) }
        return frontier.root
    }
}

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

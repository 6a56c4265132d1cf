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

/// The right edge of a growing tree: all that appending and the root need.
///
/// It holds the roots of the complete subtrees that a tree of this size falls into, one for each
/// bit set in the size. Appending hashes each inner node once in the life of the tree.
public struct MerkleFrontier: Hashable, Sendable {
    /// The number of leaves.
    public private(set) var size: UInt64 = 0
    /// The roots of the complete subtrees, the largest and leftmost first.
    public private(set) var peaks: [Hash] = []

    /// The edge of the empty tree.
    public init() {}

    /// Restores the edge of a tree; throws unless there is one peak for each bit set in the size.
    public init(size: UInt64, peaks: [Hash]) throws(LogFormatError) {
        guard peaks.count == size.nonzeroBitCount else {
            throw LogFormatError(
                code: .frontierShape,
                reason: "size \(size) has \(size.nonzeroBitCount) peaks, not \(peaks.count)"
            )
        }
        self.size = size
        self.peaks = peaks
    }

    /// Adds a leaf at the right.
    public mutating func append(_ leafHash: Hash) {
        append(leafHash) { _, _, _ in }
    }

    /// Adds a leaf at the right and reports every complete subtree that it forms.
    ///
    /// The first report is the leaf itself, at level 0; one at level l and index i covers the
    /// leaves from i * 2^l up to (i + 1) * 2^l.
    @inline(__always)
    public mutating func append(
        _ leafHash: Hash,
        completing report: (_ level: Int, _ index: UInt64, _ hash: Hash) -> Void
    ) {
        var hash = leafHash
        var index = size
        var level = 0
        report(0, index, hash)
        while index & 1 == 1, let left = peaks.popLast() {
            hash = RFC6962.nodeHash(left, hash)
            index >>= 1
            level += 1
            report(level, index, hash)
        }
        peaks.append(hash)
        size += 1
    }

    /// The root of the whole tree.
    public var root: Hash {
        guard var root = peaks.last else { return RFC6962.emptyRoot }
        for peak in peaks.dropLast().reversed() { root = RFC6962.nodeHash(peak, root) }
        return root
    }
}

package import TransparencyLog

/// The Merkle tree hash spelled as RFC 6962 section 2.1 defines it: by recursion over the leaves.
package struct DefinitionTree: NodeSource {
    package let leaves: [Hash]

    package init(leaves: [Hash]) { self.leaves = leaves }

    package func node(level: Int, index: UInt64) throws -> Hash {
        let start = Int(index) << level
        return root(leaves[start..<(start + 1 << level)])
    }

    package func root(_ leaves: ArraySlice<Hash>) -> Hash {
        guard leaves.count > 1 else { return leaves.first ?? RFC6962.emptyRoot }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let middle = leaves.startIndex + half
        return RFC6962.nodeHash(root(leaves[..<middle]), root(leaves[middle...]))
    }
}

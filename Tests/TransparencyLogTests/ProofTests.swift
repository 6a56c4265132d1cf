import TestSamples
import Testing
import TransparencyLog

@Suite("Inclusion and consistency proofs")
struct ProofTests {
    private static let root2 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    private static let leaf4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
    private static let node67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
    private static let root4 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
    private static let node45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"

    @Test(
        arguments: [
            (5, 8, [leaf4, node67, root4]), (2, 3, [root2]), (6, 7, [node45, root4]),
        ] as [(UInt64, UInt64, [String])]
    )
    func `inclusion proofs over the classic leaves are the published ones`(
        index: UInt64,
        size: UInt64,
        proof: [String]
    ) throws {
        let tree = TreeHashes(DefinitionTree(leaves: ClassicLeaves.hashes))
        #expect(try tree.inclusionProof(index: index, size: size).map(\.hex) == proof)
    }

    @Test(
        arguments: [
            (4, 8, ["6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]),
            (2, 5, ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", leaf4]),
            (6, 8, [node45, node67, root4]),
            (
                3, 7,
                [
                    "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
                    "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7", root2,
                    "837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e",
                ]
            ),
        ] as [(UInt64, UInt64, [String])]
    )
    func `consistency proofs over the classic leaves are the published ones`(
        old: UInt64,
        new: UInt64,
        proof: [String]
    ) throws {
        let tree = TreeHashes(DefinitionTree(leaves: ClassicLeaves.hashes))
        #expect(try tree.consistencyProof(from: old, to: new).map(\.hex) == proof)
    }

    /// Every way to spoil a proof by one hash: left out, turned over, or one too many.
    private func spoiled(_ proof: [Hash]) -> [[Hash]] {
        var all: [[Hash]] = [proof + [RFC6962.emptyRoot], [RFC6962.emptyRoot] + proof]
        for place in proof.indices {
            var shorter = proof
            shorter.remove(at: place)
            var other = proof
            other[place] = proof[place].flipped
            all += [shorter, other]
        }
        return all
    }

    @Test(arguments: 1...70)
    func `every leaf's proof holds and every spoiled one is rejected`(count: Int) throws {
        let leaves = CargoLeaves.hashes(count)
        let size = UInt64(count)
        let tree = TreeHashes(DefinitionTree(leaves: leaves))
        let root = RFC6962.root(of: leaves)
        for index in 0..<size {
            let leaf = leaves[Int(index)]
            let proof = try tree.inclusionProof(index: index, size: size)
            try RFC6962.verifyInclusion(of: leaf, at: index, in: size, proof: proof, root: root)
            for bad in spoiled(proof) {
                #expect(throws: ProofError.self) {
                    try RFC6962.verifyInclusion(
                        of: leaf,
                        at: index,
                        in: size,
                        proof: bad,
                        root: root
                    )
                }
            }
            #expect(throws: ProofError.rootMismatch) {
                try RFC6962.verifyInclusion(
                    of: leaf.flipped,
                    at: index,
                    in: size,
                    proof: proof,
                    root: root
                )
            }
            #expect(throws: ProofError.rootMismatch) {
                try RFC6962.verifyInclusion(
                    of: leaf,
                    at: index,
                    in: size,
                    proof: proof,
                    root: root.flipped
                )
            }
        }
    }

    @Test(arguments: 0...70)
    func `every older tree's proof holds and every spoiled one is rejected`(count: Int) throws {
        let leaves = CargoLeaves.hashes(70)
        let newSize = UInt64(count)
        let tree = TreeHashes(DefinitionTree(leaves: leaves))
        let newRoot = try tree.root(at: newSize)
        for oldSize in 0...newSize {
            let oldRoot = try tree.root(at: oldSize)
            let proof = try tree.consistencyProof(from: oldSize, to: newSize)
            func verify(_ old: Hash, _ new: Hash, _ proof: [Hash]) throws {
                try RFC6962.verifyConsistency(
                    from: oldSize,
                    to: newSize,
                    oldRoot: old,
                    newRoot: new,
                    proof: proof
                )
            }
            try verify(oldRoot, newRoot, proof)
            for bad in spoiled(proof) {
                #expect(throws: ProofError.self) { try verify(oldRoot, newRoot, bad) }
            }
            #expect(throws: ProofError.self) { try verify(oldRoot.flipped, newRoot, proof) }
            if oldSize > 0 {
                #expect(throws: ProofError.self) { try verify(oldRoot, newRoot.flipped, proof) }
            }
        }
    }

    @Test func `what lies outside the tree has no proof`() throws {
        let tree = TreeHashes(DefinitionTree(leaves: ClassicLeaves.hashes))
        let root = RFC6962.root(of: ClassicLeaves.hashes)
        #expect(throws: ProofError.indexOutsideTree(index: 8, size: 8)) {
            try tree.inclusionProof(index: 8, size: 8)
        }
        #expect(throws: ProofError.indexOutsideTree(index: 8, size: 8)) {
            try RFC6962.verifyInclusion(
                of: ClassicLeaves.hashes[0],
                at: 8,
                in: 8,
                proof: [],
                root: root
            )
        }
        #expect(throws: ProofError.sizesDescend(from: 8, to: 7)) {
            try tree.consistencyProof(from: 8, to: 7)
        }
        #expect(throws: ProofError.sizesDescend(from: 8, to: 7)) {
            try RFC6962.verifyConsistency(
                from: 8,
                to: 7,
                oldRoot: root,
                newRoot: root,
                proof: []
            )
        }
    }
}

import TestSamples
import Testing
import TransparencyLog

@Suite("The Merkle tree of RFC 6962")
struct TreeTests {
    @Test func `the empty tree has the digest of nothing`() {
        #expect(
            RFC6962.emptyRoot.hex
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        #expect(MerkleFrontier().root == RFC6962.emptyRoot)
    }

    @Test(arguments: [
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ])
    func `the classic leaves have their published roots`(size: Int, root: String) throws {
        let leaves = ClassicLeaves.hashes.prefix(size)
        #expect(RFC6962.root(of: leaves).hex == root)
        let tree = TreeHashes(DefinitionTree(leaves: ClassicLeaves.hashes))
        #expect(try tree.root(at: UInt64(size)).hex == root)
    }

    // Roots computed by aics-tlog 0.2.1.
    @Test(arguments: [
        (255, "9caabb16d667113632c552b337671e6bd7d6e5d087f713cfba7585aa69f1dedb"),
        (256, "faf9ff1aaf141caef7b4d77c9d23ba468cdcae4d6119df181df843c0335a09b7"),
        (257, "be0f34d6c03b8973b98902005e1515a1f8ffd6be84b239440e2ea8ecf30b77ea"),
        (700, "e33de89bf63958429bf98e8d5ec6f2bc0c946c8d1bf6c0cd2cdf837be0695bf1"),
    ])
    func `the cargo leaves have an independent implementation's roots`(size: Int, root: String) {
        #expect(RFC6962.root(of: CargoLeaves.hashes(size)).hex == root)
    }

    @Test func `a frontier agrees with the definition at every size`() {
        let leaves = CargoLeaves.hashes(300)
        let definition = DefinitionTree(leaves: leaves)
        var frontier = MerkleFrontier()
        for size in 1...300 {
            frontier.append(leaves[size - 1])
            #expect(frontier.root == definition.root(leaves[..<size]))
            #expect(frontier.size == UInt64(size))
        }
    }

    @Test func `a frontier reports every complete subtree once`() throws {
        let leaves = CargoLeaves.hashes(70)
        let definition = DefinitionTree(leaves: leaves)
        var frontier = MerkleFrontier()
        var reports: [Int: [UInt64]] = [:]
        for leaf in leaves {
            var node: [(Int, UInt64, Hash)] = []
            frontier.append(leaf) { node.append(($0, $1, $2)) }
            for (level, index, hash) in node {
                reports[level, default: []].append(index)
                #expect(try definition.node(level: level, index: index) == hash)
            }
        }
        for level in 0...6 {
            #expect(reports[level] == Array(0..<(70 >> UInt64(level))))
        }
        #expect(reports.count == 7)
    }

    @Test func `a frontier is taken up where it was left`() throws {
        let leaves = CargoLeaves.hashes(100)
        for cut in 0...100 {
            var first = MerkleFrontier()
            for leaf in leaves[..<cut] { first.append(leaf) }
            var second = try MerkleFrontier(size: first.size, peaks: first.peaks)
            for leaf in leaves[cut...] { second.append(leaf) }
            #expect(second.root == RFC6962.root(of: leaves))
            let found = try TreeHashes(DefinitionTree(leaves: leaves)).frontier(at: UInt64(cut))
            #expect(found == first)
        }
        #expect(throws: LogFormatError.self) { try MerkleFrontier(size: 3, peaks: [leaves[0]]) }
    }

    @Test func `pieces hash as the whole does`() {
        let whole: [UInt8] = Array(0..<200)
        let pieces = Hash.sha256(Array(whole[..<7]), [], Array(whole[7...]))
        #expect(pieces == Hash.sha256(of: whole))
        #expect(Hash.sha256(of: whole[3..<90]) == Hash.sha256(of: Array(whole[3..<90])))
        #expect(Hash.sha256(of: whole.reversed()) == Hash.sha256(of: Array(whole.reversed())))
    }
}

import Testing
import TransparencyLog

@testable import Ledger

/// Hashes that are kept for the next proof are those of the bytes at hand, and of no others.
@Suite struct InnerHashesTests {
    private func tile(_ seed: UInt64, width: Int) -> [UInt8] {
        (0..<width).flatMap { Hash.sha256(of: Array("\(seed) \($0)".utf8)).bytes }
    }

    @Test(arguments: [0, 1, 2]) func `what is kept is what the bytes give`(level: Int) throws {
        let inner = InnerHashes()
        for width in [1, 2, 255, 256] {
            for seed in 0..<3 as Range<UInt64> {
                let bytes = tile(seed, width: width)
                let expected = try Tile.levels(bytes, width: width)
                #expect(expected.map(\.count) == (0..<8).map { width >> $0 })
                // The same place each time: other bytes come where these were.
                for _ in 0..<2 { #expect(try inner.levels(level, 5, bytes) == expected) }
            }
        }
        // More places than are kept, and the first again.
        for index in 0..<600 as Range<UInt64> {
            let bytes = tile(index, width: 4)
            let expected = try Tile.levels(bytes, width: 4)
            #expect(try inner.levels(level, index, bytes) == expected)
        }
        let first = tile(0, width: 4)
        #expect(try inner.levels(level, 0, first) == Tile.levels(first, width: 4))
    }

    @Test func `a full tile's two highest hashes give the hash that the tile above has`() throws {
        let bytes = tile(1, width: 256)
        let top = try #require(try InnerHashes().levels(0, 0, bytes).last)
        let leaves = try Tile.hashes(bytes, width: 256)
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(leaf) }
        #expect(RFC6962.nodeHash(top[0], top[1]) == frontier.root)
    }
}

import Testing
import TransparencyLog

// The entries are cargo-0, cargo-1 and so on. Roots and file digests are aics-tlog 0.2.1's.
@Suite("A log of seventy thousand entries")
struct CargoLogTests {
    private struct Built {
        var edge = TileEdge()
        var tiles = StoredTiles()
        var roots: [UInt64: Hash] = [:]
        let leaves = CargoLeaves.hashes(70_000)

        init() {
            let kept: Set<UInt64> = [255, 256, 257, 700, 65_536]
            for leaf in leaves {
                edge.append(leaf)
                if kept.contains(edge.size) {
                    roots[edge.size] = edge.root
                    tiles.store(edge.partialTiles)
                }
                tiles.store(edge.takeCompleted())
            }
            tiles.store(edge.partialTiles)
        }
    }

    private static let built = Built()

    @Test(
        arguments: [
            (255, "9caabb16d667113632c552b337671e6bd7d6e5d087f713cfba7585aa69f1dedb"),
            (256, "faf9ff1aaf141caef7b4d77c9d23ba468cdcae4d6119df181df843c0335a09b7"),
            (257, "be0f34d6c03b8973b98902005e1515a1f8ffd6be84b239440e2ea8ecf30b77ea"),
            (700, "e33de89bf63958429bf98e8d5ec6f2bc0c946c8d1bf6c0cd2cdf837be0695bf1"),
            (65_536, "f435024e7bf50f4f6e91240e65764cde775a82bd2b47efc4d4e83d9bfda6cc37"),
            (70_000, "e26f53e1a20c8f6f7eda95ba7a6ae9485148ef60eea45aa1a17918a1532d3a45"),
        ] as [(UInt64, String)]
    )
    func `its roots are an independent implementation's`(size: UInt64, root: String) throws {
        let built = Self.built
        #expect((size == 70_000 ? built.edge.root : built.roots[size])?.hex == root)
        let tree = TreeHashes(TileNodes(size: size, tiles: built.tiles))
        #expect(try tree.root(at: size).hex == root)
    }

    @Test(arguments: [
        ("tile/0/000", 8192, "de8420522e485e70dc074ae5d87c29035648eff67827f8fcd15b8e11c870c85d"),
        (
            "tile/0/273.p/112", 3584,
            "82706e0dac62a7b030780ac2de55b8bb7bad431a22fd6e6eae0d116e1c7a062a"
        ),
        ("tile/1/000", 8192, "8f54edbda072658bd8ca502de6477538db439af40a4c87fa80c3ffc38ebbcb2d"),
        (
            "tile/1/001.p/17", 544,
            "1655655f0336f822ec3b9605eb511015c1ffedf1312b737a66b11eec28d6900a"
        ),
        (
            "tile/2/000.p/1", 32,
            "4043669a5c824c3f0006da4a02807fb738719f7c320fc82d84659edde73c2183"
        ),
    ])
    func `its tiles are an independent implementation's`(
        path: String,
        length: Int,
        digest: String
    ) throws {
        let bytes = try #require(Self.built.tiles.byPath[path])
        #expect(bytes.count == length)
        #expect(Hash.sha256(of: bytes).hex == digest)
    }

    @Test func `it has exactly the tiles that its size implies`() {
        let wanted = Set(TileCoordinate.tiles(forSize: 70_000).map(\.path))
        #expect(wanted.isSubset(of: Self.built.tiles.byPath.keys))
        let full = Self.built.tiles.byPath.keys.filter { !$0.contains(".p/") }
        #expect(Set(full) == wanted.filter { !$0.contains(".p/") })
    }

    @Test func `its last bundle is an independent implementation's`() throws {
        let entries = (69_888..<70_000).map(CargoLeaves.entry)
        let bundle = try EntryBundle.encode(entries)
        #expect(bundle.count == 1456)
        #expect(
            Hash.sha256(of: bundle).hex
                == "44908126fe0e6b6763c74c56883492be50f3644bf8a84b741b46011c9fe2be95"
        )
        #expect(try EntryBundle.decode(bundle, width: 112) == entries)
    }

    @Test(arguments: [0, 1, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999] as [UInt64])
    func `its tiles prove any leaf`(index: UInt64) throws {
        let built = Self.built
        let tree = TreeHashes(TileNodes(size: 70_000, tiles: built.tiles))
        let proof = try tree.inclusionProof(index: index, size: 70_000)
        try RFC6962.verifyInclusion(
            of: built.leaves[Int(index)],
            at: index,
            in: 70_000,
            proof: proof,
            root: built.edge.root
        )
    }

    @Test(arguments: [1, 255, 256, 257, 700, 65_535, 65_536, 65_537, 69_999] as [UInt64])
    func `its tiles prove any older tree`(oldSize: UInt64) throws {
        let built = Self.built
        let tree = TreeHashes(TileNodes(size: 70_000, tiles: built.tiles))
        try RFC6962.verifyConsistency(
            from: oldSize,
            to: 70_000,
            oldRoot: RFC6962.root(of: built.leaves.prefix(Int(oldSize))),
            newRoot: built.edge.root,
            proof: tree.consistencyProof(from: oldSize, to: 70_000)
        )
    }

    @Test(arguments: [0, 255, 256, 257, 700, 65_536] as [UInt64])
    func `it is taken up from its tiles and ends the same`(size: UInt64) throws {
        let built = Self.built
        var edge = try TileEdge(size: size, tiles: built.tiles)
        for leaf in built.leaves[Int(size)...].prefix(1000) { edge.append(leaf) }
        #expect(edge.root == RFC6962.root(of: built.leaves.prefix(Int(size) + 1000)))
        for tile in edge.takeCompleted() {
            #expect(built.tiles.byPath[tile.coordinate.path] == tile.bytes)
        }
        #expect(
            edge.partialTiles.map(\.coordinate)
                == TileCoordinate.tiles(forSize: size + 1000).filter(\.isPartial)
        )
    }

    @Test func `a tile that is missing or cut short is an error`() throws {
        var tiles = Self.built.tiles
        tiles.byPath["tile/1/000"]?.removeLast()
        #expect {
            try TreeHashes(TileNodes(size: 70_000, tiles: tiles)).root(at: 65_535)
        } throws: { ($0 as? LogFormatError)?.code == .tileLength }
        tiles.byPath["tile/0/273.p/112"] = nil
        #expect(throws: StoredTiles.Missing.self) {
            try TreeHashes(TileNodes(size: 70_000, tiles: tiles)).root(at: 70_000)
        }
        #expect(throws: ProofError.self) {
            try TreeHashes(TileNodes(size: 69_888, tiles: tiles)).root(at: 70_000)
        }
    }
}

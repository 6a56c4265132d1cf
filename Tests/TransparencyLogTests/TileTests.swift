import Testing
import TransparencyLog

@Suite("Tiles")
struct TileTests {
    // The first two and the partial widths of 70000 and 256 are the examples of C2SP tlog-tiles.
    @Test(
        arguments: [
            ("tile/0/x001/x234/067", .hashes(level: 0), 1_234_067, 256),
            ("tile/0/273.p/112", .hashes(level: 0), 273, 112),
            ("tile/0/999", .hashes(level: 0), 999, 256),
            ("tile/0/x001/000", .hashes(level: 0), 1000, 256),
            ("tile/63/000.p/1", .hashes(level: 63), 0, 1),
            ("tile/7/000.p/255", .hashes(level: 7), 0, 255),
            ("tile/entries/x001/x234/067.p/9", .entries, 1_234_067, 9),
            ("tile/0/x072/x057/x594/x037/x927/935", .hashes(level: 0), (1 << 56) - 1, 256),
        ] as [(String, TileCoordinate.Kind, UInt64, Int)]
    )
    func `a tile and its path name each other`(
        path: String,
        kind: TileCoordinate.Kind,
        index: UInt64,
        width: Int
    ) throws {
        let coordinate = try TileCoordinate(kind: kind, index: index, width: width)
        #expect(coordinate.path == path)
        #expect(try TileCoordinate(parsing: path) == coordinate)
    }

    @Test(arguments: [
        "", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tile//000",
        "tile/00/000", "tile/64/000", "tile/-1/000", "tile/+1/000", "tile/x/000", "tile/0/0",
        "tile/0/00", "tile/0/0000", "tile/0/x000", "tile/0/x000/001", "tile/0/001/002",
        "tile/0/x001", "tile/0/X001/000", "tile/0/x01/000", "tile/0/x001/x000", "tile/0/000.p",
        "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01",
        "tile/0/000.p/1/", "tile/0/000.p/1.p/1", "tile/0/x001.p/1", "tile/0/.p/1", "tile/0/١٢٣",
        "tile/0/000.p/1 ", "tile/data/000", "tile/8/0/000", "tile/0/000?", "Tile/0/000",
        "tile/0/x072/x057/x594/x037/x927/936", "tile/0/x001/x001/x001/x001/x001/x001/001",
        "tile/entries/", "tile/entries/000.P/1", "tile/Entries/000", "tile/0/x\u{301}001/000",
    ])
    func `any other spelling of a path is refused`(path: String) {
        #expect {
            try TileCoordinate(parsing: path)
        } throws: { ($0 as? LogFormatError)?.code == .tilePath }
    }

    @Test func `a tree of seventy thousand leaves has the tiles of the specification`() {
        let tiles = TileCoordinate.tiles(forSize: 70_000)
        #expect(tiles.count == 273 + 1 + 1 + 1 + 1)
        #expect(
            tiles.filter { $0.isPartial || $0.level > 0 }.map(\.path)
                == ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
        )
        #expect(
            TileCoordinate.tiles(forSize: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"]
        )
        #expect(TileCoordinate.tiles(forSize: 0).isEmpty)
        #expect(TileCoordinate.entryBundles(forSize: 70_000).count == 274)
        #expect(
            TileCoordinate.entryBundles(forSize: 70_000).last?.path == "tile/entries/273.p/112"
        )
    }

    @Test(
        arguments: [
            (0, 1, ["tile/0/000.p/1"]),
            (1, 1, []),
            (1, 3, ["tile/0/000.p/3"]),
            (255, 256, ["tile/0/000", "tile/1/000.p/1"]),
            (256, 257, ["tile/0/001.p/1"]),
            (
                250, 600,
                ["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]
            ),
            (65_535, 65_536, ["tile/0/255", "tile/1/000", "tile/2/000.p/1"]),
            (9, 8, []),
        ] as [(UInt64, UInt64, [String])]
    )
    func `growth adds these tiles`(old: UInt64, new: UInt64, paths: [String]) {
        #expect(TileCoordinate.tiles(from: old, to: new).map(\.path) == paths)
    }

    @Test func `a tile covers its leaves`() throws {
        #expect(try TileCoordinate(parsing: "tile/0/001.p/3").leaves == 256..<259)
        #expect(try TileCoordinate(parsing: "tile/1/001").leaves == 65_536..<131_072)
        #expect(try TileCoordinate(parsing: "tile/entries/002").leaves == 512..<768)
        #expect(try TileCoordinate(parsing: "tile/63/999").leaves.upperBound == .max)
    }

    // Framing of the first four classic leaves.
    @Test func `entries are framed by their length in two bytes`() throws {
        let bundle: [UInt8] = [0, 0, 0, 1, 0x00, 0, 1, 0x10, 0, 2, 0x20, 0x21]
        let entries = Array(ClassicLeaves.entries.prefix(4))
        #expect(try EntryBundle.encode(entries) == bundle)
        #expect(try EntryBundle.decode(bundle, width: 4) == entries)
        let long = [UInt8](repeating: 7, count: 65_535)
        #expect(try EntryBundle.decode(EntryBundle.encode([long]), width: 1) == [long])
        #expect {
            try EntryBundle.encode([long + [7]])
        } throws: { ($0 as? LogFormatError)?.code == .entryTooLong }
    }

    @Test(
        arguments: [
            ([], 1), ([0, 0], 2), ([0, 0, 0, 0], 1), ([0], 1), ([0, 2, 1], 1), ([0, 0, 5], 1),
        ] as [([UInt8], Int)]
    )
    func `a bundle of another width or with bytes missing is refused`(
        bundle: [UInt8],
        width: Int
    ) {
        #expect {
            try EntryBundle.decode(bundle, width: width)
        } throws: { ($0 as? LogFormatError)?.code == .bundleFraming }
    }
}

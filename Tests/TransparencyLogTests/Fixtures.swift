import TransparencyLog

/// The leaves that Certificate Transparency's own tests use; roots and proofs over them were
/// confirmed with Go's x/mod sumdb/tlog, sigstore 4.5.1, pymerkle 7.0.0 and aics-tlog 0.2.1.
enum ClassicLeaves {
    static let entries: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], Array(0x40...0x43), Array(0x50...0x57),
        Array(0x60...0x6F),
    ]

    static let hashes = entries.map { RFC6962.leafHash($0) }
}

/// Entries `cargo-0`, `cargo-1` and so on, in ASCII.
enum CargoLeaves {
    static func entry(_ index: Int) -> [UInt8] { Array("cargo-\(index)".utf8) }

    static func hashes(_ count: Int) -> [Hash] {
        (0..<count).map { RFC6962.leafHash(entry($0)) }
    }
}

/// Every tile that a growing log has written, by path.
struct StoredTiles: TileSource {
    var byPath: [String: [UInt8]] = [:]

    mutating func store(_ tiles: [Tile]) {
        for tile in tiles { byPath[tile.coordinate.path] = tile.bytes }
    }

    func tile(level: Int, index: UInt64, width: Int) throws -> [UInt8] {
        let coordinate = try TileCoordinate(
            kind: .hashes(level: level),
            index: index,
            width: width
        )
        guard let bytes = byPath[coordinate.path] else { throw Missing(path: coordinate.path) }
        return bytes
    }

    struct Missing: Error { let path: String }
}

extension Hash {
    /// The same hash with its lowest bit turned over.
    var flipped: Hash {
        var bytes = bytes
        bytes[31] ^= 1
        return Hash(bytes: bytes) ?? self
    }
}

/// The keys and the note of one log and one witness, accepted by aics-tlog and by Go.
///
/// They were tried with aics-tlog 0.2.1 and x/mod sumdb/note 0.7.0. The log's seed is the bytes 00
/// to 1f, the witness's 20 to 3f.
enum NoteFixture {
    static let logKey =
        "ledger.example/cargo+1d3e9b04+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    static let witnessKey =
        "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"

    static let note = """
        ledger.example/cargo
        8
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

        \u{2014} ledger.example/cargo \
        HT6bBNiC7/9dixVn0rpFRyLYcPTFjOUCMrHBkxkyLZDejZK0fP/SC9cTdKJnJ8Lu\
        ItLcVwHaW2YtByazrY7D2nlkMgU=
        \u{2014} witness.example/w1 \
        IDJKvgAAAABpVbkAo2pM9S/yjDPM4c8GwYCqSI1vf/p1lEfv9gbePLemmvWPAQ2k\
        TCsFy9V6LRQEXKdpBbHSKO2rrVPBp5iLz+UJAQ==

        """

    static let text = """
        ledger.example/cargo
        8
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

        """

    static let proof = """
        c2sp.org/tlog-proof@v1
        index 5
        vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
        yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=
        037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=


        """ + note

    static func keys() throws -> (log: NoteVerifierKey, witness: NoteVerifierKey) {
        (try NoteVerifierKey(parsing: logKey), try NoteVerifierKey(parsing: witnessKey))
    }
}

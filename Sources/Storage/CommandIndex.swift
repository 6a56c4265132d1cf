import GRDB

/// The hashes of commands' names, in stretches of the ledger.
///
/// Within a stretch of 2^15 entries they are in order of hash, so that an append writes to a few
/// hundred pages at most, as many on a long ledger as on a short one.
struct CommandIndex {
    private static let stretchBits: UInt64 = 15

    private let insertion: PreparedStatement

    init(_ db: Database, _ statements: StatementCache) throws {
        insertion = try statements.statement(
            "INSERT INTO command_hash (stretch, hash, first) VALUES (?, ?, ?)",
            on: db
        )
    }

    func insert(_ hash: Int64, first: UInt64) throws {
        try insertion.bind(CommandIndex.stretch(of: first), at: 1)
        try insertion.bind(hash, at: 2)
        try insertion.bind(Int64(first), at: 3)
        try insertion.run()
    }

    /// The stretch that an entry is in.
    static func stretch(of first: UInt64) -> Int64 { Int64(first >> stretchBits) }

    /// The entries of a stretch.
    static func entries(ofStretch stretch: Int64) -> Range<Int64> {
        stretch << Int64(stretchBits)..<(stretch + 1) << Int64(stretchBits)
    }

    /// The stretches that a block of the filter covers.
    static func stretches(ofBlock block: Int) -> Range<Int64> {
        let perBlock = Int64(CommandFilter.entriesPerBlock >> stretchBits)
        return Int64(block) * perBlock..<Int64(block + 1) * perBlock
    }
}

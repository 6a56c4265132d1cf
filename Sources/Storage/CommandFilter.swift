import Ledger
import TransparencyLog

/// Which commands the ledger may have: what it denies is not there, what it allows is looked up.
///
/// A Bloom filter in blocks, each for 2^18 entries of the ledger with 12 bits to a command and
/// four probes: fewer than one new command in a hundred is looked up for nothing. It takes 1.5
/// bytes of memory a command and asks the disk nothing, however long the ledger is.
struct CommandFilter {
    static let entriesPerBlock: UInt64 = 1 << 18
    private static let bitsPerBlock: UInt64 = entriesPerBlock * 12
    private static let probes: UInt64 = 4

    private var blocks: [[UInt64]] = []

    /// Up to which size of the ledger the commands are in it.
    var size: UInt64 = 0

    /// Whether another may have appended since.
    var isStale = true

    /// The 64 bits that a command's name is indexed by: the first of SHA-256 over both parts.
    static func hash(member: String, id: String) -> Int64 {
        var text = Array(member.utf8)
        text.append(0x0A)
        text.append(contentsOf: id.utf8)
        var bits: UInt64 = 0
        for byte in Hash.sha256(of: text).bytes.prefix(8) { bits = bits << 8 | UInt64(byte) }
        return Int64(bitPattern: bits)
    }

    mutating func insert(_ hash: Int64, first: UInt64) {
        let block = Int(first / CommandFilter.entriesPerBlock)
        while blocks.count <= block {
            blocks.append(Array(repeating: 0, count: Int(CommandFilter.bitsPerBlock / 64)))
        }
        for probe in 0..<CommandFilter.probes {
            let bit = CommandFilter.bit(hash, probe)
            blocks[block][Int(bit >> 6)] |= 1 << (bit & 63)
        }
    }

    /// The blocks that may hold a command.
    func blocks(for hash: Int64) -> [Int] {
        var found: [Int] = []
        for block in blocks.indices where holds(hash, block) { found.append(block) }
        return found
    }

    private func holds(_ hash: Int64, _ block: Int) -> Bool {
        for probe in 0..<CommandFilter.probes {
            let bit = CommandFilter.bit(hash, probe)
            if blocks[block][Int(bit >> 6)] & 1 << (bit & 63) == 0 { return false }
        }
        return true
    }

    private static func bit(_ hash: Int64, _ probe: UInt64) -> UInt64 {
        let bits = UInt64(bitPattern: hash)
        return (bits &+ probe &* ((bits >> 32) | 1) &* 0x9E37_79B9) % bitsPerBlock
    }
}

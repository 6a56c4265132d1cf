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

    private var blocks: [[UInt64]] = []

    /// Up to which size of the ledger the commands are in it.
    var size: UInt64 = 0

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
        for bit in CommandFilter.probes(hash) { blocks[block][bit >> 6] |= 1 << UInt64(bit & 63) }
    }

    /// The blocks that may hold a command.
    func blocks(for hash: Int64) -> [Int] {
        let probes = CommandFilter.probes(hash)
        return blocks.indices.filter { block in
            probes.allSatisfy { blocks[block][$0 >> 6] & 1 << UInt64($0 & 63) != 0 }
        }
    }

    private static func probes(_ hash: Int64) -> [Int] {
        let bits = UInt64(bitPattern: hash)
        let step = (bits >> 32) | 1
        return (0..<4).map { Int((bits &+ UInt64($0) &* step &* 0x9E37_79B9) % bitsPerBlock) }
    }
}

import Ledger
import TransparencyLog

/// A filter over the ledger's commands: one it denies is not there, one it allows is looked up.
///
/// A Bloom filter in blocks, each for 2^18 entries of the ledger with 12 bits to a command and four
/// probes: fewer than one new command in a hundred is looked up for nothing. It takes 1.5 bytes of
/// memory a command and asks the disk nothing, however long the ledger is. It also holds the
/// commands that the index in the file does not have yet.
struct CommandFilter {
    static let entriesPerBlock: UInt64 = 1 << 18
    private static let bitsPerBlock: UInt64 = entriesPerBlock * 12
    private static let probes: UInt64 = 4

    private var blocks: [[UInt64]] = []
    /// The commands of the stretch at the ledger's end, which is not sealed yet, by their hashes.
    private var tail: [UInt64: UInt64] = [:]
    /// Commands of that stretch whose hash collides with another's.
    private var collisions: [IndexedCommand] = []

    /// The size of the ledger whose commands are in it.
    private(set) var size: UInt64 = 0

    /// Whether another may have appended since.
    var isStale = true

    /// The commands of the stretch at the ledger's end, if the filter is of a ledger of that size.
    func tail(at size: UInt64) -> [IndexedCommand]? {
        guard !isStale, self.size == size else { return nil }
        return tail.map { IndexedCommand(hash: $0.key, first: $0.value) } + collisions
    }

    /// Where in the stretch at the ledger's end commands with a hash begin.
    func firsts(inTail hash: UInt64) -> [UInt64] {
        guard let first = tail[hash] else { return [] }
        if collisions.isEmpty { return [first] }
        return [first] + collisions.filter { $0.hash == hash }.map(\.first)
    }

    /// Takes up the commands of a ledger that has grown to a size.
    mutating func grow(to size: UInt64, _ commands: [IndexedCommand]) {
        let (before, now) = (CommandIndex.stretch(of: self.size), CommandIndex.stretch(of: size))
        if before != now {
            tail.removeAll(keepingCapacity: true)
            collisions = []
        }
        for command in commands {
            insert(command)
            guard CommandIndex.stretch(of: command.first) == now else { continue }
            if let first = tail[command.hash] {
                if first != command.first { collisions.append(command) }
            } else {
                tail[command.hash] = command.first
            }
        }
        self.size = size
    }

    private mutating func insert(_ command: IndexedCommand) {
        let block = Int(command.first / CommandFilter.entriesPerBlock)
        while blocks.count <= block {
            blocks.append(Array(repeating: 0, count: Int(CommandFilter.bitsPerBlock / 64)))
        }
        for probe in 0..<CommandFilter.probes {
            let bit = CommandFilter.bit(command.hash, probe)
            blocks[block][Int(bit >> 6)] |= 1 << (bit & 63)
        }
    }

    /// The blocks that may hold a command.
    func blocks(for hash: UInt64) -> [Int] {
        var found: [Int] = []
        for block in blocks.indices where holds(hash, block) { found.append(block) }
        return found
    }

    private func holds(_ hash: UInt64, _ block: Int) -> Bool {
        for probe in 0..<CommandFilter.probes {
            let bit = CommandFilter.bit(hash, probe)
            if blocks[block][Int(bit >> 6)] & 1 << (bit & 63) == 0 { return false }
        }
        return true
    }

    private static func bit(_ hash: UInt64, _ probe: UInt64) -> UInt64 {
        (hash &+ probe &* ((hash >> 32) | 1) &* 0x9E37_79B9) % bitsPerBlock
    }
}

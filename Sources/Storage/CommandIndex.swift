import GRDB
import Ledger

/// A command as the index has it: the hash of its name, and the index of its first entry.
struct IndexedCommand: Hashable, Comparable {
    let hash: UInt64
    let first: UInt64

    static func < (left: IndexedCommand, right: IndexedCommand) -> Bool {
        (left.hash, left.first) < (right.hash, right.first)
    }
}

/// The hashes of commands' names, in stretches of 2^15 entries of the ledger.
///
/// A stretch is sealed by the append that completes it: its hashes are written once, sorted, in 64
/// parts by their first bits. The hashes of the incomplete stretch at the ledger's end are held in
/// memory, and computed from the commands after a start. So an append writes only at the end of its
/// tables, however long the ledger is.
enum CommandIndex {
    private static let stretchBits: UInt64 = 15
    private static let partBits: UInt64 = 6
    /// A hash and the place of the first entry in its stretch, both big-endian.
    private static let itemBytes = 10

    /// One row of the index.
    struct Part {
        /// The stretch and the first bits of the hashes in it.
        let number: Int64
        let items: [UInt8]
    }

    /// The stretch that an entry is in.
    static func stretch(of first: UInt64) -> UInt64 { first >> stretchBits }

    /// The first entry of a stretch.
    static func start(ofStretch stretch: UInt64) -> UInt64 { stretch << stretchBits }

    /// The first part of a stretch.
    static func firstPart(ofStretch stretch: UInt64) -> Int64 {
        Int64(clamping: stretch << partBits)
    }

    /// The parts, of the stretches that a block of the filter covers, in which a hash may be.
    static func parts(for hash: UInt64, inBlock block: Int) -> [Int64] {
        let perBlock = CommandFilter.entriesPerBlock >> stretchBits
        let first = UInt64(block) * perBlock
        return (first..<first + perBlock).map { part(of: hash, inStretch: $0) }
    }

    /// The rows that seal complete stretches of commands.
    static func parts(sealing commands: [IndexedCommand]) -> [Part] {
        var rows: [Part] = []
        var items: [UInt8] = []
        var number: Int64?
        func end() {
            if let number { rows.append(Part(number: number, items: items)) }
            items = []
        }
        let numbered = commands.map { (part(of: $0.hash, inStretch: stretch(of: $0.first)), $0) }
        for (part, command) in numbered.sorted(by: <) {
            if part != number { end() }
            number = part
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                items.append(UInt8(truncatingIfNeeded: command.hash >> shift))
            }
            items.append(UInt8(truncatingIfNeeded: (command.first & placeMask) >> 8))
            items.append(UInt8(truncatingIfNeeded: command.first))
        }
        end()
        return rows
    }

    /// The commands that a row holds.
    ///
    /// - Throws: `LogStoreError.damaged` where they are not what such a row can hold.
    static func commands(of part: Part) throws(LogStoreError) -> [IndexedCommand] {
        let place = "index of commands, part \(part.number)"
        guard part.number >= 0, part.items.count % itemBytes == 0 else {
            throw .damaged(place: place)
        }
        let stretch = UInt64(part.number) >> partBits
        var commands: [IndexedCommand] = []
        commands.reserveCapacity(part.items.count / itemBytes)
        for start in stride(from: 0, to: part.items.count, by: itemBytes) {
            var hash: UInt64 = 0
            for byte in part.items[start..<start + 8] { hash = hash << 8 | UInt64(byte) }
            let low = UInt64(part.items[start + 8]) << 8 | UInt64(part.items[start + 9])
            guard low <= placeMask, self.part(of: hash, inStretch: stretch) == part.number else {
                throw .damaged(place: place)
            }
            commands.append(IndexedCommand(hash: hash, first: stretch << stretchBits | low))
        }
        return commands
    }

    private static var placeMask: UInt64 { 1 << stretchBits - 1 }

    private static func part(of hash: UInt64, inStretch stretch: UInt64) -> Int64 {
        Int64(clamping: stretch << partBits | hash >> (64 - partBits))
    }
}

extension CommandIndex {
    /// Seals the stretches that an append from one size to another completes.
    ///
    /// `open` are the commands of the stretch at the ledger's end before it and of the append;
    /// where they are not known they are read.
    static func seal(
        from size: UInt64,
        to end: UInt64,
        _ open: [IndexedCommand]?,
        _ db: Database,
        _ statements: StatementCache
    ) throws {
        let (first, last) = (
            start(ofStretch: stretch(of: size)), start(ofStretch: stretch(of: end))
        )
        guard first < last else { return }
        let commands = try open ?? commands(from: first, on: db)
        let insertion = try statements.statement(
            "INSERT INTO command_part (part, items) VALUES (?, ?)",
            on: db
        )
        for part in parts(sealing: commands.filter { $0.first < last }) {
            try insertion.bind(part.number, at: 1)
            try insertion.bind(part.items, at: 2)
            try insertion.run()
        }
    }

    /// The commands from an entry on, or up to another, their names hashed again.
    static func commands(
        from first: UInt64,
        upTo end: UInt64? = nil,
        on db: Database
    ) throws -> [IndexedCommand] {
        let rows = try PreparedStatement(
            "SELECT first, member, id FROM command WHERE first >= ? AND first < ?",
            on: db
        )
        try rows.bind(Int64(clamping: first), at: 1)
        try rows.bind(Int64(clamping: end ?? .max), at: 2)
        var commands: [IndexedCommand] = []
        while try rows.next() {
            let hash = CommandName.digest(member: rows.text(1), id: rows.text(2))
            commands.append(IndexedCommand(hash: hash, first: UInt64(clamping: rows.integer(0))))
        }
        return commands
    }

    /// The rows from a part on, or up to another.
    static func rows(
        from part: Int64,
        upTo end: Int64 = .max,
        on db: Database
    ) throws -> [Part] {
        let rows = try PreparedStatement(
            "SELECT part, items FROM command_part WHERE part >= ? AND part < ?",
            on: db
        )
        try rows.bind(part, at: 1)
        try rows.bind(end, at: 2)
        var found: [Part] = []
        while try rows.next() {
            found.append(Part(number: rows.integer(0), items: rows.bytes(1) ?? [0]))
        }
        return found
    }

    /// The first entry whose command a whole ledger's index does not have as the commands give
    /// it; `nil` where it is right throughout.
    static func firstDamage(_ db: Database) throws -> String? {
        let size = try SQLiteLogStore.size(db)
        let sealed = stretch(of: size)
        for stretch in 0..<sealed {
            let expected = try commands(
                from: start(ofStretch: stretch),
                upTo: start(ofStretch: stretch + 1),
                on: db
            )
            let (from, end) = (firstPart(ofStretch: stretch), firstPart(ofStretch: stretch + 1))
            let found = try rows(from: from, upTo: end, on: db).flatMap { try commands(of: $0) }
            guard expected.sorted() != found else { continue }
            let wrong = Set(expected).symmetricDifference(found).map(\.first).min()
            return "index of the command of entry \(wrong ?? start(ofStretch: stretch))"
        }
        let beyond = try rows(from: firstPart(ofStretch: sealed), on: db)
        return beyond.first.map { "index of commands, part \($0.number)" }
    }
}

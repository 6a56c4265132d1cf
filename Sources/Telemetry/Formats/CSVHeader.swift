/// The header row of a logger's table.
struct CSVHeader {
    /// The most columns that a table may have; a line with more is no header.
    static let columnLimit = 256

    /// The character between cells.
    let separator: UInt8

    /// What each column holds, in the order of the table.
    private(set) var columns: [CSVColumn] = []

    /// Each column's name as the table spells it.
    private(set) var names: [String] = []

    /// Reads a line as a header, if it is one.
    ///
    /// A header names at least one time and one measurement.
    /// - Returns: Nil where the line is none; of several separators the one that explains most.
    static func recognizing(_ bytes: Span<UInt8>) -> CSVHeader? {
        var best: CSVHeader?
        for separator in [ASCII.semicolon, ASCII.tab, ASCII.comma] {
            let header = CSVHeader(bytes, separator: separator)
            guard header.hasTime, header.hasMeasurement else { continue }
            if header.recognizedCount > (best?.recognizedCount ?? 0) { best = header }
        }
        return best
    }

    /// Whether the line names two measurements or more but no time, as a header without one would.
    static func lacksOnlyTime(_ bytes: Span<UInt8>) -> Bool {
        [ASCII.semicolon, ASCII.tab, ASCII.comma].contains { separator in
            let header = CSVHeader(bytes, separator: separator)
            return !header.hasTime && header.hasMeasurement && header.recognizedCount >= 2
                && header.recognizedCount == header.columns.count
        }
    }

    /// The name of a column that states what another has stated, or nil.
    var duplicate: String? {
        var seen: Set<ReadingField> = []
        for (column, name) in zip(columns, names) {
            guard let key = column.uniqueKey else { continue }
            if !seen.insert(key).inserted { return name }
        }
        let times = columns.filter {
            if case .time = $0 { return true }
            return false
        }
        let hasTimestamp = columns.contains {
            if case .timestamp = $0 { return true }
            return false
        }
        return times.count + (hasTimestamp ? 1 : 0) > 1 ? "time" : nil
    }

    private init(_ bytes: Span<UInt8>, separator: UInt8) {
        self.separator = separator
        var record = CSVRecord()
        guard record.cut(bytes, separator: separator), 2...Self.columnLimit ~= record.cells.count
        else { return }
        if record.isCopied {
            note(record.unquoted.span, record.cells)
        } else {
            note(bytes, record.cells)
        }
    }

    private mutating func note(_ text: Span<UInt8>, _ cells: [Range<Int>]) {
        for cell in cells {
            columns.append(CSVColumn(CSVColumnName(text, cell)))
            names.append(ASCII.excerpt(text, cell))
        }
    }

    private var hasTime: Bool {
        columns.contains {
            switch $0 {
            case .timestamp, .date, .time: true
            default: false
            }
        }
    }

    private var hasMeasurement: Bool {
        columns.contains {
            switch $0 {
            case .measurement, .unknownUnit, .door: true
            default: false
            }
        }
    }

    private var recognizedCount: Int {
        columns.count { $0 != .unknown && $0 != .ignored }
    }
}

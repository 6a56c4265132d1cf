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

    /// The loggers that the names of columns state, as in `Temp, °C (LGR S/N: 20444444)`.
    private(set) var devices: Set<[UInt8]> = []

    /// The units that the names of columns state where the units row gives another.
    private(set) var contradictedUnits: [Int: MeasurementUnit] = [:]

    /// Columns of extremes, sums and the like, which were measured at no stated instant.
    private(set) var statisticColumns: Set<Int> = []

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

    /// Whether the line holds a word that every column of times has in its name, which tells most
    /// damaged rows from a header at little cost.
    static func mayNameTime(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 4 else { return false }
        for start in 0...(bytes.count - 4) {
            let word = start..<start + 4
            switch ASCII.lowercased(bytes[start]) {
            case UInt8(ascii: "t") where bytes.equalsIgnoringCase(word, "time"): return true
            case UInt8(ascii: "d") where bytes.equalsIgnoringCase(word, "date"): return true
            case UInt8(ascii: "r") where bytes.equalsIgnoringCase(word, "reco"): return true
            default: continue
            }
        }
        return false
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
        var seen: Set<String> = []
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

    /// The second row of a table in the format TOA5, whose third row states the units.
    static func ofTOA5(_ bytes: Span<UInt8>) -> CSVHeader {
        CSVHeader(bytes, separator: ASCII.comma)
    }

    /// Takes a row of units under the names, if the line is one.
    ///
    /// Such a row has a unit for a measurement that states none or the same, and holds nothing else
    /// but units and empty cells.
    /// - Returns: Whether the line was one.
    mutating func takeUnits(_ bytes: Span<UInt8>, isTOA5: Bool = false) -> Bool {
        let cells = Self.texts(bytes, separator: separator)
        guard cells.count <= columns.count else { return false }
        var units: [Int: MeasurementUnit] = [:]
        var zones: [Int: CSVColumn.ZoneNotes] = [:]
        for (index, cell) in cells.enumerated() where !cell.isEmpty {
            let plain = MeasurementUnit.plainName(cell)
            let field = columns[index].field
            if let field, field.hasUnit, let unit = MeasurementUnit(plain, for: field) {
                units[index] = unit
            } else if isTOA5, columns[index] == .unknown {
                take(plain, ofUnknown: index)
            } else if field == .time, let notes = Self.timeNotes(cell) {
                zones[index] = notes
            } else if !isTOA5 {
                return false
            }
        }
        guard isTOA5 || !units.isEmpty else { return false }
        for (index, notes) in zones { columns[index] = columns[index].adding(notes) }
        for (index, unit) in units {
            guard case .measurement(let field, let own, let channel) = columns[index] else {
                continue
            }
            if let own, own != unit { contradictedUnits[index] = own }
            columns[index] = .measurement(field, unit, channel: channel)
        }
        return true
    }

    /// Takes TOA5's row of how each value was made of what was measured.
    mutating func takeProcessing(_ bytes: Span<UInt8>) {
        for (index, cell) in Self.texts(bytes, separator: separator).enumerated()
        where index < columns.count {
            guard !["", "smp", "avg"].contains(cell.lowercased()) else { continue }
            statisticColumns.insert(index)
        }
    }

    /// A column of TOA5 whose name is the station's own is told by its unit.
    private mutating func take(_ unit: String, ofUnknown index: Int) {
        let name = names[index]
        if let unit = MeasurementUnit(unit, for: .temperature) {
            columns[index] = .measurement(.temperature, unit, channel: name)
        } else if unit == "%", name.lowercased().hasPrefix("rh") {
            columns[index] = .measurement(.humidity, .percent, channel: name)
        }
    }

    /// What a units row says about a column of times; nil where it is no such thing.
    private static func timeNotes(_ text: String) -> CSVColumn.ZoneNotes? {
        let bytes = Array(text.utf8)
        if let offset = ZoneText.offsetMinutes(bytes.span, bytes.indices) {
            return CSVColumn.ZoneNotes(offsetMinutes: offset)
        }
        if let order = DateOrder(format: text) { return CSVColumn.ZoneNotes(order: order) }
        if let name = ZoneName(bytes.span, bytes.indices) {
            return CSVColumn.ZoneNotes(zoneName: name)
        }
        return text.lowercased().hasPrefix("hh:mm") || text == "TS" ? CSVColumn.ZoneNotes() : nil
    }

    private static func texts(_ bytes: Span<UInt8>, separator: UInt8) -> [String] {
        var record = CSVRecord()
        guard record.cut(bytes, separator: separator) else { return [] }
        return record.cells.map { cell in
            if record.isCopied { return String(decoding: record.unquoted[cell], as: UTF8.self) }
            var text: [UInt8] = []
            for index in cell { text.append(bytes[index]) }
            return String(decoding: text, as: UTF8.self)
        }
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
            var column = CSVColumn(CSVColumnName(text, cell))
            // `temperatureC` is one word until its capitals divide it.
            if column == .unknown, CSVColumnName.hasInnerCapital(text, cell) {
                column = CSVColumn(CSVColumnName(text, cell, dividesAtCapitals: true))
            }
            columns.append(column)
            names.append(ASCII.excerpt(text, cell))
            if let serial = Self.serial(text, cell) { devices.insert(serial) }
        }
    }

    /// The serial number after `LGR S/N:` in a column's name.
    private static func serial(_ bytes: Span<UInt8>, _ cell: Range<Int>) -> [UInt8]? {
        let mark: StaticString = "lgr s/n:"
        let length = mark.utf8CodeUnitCount
        guard cell.count > length else { return nil }
        for start in cell.lowerBound..<(cell.upperBound - length)
        where bytes.equalsIgnoringCase(start..<start + length, mark) {
            var serial: [UInt8] = []
            for index in (start + length)..<cell.upperBound {
                let byte = bytes[index]
                if byte == ASCII.comma || byte == UInt8(ascii: ")") { break }
                if !ASCII.isSpace(byte) { serial.append(byte) }
            }
            return serial.isEmpty ? nil : serial
        }
        return nil
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

import Marine

/// The rows of a logger's table under a header that has been understood.
struct CSVRows {
    /// What came of a record.
    enum Outcome {
        /// It was a row, or empty.
        case taken
        /// It has no time or not the header's cells, and so may be no row but the head of another
        /// table.
        case unlikeRow(Rejection, hasAllCells: Bool)
    }

    /// A column of figures: plain values alone, as each row goes through them.
    struct Figures {
        let cell: Int
        let field: ReadingField
        /// Nil where each value has to state its own.
        let unit: MeasurementUnit?
        /// The place of the column's channel; nil where the column is of the device itself.
        let channel: Int?
        /// Why no figure of the column can be read, as a place in ``columnFaults``.
        let fault: Int?
    }

    /// The character between cells.
    let separator: UInt8

    let names: [String]
    let figures: [Figures]
    /// The channels that are devices of their own.
    let channels: [String]
    let columnFaults: [Rejection]
    let isContradicted: Bool
    let dateCell: Int
    let timeCell: Int?
    let deviceCell: Int?
    let doorCell: Int?
    let neededCells: Int
    let times: TimestampText
    let statements: CSVStatements
    let statedDevice: Int?
    let isTOA5: Bool
    var record = CSVRecord()
    var faults: [Rejection] = []
    /// Whether a row has lacked a statement.
    var hasAsked = false
    /// The device that the first row names, which is that of rows which name none; -1 once
    /// another is named.
    var firstDevice: Int?

    /// Prepares to read rows; columns that cannot be read are named once, at the header's line.
    init(
        _ header: CSVHeader,
        _ preamble: CSVPreamble,
        line: Int,
        into sink: inout UploadSink
    ) {
        separator = header.separator
        names = header.names
        isTOA5 = preamble.isTOA5
        statements = CSVStatements(header, preamble, sink.stated)
        var figures: [Figures] = []
        var date: Int?
        var time: Int?
        var device: Int?
        var door: Int?
        var channels: [String] = []
        var columnFaults: [Rejection] = []
        let shared = Self.sharedFields(header)
        for (cell, column) in header.columns.enumerated() {
            let name = header.names[cell]
            switch column {
            case .timestamp, .date: date = cell
            case .time: time = cell
            case .device: device = cell
            case .door: door = cell
            case .measurement where header.statisticColumns.contains(cell):
                let reason = "an extreme or sum of an interval was measured at no stated instant"
                sink.leaveOut(Rejection(.intervalNotRead, field: name, reason), line: line)
            case .measurement(let field, let own, let channel):
                var unit: MeasurementUnit?
                var fault: Rejection?
                do throws(Rejection) {
                    unit = try CSVStatements.unit(
                        of: field,
                        own,
                        contradictedBy: header.contradictedUnits[cell],
                        preamble,
                        sink.stated
                    )
                } catch {
                    fault = error.naming(name)
                }
                if let fault, fault.code == .unknownUnit {
                    sink.leaveOut(fault, line: line)
                    continue
                }
                var place: Int?
                if shared.contains(field), let channel {
                    place = channels.firstIndex(of: channel) ?? channels.endIndex
                    if place == channels.endIndex { channels.append(channel) }
                }
                if let fault { columnFaults.append(fault) }
                figures.append(
                    Figures(
                        cell: cell,
                        field: field,
                        unit: unit,
                        channel: place,
                        fault: fault == nil ? nil : columnFaults.endIndex - 1
                    )
                )
            case .unknownUnit:
                let reason = "the unit of the column is not understood; its values are left aside"
                sink.leaveOut(Rejection(.unknownUnit, field: name, reason), line: line)
            case .unknown:
                let reason = "the column is not understood; its values are left aside"
                sink.leaveOut(Rejection(.unknownField, field: name, reason), line: line)
            case .ignored: break
            }
        }
        self.figures = figures
        self.channels = channels
        self.columnFaults = columnFaults
        isContradicted = statements.contradiction != nil
        // A header is recognised only with a time, so one of the two is there.
        dateCell = date ?? time ?? 0
        timeCell = date == nil ? nil : time
        deviceCell = device
        doorCell = door
        let needed = figures.map(\.cell) + [date, time, door].compactMap(\.self)
        neededCells = (needed.max() ?? 0) + 1
        times = statements.times
        statedDevice = sink.stated.device.map { sink.devices.place(of: $0) }
        note(header, line: line, into: &sink)
    }

    /// The fields that several channels measure.
    private static func sharedFields(_ header: CSVHeader) -> Set<ReadingField> {
        var met: Set<ReadingField> = []
        var shared: Set<ReadingField> = []
        for (cell, column) in header.columns.enumerated()
        where !header.statisticColumns.contains(cell) {
            guard case .measurement(let field, _, .some) = column else { continue }
            if !met.insert(field).inserted { shared.insert(field) }
        }
        return shared
    }

    private func note(_ header: CSVHeader, line: Int, into sink: inout UploadSink) {
        var columns: [UnderstoodColumn] = []
        for (cell, column) in header.columns.enumerated() {
            guard let field = column.field else { continue }
            let read = figures.first { $0.cell == cell }
            if field.hasUnit, read == nil { continue }
            columns.append(
                UnderstoodColumn(name: names[cell], field: field, unit: read?.unit?.symbol)
            )
        }
        sink.understood.begin(
            UnderstoodPart(
                line: line,
                family: isTOA5 ? .toa5 : .table,
                readings: 0,
                columns: columns,
                zone: times.offsetMinutes.map(ZoneText.text),
                dateOrder: times.order,
                device: deviceCell == nil
                    ? statements.device.map { String(decoding: $0, as: UTF8.self) } : nil
            )
        )
    }

    /// Takes one record.
    mutating func take(
        _ bytes: Span<UInt8>,
        line: Int,
        into sink: inout UploadSink
    ) -> Outcome {
        guard record.cut(bytes, separator: separator) else {
            let rejection = Rejection(.quoteMalformed, "a quote stands where a cell goes on")
            sink.reject(rejection, line: line)
            return .taken
        }
        guard record.cells.contains(where: { !$0.isEmpty }) else { return .taken }
        if !faults.isEmpty { faults.removeAll() }
        do throws(Rejection) {
            if record.isCopied {
                let unquoted = record.unquoted
                try row(unquoted.span, line: line, into: &sink)
            } else {
                try row(bytes, line: line, into: &sink)
            }
        } catch {
            switch error.code {
            case .columnCountMismatch: return .unlikeRow(error, hasAllCells: false)
            case .timeMalformed, .timeMissing: return .unlikeRow(error, hasAllCells: true)
            default: sink.reject(error, line: line)
            }
            if error.asksForStatement, !hasAsked {
                hasAsked = true
                if record.isCopied {
                    let unquoted = record.unquoted
                    askForOthers(unquoted.span, line: line, into: &sink)
                } else {
                    askForOthers(bytes, line: line, into: &sink)
                }
            }
        }
        return .taken
    }

    @inline(__always)
    private mutating func row(
        _ bytes: Span<UInt8>,
        line: Int,
        into sink: inout UploadSink
    ) throws(Rejection) {
        let cells = record.cells
        guard cells.count >= neededCells,
            cells.count <= names.count || cells.dropFirst(names.count).allSatisfy(\.isEmpty)
        else {
            throw Rejection(
                .columnCountMismatch,
                "the row has \(cells.count) cells and the header has \(names.count)"
            )
        }
        let time = try time(bytes)
        if isContradicted, let contradiction = statements.contradiction { throw contradiction }
        let device = try device(bytes, &sink.devices)
        var draft = ReadingDraft()
        if !channels.isEmpty {
            return try channelRow(bytes, time, device, line: line, into: &sink)
        }
        for column in figures where !isAbsent(bytes, cells[column.cell]) {
            try figure(bytes, column, &draft)
        }
        try door(bytes, &draft)
        let sample = draft.finished(at: time, &faults)
        if faults.isEmpty, let sample {
            sink.accept(sample, device: device, line: line)
        } else {
            sink.accept(
                sample.map { [(device, $0)] } ?? [],
                leavingOut: faults,
                line: line
            )
        }
    }
}

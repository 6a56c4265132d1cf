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

    /// A column of figures.
    private struct Figures {
        let cell: Int
        let field: ReadingField
        /// Nil where each value has to state its own.
        let unit: MeasurementUnit?
        /// Nil where the column is of the device itself.
        let channel: String?
        /// Why no figure of the column can be read.
        let fault: Rejection?
    }

    /// The character between cells.
    let separator: UInt8

    private let names: [String]
    private let figures: [Figures]
    private let hasChannels: Bool
    private let dateCell: Int
    private let timeCell: Int?
    private let deviceCell: Int?
    private let doorCell: Int?
    private let neededCells: Int
    private let times: TimestampText
    private let statements: CSVStatements
    private let statedDevice: Int?
    private let isTOA5: Bool
    private var record = CSVRecord()
    private var faults: [Rejection] = []
    /// The device that the first row names, which is that of rows which name none; -1 once
    /// another is named.
    private var firstDevice: Int?

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
                        isContradicted: header.contradictedColumns.contains(cell),
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
                figures.append(
                    Figures(
                        cell: cell,
                        field: field,
                        unit: unit,
                        channel: shared.contains(field) ? channel : nil,
                        fault: fault
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
        hasChannels = figures.contains { $0.channel != nil }
        // A header is recognised only with a time, so one of the two is there.
        dateCell = date ?? time ?? 0
        timeCell = date == nil ? nil : time
        deviceCell = device
        doorCell = door
        let needed = figures.map(\.cell) + [date, time, door].compactMap(\.self)
        neededCells = (needed.max() ?? 0) + 1
        times = TimestampText(order: statements.order, offsetMinutes: statements.offsetMinutes)
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
                zone: statements.offsetMinutes.map(ZoneText.text),
                dateOrder: statements.order,
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
        if let contradiction = statements.contradiction { throw contradiction }
        let device = try device(bytes, &sink.devices)
        var draft = ReadingDraft()
        if hasChannels {
            return try channels(bytes, time, device, line: line, into: &sink)
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

    /// A row of several channels: each that another channel's field is shared with is a device of
    /// its own, named after the device and the channel.
    private mutating func channels(
        _ bytes: Span<UInt8>,
        _ time: Instant,
        _ device: Int,
        line: Int,
        into sink: inout UploadSink
    ) throws(Rejection) {
        var own = ReadingDraft()
        var drafts: [(channel: String, draft: ReadingDraft)] = []
        for column in figures where !isAbsent(bytes, record.cells[column.cell]) {
            guard let channel = column.channel else {
                try figure(bytes, column, &own)
                continue
            }
            var index = drafts.firstIndex { $0.channel == channel } ?? drafts.endIndex
            if index == drafts.endIndex {
                drafts.append((channel, ReadingDraft()))
                index = drafts.endIndex - 1
            }
            try figure(bytes, column, &drafts[index].draft)
        }
        try door(bytes, &own)
        var readings: [(device: Int, sample: Sample)] = []
        if let sample = own.finished(at: time, &faults) { readings.append((device, sample)) }
        let name = sink.devices.devices[device].device
        for (channel, draft) in drafts {
            guard let sample = draft.finished(at: time, &faults) else { continue }
            let text = Array("\(name)/\(channel)".utf8)
            readings.append((try sink.devices.legalPlace(text.span, text.indices), sample))
        }
        sink.accept(readings, leavingOut: faults, line: line)
    }

    /// Reads one figure; one that cannot be read is left out of its row.
    ///
    /// - Throws: Where the unit of a temperature is not stated, or is stated twice: then the row is
    ///   not kept without it, so that its sender cannot miss what has to be added.
    @inline(__always)
    private mutating func figure(
        _ bytes: Span<UInt8>,
        _ column: Figures,
        _ draft: inout ReadingDraft
    ) throws(Rejection) {
        do throws(Rejection) {
            if let fault = column.fault { throw fault }
            let (number, own) = try CellNumber.read(
                bytes,
                record.cells[column.cell],
                allowsDecimalComma: separator != ASCII.comma,
                for: column.field
            )
            let unit = try unit(own, column)
            _ = draft.claim(column.field)
            try draft.set(column.field, number, unit: unit)
        } catch {
            let fault = error.naming(names[column.cell])
            let isOpen = fault.code == .unitMissing || fault.code == .statementsContradict
            if isOpen, column.field == .temperature { throw fault }
            faults.append(fault)
        }
    }

    @inline(__always)
    private func unit(
        _ own: MeasurementUnit?,
        _ column: Figures
    ) throws(Rejection) -> MeasurementUnit {
        guard let unit = column.unit else {
            if let own { return own }
            throw Rejection(
                .unitMissing,
                "the unit is stated nowhere; put it into the column's name, or state it with the "
                    + "upload"
            )
        }
        guard let own, own != unit else { return unit }
        throw Rejection(
            .statementsContradict,
            about: column.field,
            "the value is in \(own.symbol), and \(unit.symbol) is stated for the column"
        )
    }

    @inline(__always)
    private mutating func door(
        _ bytes: Span<UInt8>,
        _ draft: inout ReadingDraft
    ) throws(Rejection) {
        guard let doorCell, !isAbsent(bytes, record.cells[doorCell]) else { return }
        do throws(Rejection) {
            draft.setDoor(try DoorText.state(bytes, record.cells[doorCell]))
        } catch {
            faults.append(error.naming(names[doorCell]))
        }
    }

    private func time(_ bytes: Span<UInt8>) throws(Rejection) -> Instant {
        let range = record.cells[dateCell]
        let timeRange = timeCell.map { record.cells[$0] }
        guard !isAbsent(bytes, range), timeRange.map({ !$0.isEmpty }) ?? true else {
            throw Rejection(.timeMissing, field: names[dateCell], "the row has no time")
        }
        do throws(Rejection) {
            return try times.instant(bytes, range, timeRange: timeRange)
        } catch {
            let rejection = error.naming(names[dateCell])
            if rejection.code == .timeAmbiguous, let contradiction = statements.contradiction {
                throw contradiction
            }
            guard rejection.code == .timeZoneMissing, statements.zonesDiffer else {
                throw rejection
            }
            throw Rejection(
                .statementsContradict,
                field: rejection.field,
                about: .time,
                "two different offsets from UTC are stated"
            )
        }
    }

    private mutating func device(
        _ bytes: Span<UInt8>,
        _ devices: inout DeviceTable
    ) throws(Rejection) -> Int {
        guard let deviceCell else {
            guard let device = statements.device else {
                throw Rejection(
                    .deviceMissing,
                    "neither a column nor the lines above the table name one device; state it with "
                        + "the upload"
                )
            }
            return try devices.legalPlace(device.span, device.indices)
        }
        let range = deviceCell < record.cells.count ? record.cells[deviceCell] : 0..<0
        guard !range.isEmpty else {
            if let place = statedDevice { return place }
            if let firstDevice, firstDevice >= 0 { return firstDevice }
            throw Rejection(
                .deviceMissing,
                field: names[deviceCell],
                firstDevice == nil
                    ? "the row names no device"
                    : "the row names no device, and the rows above name two"
            )
        }
        let place: Int
        do throws(Rejection) {
            place = try devices.legalPlace(bytes, range)
        } catch {
            throw error.naming(names[deviceCell])
        }
        if let statedDevice, statedDevice != place {
            throw Rejection.deviceContradicts.naming(names[deviceCell])
        }
        if firstDevice != place { firstDevice = firstDevice == nil ? place : -1 }
        return place
    }

    /// Whether a cell says that nothing was measured.
    @inline(__always)
    private func isAbsent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        switch range.count {
        case 0: true
        case 1: bytes.equals(range, "-")
        case 2: bytes.equals(range, "--") || bytes.equalsIgnoringCase(range, "na")
        case 3:
            bytes.equals(range, "---") || bytes.equalsIgnoringCase(range, "n/a")
                || (isTOA5 && bytes.equalsIgnoringCase(range, "nan"))
        case 4: bytes.equalsIgnoringCase(range, "null")
        default: false
        }
    }
}

import Marine

/// The rows of a logger's table under a header that has been understood.
struct CSVRows {
    /// The character between cells.
    let separator: UInt8

    private let names: [String]
    private let fields: [(cell: Int, field: ReadingField, unit: MeasurementUnit)]
    private let dateCell: Int
    private let timeCell: Int?
    private let deviceCell: Int?
    private let doorCell: Int?
    private let times: TimestampText
    private let zonesDiffer: Bool
    private let preambleDevice: [UInt8]?
    private var record = CSVRecord()

    /// Prepares to read rows; columns that cannot be read are rejected once, at the header's line.
    init(
        _ header: CSVHeader,
        _ preamble: CSVPreamble,
        line: Int,
        into sink: inout UploadSink
    ) {
        separator = header.separator
        names = header.names
        var fields: [(cell: Int, field: ReadingField, unit: MeasurementUnit)] = []
        var date: Int?
        var time: Int?
        var device: Int?
        var door: Int?
        var zones: [Int] = preamble.offsetMinutes.map { [$0] } ?? []
        var order: DateOrder?
        for (cell, column) in header.columns.enumerated() {
            switch column {
            case .timestamp(let notes), .date(let notes), .time(let notes):
                if case .time = column { time = cell } else { date = cell }
                if let offset = notes.offsetMinutes { zones.append(offset) }
                order = order ?? notes.order
            case .device: device = cell
            case .door: door = cell
            case .measurement(let field, let unit):
                if field == .temperature, unit == nil, preamble.temperatureUnit == nil,
                    preamble.hasUnknownUnit
                {
                    sink.reject(Self.unknownUnit(header.names[cell]), line: line)
                } else {
                    let stated = field == .temperature ? preamble.temperatureUnit : nil
                    fields.append((cell, field, unit ?? stated ?? field.defaultUnit))
                }
            case .unknownUnit: sink.reject(Self.unknownUnit(header.names[cell]), line: line)
            case .unknown:
                sink.reject(
                    Rejection(
                        .unknownField,
                        field: header.names[cell],
                        "the column is not understood; its values are left aside"
                    ),
                    line: line
                )
            case .ignored: break
            }
        }
        self.fields = fields
        // A header is recognised only with a time, so one of the two is there.
        dateCell = date ?? time ?? 0
        timeCell = date == nil ? nil : time
        deviceCell = device
        doorCell = door
        zonesDiffer = preamble.hasTwoZones || Set(zones).count > 1
        times = TimestampText(
            order: order ?? preamble.order,
            offsetMinutes: zonesDiffer ? nil : zones.first
        )
        preambleDevice = preamble.hasTwoDevices ? nil : preamble.device
    }

    /// Takes one record.
    mutating func take(_ bytes: Span<UInt8>, line: Int, into sink: inout UploadSink) {
        guard record.cut(bytes, separator: separator) else {
            return sink.reject(
                Rejection(.quoteMalformed, "a quote stands where a cell goes on"),
                line: line
            )
        }
        guard record.cells.contains(where: { !$0.isEmpty }) else { return }
        do throws(Rejection) {
            let (device, sample) =
                try record.isCopied
                ? row(record.unquoted.span, &sink.devices) : row(bytes, &sink.devices)
            sink.accept(sample, device: device, line: line)
        } catch {
            sink.reject(error, line: line)
        }
    }

    @inline(__always)
    private func row(
        _ bytes: Span<UInt8>,
        _ devices: inout DeviceTable
    ) throws(Rejection) -> (device: Int, sample: Sample) {
        let cells = record.cells
        guard cells.count >= names.count,
            cells.dropFirst(names.count).allSatisfy(\.isEmpty)
        else {
            throw Rejection(
                .columnCountMismatch,
                "the row has \(cells.count) cells and the header has \(names.count)"
            )
        }
        var draft = ReadingDraft()
        draft.time = try time(bytes)
        let device = try device(bytes, &devices)
        for (cell, field, unit) in fields where !Self.isAbsent(bytes, cells[cell]) {
            do throws(Rejection) {
                try number(bytes, cells[cell], field, unit, &draft)
            } catch {
                throw Self.naming(names[cell], error)
            }
        }
        if let doorCell, !Self.isAbsent(bytes, cells[doorCell]) {
            do throws(Rejection) {
                draft.setDoor(try DoorText.state(bytes, cells[doorCell]))
            } catch {
                throw Self.naming(names[doorCell], error)
            }
        }
        return (device, try draft.finished())
    }

    @inline(__always)
    private func number(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ field: ReadingField,
        _ unit: MeasurementUnit,
        _ draft: inout ReadingDraft
    ) throws(Rejection) {
        let number: DecimalNumber
        do throws(DecimalNumber.Fault) {
            number = try DecimalNumber(
                bytes,
                range,
                allowsDecimalComma: separator != ASCII.comma
            )
        } catch {
            throw NumberText.rejection(error, bytes, range, for: field)
        }
        try draft.set(field, number, unit: unit)
    }

    private func time(_ bytes: Span<UInt8>) throws(Rejection) -> Instant {
        let range = record.cells[dateCell]
        let timeRange = timeCell.map { record.cells[$0] }
        guard !Self.isAbsent(bytes, range), timeRange.map({ !$0.isEmpty }) ?? true else {
            throw Rejection(.timeMissing, field: names[dateCell], "the row has no time")
        }
        do throws(Rejection) {
            return try times.instant(bytes, range, timeRange: timeRange)
        } catch {
            var rejection = Self.naming(names[dateCell], error)
            if rejection.code == .timeZoneMissing, zonesDiffer {
                rejection.reason = "the file states two different offsets from UTC"
            }
            throw rejection
        }
    }

    private func device(
        _ bytes: Span<UInt8>,
        _ devices: inout DeviceTable
    ) throws(Rejection) -> Int {
        if let deviceCell {
            let range = record.cells[deviceCell]
            guard !range.isEmpty else {
                throw Rejection(.deviceMissing, field: names[deviceCell], "the row names no device")
            }
            do throws(Rejection) {
                return try devices.legalPlace(bytes, range)
            } catch {
                throw Self.naming(names[deviceCell], error)
            }
        }
        guard let preambleDevice else {
            throw Rejection(
                .deviceMissing,
                "neither a column nor the lines above the table name one device"
            )
        }
        return try devices.legalPlace(preambleDevice.span, preambleDevice.indices)
    }

    /// Whether a cell says that nothing was measured.
    private static func isAbsent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        switch range.count {
        case 0: true
        case 1: bytes.equals(range, "-")
        case 2: bytes.equals(range, "--") || bytes.equalsIgnoringCase(range, "na")
        case 3: bytes.equals(range, "---") || bytes.equalsIgnoringCase(range, "n/a")
        case 4: bytes.equalsIgnoringCase(range, "null")
        default: false
        }
    }

    private static func naming(_ name: String, _ rejection: Rejection) -> Rejection {
        var named = rejection
        named.field = named.field ?? name
        return named
    }

    private static func unknownUnit(_ name: String) -> Rejection {
        Rejection(
            .unknownUnit,
            field: name,
            "the unit of the column is not understood; its values are left aside"
        )
    }
}

/// What a logger's export says above its table.
struct CSVPreamble {
    /// The devices that the lines of the highest precedence name, as text.
    private(set) var devices: Set<[UInt8]> = []

    /// The offsets of local times in minutes east of UTC, each once.
    private(set) var offsets: Set<Int> = []

    /// The zones that are named without their offset, each once.
    private(set) var zoneNames: Set<ZoneName> = []

    /// The orders of dates, each once.
    private(set) var orders: Set<DateOrder> = []

    /// The units of temperature, each once.
    private(set) var temperatureUnits: Set<MeasurementUnit> = []

    /// A unit that is stated and not understood.
    private(set) var unknownUnit: String?

    /// Whether the first line says that the table is in the format TOA5.
    private(set) var isTOA5 = false

    /// Whether the device is named by a serial number, and not only by what may be its model.
    var hasSerial: Bool { deviceRank == 2 }

    private var deviceRank = 0

    private static let serialKeys: Set<String> = [
        "serial", "serial number", "serial no", "serialnumber", "sn", "s/n", "imei", "device id",
        "deviceid", "device serial", "device serial number", "logger id", "logger serial",
        "logger serial number", "logger serial no", "tracker id", "unit id",
        "monitor serial number",
        "device serial no",
    ]
    private static let nameKeys: Set<String> = ["device", "logger", "tracker"]
    private static let zoneKeys: Set<String> = [
        "time zone", "timezone", "utc offset", "gmt offset", "time zone offset", "time offset",
        "logger time zone", "time base",
    ]
    private static let orderKeys: Set<String> = [
        "date format", "time format", "date time format", "date/time format", "date order",
    ]
    private static let unitKeys: Set<String> = [
        "temperature unit", "temperature units", "temp unit", "temp units", "unit", "units",
        "temperature scale", "temp scale", "scale", "unit of temperature", "measurement unit",
    ]

    /// Systems of units, which state no unit of temperature.
    private static let systems: Set<String> = ["metric", "si", "imperial", "us", "english"]

    /// Takes one line, `key: value` or `key,value`.
    /// - Returns: Whether the line states something that is understood.
    @discardableResult
    mutating func take(_ bytes: Span<UInt8>) -> Bool {
        if takeTOA5(bytes) { return true }
        guard let end = Self.first(in: 0..<bytes.count, bytes, where: Self.endsKey) else {
            return false
        }
        var valueStart = end
        while valueStart < bytes.count,
            Self.endsKey(bytes[valueStart]) || Self.pads(bytes[valueStart])
        {
            valueStart += 1
        }
        let valueEnd =
            Self.first(in: valueStart..<bytes.count, bytes) {
                $0 != ASCII.colon && Self.endsKey($0)
            }
            ?? bytes.count
        var value = bytes.trimmed(valueStart..<valueEnd)
        while let last = value.last, Self.pads(bytes[last]) { value = value.dropLast() }
        guard !value.isEmpty else { return false }
        var keyStart = 0
        while keyStart < end, Self.pads(bytes[keyStart]) { keyStart += 1 }
        var keyEnd = end
        while keyEnd > keyStart, Self.pads(bytes[keyEnd - 1]) { keyEnd -= 1 }
        return note(CSVColumnName(bytes, keyStart..<keyEnd).name, bytes, value)
    }

    private mutating func note(
        _ key: String,
        _ bytes: Span<UInt8>,
        _ value: Range<Int>
    ) -> Bool {
        if Self.zoneKeys.contains(key) {
            if let offset = ZoneText.offsetMinutes(bytes, value) {
                offsets.insert(offset)
            } else if let name = ZoneName(bytes, value) {
                zoneNames.insert(name)
            }
        } else if Self.orderKeys.contains(key) {
            if let order = DateOrder(format: ASCII.excerpt(bytes, value)) { orders.insert(order) }
        } else if Self.unitKeys.contains(key) {
            let name = CSVColumnName(bytes, value)
            let text = name.name.isEmpty ? name.notes.first ?? "" : name.name
            if let unit = MeasurementUnit(text, for: .temperature) {
                temperatureUnits.insert(unit)
            } else if !Self.systems.contains(text) {
                unknownUnit = ASCII.excerpt(bytes, value)
            }
        } else if Self.serialKeys.contains(key) {
            noteDevice(bytes, value, rank: 2)
        } else if Self.nameKeys.contains(key) {
            noteDevice(bytes, value, rank: 1)
        } else {
            return false
        }
        return true
    }

    /// The first line of the format TOA5: the format, the station, the model, its serial number.
    private mutating func takeTOA5(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count > 6, bytes.equals(0..<6, "\"TOA5\"") || bytes.equals(0..<5, "TOA5,")
        else { return false }
        isTOA5 = true
        var record = CSVRecord()
        if record.cut(bytes, separator: ASCII.comma), record.cells.count > 3 {
            let cell = record.cells[3]
            if record.isCopied, !cell.isEmpty {
                noteDevice(record.unquoted.span, cell, rank: 2)
            } else if !cell.isEmpty {
                noteDevice(bytes, cell, rank: 2)
            }
        }
        return true
    }

    private mutating func noteDevice(_ bytes: Span<UInt8>, _ value: Range<Int>, rank: Int) {
        guard rank >= deviceRank else { return }
        var name: [UInt8] = []
        for index in value { name.append(bytes[index]) }
        if rank > deviceRank { devices = [] }
        devices.insert(name)
        deviceRank = rank
    }

    private static func endsKey(_ byte: UInt8) -> Bool {
        byte == ASCII.colon || byte == ASCII.comma || byte == ASCII.semicolon || byte == ASCII.tab
    }

    private static func pads(_ byte: UInt8) -> Bool {
        ASCII.isSpace(byte) || byte == ASCII.quote || byte == UInt8(ascii: "#")
    }

    private static func first(
        in range: Range<Int>,
        _ bytes: Span<UInt8>,
        where matches: (UInt8) -> Bool
    ) -> Int? {
        for index in range where matches(bytes[index]) { return index }
        return nil
    }
}

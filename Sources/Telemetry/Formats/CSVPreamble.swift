/// What a logger's export says above its table.
struct CSVPreamble {
    /// The device, as text.
    private(set) var device: [UInt8]?

    /// The offset of local times in minutes east of UTC.
    private(set) var offsetMinutes: Int?

    /// The order of day and month.
    private(set) var order: DateOrder?

    /// The unit of temperature columns that state none.
    private(set) var temperatureUnit: MeasurementUnit?

    /// Whether a unit was stated that is not understood.
    private(set) var hasUnknownUnit = false

    /// Whether two lines of equal precedence name different devices, or different zones.
    private(set) var hasTwoDevices = false
    private(set) var hasTwoZones = false

    private var deviceRank = 0

    private static let serialKeys: Set<String> = [
        "serial", "serial number", "serial no", "serialnumber", "sn", "s/n", "imei", "device id",
        "deviceid", "device serial", "device serial number", "logger id", "logger serial",
        "logger serial number", "tracker id", "unit id",
    ]
    private static let nameKeys: Set<String> = ["device", "logger", "tracker"]

    /// Takes one line, `key: value` or `key,value`.
    mutating func take(_ bytes: Span<UInt8>) {
        guard let end = Self.first(in: 0..<bytes.count, bytes, where: Self.endsKey) else { return }
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
        guard !value.isEmpty else { return }
        var keyStart = 0
        while keyStart < end, Self.pads(bytes[keyStart]) { keyStart += 1 }
        var keyEnd = end
        while keyEnd > keyStart, Self.pads(bytes[keyEnd - 1]) { keyEnd -= 1 }
        note(CSVColumnName(bytes, keyStart..<keyEnd).name, bytes, value)
    }

    private mutating func note(_ key: String, _ bytes: Span<UInt8>, _ value: Range<Int>) {
        switch key {
        case "time zone", "timezone", "utc offset", "gmt offset":
            let offset = ZoneText.offsetMinutes(bytes, value)
            if let known = offsetMinutes, let offset, known != offset { hasTwoZones = true }
            offsetMinutes = offsetMinutes ?? offset
        case "date format", "time format", "date time format":
            order = order ?? DateOrder(format: ASCII.excerpt(bytes, value))
        case "temperature unit", "temperature units", "temp unit", "unit", "units":
            let unit = MeasurementUnit(CSVColumnName(bytes, value).name, for: .temperature)
            temperatureUnit = temperatureUnit ?? unit
            if unit == nil { hasUnknownUnit = true }
        default:
            if Self.serialKeys.contains(key) {
                noteDevice(bytes, value, rank: 2)
            } else if Self.nameKeys.contains(key) {
                noteDevice(bytes, value, rank: 1)
            }
        }
    }

    private mutating func noteDevice(_ bytes: Span<UInt8>, _ value: Range<Int>, rank: Int) {
        guard rank >= deviceRank else { return }
        var name: [UInt8] = []
        for index in value { name.append(bytes[index]) }
        if rank > deviceRank {
            hasTwoDevices = false
        } else if name != device {
            hasTwoDevices = true
        }
        device = name
        deviceRank = rank
    }

    private static func endsKey(_ byte: UInt8) -> Bool {
        byte == ASCII.colon || byte == ASCII.comma || byte == ASCII.semicolon || byte == ASCII.tab
    }

    private static func pads(_ byte: UInt8) -> Bool {
        ASCII.isSpace(byte) || byte == ASCII.quote
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

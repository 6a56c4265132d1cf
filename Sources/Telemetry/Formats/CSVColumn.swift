/// What a column of a logger's table holds.
enum CSVColumn: Hashable {
    case timestamp(ZoneNotes)
    case date(ZoneNotes)
    case time(ZoneNotes)
    case device
    case door
    /// A measurement in a unit, if the name states one, by a channel, if the name is of one.
    case measurement(ReadingField, MeasurementUnit?, channel: String? = nil)
    case unknownUnit(ReadingField)
    case ignored
    case unknown

    /// What the header says about times.
    struct ZoneNotes: Hashable {
        var offsetMinutes: Int?
        var order: DateOrder?
        /// The zone that is named without its offset.
        var zoneName: ZoneName?
    }

    /// Reads a column's name.
    init(_ name: CSVColumnName) {
        self =
            Self.known(name) ?? name.movingLastWords(1).flatMap(Self.knownWithLastNote)
            ?? name.movingLastWords(2).flatMap(Self.knownWithLastNote)
            ?? name.movingFirstWord().flatMap(Self.knownWithLastNote) ?? .unknown
    }

    /// The column of times with what is said elsewhere about its zone and order; what two places
    /// say differently counts as stated twice.
    func adding(_ notes: ZoneNotes) -> CSVColumn {
        func joined(_ own: ZoneNotes) -> ZoneNotes {
            ZoneNotes(
                offsetMinutes: own.offsetMinutes ?? notes.offsetMinutes,
                order: own.order ?? notes.order,
                zoneName: own.zoneName ?? notes.zoneName
            )
        }
        return switch self {
        case .timestamp(let own): .timestamp(joined(own))
        case .date(let own): .date(joined(own))
        case .time(let own): .time(joined(own))
        default: self
        }
    }

    /// What may not occur twice, or nil where that does not matter.
    var uniqueKey: String? {
        switch self {
        case .timestamp, .date: "time"
        case .device: "device"
        case .door: "door"
        case .measurement(let field, _, let channel): "\(field) \(channel ?? "")"
        case .unknownUnit(let field): "\(field) "
        case .time, .ignored, .unknown: nil
        }
    }

    /// The field that the column holds, if it is understood.
    var field: ReadingField? {
        switch self {
        case .timestamp, .date, .time: .time
        case .device: .device
        case .door: .door
        case .measurement(let field, _, _): field
        case .unknownUnit, .ignored, .unknown: nil
        }
    }

    private static let timestampNames: Set<String> = [
        "timestamp", "time stamp", "datetime", "date time", "date/time", "date and time",
        "date & time", "recorded at", "reading time", "log time", "sample time",
    ]
    private static let deviceNames: Set<String> = [
        "device", "device id", "deviceid", "device serial", "device serial number", "serial",
        "serial number", "serial no", "serialnumber", "sn", "s/n", "imei", "logger", "logger id",
        "loggerid", "logger serial number", "tracker", "tracker id", "unit id",
    ]
    private static let fields: [String: ReadingField] = [
        "temperature": .temperature, "temp": .temperature,
        "humidity": .humidity, "relative humidity": .humidity, "rh": .humidity, "hum": .humidity,
        "%rh": .humidity, "%": .humidity,
        "shock": .shock, "acceleration": .shock, "g force": .shock, "impact": .shock,
        "light": .light, "light level": .light, "lux": .light, "illuminance": .light,
        "latitude": .latitude, "lat": .latitude,
        "longitude": .longitude, "lon": .longitude, "lng": .longitude, "long": .longitude,
        "battery": .battery, "battery level": .battery, "batt": .battery,
    ]
    private static let ignoredNames: Set<String> = [
        "no", "#", "index", "record", "record no", "id", "row", "sequence", "alarm", "alarms",
        "status", "event", "events", "remark", "remarks", "comment", "comments", "note", "notes",
        "dew point", "pressure", "motion", "speed", "heading", "altitude", "accuracy", "address",
        "device name", "shipment", "shipment id", "trip", "trip id", "trip number", "mkt",
        "signal", "signal strength", "rssi", "firmware", "model", "vendor", "", "log#", "log #",
        "record number", "elapsed time", "elapsed", "coupler attached", "coupler detached",
        "host connected", "host connect", "end of file", "started", "stopped", "button down",
        "button up", "good battery", "bad battery", "low battery", "marker", "mark",
        "high alarm", "low alarm", "alarm high", "alarm low", "air pressure", "location name",
        "flagged",
    ]

    private static func known(_ name: CSVColumnName) -> CSVColumn? {
        if timestampNames.contains(name.name) { return .timestamp(zone(name.notes)) }
        if name.name == "date" { return .date(zone(name.notes)) }
        if name.name == "time" { return .time(zone(name.notes)) }
        if deviceNames.contains(name.name) { return .device }
        if ["door", "door state", "door status"].contains(name.name) { return .door }
        if let field = fields[name.name] { return measurement(field, name.notes) }
        if let unit = MeasurementUnit(name.name, for: .temperature), name.name.count > 4 {
            return measurement(.temperature, [name.name] + name.notes.filter { !$0.isEmpty })
                == .measurement(.temperature, unit)
                ? .measurement(.temperature, unit) : .unknownUnit(.temperature)
        }
        if let channel = channel(name) { return channel }
        return ignoredNames.contains(name.name) ? .ignored : nil
    }

    /// A name whose last note stood without brackets, accepted only if that note is understood.
    private static func knownWithLastNote(_ name: CSVColumnName) -> CSVColumn? {
        guard let note = name.notes.last else { return nil }
        switch known(name) {
        case .timestamp(let notes) where zone([note]) != ZoneNotes(): return .timestamp(notes)
        case .date(let notes) where zone([note]) != ZoneNotes(): return .date(notes)
        case .time(let notes) where zone([note]) != ZoneNotes(): return .time(notes)
        case .measurement(let field, let unit?, let channel)
        where MeasurementUnit(note, for: field) != nil:
            return .measurement(field, unit, channel: channel)
        default: return nil
        }
    }

    /// Where a logger's probes hang, as names of temperature columns say it.
    private static let places: Set<String> = [
        "internal", "external", "product", "cargo", "air", "ambient", "probe", "sensor",
        "return air", "supply air", "supply", "return", "surface", "core",
    ]

    /// A channel of a multi-sensor logger, identified by its unit where its name does not say what
    /// it measures; the first is temperature if it has none.
    private static func channel(_ name: CSVColumnName) -> CSVColumn? {
        var words = name.name.split(separator: " ").map(String.init)
        var field: ReadingField?
        if let last = words.last, let named = fields[last], words.count > 1 {
            field = named
            words.removeLast()
            if places.contains(words.joined(separator: " ")) {
                return measurement(named, name.notes, channel: words.joined(separator: " "))
            }
        } else if let first = words.first, let named = fields[first], words.count > 1 {
            field = named
            words.removeFirst()
            if words.count == 1, isNumber(words[0]) {
                return measurement(named, name.notes, channel: words[0])
            }
        }
        guard let first = words.first, words.count <= 2 else { return nil }
        let number =
            words.count == 2 && ["ch", "channel", "probe", "sensor"].contains(first)
            ? words[1] : words.count == 1 && first.hasPrefix("ch") ? String(first.dropFirst(2)) : ""
        guard isNumber(number) else { return nil }
        if let field { return measurement(field, name.notes, channel: number) }
        if name.notes.isEmpty {
            return number == "1" ? .measurement(.temperature, nil, channel: number) : nil
        }
        for field in [ReadingField.temperature, .humidity, .light, .shock] {
            if case .measurement(let field, let unit?, _) = measurement(field, name.notes) {
                return .measurement(field, unit, channel: number)
            }
        }
        return nil
    }

    private static func isNumber(_ text: String) -> Bool {
        1...2 ~= text.count && text.utf8.allSatisfy(ASCII.isDigit)
    }

    private static func measurement(
        _ field: ReadingField,
        _ notes: [String],
        channel: String? = nil
    ) -> CSVColumn {
        let units = notes.compactMap { MeasurementUnit($0, for: field) }
        if notes.allSatisfy({ $0.isEmpty || isSerial($0) }) {
            return .measurement(field, nil, channel: channel)
        }
        guard let unit = units.first, units.allSatisfy({ $0 == unit }) else {
            return .unknownUnit(field)
        }
        return .measurement(field, unit, channel: channel)
    }

    /// Whether a note names the logger or its sensor, as in `LGR S/N: 20444444`.
    private static func isSerial(_ note: String) -> Bool { note.contains("s/n") }

    private static func zone(_ notes: [String]) -> ZoneNotes {
        var zone = ZoneNotes()
        for note in notes {
            if let order = DateOrder(format: note) {
                zone.order = order
                continue
            }
            for part in note.split(whereSeparator: { $0 == "," || $0 == ";" }) {
                let bytes = Array(part.utf8)
                if let offset = ZoneText.offsetMinutes(bytes.span, bytes.indices) {
                    zone.offsetMinutes = offset
                } else if let order = DateOrder(format: String(part)) {
                    zone.order = order
                } else if let name = ZoneName(bytes.span, bytes.indices) {
                    zone.zoneName = name
                }
            }
        }
        return zone
    }
}

extension DateOrder {
    /// The order in a format such as `dd/mm/yyyy` or `M/D/YY h:mm`, or nil where it has none.
    ///
    /// An `m` after a colon is of minutes.
    init?(format: String) {
        var order: [Character] = []
        var previous: Character = " "
        for character in format.lowercased() {
            if "dmy".contains(character), previous != character,
                !(character == "m" && previous == ":"), !order.contains(character)
            {
                order.append(character)
            } else if character.isLetter, !"dmyhst".contains(character) {
                return nil
            }
            previous = character
        }
        switch order {
        case ["d", "m", "y"]: self = .dayFirst
        case ["m", "d", "y"]: self = .monthFirst
        case ["y", "m", "d"]: self = .yearFirst
        default: return nil
        }
    }
}

import Marine

/// One reading as a JSON object.
///
/// The members are `device`, `time`, `temperature`, `humidity`, `shock`, `light`, `door`,
/// `latitude`, `longitude` and `battery`; and, as trackers push them, `deviceId`, `serial` or
/// `imei` for the device, `timestamp` for the time, `lat` and `lon` or `lng`, and `location` with
/// the two coordinates inside. A null measurement counts as absent. The members of ``ignored`` are
/// checked for syntax and skipped; any other member is refused, so that a misspelt one is not lost
/// unnoticed.
struct JSONReading {
    /// The vendors' members that say nothing about the cargo.
    static let ignored: Set<String> = [
        "accuracy", "address", "altitude", "cellTowerUsedCount", "deviceName", "entityName",
        "entryTimeEpoch", "firmware", "formattedAddress", "heading", "id", "locationMethod",
        "model", "motion", "pressure", "rssi", "sequence", "shipmentId", "signal",
        "signalStrength", "speed", "vendor", "wifiAccessPointUsedCount",
    ]

    private var cursor = JSONCursor()
    private var draft = ReadingDraft()

    /// Reads the one object that the bytes hold.
    /// - Returns: The device's place in the table, and the sample.
    static func parse(
        _ bytes: Span<UInt8>,
        devices: inout DeviceTable
    ) throws(Rejection) -> (device: Int, sample: Sample) {
        var reader = JSONReading()
        guard reader.cursor.take(ASCII.openBrace, bytes) else {
            try reader.cursor.skipValue(bytes)
            throw Rejection(.notAnObject, "a reading is a JSON object")
        }
        try reader.members(bytes, isLocation: false, devices: &devices)
        reader.cursor.skipSpace(bytes)
        guard reader.cursor.position == bytes.count else {
            throw reader.cursor.malformed("the object is followed by more", bytes)
        }
        guard let device = reader.draft.device else {
            throw Rejection(.deviceMissing, "the reading names no device")
        }
        return (device, try reader.draft.finished())
    }

    private mutating func members(
        _ bytes: Span<UInt8>,
        isLocation: Bool,
        devices: inout DeviceTable
    ) throws(Rejection) {
        if cursor.take(ASCII.closeBrace, bytes) { return }
        repeat {
            let name = try cursor.string(bytes)
            guard cursor.take(ASCII.colon, bytes) else {
                throw cursor.malformed("a colon is missing", bytes)
            }
            _ = cursor.peek(bytes)
            do throws(Rejection) {
                try member(name, bytes, isLocation: isLocation, devices: &devices)
            } catch {
                var rejection = error
                if rejection.field == nil, rejection.code != .malformedJSON {
                    rejection.field = ASCII.excerpt(bytes, name.range)
                }
                throw rejection
            }
        } while cursor.take(ASCII.comma, bytes)
        guard cursor.take(ASCII.closeBrace, bytes) else {
            throw cursor.malformed("a comma or a closing brace is missing", bytes)
        }
    }

    @inline(__always)
    private mutating func member(
        _ name: JSONCursor.Text,
        _ bytes: Span<UInt8>,
        isLocation: Bool,
        devices: inout DeviceTable
    ) throws(Rejection) {
        guard !name.hasEscapes, let field = Self.field(bytes, name.range) else {
            if !isLocation, bytes.equals(name.range, "location") {
                if cursor.literal("null", bytes) { return }
                guard cursor.take(ASCII.openBrace, bytes) else {
                    throw Rejection(.wrongType, "a location is an object with two coordinates")
                }
                return try members(bytes, isLocation: true, devices: &devices)
            }
            return try skipIgnored(name, bytes)
        }
        if isLocation, field != .latitude, field != .longitude {
            throw Rejection(.unknownField, "a location holds no such member")
        }
        guard draft.claim(field) else {
            throw Rejection(.duplicateField, "the reading states this twice")
        }
        guard !cursor.literal("null", bytes) else { return }
        switch field {
        case .device, .time, .door: try text(field, bytes, devices: &devices)
        default: try number(field, bytes)
        }
    }

    @inline(__always)
    private mutating func number(
        _ field: ReadingField,
        _ bytes: Span<UInt8>
    ) throws(Rejection) {
        switch cursor.peek(bytes) {
        case ASCII.quote, ASCII.openBrace, ASCII.openBracket, UInt8(ascii: "t"),
            UInt8(ascii: "f"):
            throw Rejection(.wrongType, "the value is not a number")
        default: break
        }
        let range = try cursor.number(bytes)
        guard JSONNumber.startsCanonically(bytes, range) else {
            throw NumberText.rejection(.malformed, bytes, range)
        }
        let number: DecimalNumber
        do throws(DecimalNumber.Fault) {
            number = try DecimalNumber(bytes, range)
        } catch {
            throw NumberText.rejection(error, bytes, range, for: field)
        }
        try draft.set(field, number, unit: field.defaultUnit)
    }

    @inline(__always)
    private mutating func text(
        _ field: ReadingField,
        _ bytes: Span<UInt8>,
        devices: inout DeviceTable
    ) throws(Rejection) {
        guard cursor.peek(bytes) == ASCII.quote else {
            throw Rejection(.wrongType, "the value is not a string")
        }
        let text = try cursor.string(bytes)
        if text.hasEscapes {
            let decoded = JSONText.unescaped(bytes, text.range)
            try set(field, decoded.span, decoded.indices, devices: &devices)
        } else {
            try set(field, bytes, text.range, devices: &devices)
        }
    }

    @inline(__always)
    private mutating func set(
        _ field: ReadingField,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        devices: inout DeviceTable
    ) throws(Rejection) {
        switch field {
        case .device: draft.device = try devices.legalPlace(bytes, range)
        case .time: draft.time = try TimestampText.internetTime(bytes, range)
        default: draft.setDoor(try DoorText.state(bytes, range))
        }
    }

    private mutating func skipIgnored(
        _ name: JSONCursor.Text,
        _ bytes: Span<UInt8>
    ) throws(Rejection) {
        let text = String(decoding: JSONText.unescaped(bytes, name.range), as: UTF8.self)
        guard Self.ignored.contains(text) else {
            throw Rejection(.unknownField, "a reading holds no such member")
        }
        try cursor.skipValue(bytes, depth: 2)
    }

    private static func field(_ bytes: Span<UInt8>, _ range: Range<Int>) -> ReadingField? {
        switch range.count {
        case 3:
            if bytes.equals(range, "lat") { return .latitude }
            if bytes.equals(range, "lon") || bytes.equals(range, "lng") { return .longitude }
        case 4:
            if bytes.equals(range, "time") { return .time }
            if bytes.equals(range, "door") { return .door }
            if bytes.equals(range, "imei") { return .device }
        case 5:
            if bytes.equals(range, "shock") { return .shock }
            if bytes.equals(range, "light") { return .light }
        case 6:
            if bytes.equals(range, "device") || bytes.equals(range, "serial") { return .device }
        case 7: if bytes.equals(range, "battery") { return .battery }
        case 8:
            if bytes.equals(range, "humidity") { return .humidity }
            if bytes.equals(range, "latitude") { return .latitude }
            if bytes.equals(range, "deviceId") { return .device }
        case 9:
            if bytes.equals(range, "longitude") { return .longitude }
            if bytes.equals(range, "timestamp") { return .time }
        case 11: if bytes.equals(range, "temperature") { return .temperature }
        default: break
        }
        return nil
    }
}

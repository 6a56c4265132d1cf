import CanonicalJSON
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
    private static let ignored: Set<String> = [
        "accuracy", "address", "altitude", "cellTowerUsedCount", "deviceName", "entityName",
        "entryTimeEpoch", "firmware", "formattedAddress", "heading", "id", "locationMethod",
        "model", "motion", "pressure", "rssi", "sequence", "shipmentId", "signal",
        "signalStrength", "speed", "vendor", "wifiAccessPointUsedCount",
    ]

    private static let limits = JSONLimits(
        maximumBytes: .max,
        maximumDepth: 16,
        maximumNumberLength: .max
    )

    private var scanner: JSONScanner
    private var draft = ReadingDraft()

    private init(scanner: JSONScanner) { self.scanner = scanner }

    /// Reads the one object that the bytes hold.
    /// - Returns: The device's place in the table, and the sample.
    static func parse(
        _ bytes: Span<UInt8>,
        devices: inout DeviceTable
    ) throws(Rejection) -> (device: Int, sample: Sample) {
        try bytes.withUnsafeBufferPointer { (text) throws(Rejection) in
            var reading = JSONReading(scanner: scanner(of: text))
            return try reading.parse(text.span, devices: &devices)
        }
    }

    /// A scanner of a text that was sent, which passes half of a surrogate pair: it is in JSON's
    /// grammar, and trackers cut their texts there.
    static func scanner(of text: UnsafeBufferPointer<UInt8>) -> JSONScanner {
        JSONScanner(text, limits: limits, .any)
    }

    /// Whether a member of this name is one of ``ignored``.
    static func isIgnored(_ name: [UInt8]) -> Bool {
        ignored.contains(String(decoding: name, as: UTF8.self))
    }

    private mutating func parse(
        _ bytes: Span<UInt8>,
        devices: inout DeviceTable
    ) throws(Rejection) -> (device: Int, sample: Sample) {
        try scanner.rejecting { it throws(JSONError) in try it.skipWhiteSpace() }
        guard scanner.next == ASCII.openBrace else {
            try scanner.rejecting { it throws(JSONError) in
                try it.skipValue()
                try it.end()
            }
            throw Rejection(.notAnObject, "a reading is a JSON object")
        }
        try members(bytes, isLocation: false, devices: &devices)
        try scanner.rejecting { it throws(JSONError) in try it.end() }
        guard let device = draft.device else {
            throw Rejection(.deviceMissing, "the reading names no device")
        }
        return (device, try draft.finished())
    }

    private mutating func members(
        _ bytes: Span<UInt8>,
        isLocation: Bool,
        devices: inout DeviceTable
    ) throws(Rejection) {
        var next = try scanner.rejecting { it throws(JSONError) in try it.firstMember() }
        while let name = next {
            do throws(Rejection) {
                try member(name, bytes, isLocation: isLocation, devices: &devices)
            } catch {
                var rejection = error
                if rejection.field == nil, rejection.code != .malformedJSON {
                    rejection.field = ASCII.excerpt(bytes, name.range)
                }
                throw rejection
            }
            next = try scanner.rejecting { it throws(JSONError) in try it.nextMember() }
        }
    }

    @inline(__always)
    private mutating func member(
        _ name: JSONScanner.StringToken,
        _ bytes: Span<UInt8>,
        isLocation: Bool,
        devices: inout DeviceTable
    ) throws(Rejection) {
        guard !name.isEscaped, let field = Self.field(bytes, name.range) else {
            if !isLocation, bytes.equals(name.range, "location") {
                if scanner.passNull() { return }
                guard scanner.next == ASCII.openBrace else {
                    throw Rejection(.wrongType, "a location is an object with two coordinates")
                }
                return try members(bytes, isLocation: true, devices: &devices)
            }
            guard Self.isIgnored(scanner.characters(of: name)) else {
                throw Rejection(.unknownField, "a reading holds no such member")
            }
            return try scanner.rejecting { it throws(JSONError) in try it.skipValue() }
        }
        if isLocation, field != .latitude, field != .longitude {
            throw Rejection(.unknownField, "a location holds no such member")
        }
        guard draft.claim(field) else {
            throw Rejection(.duplicateField, "the reading states this twice")
        }
        guard !scanner.passNull() else { return }
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
        switch scanner.next {
        case ASCII.quote, ASCII.openBrace, ASCII.openBracket, UInt8(ascii: "t"),
            UInt8(ascii: "f"):
            throw Rejection(.wrongType, "the value is not a number")
        default: break
        }
        let start = scanner.position
        guard let range = try? scanner.number(), Self.endsNumber(scanner.next) else {
            let end = (start..<bytes.count).first { Self.endsNumber(bytes[$0]) } ?? bytes.count
            throw NumberText.rejection(.malformed, bytes, start..<end)
        }
        let number: DecimalNumber
        do throws(DecimalNumber.Fault) {
            number = try DecimalNumber(bytes, range)
        } catch {
            throw NumberText.rejection(error, bytes, range, for: field)
        }
        try draft.set(field, number, unit: field.defaultUnit)
    }

    /// Whether a number cannot go on with this byte; `nil` is the end of the text.
    private static func endsNumber(_ byte: UInt8?) -> Bool {
        guard let byte else { return true }
        return byte == ASCII.comma || byte == ASCII.closeBrace || byte == ASCII.closeBracket
            || ASCII.isSpace(byte)
    }

    @inline(__always)
    private mutating func text(
        _ field: ReadingField,
        _ bytes: Span<UInt8>,
        devices: inout DeviceTable
    ) throws(Rejection) {
        guard scanner.next == ASCII.quote else {
            throw Rejection(.wrongType, "the value is not a string")
        }
        let text = try scanner.rejecting { it throws(JSONError) in try it.string() }
        if text.isEscaped {
            let decoded = scanner.characters(of: text)
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

extension JSONScanner {
    /// Takes a step, whose fault rejects the line.
    @inline(__always)
    mutating func rejecting<Value>(
        _ step: (inout JSONScanner) throws(JSONError) -> Value
    ) throws(Rejection) -> Value {
        do throws(JSONError) { return try step(&self) } catch { throw Rejection(error) }
    }
}

extension Rejection {
    /// The rejection of a text that is not JSON, or is nested too deep.
    fileprivate init(_ error: JSONError) {
        switch error.code {
        case .nestingTooDeep: self.init(.nestingTooDeep, "values are \(error.reason)")
        case .invalidUTF8: self.init(.encodingUnsupported, "a string is not in UTF-8")
        default:
            self.init(.malformedJSON, "\(error.reason) at character \(error.offset + 1)")
        }
    }
}

import CanonicalJSON
import Marine

/// What the object around an array of readings states for all of them.
struct JSONHead {
    /// The device's place in the upload's table of devices.
    var device: Int?
    /// The unit of temperatures.
    var temperatureUnit: MeasurementUnit?
    /// Whether a unit is stated that is not understood, or several.
    var isUnitUnclear = false
    /// Whether the object goes on after the readings, and may name their device there.
    var isOpen = false
}

/// One reading as a JSON object.
///
/// The members are `device`, `time`, `temperature`, `humidity`, `shock`, `light`, `door`,
/// `latitude`, `longitude` and `battery`; and, as trackers push them, `deviceId`, `serial` or
/// `imei` for the device, `timestamp` for the time, `lat` and `lon` or `lng`, and `location` with
/// the two coordinates inside; and the other names of ``JSONMemberName``. A figure may be a string
/// that holds a plain decimal number. A null measurement counts as absent. The members of
/// ``ignored`` are
/// checked for syntax and skipped; any other member is named as left out, so that a misspelt one is
/// not lost unnoticed. What is no such object is left to the slower readers of vendors' shapes.
struct JSONReading {
    /// What came of an object: plain values alone, as each reading is handed on in one.
    struct Outcome {
        /// The device's place in the upload's table of devices.
        var device = 0
        /// What was measured; nil where nothing was.
        var sample: Sample?
        /// The bits of the fields that were given.
        var fields: UInt16 = 0
        /// The unit of the temperature.
        var temperatureUnit = MeasurementUnit.celsius
        /// Whether the object is no reading in this shape.
        var isCompound = false
    }

    /// The vendors' members that say nothing about the cargo, and what an export says of a reading.
    private static let ignored: Set<String> = [
        "accuracy", "address", "altitude", "cellTowerUsedCount", "deviceName", "entityName",
        "entryTimeEpoch", "firmware", "formattedAddress", "heading", "id", "locationMethod",
        "model", "motion", "pressure", "rssi", "sequence", "shipmentId", "signal",
        "signalStrength", "speed", "vendor", "wifiAccessPointUsedCount", "flagged",
    ]

    /// Members that no flat reading has: their object is one of the vendors' shapes.
    private static let compound: Set<String> = [
        "specversion", "ts", "values", "deviceInfo", "metadata", "payload", "sensorElementList",
        "epcisBody", "eventList", "eventTime", "readings", "temperatureUnit", "tempUnit",
        "temperature_unit", "temp_unit", "unit",
    ]

    static let limits = JSONLimits(
        maximumBytes: .max,
        maximumDepth: 16,
        maximumNumberLength: .max
    )

    var scanner: JSONScanner
    let defaults: ReadingDefaults
    let head: JSONHead?
    var draft = ReadingDraft()
    var faults: [Rejection] = []
    var temperatureUnit = MeasurementUnit.celsius
    var isCompound = false

    private init(scanner: JSONScanner, defaults: ReadingDefaults, head: JSONHead?) {
        self.scanner = scanner
        self.defaults = defaults
        self.head = head
    }

    /// Reads the one object that the bytes hold.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - defaults: What is stated with the upload.
    ///   - head: What the text around states.
    ///   - devices: The upload's table of devices.
    ///   - faults: Takes the fields that are left out.
    /// - Returns: The reading.
    /// - Throws: ``Rejection`` where nothing of it can be kept.
    static func parse(
        _ bytes: Span<UInt8>,
        _ defaults: ReadingDefaults,
        _ head: JSONHead?,
        devices: inout DeviceTable,
        faults: inout [Rejection]
    ) throws(Rejection) -> Outcome {
        try bytes.withUnsafeBufferPointer { (text) throws(Rejection) in
            var reading = JSONReading(scanner: scanner(of: text), defaults: defaults, head: head)
            let outcome = try reading.parse(text.span, devices: &devices)
            if !reading.faults.isEmpty { faults = reading.faults }
            return outcome
        }
    }

    /// A scanner of a text that was sent, which passes half of a surrogate pair: it is in JSON's
    /// grammar, and trackers cut their texts there.
    static func scanner(of text: UnsafeBufferPointer<UInt8>) -> JSONScanner {
        JSONScanner(text, limits: limits, .any)
    }

    /// Whether a member of this name is one of ``ignored``.
    static func isIgnored(_ name: String) -> Bool { ignored.contains(name) }

    private mutating func parse(
        _ bytes: Span<UInt8>,
        devices: inout DeviceTable
    ) throws(Rejection) -> Outcome {
        try scanner.rejecting { it throws(JSONError) in try it.skipWhiteSpace() }
        guard scanner.next == ASCII.openBrace else {
            try scanner.rejecting { it throws(JSONError) in
                try it.skipValue()
                try it.end()
            }
            throw Rejection(.notAnObject, "a reading is a JSON object")
        }
        do throws(Rejection) {
            try members(bytes, isLocation: false, devices: &devices)
        } catch {
            if isCompound { return Outcome(isCompound: true) }
            // A misspelt member is the better reason than what it leaves missing.
            throw error
        }
        try scanner.rejecting { it throws(JSONError) in try it.end() }
        return try finished(devices)
    }

    @inline(__always)
    private mutating func finished(_ devices: borrowing DeviceTable) throws(Rejection) -> Outcome {
        let isOpen = head?.isOpen == true
        let own = draft.device ?? head?.device ?? (isOpen ? DeviceTable.unnamed : nil)
        guard let device = own ?? defaults.device else { throw faults.first ?? .deviceMissing }
        if let place = defaults.device, device != place, device != DeviceTable.unnamed {
            throw .deviceContradicts(
                devices.devices[device].device,
                devices.devices[place].device
            )
        }
        guard let time = draft.time else {
            throw faults.first ?? Rejection(.timeMissing, "the reading has no time")
        }
        return Outcome(
            device: device,
            sample: draft.finished(at: time, &faults),
            fields: draft.fields,
            temperatureUnit: temperatureUnit
        )
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
                throw error.code == .malformedJSON
                    ? error : error.naming(ASCII.excerpt(bytes, name.range))
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
            return try other(name, bytes, isLocation: isLocation, devices: &devices)
        }
        if isLocation, field != .latitude, field != .longitude {
            return try leaveOut(
                name,
                bytes,
                Rejection(.unknownField, "a location holds no such member")
            )
        }
        try take(field, nil, name, bytes, devices: &devices)
    }

    /// A member that is a field, in the unit that its name states or the format's.
    @inline(__always)
    private mutating func take(
        _ field: ReadingField,
        _ unit: MeasurementUnit?,
        _ name: JSONScanner.StringToken,
        _ bytes: Span<UInt8>,
        devices: inout DeviceTable
    ) throws(Rejection) {
        guard draft.claim(field) else {
            return try takeAgain(field, unit, name, bytes)
        }
        guard !scanner.passNull() else { return }
        switch field {
        case .device, .time, .door: try text(name, field, bytes, devices: &devices)
        default: try number(name, field, unit, bytes)
        }
    }

    /// A member that is no field of a reading.
    private mutating func other(
        _ name: JSONScanner.StringToken,
        _ bytes: Span<UInt8>,
        isLocation: Bool,
        devices: inout DeviceTable
    ) throws(Rejection) {
        if !isLocation, bytes.equals(name.range, "location") {
            if scanner.passNull() { return }
            if scanner.next == ASCII.openBrace {
                return try members(bytes, isLocation: true, devices: &devices)
            }
            return try leaveOut(
                name,
                bytes,
                Rejection(.wrongType, "a location is an object with two coordinates")
            )
        }
        let text = String(decoding: scanner.characters(of: name), as: UTF8.self)
        if Self.ignored.contains(text) {
            return try scanner.rejecting { it throws(JSONError) in try it.skipValue() }
        }
        if !isLocation, let known = JSONMemberName(text) {
            return try take(known.field, known.unit, name, bytes, devices: &devices)
        }
        let isNested = scanner.next == ASCII.openBrace || scanner.next == ASCII.openBracket
        if !isLocation, isNested || Self.compound.contains(text) {
            isCompound = true
            throw Rejection(.unknownField, "the reading is in another shape")
        }
        try leaveOut(name, bytes, .unknownMember)
    }

    /// Passes a member's value and names the member as left out.
    mutating func leaveOut(
        _ name: JSONScanner.StringToken,
        _ bytes: Span<UInt8>,
        _ fault: Rejection
    ) throws(Rejection) {
        try scanner.rejecting { it throws(JSONError) in try it.skipValue() }
        faults.append(fault.naming(ASCII.excerpt(bytes, name.range)))
    }

    @inline(__always)
    private mutating func text(
        _ name: JSONScanner.StringToken,
        _ field: ReadingField,
        _ bytes: Span<UInt8>,
        devices: inout DeviceTable
    ) throws(Rejection) {
        guard scanner.next == ASCII.quote else {
            if field == .time, let time = try epoch(bytes) {
                draft.time = time
                return
            }
            let fault = Rejection(.wrongType, "the value is not a string")
            guard field == .door else { throw fault }
            return try leaveOut(name, bytes, fault)
        }
        let text = try scanner.rejecting { it throws(JSONError) in try it.string() }
        do throws(Rejection) {
            if text.isEscaped {
                let decoded = scanner.characters(of: text)
                try set(field, decoded.span, decoded.indices, devices: &devices)
            } else {
                try set(field, bytes, text.range, devices: &devices)
            }
        } catch {
            guard field == .door else { throw error }
            faults.append(error.naming(ASCII.excerpt(bytes, name.range)))
        }
    }

    /// A time that is a number: seconds or milliseconds since 1970.
    private mutating func epoch(_ bytes: Span<UInt8>) throws(Rejection) -> Instant? {
        guard let next = scanner.next, ASCII.isDigit(next) else { return nil }
        let range = try scanner.rejecting { it throws(JSONError) in try it.number() }
        return try TimestampText.epochTime(bytes, range, defaults.times)
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
        case .time:
            draft.time = try TimestampText.internetTime(bytes, range, defaults.times)
        default: draft.setDoor(try DoorText.state(bytes, range))
        }
    }

    @inline(__always)
    static func field(_ bytes: Span<UInt8>, _ range: Range<Int>) -> ReadingField? {
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
    init(_ error: JSONError) {
        switch error.code {
        case .nestingTooDeep: self.init(.nestingTooDeep, "values are \(error.reason)")
        case .invalidUTF8: self.init(.encodingUnsupported, "a string is not in UTF-8")
        case .duplicateKey: self.init(.duplicateField, "an object states a member twice")
        default:
            self.init(.malformedJSON, "\(error.reason) at character \(error.offset + 1)")
        }
    }
}

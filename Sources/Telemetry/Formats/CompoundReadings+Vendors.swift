import CanonicalJSON
import Marine

// The envelopes and pushes of platforms.
extension CompoundReadings {
    /// An event in an envelope of CloudEvents 1.0.2 in its JSON format: the readings are its data,
    /// and the instant of the event is that of readings which state none.
    func takeCloudEvent(
        _ members: [String: JSONValue],
        _ context: Surroundings,
        into sink: inout UploadSink
    ) throws(Rejection) {
        var inner = context
        inner.family = .cloudEvents
        if let time = members["time"] { inner.time = try Self.instant(time, sink.stated) }
        if let data = members["data"], !data.isNull {
            take(data, inner, into: &sink)
        } else if let text = members["data_base64"]?.stringValue {
            guard let bytes = Base64Digits.decode(text),
                let data = try? JSONValue(parsing: bytes, limits: JSONReading.limits)
            else {
                throw Rejection(.malformedJSON, field: "data_base64", "the data is not JSON")
            }
            take(data, inner, into: &sink)
        } else {
            sink.accept([], leavingOut: [], line: line)
        }
    }

    /// ThingsBoard's telemetry: `ts` in milliseconds since 1970, and `values`.
    func takeThingsBoard(
        _ members: [String: JSONValue],
        _ time: JSONValue,
        _ values: JSONValue,
        _ context: Surroundings,
        into sink: inout UploadSink
    ) throws(Rejection) {
        guard let milliseconds = time.integerValue, milliseconds >= 0 else {
            throw Rejection(.timeMalformed, field: "ts", "it is milliseconds since 1970")
        }
        guard let figures = values.objectValue else {
            throw Rejection(.wrongType, field: "values", "values are an object")
        }
        var inner = context
        inner.family = .thingsBoard
        do throws(Rejection) {
            try TimestampText.requireUTC("\(milliseconds)", sink.stated.times)
        } catch {
            throw error.naming("ts")
        }
        inner.time = Instant(millisecondsSinceEpoch: milliseconds)
        if let name = (members["device"] ?? members["deviceName"])?.stringValue {
            inner.device = try Self.place(name, &sink)
        }
        try takeReading(figures, inner, into: &sink)
    }

    /// An uplink event of ChirpStack 4: the device's EUI, and what its codec made of the payload.
    ///
    /// The positions in `rxInfo` are the gateways', and so are not the cargo's.
    func takeChirpStack(
        _ members: [String: JSONValue],
        _ context: Surroundings,
        into sink: inout UploadSink
    ) throws(Rejection) {
        var inner = context
        inner.family = .chirpStack
        if let time = members["time"] { inner.time = try Self.instant(time, sink.stated) }
        inner.device = try Self.place(members["deviceInfo"]?["devEui"]?.stringValue, &sink)
        guard let figures = members["object"]?.objectValue else {
            return sink.accept([], leavingOut: [], line: line)
        }
        try takeReading(figures, inner, into: &sink)
    }

    /// A reefer or IoT event of the DCSA, version 1: the container is the device.
    func takeDCSA(
        _ metadata: JSONValue,
        _ payload: JSONValue,
        _ context: Surroundings,
        into sink: inout UploadSink
    ) throws(Rejection) {
        if let retracted = metadata["retractedEventID"]?.stringValue {
            throw .retracts(retracted, field: "retractedEventID")
        }
        guard let time = payload["eventDateTime"] else {
            throw Rejection(.timeMissing, field: "eventDateTime", "the event has no time")
        }
        var inner = context
        inner.family = .dcsa
        var draft = ReadingDraft()
        var faults: [Rejection] = []
        let instant = try Self.instant(time, sink.stated)
        _ = draft.claim(.time)
        var own: Int?
        if let container = payload["equipmentReference"]?.stringValue {
            own = try Self.place(container, &sink)
            _ = draft.claim(.device)
        }
        let measured = payload["measurements"] ?? .null
        let unitText = measured["temperatureUnit"]?.stringValue
        inner.temperatureUnit = unitText.flatMap {
            MeasurementUnit(MeasurementUnit.plainName($0), for: .temperature)
        }
        let place = payload["geoLocation"] ?? .null
        let figures: [(String, ReadingField, JSONValue?)] = [
            ("temperature", .temperature, measured["temperature"]),
            ("humidity", .humidity, measured["humidity"]),
            ("latitude", .latitude, place["latitude"]),
            ("longitude", .longitude, place["longitude"]),
        ]
        for (name, field, value) in figures {
            guard let value, !value.isNull else { continue }
            _ = draft.claim(field)
            do throws(Rejection) {
                if field == .temperature, let unitText, inner.temperatureUnit == nil {
                    throw Rejection(.unknownUnit, "the unit '\(unitText)' is not understood")
                }
                if field == .temperature {
                    try Self.requireUnit(inner.temperatureUnit, sink.stated)
                    inner.temperatureUnit =
                        inner.temperatureUnit ?? sink.stated.units[.temperature]
                }
                try Self.set(field, value, inner, &draft, sink.stated)
            } catch {
                faults.append(error.naming(name))
            }
        }
        if payload["iotEventTypeCode"]?.stringValue == "DRO" {
            _ = draft.claim(.door)
            draft.setDoor(.open)
        }
        let device = try device(own, inner, &sink)
        let sample = draft.finished(at: instant, &faults)
        if sample != nil { sink.understood.note(draft.fields, .dcsa, line: line, sink.stated) }
        sink.accept(sample.map { [(device, $0)] } ?? [], leavingOut: faults, line: line)
    }

    /// Refuses a temperature of a standard's event whose unit nobody states, or two state
    /// differently.
    static func requireUnit(
        _ own: MeasurementUnit?,
        _ stated: UploadStatements
    ) throws(Rejection) {
        if let own { return try requireSame(own, stated, "temperature") }
        guard stated.units[.temperature] == nil else { return }
        throw Rejection(
            .unitMissing,
            field: "temperature",
            "the temperature's unit is not stated; state the unit C, F or K with the upload"
        )
    }
}

/// Base64 as it stands in a JSON envelope (RFC 4648).
enum Base64Digits {
    /// The bytes; nil where the text is not base64.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        var digits = text.utf8[...]
        while digits.last == UInt8(ascii: "=") { digits = digits.dropLast() }
        for digit in digits {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = digit - 65
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = digit - 71
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit + 4
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return count < 6 ? bytes : nil
    }
}

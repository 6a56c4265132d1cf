import CanonicalJSON
import Marine

/// Reads JSON objects in the shapes of vendors and standards, in memory and one at a time.
///
/// The object's own members tell its shape; what has none is a reading whose figures may be objects
/// with a unit each. What surrounds a reading states what the reading itself leaves open.
struct CompoundReadings {
    /// What the objects around a value state for it.
    struct Surroundings {
        var family = TelemetryFamily.reading
        /// The device's place in the upload's table of devices.
        var device: Int?
        /// The instant of readings that state none.
        var time: Instant?
        /// The unit of temperatures.
        var temperatureUnit: MeasurementUnit?
        /// The unit that the name of the member in hand states.
        var namedUnit: MeasurementUnit?
    }

    let line: Int
    /// Whether the text around may name the device later.
    let isOpen: Bool

    /// Reads one text and hands on what it holds.
    static func take(
        _ bytes: Span<UInt8>,
        _ head: JSONHead?,
        line: Int,
        into sink: inout UploadSink
    ) {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for index in 0..<bytes.count { copy.append(bytes[index]) }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: copy, limits: JSONReading.limits)
        } catch {
            return sink.reject(Rejection(error), line: line)
        }
        var context = Surroundings()
        context.device = head?.device
        context.temperatureUnit = head?.temperatureUnit
        let readings = CompoundReadings(line: line, isOpen: head?.isOpen ?? false)
        readings.take(value, context, into: &sink)
    }

    /// Takes whatever the value holds; what is rejected costs that reading alone.
    func take(_ value: JSONValue, _ context: Surroundings, into sink: inout UploadSink) {
        if let elements = value.arrayValue {
            for element in elements { take(element, context, into: &sink) }
            return
        }
        guard let members = value.objectValue else {
            return sink.reject(Rejection(.notAnObject, "a reading is a JSON object"), line: line)
        }
        do throws(Rejection) {
            try take(members, context, into: &sink)
        } catch {
            sink.reject(error, line: line)
        }
    }

    private func take(
        _ members: [String: JSONValue],
        _ context: Surroundings,
        into sink: inout UploadSink
    ) throws(Rejection) {
        if members["specversion"] != nil {
            try takeCloudEvent(members, context, into: &sink)
        } else if let events = Self.events(members) {
            take(events, context, into: &sink)
        } else if members["sensorElementList"] != nil || members["eventTime"] != nil {
            try takeEPCIS(members, context, into: &sink)
        } else if let metadata = members["metadata"], let payload = members["payload"] {
            try takeDCSA(metadata, payload, context, into: &sink)
        } else if let metadata = members["metadata"], metadata["retractedEventID"] != nil {
            try takeDCSA(metadata, .null, context, into: &sink)
        } else if members["deviceInfo"] != nil {
            try takeChirpStack(members, context, into: &sink)
        } else if let time = members["ts"], let values = members["values"] {
            try takeThingsBoard(members, time, values, context, into: &sink)
        } else if let readings = members["readings"], readings.arrayValue != nil {
            try takeGroup(members, readings, context, into: &sink)
        } else if Self.isDeviceMap(members) {
            for (name, readings) in members.sorted(by: { $0.key < $1.key }) {
                var inner = context
                inner.device = try Self.place(name, &sink)
                take(readings, inner, into: &sink)
            }
        } else {
            try takeReading(members, context, into: &sink)
        }
    }

    /// The events of an EPCIS document, or of the answer to an EPCIS query.
    private static func events(_ members: [String: JSONValue]) -> JSONValue? {
        let body = members["epcisBody"] ?? .object(members)
        if let events = body["eventList"] { return events }
        if let event = body["event"], members["epcisBody"] != nil { return event }
        return body["queryResults"]?["resultsBody"]?["eventList"]
    }

    /// A ThingsBoard gateway's telemetry: devices by name, each with an array of `ts` and `values`.
    private static func isDeviceMap(_ members: [String: JSONValue]) -> Bool {
        !members.isEmpty
            && members.values.allSatisfy { value in
                guard let elements = value.arrayValue, !elements.isEmpty else { return false }
                return elements.allSatisfy { $0["ts"] != nil && $0["values"] != nil }
            }
    }

    /// Readings of one device in an array of their own.
    private func takeGroup(
        _ members: [String: JSONValue],
        _ readings: JSONValue,
        _ context: Surroundings,
        into sink: inout UploadSink
    ) throws(Rejection) {
        var inner = context
        for (name, value) in members.sorted(by: { $0.key < $1.key }) where name != "readings" {
            if JSONEnvelope.deviceMembers.contains(name) {
                inner.device = try Self.place(value.stringValue, &sink)
            } else if let unit = try Self.unit(name, value, sink.stated) {
                inner.temperatureUnit = unit
            } else if !JSONReading.isIgnored(name) {
                let reason = "an array of readings has no such member beside it"
                sink.leaveOut(Rejection(.unknownField, field: name, reason), line: line)
            }
        }
        take(readings, inner, into: &sink)
    }

    /// The place of a device that a member names.
    static func place(_ name: String?, _ sink: inout UploadSink) throws(Rejection) -> Int {
        guard let name else { throw Rejection(.wrongType, "a device is named by a string") }
        let text = Array(name.utf8)
        return try sink.devices.legalPlace(text.span, text.indices)
    }

    /// The unit of temperatures that a member states; nil where it is no such member.
    static func unit(
        _ name: String,
        _ value: JSONValue,
        _ stated: UploadStatements
    ) throws(Rejection) -> MeasurementUnit? {
        guard JSONEnvelope.unitMembers.contains(name) else { return nil }
        guard let text = value.stringValue,
            let unit = MeasurementUnit(MeasurementUnit.plainName(text), for: .temperature)
        else {
            throw Rejection(.unknownUnit, field: name, "the unit of a temperature is C, F or K")
        }
        try requireSame(unit, stated, name)
        return unit
    }

    /// Refuses a unit of temperature that contradicts what is stated with the upload.
    static func requireSame(
        _ unit: MeasurementUnit,
        _ stated: UploadStatements,
        _ name: String
    ) throws(Rejection) {
        guard let other = stated.units[.temperature], other != unit else { return }
        throw Rejection.unitContradicts(unit, other).naming(name)
    }

    /// The device of a reading: its own, that of what surrounds it, or the one that is stated.
    func device(
        _ own: Int?,
        _ context: Surroundings,
        _ sink: inout UploadSink
    ) throws(Rejection) -> Int {
        guard let device = own ?? context.device else {
            // What is stated counts once the text around has ended without naming another.
            if isOpen { return DeviceTable.unnamed }
            guard let stated = sink.stated.device else { throw .deviceMissing }
            return sink.devices.place(of: stated)
        }
        let name = sink.devices.devices[device].device
        guard let stated = sink.stated.device, stated.string != name else { return device }
        throw .deviceContradicts(name, stated.string)
    }

    /// An instant in any form that JSON has.
    static func instant(
        _ value: JSONValue,
        _ stated: UploadStatements
    ) throws(Rejection) -> Instant {
        switch value {
        case .string(let text):
            let bytes = Array(text.utf8)
            return try TimestampText.internetTime(bytes.span, bytes.indices, stated.times)
        case .number(let text):
            let bytes = Array(text.utf8)
            if let epoch = try TimestampText.epochTime(bytes.span, bytes.indices, stated.times) {
                return epoch
            }
            fallthrough
        default: throw Rejection(.wrongType, "the value is no time")
        }
    }
}

import CanonicalJSON
import Marine

// Sensor elements of GS1 EPCIS 2.0 events (the standard's section 7.3.7 and CBV 2.0).
extension CompoundReadings {
    /// Reports of one device at one instant.
    private struct Group {
        let device: Int
        let time: Instant
        var draft = ReadingDraft()
    }

    /// One event: each device and instant in a sensor element is a reading.
    ///
    /// A report's own time and device stand before those of the element, and the event's time is
    /// that of elements which state neither instant nor interval; an interval that ends where it
    /// starts is an instant. Extremes, means and other figures of an interval are named with it and
    /// left out: at which instants they were measured is not said, and none is made up. An event
    /// that is declared to be an error holds nothing.
    func takeEPCIS(
        _ members: [String: JSONValue],
        _ context: Surroundings,
        into sink: inout UploadSink
    ) throws(Rejection) {
        if let declared = members["errorDeclaration"], !declared.isNull {
            throw .retracts(members["eventID"]?.stringValue, field: "errorDeclaration")
        }
        let elements = members["sensorElementList"]?.arrayValue ?? []
        guard !elements.isEmpty else { return sink.accept([], leavingOut: [], line: line) }
        for element in elements { takeElement(element, members["eventTime"], context, into: &sink) }
    }

    private func takeElement(
        _ element: JSONValue,
        _ eventTime: JSONValue?,
        _ context: Surroundings,
        into sink: inout UploadSink
    ) {
        let metadata = element["sensorMetadata"] ?? .null
        let reports = element["sensorReport"]?.arrayValue ?? []
        let interval = Interval(metadata)
        var groups: [Group] = []
        var faults: [Rejection] = []
        for report in reports {
            let type = Self.localName(report["type"]?.stringValue ?? "")
            do throws(Rejection) {
                let field = try Self.field(of: report, type)
                let stated = field == .door ? report["stringValue"] : report["value"]
                guard let value = stated else { throw Self.withoutValue(report, interval) }
                guard
                    let time = report["time"] ?? metadata["time"] ?? interval.instant
                        ?? (interval.isStated ? nil : eventTime)
                else {
                    throw Rejection(
                        .intervalNotRead,
                        "the figure is \(interval.text), and of no instant that is stated; give "
                            + "the report a time of its own"
                    )
                }
                let name = (report["deviceID"] ?? metadata["deviceID"])?.stringValue
                let own: Int? =
                    if let name { try Self.place(Self.device(name), &sink) } else { nil }
                let device = try device(own, context, &sink)
                let instant = try Self.instant(time, sink.stated)
                let index =
                    groups.firstIndex { $0.device == device && $0.time == instant }
                    ?? groups.endIndex
                if index == groups.endIndex { groups.append(Group(device: device, time: instant)) }
                guard groups[index].draft.claim(field) else {
                    groups[index].draft.clear(field)
                    throw Rejection(.duplicateField, "one device states it twice at one instant")
                }
                try Self.setReport(field, report, value, &groups[index].draft, sink.stated)
                if let beside = Self.statistics(report).first {
                    throw Rejection(
                        .intervalNotRead,
                        "the value is kept; '\(beside)' beside it is no reading of an instant"
                    )
                }
            } catch {
                faults.append(error.naming(type.isEmpty ? "type" : type))
            }
        }
        finish(groups, faults, into: &sink)
    }

    private func finish(
        _ groups: [Group],
        _ faults: [Rejection],
        into sink: inout UploadSink
    ) {
        var faults = faults
        var readings: [(device: Int, sample: Sample)] = []
        for group in groups {
            guard let sample = group.draft.finished(at: group.time, &faults) else { continue }
            let fields = group.draft.fields | ReadingField.device.bit | ReadingField.time.bit
            sink.understood.note(fields, .epcis, line: line, sink.stated)
            readings.append((group.device, sample))
        }
        guard let first = readings.first else {
            return sink.accept([], leavingOut: faults, line: line)
        }
        sink.accept([first], leavingOut: faults, line: line)
        for reading in readings.dropFirst() { sink.accept([reading], leavingOut: [], line: line) }
    }

    /// What a report is of, by its measurement type of the CBV and its component.
    private static func field(
        of report: JSONValue,
        _ type: String
    ) throws(Rejection) -> ReadingField {
        switch (type, report["component"]?.stringValue.map(localName)) {
        case ("Temperature", nil): return .temperature
        case ("RelativeHumidity", nil): return .humidity
        case ("Illuminance", nil): return .light
        case ("Acceleration", nil): return .shock
        case ("plimsoll:Charge", nil): return .battery
        case ("plimsoll:Door", nil): return .door
        case ("Angle", "latitude"), ("Angle", "longitude"):
            let system = report["coordinateReferenceSystem"]?.stringValue
            guard system?.hasSuffix("CRS84") ?? true || system?.hasSuffix("/4326") == true else {
                throw Rejection(.unknownUnit, "the coordinates are not of WGS 84")
            }
            return report["component"]?.stringValue.map(localName) == "latitude"
                ? .latitude : .longitude
        default:
            throw Rejection(
                .unknownField,
                "reports of this type are not read; Temperature, RelativeHumidity, Illuminance, "
                    + "Acceleration and the Angles of a position are"
            )
        }
    }

    /// When a sensor element's figures were measured, if not at one instant.
    private struct Interval {
        private let start: JSONValue?
        private let end: JSONValue?

        init(_ metadata: JSONValue) {
            start = metadata["startTime"]
            end = metadata["endTime"]
        }

        var isStated: Bool { start != nil || end != nil }

        /// The instant, where the interval ends as it starts.
        var instant: JSONValue? { start == end ? start : nil }

        /// The interval in words.
        var text: String {
            guard isStated else { return "of no stated interval" }
            let parts = [("from", start), ("to", end)].compactMap { word, value in
                value?.stringValue.map { "\(word) \($0.prefix(40))" }
            }
            return "of the interval " + parts.joined(separator: " ")
        }
    }

    /// The members of a report that hold a statistic of several measurements.
    private static func statistics(_ report: JSONValue) -> [String] {
        ["minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue"]
            .filter { report[$0] != nil }
    }

    /// Why a report without a value says nothing of an instant.
    private static func withoutValue(_ report: JSONValue, _ interval: Interval) -> Rejection {
        let found = statistics(report)
        if !found.isEmpty {
            return Rejection(
                .intervalNotRead,
                "\(found.joined(separator: ", ")) \(interval.text): at which instants they were "
                    + "measured is not said, so that they are no readings; send the readings "
                    + "themselves"
            )
        }
        return Rejection(.measurementMissing, "the report holds no value")
    }

    private static func setReport(
        _ field: ReadingField,
        _ report: JSONValue,
        _ value: JSONValue,
        _ draft: inout ReadingDraft,
        _ stated: UploadStatements
    ) throws(Rejection) {
        if localName(report["exception"]?.stringValue ?? "") == "ERROR_CONDITION" {
            throw Rejection(.measurementMissing, "the sensor reports an error with it")
        }
        if field == .door { return try set(field, value, Surroundings(), &draft, stated) }
        guard let text = figureText(value) else {
            throw Rejection(.wrongType, "the value is not a number")
        }
        let uom = report["uom"]?.stringValue
        let isCharge = field == .battery && uom == "P1"
        let own =
            isCharge ? .percent : uom.flatMap { MeasurementUnit($0.lowercased(), for: field) }
        let isAngle = field == .latitude || field == .longitude
        if uom != nil, own == nil, !(isAngle && uom == "DD") {
            throw Rejection(.unknownUnit, "the unit '\(uom ?? "")' is not understood")
        }
        if field == .temperature { try requireUnit(own, stated) }
        guard let unit = own ?? stated.units[field] ?? field.onlyUnit else {
            throw Rejection(.unitMissing, "the unit is not stated; state it with the upload")
        }
        try draft.set(field, number(text, for: field), unit: unit)
    }

    /// The name of a device: what the platform's own URIs for names that are none hold.
    private static func device(_ uri: String) -> String {
        let prefix = "urn:plimsoll:device:"
        guard uri.hasPrefix(prefix) else { return uri }
        var bytes: [UInt8] = []
        var rest = uri.dropFirst(prefix.count).utf8[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A term without its prefix or the address of its vocabulary: `gs1:Temperature` and
    /// `https://gs1.org/voc/Temperature` are `Temperature`.
    private static func localName(_ term: String) -> String {
        guard let split = term.lastIndex(where: { $0 == ":" || $0 == "/" || $0 == "-" }) else {
            return term
        }
        let prefix = term[..<split]
        let isKnown = prefix == "gs1" || prefix == "cbv" || prefix.hasPrefix("http")
        return isKnown || prefix.hasPrefix("urn:epcglobal") || prefix.hasPrefix("cbv:")
            ? String(term[term.index(after: split)...]) : term
    }
}

import CanonicalJSON
import Marine

// Readings whose members are figures, or objects that state a figure and its unit.
extension CompoundReadings {
    /// One reading, as trackers push it.
    func takeReading(
        _ members: [String: JSONValue],
        _ context: Surroundings,
        into sink: inout UploadSink
    ) throws(Rejection) {
        var context = context
        for (name, value) in members where !value.isNull {
            if let unit = try Self.unit(name, value, sink.stated) { context.temperatureUnit = unit }
        }
        var draft = ReadingDraft()
        var faults: [Rejection] = []
        for (name, value) in members.sorted(by: { $0.key < $1.key }) where !value.isNull {
            do throws(Rejection) {
                try take(name, value, context, &draft, &sink)
            } catch {
                let fault = error.naming(name)
                // Without its device or its time a reading is none.
                if let field = Self.field(name), field == .device || field == .time { throw fault }
                faults.append(fault)
            }
        }
        let device: Int
        do throws(Rejection) {
            device = try self.device(draft.device, context, &sink)
        } catch {
            throw faults.first ?? error
        }
        guard let time = draft.time ?? context.time else {
            throw faults.first ?? Rejection(.timeMissing, "the reading has no time")
        }
        let sample = draft.finished(at: time, &faults)
        if sample != nil {
            sink.understood.note(draft.fields, context.family, line: line, sink.stated)
        }
        sink.accept(sample.map { [(device, $0)] } ?? [], leavingOut: faults, line: line)
    }

    private func take(
        _ name: String,
        _ value: JSONValue,
        _ context: Surroundings,
        _ draft: inout ReadingDraft,
        _ sink: inout UploadSink
    ) throws(Rejection) {
        if name == "location" || name == "position" || name == "gps" {
            return try takeLocation(value, context, &draft)
        }
        guard let field = Self.field(name) else {
            if JSONEnvelope.unitMembers.contains(name) || JSONReading.isIgnored(name) { return }
            throw Rejection(.unknownField, "a reading holds no such member")
        }
        switch field {
        case .device:
            let place = try Self.place(value.stringValue, &sink)
            guard draft.device == nil || draft.device == place else {
                throw Rejection(.duplicateField, "the reading names two devices")
            }
            draft.device = place
            _ = draft.claim(.device)
        default:
            guard draft.claim(field) else {
                draft.clear(field)
                throw Rejection(.duplicateField, "the reading states this twice")
            }
            try Self.set(field, value, context, &draft, sink.stated)
        }
    }

    private func takeLocation(
        _ value: JSONValue,
        _ context: Surroundings,
        _ draft: inout ReadingDraft
    ) throws(Rejection) {
        guard let members = value.objectValue else {
            throw Rejection(.wrongType, "a location is an object with two coordinates")
        }
        var unknown: Rejection?
        // RFC 7946: longitude stands first.
        if let pair = members["coordinates"]?.arrayValue, pair.count >= 2 {
            for (field, value) in [(ReadingField.longitude, pair[0]), (.latitude, pair[1])] {
                guard draft.claim(field) else { throw Rejection(.duplicateField, "stated twice") }
                try Self.set(field, value, context, &draft, UploadStatements())
            }
        }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) where !value.isNull {
            guard let field = Self.field(name), field == .latitude || field == .longitude else {
                let isKnown =
                    JSONReading.isIgnored(name) || name == "type" || name == "coordinates"
                if !isKnown {
                    unknown = Rejection(
                        .unknownField,
                        field: name,
                        "a location holds no such member"
                    )
                }
                continue
            }
            guard draft.claim(field) else { throw Rejection(.duplicateField, "stated twice") }
            try Self.set(field, value, context, &draft, UploadStatements())
        }
        if let unknown { throw unknown }
    }

    /// Sets a time, a door or a figure.
    static func set(
        _ field: ReadingField,
        _ value: JSONValue,
        _ context: Surroundings,
        _ draft: inout ReadingDraft,
        _ stated: UploadStatements
    ) throws(Rejection) {
        switch field {
        case .time: draft.time = try instant(value, stated)
        case .door:
            guard let text = value.stringValue else {
                throw Rejection(.wrongType, "the value is not a string")
            }
            let bytes = Array(text.utf8)
            draft.setDoor(try DoorText.state(bytes.span, bytes.indices))
        default:
            let (text, own) = try figure(field, value, context)
            if field == .temperature, let own { try requireSame(own, stated, field.rawValue) }
            let isVendors = context.family == .thingsBoard || context.family == .chirpStack
            let outer = field == .temperature ? context.temperatureUnit : nil
            guard
                let unit = own ?? outer ?? stated.units[field]
                    ?? (isVendors && field == .battery ? nil : field.formatUnit)
            else {
                throw Rejection(
                    .unitMissing,
                    "charge comes in percent or in volts; state the unit % with the upload"
                )
            }
            try draft.set(field, number(text, for: field), unit: unit)
        }
    }

    /// A plain decimal number.
    static func number(_ text: String, for field: ReadingField) throws(Rejection) -> DecimalNumber {
        let bytes = Array(text.utf8)
        do throws(DecimalNumber.Fault) {
            return try DecimalNumber(bytes.span, bytes.indices)
        } catch {
            throw NumberText.rejection(error, bytes.span, bytes.indices, for: field)
        }
    }

    /// A figure, and its unit where it states one: a number, or an object such as
    /// `{"celsius": 4.3}` or `{"value": 4.3, "unit": "C"}`.
    private static func figure(
        _ field: ReadingField,
        _ value: JSONValue,
        _ context: Surroundings
    ) throws(Rejection) -> (text: String, unit: MeasurementUnit?) {
        switch value {
        case .number(let text): return (text, nil)
        case .string(let text) where context.allowsText: return (text, nil)
        case .object(let members):
            if case .number(let text)? = members["value"] {
                guard let stated = (members["unit"] ?? members["uom"])?.stringValue else {
                    return (text, nil)
                }
                guard let unit = MeasurementUnit(MeasurementUnit.plainName(stated), for: field)
                else { throw Rejection(.unknownUnit, "the unit '\(stated)' is not understood") }
                return (text, unit)
            }
            for (name, unit) in Self.namedUnits(of: field) {
                if case .number(let text)? = members[name] { return (text, unit) }
            }
            fallthrough
        default: throw Rejection(.wrongType, "the value is not a number")
        }
    }

    /// The members of a figure's object that name its unit, the unit of readings first.
    private static func namedUnits(of field: ReadingField) -> [(String, MeasurementUnit)] {
        switch field {
        case .temperature:
            [("celsius", .celsius), ("fahrenheit", .fahrenheit), ("kelvin", .kelvin)]
        case .humidity, .battery: [("percentage", .percent), ("percent", .percent)]
        case .shock: [("g", .gravity)]
        case .light: [("lux", .lux)]
        default: []
        }
    }

    private static func field(_ name: String) -> ReadingField? {
        let bytes = Array(name.utf8)
        return JSONReading.field(bytes.span, bytes.indices)
    }
}

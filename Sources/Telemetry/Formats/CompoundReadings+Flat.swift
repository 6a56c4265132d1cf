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
        var faults: [Rejection] = []
        let measuresHeat = members.contains { name, value in
            !value.isNull && JSONMemberName(name)?.field == .temperature
        }
        for (name, value) in members where !value.isNull {
            do throws(Rejection) {
                guard let unit = try Self.unit(name, value, sink.stated) else { continue }
                context.temperatureUnit = unit
            } catch {
                if measuresHeat { throw error }
                if !Self.isUnit(value) { faults.append(error) }
            }
        }
        var draft = ReadingDraft()
        for (name, value) in members.sorted(by: { $0.key < $1.key }) where !value.isNull {
            do throws(Rejection) {
                try take(name, value, context, &draft, &sink)
            } catch {
                let fault = error.naming(name)
                let field = JSONMemberName(name)?.field
                // Without its device or its time a reading is none, and a temperature whose unit is
                // in doubt is not passed over.
                if field == .device || field == .time { throw fault }
                if field == .temperature, fault.code == .statementsContradict { throw fault }
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
        if JSONEnvelope.unitMembers.contains(name) || JSONReading.isIgnored(name) { return }
        guard let member = JSONMemberName(name) else { throw .unknownMember }
        let field = member.field
        var context = context
        if let unit = member.unit { context.namedUnit = unit }
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
                let first = draft
                draft.clear(field)
                try Self.set(field, value, context, &draft, sink.stated)
                // The same in two units says nothing new.
                if draft.agrees(with: first, on: field, within: 60) {
                    draft = first
                    return
                }
                draft.clear(field)
                throw Rejection(
                    .duplicateField,
                    "the reading states the \(field.rawValue) twice, and not alike"
                )
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
            guard let field = JSONMemberName(name)?.field,
                field == .latitude || field == .longitude
            else {
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
            let (text, own) = try figure(field, value)
            let outer = field == .temperature ? context.temperatureUnit : nil
            let unit = try unit(of: field, own ?? context.namedUnit ?? outer, context, stated)
            try draft.set(field, number(text, for: field), unit: unit)
        }
    }

    /// The unit of a figure: what the text states, or what its shape implies.
    ///
    /// Vendors' shapes state none, so that the sender may; in a reading the format's unit counts.
    private static func unit(
        of field: ReadingField,
        _ own: MeasurementUnit?,
        _ context: Surroundings,
        _ stated: UploadStatements
    ) throws(Rejection) -> MeasurementUnit {
        let other = stated.units[field]
        if let own {
            guard let other, other != own else { return own }
            throw .unitContradicts(own, other)
        }
        switch context.family {
        case .thingsBoard, .chirpStack:
            if let unit = other ?? (field == .battery ? nil : field.formatUnit) { return unit }
            throw Rejection(
                .unitMissing,
                "charge comes in percent or in volts; state the unit % with the upload"
            )
        default:
            guard let other, other != field.formatUnit else { return field.formatUnit }
            throw .formatUnitContradicts(field, other)
        }
    }

    /// Whether a text names the unit of any field.
    private static func isUnit(_ value: JSONValue) -> Bool {
        guard let text = value.stringValue else { return false }
        let name = MeasurementUnit.plainName(text)
        return ReadingField.allCases.contains { MeasurementUnit(name, for: $0) != nil }
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
        _ value: JSONValue
    ) throws(Rejection) -> (text: String, unit: MeasurementUnit?) {
        if let text = figureText(value) { return (text, nil) }
        switch value {
        case .object(let members):
            if let text = figureText(members["value"]) {
                guard let stated = (members["unit"] ?? members["uom"])?.stringValue else {
                    return (text, nil)
                }
                guard let unit = MeasurementUnit(MeasurementUnit.plainName(stated), for: field)
                else { throw Rejection(.unknownUnit, "the unit '\(stated)' is not understood") }
                return (text, unit)
            }
            for (name, unit) in Self.namedUnits(of: field) {
                if let text = figureText(members[name]) { return (text, unit) }
            }
            fallthrough
        default: throw Rejection(.wrongType, "the value is not a number")
        }
    }

    /// The text of a figure: a number, or a string that should hold one.
    static func figureText(_ value: JSONValue?) -> String? {
        switch value {
        case .number(let text), .string(let text): text
        default: nil
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
}

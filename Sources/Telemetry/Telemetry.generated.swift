// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON

extension RejectedLine {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("code", code)
        writer.optional("field", field)
        writer.member("line", line)
        writer.member("reason", reason)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("RejectedLine", "One line of an upload, or one field of a line, that was not accepted, and why.", members: [
            MemberDescription("line", Int.self, "The line, counted from 1, on which the reading starts."),
            MemberDescription("field", String.self, "The member or column at fault as the upload spells it; `null` where none is.", isOptional: true),
            MemberDescription("code", RejectionCode.self, "The permanent code."),
            MemberDescription("reason", String.self, "The reason in English, for a person."),
        ])
    }
}

extension UnderstoodColumn {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("field", field)
        writer.member("name", name)
        writer.optional("unit", unit)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("UnderstoodColumn", "What one column or member holds.", members: [
            MemberDescription("name", String.self, "The column or member as the upload spells it."),
            MemberDescription("field", ReadingField.self, "What it holds."),
            MemberDescription("unit", String.self, "The unit in which it was read; `null` where it has none, or each value states its own.", isOptional: true),
        ])
    }
}

extension UnderstoodPart {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("columns", columns)
        writer.optional("dateOrder", dateOrder)
        writer.optional("device", device)
        writer.member("family", family)
        writer.member("line", line)
        writer.member("readings", readings)
        writer.optional("zone", zone)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("UnderstoodPart", "How one table of an upload, or its JSON texts of one kind, was understood.", members: [
            MemberDescription("line", Int.self, "The line, counted from 1, of the table's header; of JSON, of the first reading of this kind."),
            MemberDescription("family", TelemetryFamily.self, "What kind of table or text it is."),
            MemberDescription("readings", Int.self, "How many readings were taken from it."),
            MemberDescription("columns", [UnderstoodColumn].self, "The columns or members that hold something, in their order."),
            MemberDescription("zone", String.self, "The offset from UTC by which local times were read; `null` where none is stated.", isOptional: true),
            MemberDescription("dateOrder", DateOrder.self, "The order by which dates were read that do not show it; `null` where none is stated.", isOptional: true),
            MemberDescription("device", String.self, "The device that is stated for the whole part; `null` where readings name their own.", isOptional: true),
        ])
    }
}

/// The described types of this module.
package enum TelemetryRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        RejectedLine.self,
        UnderstoodColumn.self,
        UnderstoodPart.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(DateOrder.self, "The order of the parts in dates that do not show it.", cases: [
            ("dayFirst", "Day, month, year."),
            ("monthFirst", "Month, day, year."),
            ("yearFirst", "Year, month, day."),
        ]),
        ValueDescription(DoorState.self, "The state of a container's door at one instant.", cases: [
            ("open", "The door is open."),
            ("closed", "The door is shut."),
        ]),
        ValueDescription(Metric.self, "A quantity that a reading may hold as one number.", cases: [
            ("temperature", "Temperature, in thousandths of a degree Celsius."),
            ("humidity", "Relative humidity, in thousandths of a percent."),
            ("shock", "Acceleration, in thousandths of a g."),
            ("light", "Illuminance, in thousandths of a lux."),
            ("door", "The door: 0 is open, 1,000 is closed."),
            ("battery", "Charge left, in thousandths of a percent."),
        ]),
        ValueDescription(ReadingField.self, "A field of a reading as uploads state it.", cases: [
            ("device", "The device that measured."),
            ("time", "The instant of the measurement."),
            ("temperature", "Temperature."),
            ("humidity", "Relative humidity."),
            ("shock", "The greatest acceleration."),
            ("light", "Illuminance."),
            ("door", "The state of the door."),
            ("latitude", "Degrees north of the equator."),
            ("longitude", "Degrees east of Greenwich."),
            ("battery", "Charge left."),
        ]),
        ValueDescription(RejectionCode.self, "Why a line of an upload was not accepted; permanent, never renamed.", cases: [
            ("lineTooLong", "The line, element or record is longer than the limit."),
            ("encodingUnsupported", "A string of the upload is not in UTF-8."),
            ("malformedJSON", "The text is not JSON."),
            ("notAnObject", "The JSON value is not an object."),
            ("nestingTooDeep", "Arrays or objects are nested deeper than the limit."),
            ("unknownField", "The member or column is none that is understood or listed as ignored."),
            ("duplicateField", "The same field is given twice."),
            ("wrongType", "The value has the wrong JSON type."),
            ("deviceMissing", "No device is named."),
            ("deviceMalformed", "The device is not a legal DeviceName."),
            ("deviceNotBound", "The device is none of those whose readings count."),
            ("timeMissing", "No time is given."),
            ("timeMalformed", "The time cannot be read."),
            ("timeZoneMissing", "The time is local and no zone is stated."),
            ("timeAmbiguous", "The date reads as two different days."),
            ("timeOutOfRange", "The time is outside 1970...9999."),
            ("notANumber", "The value is not a decimal number."),
            ("exponentRefused", "The number's exponent has more than two digits."),
            ("outOfRange", "The value is outside the range of its field."),
            ("positionIncomplete", "Latitude comes without longitude, or the reverse."),
            ("doorMalformed", "The door is neither `open` nor `closed`."),
            ("measurementMissing", "Nothing was measured."),
            ("headerMissing", "The file has no header row with a time and a measurement."),
            ("unknownUnit", "The unit of the column is not understood."),
            ("columnCountMismatch", "The row has more or fewer cells than the header."),
            ("quoteMalformed", "A quoted cell is not closed, or goes on after its closing quote."),
            ("unitMissing", "The unit of a column is stated nowhere, and loggers give it in several."),
            ("statementsContradict", "Two statements about unit, zone, device or order of dates differ."),
            ("intervalNotRead", "An extreme or a mean of an interval, which was measured at no stated instant."),
            ("retractionNotApplied", "The event takes back another, or is declared to be an error; a recorded reading is taken back with its upload."),
        ]),
        ValueDescription(TelemetryFamily.self, "The kinds of tables and texts that are told apart.", cases: [
            ("table", "A logger's table with a header row."),
            ("toa5", "A table in Campbell Scientific's format TOA5."),
            ("reading", "Readings as JSON objects."),
            ("thingsBoard", "ThingsBoard's telemetry: `ts` and `values`."),
            ("chirpStack", "An uplink event of ChirpStack."),
            ("cloudEvents", "An event in a CloudEvents envelope."),
            ("epcis", "Sensor elements of GS1 EPCIS 2.0 events."),
            ("dcsa", "A reefer or IoT event of the DCSA."),
        ]),
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        TelemetryRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        TelemetryRecords.values,
    ].flatMap { $0 }
}

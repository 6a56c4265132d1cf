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
        RecordDescription("RejectedLine", "One line of an upload that was not accepted, and why.", members: [
            MemberDescription("line", Int.self, "The line, counted from 1, on which the reading starts."),
            MemberDescription("field", String.self, "The member or column at fault as the upload spells it; `null` where none is.", isOptional: true),
            MemberDescription("code", RejectionCode.self, "The permanent code."),
            MemberDescription("reason", String.self, "The reason in English, for a person."),
        ])
    }
}

/// The described types of this module.
package enum TelemetryRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        RejectedLine.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
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
        ValueDescription(RejectionCode.self, "Why a line of an upload was not accepted; permanent, never renamed.", cases: [
            ("lineTooLong", "The line, element or record is longer than the limit."),
            ("encodingUnsupported", "The upload is not in UTF-8, or a string in it is not."),
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
            ("exponentRefused", "The number has an exponent."),
            ("outOfRange", "The value is outside the range of its field."),
            ("positionIncomplete", "Latitude comes without longitude, or the reverse."),
            ("doorMalformed", "The door is neither `open` nor `closed`."),
            ("measurementMissing", "Nothing was measured."),
            ("headerMissing", "The file has no header row with a time and a measurement."),
            ("unknownUnit", "The unit of the column is not understood."),
            ("columnCountMismatch", "The row has more or fewer cells than the header."),
            ("quoteMalformed", "A quoted cell is not closed, or goes on after its closing quote."),
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

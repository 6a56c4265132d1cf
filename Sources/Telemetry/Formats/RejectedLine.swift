public import CanonicalJSON

/// Why a line of an upload was not accepted; permanent, never renamed.
public enum RejectionCode: String, JSONCoded, CaseIterable, Hashable, Sendable {
    /// The line, element or record is longer than the limit.
    case lineTooLong
    /// The upload is not in UTF-8, or a string in it is not.
    case encodingUnsupported
    /// The text is not JSON.
    case malformedJSON
    /// The JSON value is not an object.
    case notAnObject
    /// Arrays or objects are nested deeper than the limit.
    case nestingTooDeep
    /// The member or column is none that is understood or listed as ignored.
    case unknownField
    /// The same field is given twice.
    case duplicateField
    /// The value has the wrong JSON type.
    case wrongType
    /// No device is named.
    case deviceMissing
    /// The device is not a legal ``DeviceName``.
    case deviceMalformed
    /// The device is none of those whose readings count.
    case deviceNotBound
    /// No time is given.
    case timeMissing
    /// The time cannot be read.
    case timeMalformed
    /// The time is local and no zone is stated.
    case timeZoneMissing
    /// The date reads as two different days.
    case timeAmbiguous
    /// The time is outside 1970...9999.
    case timeOutOfRange
    /// The value is not a decimal number.
    case notANumber
    /// The number has an exponent.
    case exponentRefused
    /// The value is outside the range of its field.
    case outOfRange
    /// Latitude comes without longitude, or the reverse.
    case positionIncomplete
    /// The door is neither `open` nor `closed`.
    case doorMalformed
    /// Nothing was measured.
    case measurementMissing
    /// The file has no header row with a time and a measurement.
    case headerMissing
    /// The unit of the column is not understood.
    case unknownUnit
    /// The row has more or fewer cells than the header.
    case columnCountMismatch
    /// A quoted cell is not closed, or goes on after its closing quote.
    case quoteMalformed
}

/// One line of an upload that was not accepted, and why.
public struct RejectedLine: Answer, Hashable, Sendable {
    /// The line, counted from 1, on which the reading starts.
    public var line: Int

    /// The member or column at fault as the upload spells it; `null` where none is.
    public var field: String?

    /// The permanent code.
    public var code: RejectionCode

    /// The reason in English, for a person.
    public var reason: String
}

/// A rejection before its line is known.
struct Rejection: Error {
    var field: String?
    var code: RejectionCode
    var reason: String

    init(_ code: RejectionCode, field: String? = nil, _ reason: String) {
        self.field = field
        self.code = code
        self.reason = reason
    }
}

/// The rejections of a text that is not a valid number.
enum NumberText {
    /// The rejection for a fault.
    static func rejection(
        _ fault: DecimalNumber.Fault,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        for field: ReadingField = .temperature
    ) -> Rejection {
        switch fault {
        case .malformed:
            Rejection(
                .notANumber,
                "'\(ASCII.excerpt(bytes, range))' is not a plain decimal number"
            )
        case .exponent:
            Rejection(.exponentRefused, "a number is written out, without an exponent")
        case .tooLarge: field.rangeRejection
        }
    }
}

/// The two texts for the state of a door.
enum DoorText {
    /// The state that the text names, in any case.
    static func state(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(Rejection) -> DoorState {
        if bytes.equalsIgnoringCase(range, "closed") { return .closed }
        if bytes.equalsIgnoringCase(range, "open") { return .open }
        throw Rejection(
            .doorMalformed,
            "a door is 'open' or 'closed', not '\(ASCII.excerpt(bytes, range))'"
        )
    }
}

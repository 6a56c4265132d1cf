public import CanonicalJSON

/// Why a line of an upload was not accepted; permanent, never renamed.
public enum RejectionCode: String, JSONCoded, CaseIterable, Hashable, Sendable {
    /// The line, element or record is longer than the limit.
    case lineTooLong
    /// A string of the upload is not in UTF-8.
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
    /// The number's exponent has more than two digits.
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
    /// The unit of a column is stated nowhere, and loggers give it in several.
    case unitMissing
    /// Two statements about unit, zone, device or order of dates differ.
    case statementsContradict
    /// An extreme or a mean of an interval, which was measured at no stated instant.
    case intervalNotRead
    /// The event takes back another, or is declared to be an error; a recorded reading is taken
    /// back with its upload.
    case retractionNotApplied
}

/// One line of an upload, or one field of a line, that was not accepted, and why.
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
    /// What two statements that contradict each other are about.
    var subject: MissingStatement.Subject?

    init(
        _ code: RejectionCode,
        field: String? = nil,
        about subject: MissingStatement.Subject? = nil,
        _ reason: String
    ) {
        self.field = field
        self.code = code
        self.reason = reason
        self.subject = subject
    }
}

extension Rejection {
    /// No device is named, and none is stated.
    static let deviceMissing = Rejection(
        .deviceMissing,
        "the reading names no device; name one in it, or state the device with the upload"
    )

    /// A reading names another device than its sender states.
    static func deviceContradicts(_ device: String, _ stated: String) -> Rejection {
        Rejection(
            .statementsContradict,
            about: .device,
            "the reading is of device '\(device)', and '\(stated)' is stated with the upload; "
                + "leave the device out, or correct it"
        )
    }

    /// What surrounds readings states their unit after them, or one that is not understood.
    static let unitUnclear = Rejection(
        .statementsContradict,
        about: .unit,
        "the unit of temperatures stands after its readings, stands twice, or is none of C, F and "
            + "K; state it before them, or in each reading, as \"temperatureUnit\": \"F\""
    )

    /// A text states its figures in another unit than its sender.
    static func unitContradicts(_ own: MeasurementUnit, _ stated: MeasurementUnit) -> Rejection {
        Rejection(
            .statementsContradict,
            about: .unit,
            "it is in \(own.symbol) here, and \(stated.symbol) is stated with the upload; leave "
                + "the unit out, or correct it"
        )
    }

    /// A figure in JSON states no unit, so that it is in its format's; its sender states another.
    static func formatUnitContradicts(
        _ field: ReadingField,
        _ stated: MeasurementUnit
    ) -> Rejection {
        Rejection(
            .statementsContradict,
            about: .unit,
            "a \(field.rawValue) in JSON that states no unit is in \(field.formatUnit.symbol), and "
                + "\(stated.symbol) is stated with the upload; state the unit in the JSON, as "
                + (field == .temperature
                    ? "\"temperatureUnit\": \"\(stated.symbol)\"" : "\"\(field.rawValue)_mg\"")
                + ", or leave it out"
        )
    }

    /// An event takes back another, whose readings stand until their upload is withdrawn.
    static func retracts(_ event: String?, field: String) -> Rejection {
        Rejection(
            .retractionNotApplied,
            field: field,
            "\(event.map { "the event '\($0.prefix(60))'" } ?? "an event") is taken back, and what "
                + "it brought stands: withdraw the upload that brought it, POST "
                + "/v1/shipments/{id}/actions/withdrawUpload with its digest, and upload what "
                + "holds of it again"
        )
    }

    /// A member of a reading whose name says nothing that is understood.
    static let unknownMember = Rejection(
        .unknownField,
        "a reading holds no such member; its members are \(JSONMemberName.listed)"
    )

    /// Whether the sender could state what is lacking.
    var asksForStatement: Bool {
        [.unitMissing, .timeZoneMissing, .timeAmbiguous, .deviceMissing].contains(code)
    }

    /// The same rejection of a member or column by its name.
    func naming(_ name: String) -> Rejection {
        var named = self
        named.field = field ?? name
        return named
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
            Rejection(.exponentRefused, "an exponent has one or two digits")
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

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

extension Instant {
    /// The most bytes a date and time may have: 24 and a long fraction of a second.
    public static let maximumTextBytes = 64

    /// Reads an RFC 3339 date and time, as ``init(parsingUTF8:)`` does.
    public init(parsing text: String) throws(ParseError) {
        try self.init(parsingUTF8: text.utf8)
    }

    /// Reads an RFC 3339 (section 5.6) date and time from bytes.
    ///
    /// The zone must stand there, `Z` or any offset; `t` and `z` may be lower case, but a space in
    /// the place of the T is refused. A fraction of any length is cut to milliseconds, towards the
    /// past. Second 60 is refused: it names no instant of a time scale without leap seconds.
    ///
    /// - Throws: ``ParseError`` with `instantMalformed`, `instantWithoutZone`, `leapSecond`,
    ///   `instantNotInCalendar` or `instantOutOfRange`.
    @inlinable
    public init(parsingUTF8 bytes: some Collection<UInt8>) throws(ParseError) {
        var reader = InstantReader(bytes.makeIterator())
        guard let parts = reader.read() else {
            throw Instant.refusal(bytes, because: reader.fault)
        }
        guard
            let instant = Instant(
                year: parts.year,
                month: parts.month,
                day: parts.day,
                hour: parts.hour,
                minute: parts.minute,
                second: parts.second,
                millisecond: parts.millisecond,
                offsetMinutes: parts.offsetMinutes
            )
        else { throw Instant.refusal(bytes, of: parts) }
        self = instant
    }

    /// The error for a well-formed text that names no instant.
    @usableFromInline @inline(never)
    static func refusal(_ bytes: some Collection<UInt8>, of parts: InstantParts) -> ParseError {
        let text = ParseError.quoted(bytes)
        let days = CalendarDate.days(inMonth: parts.month, ofYear: parts.year)
        if parts.second == 60 {
            return ParseError(
                code: "leapSecond",
                reason: "\(text) names second 60, a leap second, which is not accepted"
            )
        }
        let wrong: String? =
            if days == 0 {
                "month \(parts.month) does not exist"
            } else if !(1...days).contains(parts.day) {
                "day \(parts.day) does not exist, the month has \(days) days"
            } else if parts.hour > 23 {
                "hour \(parts.hour) is above 23"
            } else if parts.minute > 59 {
                "minute \(parts.minute) is above 59"
            } else if parts.second > 59 {
                "second \(parts.second) is above 59"
            } else if !(-1_439...1_439).contains(parts.offsetMinutes) {
                "an offset is less than 24 hours"
            } else {
                nil
            }
        guard let wrong else {
            return ParseError(
                code: "instantOutOfRange",
                reason: "\(text) is outside \(earliest) to \(latest)"
            )
        }
        return ParseError(code: "instantNotInCalendar", reason: "\(text): \(wrong)")
    }

    /// The error for a malformed text.
    @usableFromInline @inline(never)
    static func refusal(
        _ bytes: some Collection<UInt8>,
        because fault: InstantFault
    ) -> ParseError {
        let text = ParseError.quoted(bytes)
        switch fault {
        case .malformed:
            return ParseError(
                code: "instantMalformed",
                reason: "\(text) is not a date and time like 2026-03-01T00:05:00.000Z"
            )
        case .withoutZone:
            return ParseError(
                code: "instantWithoutZone",
                reason: "\(text) has no zone: Z or an offset like +01:00 must follow the seconds"
            )
        case .tooLong:
            return ParseError(
                code: "instantMalformed",
                reason: "a date and time has at most \(maximumTextBytes) characters, "
                    + "not \(bytes.count)"
            )
        }
    }
}

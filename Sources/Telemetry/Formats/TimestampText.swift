import Marine

/// The order of day and month in dates that do not show it.
enum DateOrder: Hashable {
    case dayFirst
    case monthFirst
}

/// Instants as uploads write them.
struct TimestampText {
    /// The order of day and month where the file states one.
    var order: DateOrder?

    /// The offset of local times in minutes east of UTC where the file states one.
    var offsetMinutes: Int?

    /// An instant of RFC 3339, the only form in JSON.
    ///
    /// Digits past the millisecond are dropped.
    static func internetTime(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Rejection) -> Instant {
        var scanner = TimeScanner(bytes: bytes.count, range: range)
        guard let year = scanner.fixed(4, bytes), scanner.take(ASCII.minus, bytes),
            let month = scanner.fixed(2, bytes), scanner.take(ASCII.minus, bytes),
            let day = scanner.fixed(2, bytes), scanner.takeInternetDateEnd(bytes),
            let hour = scanner.fixed(2, bytes), scanner.take(ASCII.colon, bytes),
            let minute = scanner.fixed(2, bytes), scanner.take(ASCII.colon, bytes),
            let second = scanner.fixed(2, bytes),
            let millisecond = scanner.fraction(bytes, allowsComma: false)
        else { throw malformed(bytes, range) }
        let zone = scanner.position..<range.upperBound
        guard !zone.isEmpty else { throw zoneMissing(bytes, range) }
        let offset: Int
        if zone.count == 1, bytes[zone.lowerBound] | 0x20 == UInt8(ascii: "z") {
            offset = 0
        } else if zone.count == 6, bytes[zone.lowerBound + 3] == ASCII.colon,
            let stated = ZoneText.offsetMinutes(bytes, zone)
        {
            offset = stated
        } else {
            throw malformed(bytes, range)
        }
        let timeOfDay = TimeOfDay(
            hour: hour,
            minute: minute,
            second: second,
            millisecond: millisecond
        )
        return try instant(year, month, day, timeOfDay, offset, bytes, range)
    }

    /// An instant in any form that loggers write.
    ///
    /// Dates are `YYYY-MM-DD` (also with `/` or `.`), `DD.MM.YYYY`, and `DD/MM/YYYY` or
    /// `MM/DD/YYYY` (also with `-`) where the file states the order or only one order gives a date.
    /// Times are `HH:MM`, with seconds and a fraction or without, on 24 hours or with AM or PM.
    /// - Parameters:
    ///   - bytes: The row.
    ///   - range: The date, with or without the time.
    ///   - timeRange: The time where it has a column of its own.
    /// - Returns: The instant, with digits past the millisecond dropped.
    /// - Throws: ``Rejection`` with one of the codes for times.
    func instant(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        timeRange: Range<Int>? = nil
    ) throws(Rejection) -> Instant {
        var scanner = TimeScanner(bytes: bytes.count, range: range)
        let (year, month, day) = try date(&scanner, bytes, range)
        var end = range.upperBound
        if let timeRange {
            guard scanner.position == range.upperBound else { throw Self.malformed(bytes, range) }
            scanner = TimeScanner(bytes: bytes.count, range: timeRange)
            end = timeRange.upperBound
        } else {
            guard scanner.takeDateEnd(bytes) else { throw Self.malformed(bytes, range) }
        }
        guard let timeOfDay = scanner.timeOfDay(bytes) else { throw Self.malformed(bytes, range) }
        let zone = scanner.position..<end
        let offset: Int
        if zone.isEmpty {
            guard let stated = offsetMinutes else { throw Self.zoneMissing(bytes, range) }
            offset = stated
        } else if let stated = ZoneText.offsetMinutes(bytes, zone) {
            offset = stated
        } else {
            throw Self.malformed(bytes, range)
        }
        return try Self.instant(year, month, day, timeOfDay, offset, bytes, range)
    }

    private func date(
        _ scanner: inout TimeScanner,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Rejection) -> (year: Int, month: Int, day: Int) {
        guard let first = scanner.number(bytes), let separator = scanner.next(bytes),
            separator == ASCII.minus || separator == ASCII.slash || separator == ASCII.dot,
            scanner.take(separator, bytes), let second = scanner.number(bytes),
            scanner.take(separator, bytes), let third = scanner.number(bytes),
            second.digits <= 2
        else { throw Self.malformed(bytes, range) }
        if first.digits == 4, third.digits <= 2 {
            return (first.value, second.value, third.value)
        }
        guard first.digits <= 2, third.digits == 4 else { throw Self.malformed(bytes, range) }
        let day: Int
        let month: Int
        if separator == ASCII.dot || order == .dayFirst {
            (day, month) = (first.value, second.value)
        } else if order == .monthFirst {
            (day, month) = (second.value, first.value)
        } else if first.value > 12 || first.value == second.value {
            (day, month) = (first.value, second.value)
        } else if second.value > 12 {
            (day, month) = (second.value, first.value)
        } else {
            throw Rejection(
                .timeAmbiguous,
                "'\(ASCII.excerpt(bytes, range))' may be day or month first; the file does not say"
            )
        }
        return (third.value, month, day)
    }

    private static func instant(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        _ timeOfDay: TimeOfDay,
        _ offsetMinutes: Int,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Rejection) -> Instant {
        func instant(at offset: Int) -> Instant? {
            Instant(
                year: year,
                month: month,
                day: day,
                hour: timeOfDay.hour,
                minute: timeOfDay.minute,
                second: timeOfDay.second,
                millisecond: timeOfDay.millisecond,
                offsetMinutes: offset
            )
        }
        if let instant = instant(at: offsetMinutes) { return instant }
        guard year < 1970 || instant(at: 0) != nil else { throw malformed(bytes, range) }
        throw Rejection(.timeOutOfRange, "'\(ASCII.excerpt(bytes, range))' is outside 1970 to 9999")
    }

    private static func malformed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Rejection {
        Rejection(.timeMalformed, "'\(ASCII.excerpt(bytes, range))' is not a time that can be read")
    }

    private static func zoneMissing(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Rejection {
        Rejection(
            .timeZoneMissing,
            "'\(ASCII.excerpt(bytes, range))' is a local time and no offset from UTC is stated"
        )
    }
}

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
        var scanner = Scanner(bytes: bytes.count, range: range)
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
        let clock = Clock(hour: hour, minute: minute, second: second, millisecond: millisecond)
        return try instant(year, month, day, clock, offset, bytes, range)
    }

    /// An instant in any form that loggers write.
    ///
    /// Dates are `YYYY-MM-DD` (also with `/` or `.`), `DD.MM.YYYY`, and `DD/MM/YYYY` or `MM/DD/YYYY`
    /// (also with `-`) where the file states the order or only one order gives a date. Times are
    /// `HH:MM`, with seconds and a fraction or without, on 24 hours or with AM or PM.
    /// - Parameters:
    ///   - bytes: The row.
    ///   - range: The date, with or without the time.
    ///   - timeRange: The time where it has a column of its own.
    func instant(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        timeRange: Range<Int>? = nil
    ) throws(Rejection) -> Instant {
        var scanner = Scanner(bytes: bytes.count, range: range)
        let (year, month, day) = try date(&scanner, bytes, range)
        var end = range.upperBound
        if let timeRange {
            guard scanner.position == range.upperBound else { throw Self.malformed(bytes, range) }
            scanner = Scanner(bytes: bytes.count, range: timeRange)
            end = timeRange.upperBound
        } else {
            guard scanner.takeDateEnd(bytes) else { throw Self.malformed(bytes, range) }
        }
        guard let clock = scanner.clock(bytes) else { throw Self.malformed(bytes, range) }
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
        return try Self.instant(year, month, day, clock, offset, bytes, range)
    }

    private func date(
        _ scanner: inout Scanner,
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
                "'\(ASCII.excerpt(bytes, range))' may be day or month first; the file does not say")
        }
        return (third.value, month, day)
    }

    private static func instant(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        _ clock: Clock,
        _ offsetMinutes: Int,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Rejection) -> Instant {
        guard 1...12 ~= month, day >= 1, day <= daysInMonth(month, year: year),
            clock.hour < 24, clock.minute < 60, clock.second < 60
        else { throw malformed(bytes, range) }
        guard
            let instant = Instant(
                year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
                second: clock.second, millisecond: clock.millisecond, offsetMinutes: offsetMinutes)
        else {
            throw Rejection(
                .timeOutOfRange, "'\(ASCII.excerpt(bytes, range))' is outside 1970 to 9999")
        }
        return instant
    }

    private static func daysInMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func malformed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Rejection {
        Rejection(.timeMalformed, "'\(ASCII.excerpt(bytes, range))' is not a time that can be read")
    }

    private static func zoneMissing(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Rejection {
        Rejection(
            .timeZoneMissing,
            "'\(ASCII.excerpt(bytes, range))' is a local time and no offset from UTC is stated")
    }
}

/// A time of day.
struct Clock {
    var hour: Int
    var minute: Int
    var second: Int
    var millisecond: Int
}

/// A reader of the digits and separators of a time.
struct Scanner {
    private(set) var position: Int
    private let end: Int

    init(bytes count: Int, range: Range<Int>) {
        self.position = range.lowerBound
        self.end = min(range.upperBound, count)
    }

    func next(_ bytes: Span<UInt8>) -> UInt8? { position < end ? bytes[position] : nil }

    @inline(__always)
    mutating func take(_ character: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard position < end, bytes[position] == character else { return false }
        position += 1
        return true
    }

    /// Exactly this many digits.
    @inline(__always)
    mutating func fixed(_ digits: Int, _ bytes: Span<UInt8>) -> Int? {
        guard position + digits <= end else { return nil }
        var value = 0
        for index in position..<position + digits {
            guard ASCII.isDigit(bytes[index]) else { return nil }
            value = value * 10 + Int(bytes[index] &- ASCII.zero)
        }
        position += digits
        return value
    }

    /// One to four digits, not followed by another.
    mutating func number(_ bytes: Span<UInt8>) -> (value: Int, digits: Int)? {
        let start = position
        var value = 0
        while position < end, position - start < 5, ASCII.isDigit(bytes[position]) {
            value = value * 10 + Int(bytes[position] - ASCII.zero)
            position += 1
        }
        let digits = position - start
        return 1...4 ~= digits ? (value, digits) : nil
    }

    /// What parts a date from its time in RFC 3339: `T`, or one space.
    @inline(__always)
    mutating func takeInternetDateEnd(_ bytes: Span<UInt8>) -> Bool {
        take(UInt8(ascii: "T"), bytes) || take(ASCII.space, bytes)
            || take(UInt8(ascii: "t"), bytes)
    }

    /// What parts a date from its time: `T`, or spaces, with a comma before them or not.
    @inline(__always)
    mutating func takeDateEnd(_ bytes: Span<UInt8>) -> Bool {
        guard position < end else { return false }
        if bytes[position] | 0x20 == UInt8(ascii: "t") {
            position += 1
            return true
        }
        let start = position
        _ = take(ASCII.comma, bytes)
        while take(ASCII.space, bytes) {}
        return position > start
    }

    /// The milliseconds of an optional fraction; nil where a point has no digits after it.
    @inline(__always)
    mutating func fraction(_ bytes: Span<UInt8>, allowsComma: Bool) -> Int? {
        guard let mark = next(bytes),
            mark == ASCII.dot || (allowsComma && mark == ASCII.comma)
        else { return 0 }
        position += 1
        let start = position
        var value = 0
        while position < end, ASCII.isDigit(bytes[position]) {
            if position - start < 3 { value = value * 10 + Int(bytes[position] - ASCII.zero) }
            position += 1
        }
        switch position - start {
        case 0: return nil
        case 1: return value * 100
        case 2: return value * 10
        default: return value
        }
    }

    /// A time of day, and the spaces after it.
    mutating func clock(_ bytes: Span<UInt8>) -> Clock? {
        guard let hour = number(bytes), hour.digits <= 2, take(ASCII.colon, bytes),
            let minute = fixed(2, bytes)
        else { return nil }
        var clock = Clock(hour: hour.value, minute: minute, second: 0, millisecond: 0)
        if take(ASCII.colon, bytes) {
            guard let second = fixed(2, bytes), let fraction = fraction(bytes, allowsComma: true)
            else { return nil }
            clock.second = second
            clock.millisecond = fraction
        }
        while take(ASCII.space, bytes) {}
        guard position + 2 <= end, bytes[position + 1] | 0x20 == UInt8(ascii: "m") else {
            return clock
        }
        let half = bytes[position] | 0x20
        guard half == UInt8(ascii: "a") || half == UInt8(ascii: "p") else { return clock }
        guard 1...12 ~= clock.hour else { return nil }
        clock.hour = clock.hour % 12 + (half == UInt8(ascii: "p") ? 12 : 0)
        position += 2
        while take(ASCII.space, bytes) {}
        return clock
    }
}

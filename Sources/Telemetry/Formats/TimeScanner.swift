/// A time of day.
struct TimeOfDay {
    var hour: Int
    var minute: Int
    var second: Int
    var millisecond: Int
}

/// A reader of the digits and separators of a time.
struct TimeScanner {
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

    /// An English month's name, whole or its first three letters.
    mutating func monthName(_ bytes: Span<UInt8>) -> Int? {
        let start = position
        while position < end, 0x61...0x7A ~= bytes[position] | 0x20 { position += 1 }
        let length = position - start
        for (index, name) in Self.monthNames.enumerated() where length >= 3 {
            guard length == 3 || length == name.count || (index == 8 && length == 4) else {
                continue
            }
            if (0..<length).allSatisfy({ bytes[start + $0] | 0x20 == name[$0] }) {
                return index + 1
            }
        }
        position = start
        return nil
    }

    private static let monthNames: [[UInt8]] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ].map { Array($0.utf8) }

    /// Whether something stands between the parts of a date; all of it is passed.
    mutating func takeDateSeparators(_ bytes: Span<UInt8>) -> Bool {
        let start = position
        while take(ASCII.minus, bytes) || take(ASCII.slash, bytes) || take(ASCII.dot, bytes)
            || take(ASCII.comma, bytes) || take(ASCII.space, bytes)
        {}
        return position > start
    }

    /// The separator of date and time in RFC 3339: `T`, or one space.
    @inline(__always)
    mutating func takeInternetDateEnd(_ bytes: Span<UInt8>) -> Bool {
        take(UInt8(ascii: "T"), bytes) || take(ASCII.space, bytes)
            || take(UInt8(ascii: "t"), bytes)
    }

    /// The separator of date and time: `T`, or spaces, with a comma before them or not.
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
    mutating func timeOfDay(_ bytes: Span<UInt8>) -> TimeOfDay? {
        guard let hour = number(bytes), hour.digits <= 2, take(ASCII.colon, bytes),
            let minute = fixed(2, bytes)
        else { return nil }
        var timeOfDay = TimeOfDay(hour: hour.value, minute: minute, second: 0, millisecond: 0)
        if take(ASCII.colon, bytes) {
            guard let second = fixed(2, bytes), let fraction = fraction(bytes, allowsComma: true)
            else { return nil }
            timeOfDay.second = second
            timeOfDay.millisecond = fraction
        }
        while take(ASCII.space, bytes) {}
        guard position + 2 <= end, bytes[position + 1] | 0x20 == UInt8(ascii: "m") else {
            return timeOfDay
        }
        let half = bytes[position] | 0x20
        guard half == UInt8(ascii: "a") || half == UInt8(ascii: "p") else { return timeOfDay }
        guard 1...12 ~= timeOfDay.hour else { return nil }
        timeOfDay.hour = timeOfDay.hour % 12 + (half == UInt8(ascii: "p") ? 12 : 0)
        position += 2
        while take(ASCII.space, bytes) {}
        return timeOfDay
    }
}

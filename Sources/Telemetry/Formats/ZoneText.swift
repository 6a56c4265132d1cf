/// A time zone as logger files state it: an offset from UTC, or UTC itself.
///
/// A zone's name (`CET`, `Amsterdam`) does not state an offset, since that changes in summer.
enum ZoneText {
    /// The offset east of UTC in minutes, -840...840, or nil if the whole range does not state one.
    ///
    /// Understood are `Z`, `UTC` or `GMT`, alone or followed by an offset, and an offset alone:
    /// `+1`, `+01`, `+0100`, `+01:00`; in any case, in round brackets or not, with spaces between.
    static func offsetMinutes(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var inner = bytes.trimmed(range)
        if inner.count > 1, bytes[inner.lowerBound] == UInt8(ascii: "("),
            bytes[inner.upperBound - 1] == UInt8(ascii: ")")
        {
            inner = bytes.trimmed(inner.lowerBound + 1..<inner.upperBound - 1)
        }
        var index = inner.lowerBound
        var isNamed = false
        if bytes.equalsIgnoringCase(inner, "z") { return 0 }
        if inner.count >= 3 {
            let head = inner.lowerBound..<inner.lowerBound + 3
            if bytes.equalsIgnoringCase(head, "utc") || bytes.equalsIgnoringCase(head, "gmt") {
                isNamed = true
                index += 3
                while index < inner.upperBound, bytes[index] == ASCII.space { index += 1 }
            }
        }
        if index == inner.upperBound { return isNamed ? 0 : nil }
        return signedOffset(bytes, index..<inner.upperBound)
    }

    /// An offset in the one spelling of answers, such as `+01:00`.
    static func text(_ offsetMinutes: Int) -> String {
        func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let minutes = abs(offsetMinutes)
        let sign = offsetMinutes < 0 ? "-" : "+"
        return "\(sign)\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
    }

    private static func signedOffset(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        let sign = bytes[index]
        guard sign == ASCII.plus || sign == ASCII.minus else { return nil }
        index += 1
        var digits: [Int] = []
        var colon: Int?
        while index < range.upperBound {
            if bytes[index] == ASCII.colon, colon == nil {
                colon = digits.count
            } else if ASCII.isDigit(bytes[index]), digits.count < 4 {
                digits.append(Int(bytes[index] - ASCII.zero))
            } else {
                return nil
            }
            index += 1
        }
        let hours: Int
        let minutes: Int
        switch (digits.count, colon) {
        case (1, nil): (hours, minutes) = (digits[0], 0)
        case (2, nil): (hours, minutes) = (digits[0] * 10 + digits[1], 0)
        case (3, 1): (hours, minutes) = (digits[0], digits[1] * 10 + digits[2])
        case (4, nil), (4, 2):
            (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        default: return nil
        }
        let total = hours * 60 + minutes
        guard minutes < 60, total <= 840 else { return nil }
        return sign == ASCII.minus ? -total : total
    }
}

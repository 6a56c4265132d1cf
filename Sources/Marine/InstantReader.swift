/// The fields of a date and time as written, not yet checked against calendar and clock.
@usableFromInline
struct InstantParts {
    @usableFromInline var year = 0
    @usableFromInline var month = 0
    @usableFromInline var day = 0
    @usableFromInline var hour = 0
    @usableFromInline var minute = 0
    @usableFromInline var second = 0
    @usableFromInline var millisecond = 0
    @usableFromInline var offsetMinutes = 0

    @inlinable
    init() {}
}

/// How a text departs from the form of RFC 3339.
@usableFromInline
enum InstantFault {
    case malformed
    case withoutZone
    case tooLong
}

/// A reader of the RFC 3339 form, one byte after the other.
@usableFromInline
struct InstantReader<Bytes: IteratorProtocol<UInt8>> {
    @usableFromInline var bytes: Bytes
    @usableFromInline var fault = InstantFault.malformed

    @inlinable
    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    /// The fields, or nothing and the fault.
    @inlinable @inline(__always)
    mutating func read() -> InstantParts? {
        var parts = InstantParts()
        guard let century = pair(), let yearOfCentury = pair(), skip(0x2D),
            let month = pair(), skip(0x2D), let day = pair(),
            let separator = bytes.next(), separator | 0x20 == 0x74,
            let hour = pair(), skip(0x3A), let minute = pair(), skip(0x3A), let second = pair()
        else { return nil }
        parts.year = century * 100 + yearOfCentury
        parts.month = month
        parts.day = day
        parts.hour = hour
        parts.minute = minute
        parts.second = second
        var byte = bytes.next()
        if byte == 0x2E {
            guard let millisecond = fraction(endingWith: &byte) else { return nil }
            parts.millisecond = millisecond
        }
        guard let zone = byte else {
            fault = .withoutZone
            return nil
        }
        if zone | 0x20 != 0x7A {
            guard zone == 0x2B || zone == 0x2D, let hours = pair(), skip(0x3A),
                let minutes = pair(), minutes < 60
            else { return nil }
            parts.offsetMinutes = (hours * 60 + minutes) * (zone == 0x2B ? 1 : -1)
        }
        return bytes.next() == nil ? parts : nil
    }

    /// The milliseconds of a fraction, whose digits past the third are read and dropped.
    @inlinable
    mutating func fraction(endingWith byte: inout UInt8?) -> Int? {
        var milliseconds = 0
        var weight = 100
        var count = 0
        byte = bytes.next()
        while let next = byte, next &- 0x30 <= 9 {
            milliseconds += Int(next &- 0x30) * weight
            weight /= 10
            count += 1
            // 20 bytes stand around a fraction: the date, the time and the point.
            if count > Instant.maximumTextBytes - 20 {
                fault = .tooLong
                return nil
            }
            byte = bytes.next()
        }
        return count > 0 ? milliseconds : nil
    }

    @inlinable @inline(__always)
    mutating func pair() -> Int? {
        guard let tens = bytes.next(), tens &- 0x30 <= 9,
            let ones = bytes.next(), ones &- 0x30 <= 9
        else { return nil }
        return Int(tens &- 0x30) * 10 + Int(ones &- 0x30)
    }

    @inlinable @inline(__always)
    mutating func skip(_ expected: UInt8) -> Bool { bytes.next() == expected }
}

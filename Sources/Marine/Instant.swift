public import CanonicalJSON

/// A point in time in whole milliseconds, from 1970 to the end of 9999 UTC, without leap seconds.
///
/// The text is RFC 3339 in UTC with milliseconds, "2026-03-01T00:05:00.000Z"; coded, it is the
/// integer of milliseconds since 1970-01-01T00:00:00Z.
public struct Instant: CanonicalText, Comparable, JSONCoded {
    /// The earliest instant, 1970-01-01T00:00:00.000Z.
    public static let earliest = Instant(millisecondsSinceEpoch: 0)

    /// The latest instant, 9999-12-31T23:59:59.999Z.
    public static let latest = Instant(millisecondsSinceEpoch: 253_402_300_799_999)

    /// Milliseconds since 1970-01-01T00:00:00Z, 0 to 253 402 300 799 999.
    public let millisecondsSinceEpoch: Int64

    /// Creates an instant; a figure beyond its range is clamped to it.
    ///
    /// Input from outside comes through parsing or decoding, which refuse such a figure instead.
    @inlinable
    public init(millisecondsSinceEpoch: Int64) {
        self.millisecondsSinceEpoch = min(max(millisecondsSinceEpoch, 0), 253_402_300_799_999)
    }

    /// Creates an instant from the parts of a date and time at an offset from UTC.
    ///
    /// Nothing where the calendar (proleptic Gregorian) or the clock has no such time, where the
    /// offset reaches 24 hours, or where the instant lies outside 1970 to 9999.
    /// Second 60 does not exist here.
    @inlinable
    public init?(
        year: Int,
        month: Int,
        day: Int,
        hour: Int,
        minute: Int,
        second: Int,
        millisecond: Int = 0,
        offsetMinutes: Int = 0
    ) {
        guard (0...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDate.days(inMonth: month, ofYear: year),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0...999).contains(millisecond), (-1_439...1_439).contains(offsetMinutes)
        else { return nil }
        let days = CalendarDate.daysSinceEpoch(year: year, month: month, day: day)
        let minutes = days * 1_440 + hour * 60 + minute - offsetMinutes
        let milliseconds = Int64(minutes) * 60_000 + Int64(second * 1_000 + millisecond)
        guard (0...253_402_300_799_999).contains(milliseconds) else { return nil }
        millisecondsSinceEpoch = milliseconds
    }

    /// The instant a number of milliseconds later, or earlier if negative.
    ///
    /// A result beyond the range is clamped to it.
    public func advanced(byMilliseconds milliseconds: Int64) -> Instant {
        let (sum, overflow) = millisecondsSinceEpoch.addingReportingOverflow(milliseconds)
        return overflow ? .latest : Instant(millisecondsSinceEpoch: sum)
    }

    /// The instant some days of 24 hours later; the latest instant there is if it lies beyond it.
    public func advanced(byDays days: Int) -> Instant {
        let (milliseconds, overflow) = Int64(days).multipliedReportingOverflow(by: Self.day)
        return overflow ? .latest : advanced(byMilliseconds: milliseconds)
    }

    /// The UTC day that it is of, in days since 1970-01-01.
    public var daysSinceEpoch: Int64 { millisecondsSinceEpoch / Self.day }

    private static let day: Int64 = 86_400_000

    /// Milliseconds from another instant to this one, negative if this one is the earlier.
    @inlinable
    public func milliseconds(since other: Instant) -> Int64 {
        millisecondsSinceEpoch - other.millisecondsSinceEpoch
    }

    /// The date of the instant in UTC.
    public var calendarDate: (year: Int, month: Int, day: Int) {
        CalendarDate.date(daysSinceEpoch: Int(daysSinceEpoch))
    }

    /// RFC 3339 in UTC with three decimals of a second.
    public var description: String {
        let (year, month, day) = calendarDate
        let time = Int(millisecondsSinceEpoch % Self.day)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        func append(_ value: Int, digits: Int, then separator: Unicode.Scalar) {
            var unit = [1, 10, 100, 1_000][digits - 1]
            while unit > 0 {
                bytes.append(UInt8(0x30 + value / unit % 10))
                unit /= 10
            }
            bytes.append(UInt8(ascii: separator))
        }
        append(year, digits: 4, then: "-")
        append(month, digits: 2, then: "-")
        append(day, digits: 2, then: "T")
        append(time / 3_600_000, digits: 2, then: ":")
        append(time / 60_000 % 60, digits: 2, then: ":")
        append(time / 1_000 % 60, digits: 2, then: ".")
        append(time % 1_000, digits: 3, then: "Z")
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the left instant is the earlier.
    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.millisecondsSinceEpoch < right.millisecondsSinceEpoch
    }
}

extension Instant {
    /// Writes the integer of milliseconds on the ledger, RFC 3339 in answers.
    public func write(to writer: inout JSONWriter) {
        switch writer.dialect {
        case .ledger: writer.integer(millisecondsSinceEpoch)
        case .exchange: writer.string(description)
        }
    }

    /// Reads what ``write(to:)`` writes; RFC 3339 in any of its spellings in requests.
    public init?(from reader: inout JSONReader) {
        switch reader.dialect {
        case .ledger:
            let range = 0...Instant.latest.millisecondsSinceEpoch
            guard let milliseconds = reader.integer(in: range) else { return nil }
            self.init(millisecondsSinceEpoch: milliseconds)
        case .exchange:
            let parse = { (text: String) throws(ParseError) in try Instant(parsing: text) }
            guard let instant = reader.parsed(parse) else { return nil }
            self = instant
        }
    }

    /// An integer on the ledger, a string elsewhere.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        switch dialect {
        case .ledger: .integer(0...Instant.latest.millisecondsSinceEpoch)
        case .exchange:
            .string(format: StringFormat("date-time"), example: "2026-03-01T00:05:00.000Z")
        }
    }
}

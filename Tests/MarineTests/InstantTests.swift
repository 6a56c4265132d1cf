import Marine
import TestSamples
import Testing

@Suite("Instants")
struct InstantTests {
    // The first three are from RFC 3339, section 5.8; the milliseconds of all are those that
    // CPython's datetime gives.
    @Test(arguments: [
        ("1985-04-12T23:20:50.52Z", 482_196_050_520),
        ("1996-12-19T16:39:57-08:00", 851_042_397_000),
        ("1996-12-20T00:39:57Z", 851_042_397_000),
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:00:00-01:00", 0),
        ("1970-01-01T05:45:00.001+05:45", 1),
        ("2000-02-29T12:34:56Z", 951_827_696_000),
        ("2026-03-01T00:05:00Z", 1_772_323_500_000),
        ("2026-03-01t00:05:00z", 1_772_323_500_000),
        ("2026-03-01T00:05:00-00:00", 1_772_323_500_000),
        ("2100-03-01T00:00:00Z", 4_107_542_400_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
    func `a date and time of RFC 3339 is read`(text: String, expected: Int64) throws {
        #expect(try Instant(parsing: text).millisecondsSinceEpoch == expected)
    }

    @Test(arguments: [
        ("2026-03-01T00:05:00.1Z", 100), ("2026-03-01T00:05:00.0009Z", 0),
        ("2026-03-01T00:05:00.9999999999Z", 999), ("2026-03-01T00:05:00.123456789+00:00", 123),
    ])
    func `a fraction is cut to milliseconds toward the past`(text: String, expected: Int64) throws {
        #expect(try Instant(parsing: text).millisecondsSinceEpoch % 1_000 == expected)
    }

    @Test(arguments: [
        "", "2026", "2026-03-01", "2026-03-01 00:05:00Z", "2026-3-1T00:05:00Z",
        "2026-03-01T00:05Z", "2026-03-01T00:05:00.Z", "2026-03-01T00:05:00,5Z",
        "2026-03-01T00:05:00+0100", "2026-03-01T00:05:00+01", "2026-03-01T00:05:00+01:60",
        "2026-03-01T00:05:00Z ", " 2026-03-01T00:05:00Z", "2026-03-01T00:05:00ZZ",
        "+2026-03-01T00:05:00Z", "20260301T000500Z", "2026/03/01T00:05:00Z",
        "2026-03-01T00:05:00 Z", "2026-W09-7T00:05:00Z", "２026-03-01T00:05:00Z",
    ])
    func `what is not of the form is refused`(text: String) {
        #expect(code { try Instant(parsing: text) } == "instantMalformed")
    }

    @Test(arguments: ["2026-03-01T00:05:00", "2026-03-01T00:05:00.5"])
    func `a time without a zone is refused as such`(text: String) {
        #expect(code { try Instant(parsing: text) } == "instantWithoutZone")
    }

    // The leap seconds of RFC 3339, section 5.8.
    @Test(arguments: [
        "1990-12-31T23:59:60Z", "1990-12-31T15:59:60-08:00", "2016-12-31T23:59:60.5Z",
    ])
    func `a leap second is refused`(text: String) {
        #expect(code { try Instant(parsing: text) } == "leapSecond")
    }

    @Test(arguments: [
        ("2026-02-29T00:00:00Z", "day 29 does not exist, the month has 28 days"),
        ("2100-02-29T00:00:00Z", "day 29 does not exist, the month has 28 days"),
        ("2026-04-31T00:00:00Z", "day 31 does not exist, the month has 30 days"),
        ("2026-04-00T00:00:00Z", "day 0 does not exist, the month has 30 days"),
        ("2026-13-01T00:00:00Z", "month 13 does not exist"),
        ("2026-00-01T00:00:00Z", "month 0 does not exist"),
        ("2026-03-01T24:00:00Z", "hour 24 is above 23"),
        ("2026-03-01T00:60:00Z", "minute 60 is above 59"),
        ("2026-03-01T00:00:61Z", "second 61 is above 59"),
        ("2026-03-01T00:00:00+24:00", "an offset is less than 24 hours"),
    ])
    func `a time that no calendar or clock has is refused with the figure`(
        text: String,
        reason: String
    ) {
        let error = #expect(throws: ParseError.self) { try Instant(parsing: text) }
        #expect(error?.code == "instantNotInCalendar")
        #expect(error?.reason == "\"\(text)\": \(reason)")
    }

    // The first is from RFC 3339, section 5.8: Netherlands, 1937.
    @Test(arguments: [
        "1937-01-01T12:00:27.87+00:20", "1969-12-31T23:59:59.999Z", "0000-01-01T00:00:00Z",
        "1970-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
    ])
    func `an instant before 1970 or after 9999 is refused`(text: String) {
        #expect(code { try Instant(parsing: text) } == "instantOutOfRange")
    }

    @Test func `a fraction without end is refused`() {
        let text = "2026-03-01T00:05:00." + String(repeating: "1", count: 10_000) + "Z"
        #expect(code { try Instant(parsing: text) } == "instantMalformed")
    }

    @Test func `the text is UTC with milliseconds`() throws {
        let instant = try Instant(parsing: "2026-03-01T01:05:00.007+01:00")
        #expect(instant.description == "2026-03-01T00:05:00.007Z")
        #expect(Instant.earliest.description == "1970-01-01T00:00:00.000Z")
        #expect(Instant.latest.description == "9999-12-31T23:59:59.999Z")
    }

    @Test func `each day of the range follows the one before`() {
        // A calendar kept by counting, against the arithmetic of eras.
        var (year, month, day) = (1970, 1, 1)
        var days: Int64 = 0
        var wrong = 0
        while year < 10_000 {
            let instant = Instant(millisecondsSinceEpoch: days * 86_400_000 + 86_399_999)
            if instant.calendarDate != (year, month, day) { wrong += 1 }
            let made = Instant(
                year: year,
                month: month,
                day: day,
                hour: 23,
                minute: 59,
                second: 59,
                millisecond: 999
            )
            if made != instant { wrong += 1 }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
            day += 1
            if day > length { (day, month) = (1, month + 1) }
            if month > 12 { (month, year) = (1, year + 1) }
            days += 1
        }
        #expect(wrong == 0)
        #expect(days == 2_932_897)
    }

    @Test func `any instant comes back from its text`() throws {
        var generator = SeededGenerator.printingSeed()
        for _ in 0..<2_000 {
            let milliseconds = Int64.random(in: 0...253_402_300_799_999, using: &generator)
            let instant = Instant(millisecondsSinceEpoch: milliseconds)
            #expect(instant.millisecondsSinceEpoch == milliseconds)
            #expect(try Instant(parsing: instant.description) == instant)
        }
    }

    @Test func `parts with an offset give the instant in UTC`() throws {
        let made = Instant(
            year: 2026,
            month: 3,
            day: 1,
            hour: 1,
            minute: 5,
            second: 0,
            offsetMinutes: 60
        )
        #expect(try made == Instant(parsing: "2026-03-01T00:05:00Z"))
        #expect(
            Instant(year: 2026, month: 2, day: 29, hour: 0, minute: 0, second: 0) == nil
        )
        #expect(
            Instant(year: 2026, month: 2, day: 28, hour: 0, minute: 0, second: 60) == nil
        )
        #expect(
            Instant(
                year: 2026,
                month: 2,
                day: 28,
                hour: 0,
                minute: 0,
                second: 0,
                millisecond: 1_000
            )
                == nil
        )
        #expect(
            Instant(
                year: 2026,
                month: 2,
                day: 28,
                hour: 0,
                minute: 0,
                second: 0,
                offsetMinutes: 1_440
            )
                == nil
        )
        #expect(
            Instant(
                year: 2026,
                month: .max,
                day: 28,
                hour: 0,
                minute: 0,
                second: 0,
                offsetMinutes: 0
            )
                == nil
        )
    }

    @Test func `moving and comparing stay within the range`() {
        let start = Instant(millisecondsSinceEpoch: 1_000)
        #expect(start.advanced(byMilliseconds: 500).millisecondsSinceEpoch == 1_500)
        #expect(start.advanced(byMilliseconds: -1_001) == .earliest)
        #expect(start.advanced(byMilliseconds: .min) == .earliest)
        #expect(start.advanced(byMilliseconds: .max) == .latest)
        #expect(Instant(millisecondsSinceEpoch: .max) == .latest)
        #expect(start.milliseconds(since: .earliest) == 1_000)
        #expect(Instant.earliest.milliseconds(since: start) == -1_000)
        #expect(Instant.earliest < start)
    }
}

import Marine

/// What the sender of an upload states about its times, which the times may not contradict.
struct StatedTimes {
    /// The order of the parts of a date.
    var order: DateOrder?

    /// The offset of local times in minutes east of UTC.
    var offsetMinutes: Int?
}

/// Instants as uploads write them.
struct TimestampText {
    /// The order of the parts of a date where one is stated.
    var order: DateOrder?

    /// The offset of local times in minutes east of UTC where one is stated.
    var offsetMinutes: Int?

    /// What of the two the sender states with the upload.
    var stated = StatedTimes()

    /// The zone that the file names without its offset.
    var zoneName: ZoneName?

    /// An instant of RFC 3339, or an epoch time as text: the only forms in JSON.
    ///
    /// Digits past the millisecond are dropped. An offset may stand without its colon, as many
    /// programs write it.
    /// - Parameters:
    ///   - bytes: The text.
    ///   - range: The part of it that is the time.
    ///   - stated: What is stated with the upload: the offset of a time that states none. A time
    ///     that shows another offset, or another order than year, month and day, is refused.
    /// - Returns: The instant.
    /// - Throws: ``Rejection`` with one of the codes for times, or `statementsContradict`.
    static func internetTime(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ stated: StatedTimes
    ) throws(Rejection) -> Instant {
        if let epoch = try epochTime(bytes, range, stated) { return epoch }
        var scanner = TimeScanner(bytes: bytes.count, range: range)
        guard let year = scanner.fixed(4, bytes), scanner.take(ASCII.minus, bytes),
            let month = scanner.fixed(2, bytes), scanner.take(ASCII.minus, bytes),
            let day = scanner.fixed(2, bytes), scanner.takeInternetDateEnd(bytes),
            let hour = scanner.fixed(2, bytes), scanner.take(ASCII.colon, bytes),
            let minute = scanner.fixed(2, bytes), scanner.take(ASCII.colon, bytes),
            let second = scanner.fixed(2, bytes),
            let millisecond = scanner.fraction(bytes, allowsComma: false)
        else { throw malformed(bytes, range) }
        if let order = stated.order, order != .yearFirst {
            throw orderContradicts(order, bytes, range)
        }
        let zone = scanner.position..<range.upperBound
        let offset = try TimestampText(offsetMinutes: stated.offsetMinutes, stated: stated)
            .offset(bytes, zone, of: range)
        let timeOfDay = TimeOfDay(
            hour: hour,
            minute: minute,
            second: second,
            millisecond: millisecond
        )
        return try instant(year, month, day, timeOfDay, offset, bytes, range)
    }

    /// The offset of a time, from what stands behind it or is stated.
    @inline(__always)
    private func offset(
        _ bytes: Span<UInt8>,
        _ zone: Range<Int>,
        of range: Range<Int>
    ) throws(Rejection) -> Int {
        if zone.isEmpty {
            guard let offsetMinutes else { throw Self.zoneMissing(bytes, range, zoneName) }
            return offsetMinutes
        }
        let isZulu = zone.count == 1 && bytes[zone.lowerBound] | 0x20 == UInt8(ascii: "z")
        guard let own = isZulu ? 0 : ZoneText.offsetMinutes(bytes, zone) else {
            return try namedOffset(bytes, zone, of: range)
        }
        if let stated = stated.offsetMinutes, stated != own {
            throw Self.zoneContradicts(own, stated, bytes, range)
        }
        return own
    }

    /// The offset of a time behind which a zone's name stands: the one that is stated elsewhere.
    private func namedOffset(
        _ bytes: Span<UInt8>,
        _ zone: Range<Int>,
        of range: Range<Int>
    ) throws(Rejection) -> Int {
        guard let name = ZoneName(bytes, zone) else { throw Self.malformed(bytes, range) }
        guard let offsetMinutes else { throw Self.zoneMissing(bytes, range, name) }
        guard name.offsets.contains(offsetMinutes) else {
            throw Rejection(
                .statementsContradict,
                about: .zone,
                "'\(ASCII.excerpt(bytes, range))' is in \(name.text), and "
                    + "\(ZoneText.text(offsetMinutes)) is stated, which \(name.text) is not; put "
                    + "its own offset into each time"
            )
        }
        return offsetMinutes
    }

    /// An instant in any form that loggers write.
    ///
    /// Dates are `YYYY-MM-DD` (also with `/` or `.`), `DD.MM.YYYY`, and `DD/MM/YYYY` or
    /// `MM/DD/YYYY` (also with `-`) where the order is stated or only one order gives a date; a
    /// month may be an English name, and a year two digits of this century. An epoch time is ten
    /// digits of seconds or thirteen of milliseconds.
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
        if timeRange == nil, let epoch = try Self.epochTime(bytes, range, stated) { return epoch }
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
        let offset = try offset(bytes, scanner.position..<end, of: range)
        return try Self.instant(year, month, day, timeOfDay, offset, bytes, range)
    }

    private func date(
        _ scanner: inout TimeScanner,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Rejection) -> (year: Int, month: Int, day: Int) {
        guard let first = scanner.number(bytes) else {
            return try dateAfterMonth(&scanner, bytes, range)
        }
        guard let separator = scanner.next(bytes),
            separator == ASCII.minus || separator == ASCII.slash || separator == ASCII.dot,
            scanner.position + 1 < range.upperBound,
            ASCII.isDigit(bytes[scanner.position + 1])
        else {
            guard scanner.takeDateSeparators(bytes), let month = scanner.monthName(bytes),
                scanner.takeDateSeparators(bytes), let third = scanner.number(bytes)
            else { throw Self.malformed(bytes, range) }
            return try named(month, first, third, bytes, range)
        }
        guard scanner.take(separator, bytes), let second = scanner.number(bytes),
            scanner.take(separator, bytes),
            let third = scanner.number(bytes), second.digits <= 2
        else { throw Self.malformed(bytes, range) }
        if first.digits == 4, third.digits <= 2 {
            if let order = stated.order, order != .yearFirst {
                throw Self.orderContradicts(order, bytes, range)
            }
            return (first.value, second.value, third.value)
        }
        if first.digits == 2, second.digits == 2, third.digits == 2 {
            return try shortYear(first.value, second.value, third.value, bytes, range)
        }
        if first.digits <= 2, third.digits == 2, order == .dayFirst || order == .monthFirst {
            return try shortYear(first.value, second.value, third.value, bytes, range)
        }
        guard first.digits <= 2, third.digits == 4 else { throw Self.malformed(bytes, range) }
        if let order, order == .yearFirst || (separator == ASCII.dot && order != .dayFirst) {
            throw Self.orderContradicts(order, bytes, range)
        }
        let isDayFirst =
            separator == ASCII.dot || order == .dayFirst
            || (order != .monthFirst && (first.value > 12 || first.value == second.value))
        guard isDayFirst || order == .monthFirst || second.value > 12 else {
            throw Self.ambiguous(bytes, range)
        }
        let (day, month) =
            isDayFirst ? (first.value, second.value) : (second.value, first.value)
        // In the other order it would be a date.
        if month > 12, day <= 12, let order { throw Self.orderContradicts(order, bytes, range) }
        return (third.value, month, day)
    }

    /// A date such as `Mar 2, 2026`.
    private func dateAfterMonth(
        _ scanner: inout TimeScanner,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Rejection) -> (year: Int, month: Int, day: Int) {
        guard let month = scanner.monthName(bytes), scanner.takeDateSeparators(bytes),
            let day = scanner.number(bytes), day.digits <= 2, scanner.takeDateSeparators(bytes),
            let year = scanner.number(bytes), year.digits == 4
        else { throw Self.malformed(bytes, range) }
        return (year.value, month, day.value)
    }

    /// A date whose month is named between two numbers.
    private func named(
        _ month: Int,
        _ first: (value: Int, digits: Int),
        _ third: (value: Int, digits: Int),
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Rejection) -> (year: Int, month: Int, day: Int) {
        if first.digits == 4, third.digits <= 2 { return (first.value, month, third.value) }
        if third.digits == 4, first.digits <= 2 { return (third.value, month, first.value) }
        guard first.digits <= 2, third.digits == 2 else { throw Self.malformed(bytes, range) }
        let isYearFirst: Bool
        switch order {
        case .yearFirst: isYearFirst = true
        case .dayFirst, .monthFirst: isYearFirst = false
        case nil:
            guard first.value > 31 || third.value > 31 || third.value == 0 || first.digits == 1
            else { throw Self.ambiguous(bytes, range) }
            isYearFirst = first.value > 31
        }
        return isYearFirst
            ? (2000 + first.value, month, third.value) : (2000 + third.value, month, first.value)
    }

    /// A date of three numbers, the year in two digits of this century.
    private func shortYear(
        _ first: Int,
        _ second: Int,
        _ third: Int,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Rejection) -> (year: Int, month: Int, day: Int) {
        func date(_ order: DateOrder) -> (year: Int, month: Int, day: Int) {
            switch order {
            case .dayFirst: (2000 + third, second, first)
            case .monthFirst: (2000 + third, first, second)
            case .yearFirst: (2000 + first, second, third)
            }
        }
        if let order {
            let read = date(order)
            let isDate = 1...12 ~= read.month && 1...31 ~= read.day
            guard isDate || !DateOrder.allCases.contains(where: { 1...12 ~= date($0).month })
            else { throw Self.orderContradicts(order, bytes, range) }
            return read
        }
        var only: (year: Int, month: Int, day: Int)?
        for order in DateOrder.allCases {
            let read = date(order)
            guard
                Instant(
                    year: read.year,
                    month: read.month,
                    day: read.day,
                    hour: 0,
                    minute: 0,
                    second: 0
                ) != nil
            else { continue }
            if let only, only != read { throw Self.ambiguous(bytes, range) }
            only = read
        }
        guard let only else { throw Self.malformed(bytes, range) }
        return only
    }

    /// Seconds since 1970 in ten digits, with a fraction or without, or milliseconds in thirteen.
    /// - Returns: Nil where the text is neither.
    /// - Throws: Where the sender states another offset than UTC, by which epoch times count.
    @inline(__always)
    static func epochTime(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ stated: StatedTimes
    ) throws(Rejection) -> Instant? {
        guard let instant = epoch(bytes, range) else { return nil }
        if let offset = stated.offsetMinutes, offset != 0 {
            throw zoneContradicts(0, offset, bytes, range)
        }
        return instant
    }

    /// Refuses an epoch time where the sender states another offset than UTC.
    static func requireUTC(_ epoch: String, _ stated: StatedTimes) throws(Rejection) {
        guard let offset = stated.offsetMinutes, offset != 0 else { return }
        let bytes = Array(epoch.utf8)
        throw zoneContradicts(0, offset, bytes.span, bytes.indices)
    }

    @inline(__always)
    private static func epoch(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Instant? {
        // Where a date in figures has its first separator, or its second.
        guard range.count >= 10, ASCII.isDigit(bytes[range.lowerBound + 2]),
            ASCII.isDigit(bytes[range.lowerBound + 4])
        else { return nil }
        var index = range.lowerBound
        var value: Int64 = 0
        while index < range.upperBound, index - range.lowerBound < 14, ASCII.isDigit(bytes[index]) {
            value = value * 10 + Int64(bytes[index] &- ASCII.zero)
            index += 1
        }
        switch index - range.lowerBound {
        case 13:
            guard index == range.upperBound else { return nil }
            return Instant(millisecondsSinceEpoch: value)
        case 10:
            var scanner = TimeScanner(bytes: bytes.count, range: index..<range.upperBound)
            guard let millisecond = scanner.fraction(bytes, allowsComma: false),
                scanner.position == range.upperBound
            else { return nil }
            return Instant(millisecondsSinceEpoch: value * 1_000 + Int64(millisecond))
        default: return nil
        }
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
}

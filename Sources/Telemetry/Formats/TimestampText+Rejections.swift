import Marine

// Why a time is not read.
extension TimestampText {
    static func ambiguous(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Rejection {
        Rejection(
            .timeAmbiguous,
            "'\(ASCII.excerpt(bytes, range))' reads as more than one day; state the order of the "
                + "date as dayFirst, monthFirst or yearFirst"
        )
    }

    static func malformed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Rejection {
        Rejection(.timeMalformed, "'\(ASCII.excerpt(bytes, range))' is not a time that can be read")
    }

    static func zoneMissing(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ name: ZoneName?
    ) -> Rejection {
        let text = ASCII.excerpt(bytes, range)
        guard let name else {
            return Rejection(
                .timeZoneMissing,
                "'\(text)' is a local time; state its zone, an offset such as UTC+01:00"
            )
        }
        let known = name.offsets.map(ZoneText.text).joined(separator: " or ")
        return Rejection(
            .timeZoneMissing,
            "'\(text)' is a time in \(name.text), which names no one offset from UTC (\(known)); "
                + "state the zone, an offset, with the upload, or put it into each time"
        )
    }

    static func zoneContradicts(
        _ own: Int,
        _ stated: Int,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) -> Rejection {
        Rejection(
            .statementsContradict,
            about: .zone,
            "'\(ASCII.excerpt(bytes, range))' is at \(ZoneText.text(own)) from UTC, and "
                + "\(ZoneText.text(stated)) is stated with the upload; leave the zone out, or "
                + "correct it"
        )
    }

    static func orderContradicts(
        _ order: DateOrder,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) -> Rejection {
        Rejection(
            .statementsContradict,
            about: .dateOrder,
            "'\(ASCII.excerpt(bytes, range))' is no date of the order \(order.rawValue), which is "
                + "stated; leave the order out, or correct it"
        )
    }
}

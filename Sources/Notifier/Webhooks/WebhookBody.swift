/// The message's bytes as Standard Webhooks 1.0.0 recommends: `{"type", "timestamp", "data"}`.
enum WebhookBody {
    /// The longest message sent, in bytes; receivers may refuse more.
    static let maximumBytes = 20_000

    /// Composes a message.
    ///
    /// Data that would make it too long is replaced by the ledger index and
    /// subject, with `"omitted": true`: the receiver fetches the rest over the API.
    static func bytes(of notification: LedgerNotification, for member: String) -> [UInt8] {
        let whole = compose(notification, data: notification.body(member))
        guard whole.count > maximumBytes else { return whole }
        return compose(
            notification,
            data: Array(
                """
                {"index":\(notification.index),"subject":\(quoted(notification.subject)),\
                "omitted":true}
                """.utf8
            )
        )
    }

    private static func compose(_ notification: LedgerNotification, data: [UInt8]) -> [UInt8] {
        let head = """
            {"type":\(quoted(notification.type)),\
            "timestamp":"\(timestamp(notification.at))","data":
            """
        return Array(head.utf8) + data + [UInt8(ascii: "}")]
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                quoted.append("\\")
                quoted.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20:
                quoted += "\\u" + padded(Int64(scalar.value), 4, radix: 16)
            default:
                quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// RFC 3339 in UTC with milliseconds, for instants of the years 1970 to 9999.
    static func timestamp(_ millisecondsSinceEpoch: Int64) -> String {
        let milliseconds = max(0, millisecondsSinceEpoch)
        let seconds = milliseconds / 1_000
        // Days since 1970 to a Gregorian date: years begin in March, so leap days come last.
        let day = seconds / 86_400 + 719_468
        let era = day / 146_097
        let dayOfEra = day % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return """
            \(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))T\
            \(padded(seconds / 3_600 % 24, 2)):\(padded(seconds / 60 % 60, 2)):\
            \(padded(seconds % 60, 2)).\(padded(milliseconds % 1_000, 3))Z
            """
    }

    private static func padded(_ number: Int64, _ width: Int, radix: Int = 10) -> String {
        let digits = String(number, radix: radix)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

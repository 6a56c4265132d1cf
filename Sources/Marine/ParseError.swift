/// Why a text, or a number read from one, is not a valid value.
///
/// The code is permanent and may be relied on by clients; the reason is for people, names the
/// figures behind the refusal, and may be reworded.
public struct ParseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The permanent lowerCamelCase code of the refusal, such as `containerCheckDigitWrong`.
    public let code: String

    /// One sentence without a full stop that says what is wrong, with the figures.
    public let reason: String

    /// Creates an error with a permanent code and a reason for people.
    public init(code: String, reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The reason, followed by the code in brackets.
    public var description: String { "\(reason) [\(code)]" }
}

extension ParseError {
    /// The most bytes of an offending text that a reason repeats.
    static let quotedBytes = 48

    /// A text fit to stand in a reason: quoted, cut at 48 bytes,
    /// anything but printable ASCII escaped.
    ///
    /// Reasons travel into logs, terminals and problem details, so they never carry control bytes.
    static func quoted(_ text: some Collection<UInt8>) -> String {
        var quoted = "\""
        for byte in text.prefix(quotedBytes) {
            switch byte {
            case 0x22, 0x5C:
                quoted.append("\\")
                quoted.unicodeScalars.append(Unicode.Scalar(byte))
            case 0x20..<0x7F: quoted.unicodeScalars.append(Unicode.Scalar(byte))
            default: quoted += (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16)
            }
        }
        return quoted + (text.count > quotedBytes ? "\"..." : "\"")
    }

    static func quoted(_ text: String) -> String { quoted(text.utf8) }
}

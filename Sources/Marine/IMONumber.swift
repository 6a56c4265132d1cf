public import CanonicalJSON

/// The number a ship keeps for life, IMO Resolution A.1117(30), such as 9074729.
///
/// Six digits and a check digit. The text is the seven digits; the prefix "IMO", with or without a
/// space, is accepted on input.
public struct IMONumber: TextCoded {
    private let packed: PackedText

    /// The seven digits.
    public var text: String { packed.text }

    /// Reads a ship's number and verifies its check digit.
    ///
    /// - Throws: ``ParseError`` with `imoNumberMalformed`, or `imoCheckDigitWrong`, which names the
    ///   digit computed and the digit given.
    public init(parsing text: String) throws(ParseError) {
        var digits = Substring(text).utf8
        if digits.starts(with: "IMO".utf8) {
            digits = digits.dropFirst(3)
            if digits.first == 0x20 { digits = digits.dropFirst() }
        }
        guard digits.count == 7, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw ParseError(
                code: "imoNumberMalformed",
                reason: "\(ParseError.quoted(text)) is not the seven digits of an IMO number"
            )
        }
        // The first six digits weigh 7 to 2; the last digit of the sum is the seventh.
        var sum = 0
        var given = 0
        var weight = 7
        for digit in digits {
            given = Int(digit - 0x30)
            if weight > 1 { sum += given * weight }
            weight -= 1
        }
        guard sum % 10 == given else {
            throw ParseError(
                code: "imoCheckDigitWrong",
                reason: "\(ParseError.quoted(text)) ends in the check digit \(given), "
                    + "its other digits sum to \(sum) and give \(sum % 10)"
            )
        }
        packed = PackedText(digits)
    }

    /// The seven digits.
    public var description: String { text }
}

extension IMONumber {
    /// The format of the text in a schema.
    public static let format = StringFormat("imo-number", pattern: "^(IMO ?)?[0-9]{7}$")
    /// A text that reads.
    public static let example = "9074729"
}

/// The number a ship keeps for life, IMO Resolution A.1117(30), such as 9074729.
///
/// Six digits and a check digit. The text is the seven digits; the prefix "IMO", with or without a
/// space, is accepted on input.
public struct IMONumber: TextCoded {
    /// The seven digits.
    public let text: String

    /// Reads a ship's number and holds it against its check digit.
    ///
    /// - Throws: ``ParseError`` with `imoNumberMalformed`, or `imoCheckDigitWrong`, which names the
    ///   digit computed and the digit given.
    public init(parsing text: String) throws(ParseError) {
        var bytes = Array(text.utf8.prefix(16))
        if bytes.starts(with: [0x49, 0x4D, 0x4F]) {
            bytes.removeFirst(bytes.dropFirst(3).first == 0x20 ? 4 : 3)
        }
        guard bytes.count == 7, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw ParseError(
                code: "imoNumberMalformed",
                reason: "\(ParseError.quoted(text)) is not the seven digits of an IMO number"
            )
        }
        // The first six digits weigh 7 to 2; the last digit of the sum is the seventh.
        let sum = zip(bytes, [7, 6, 5, 4, 3, 2]).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        let given = Int(bytes[6] - 0x30)
        guard sum % 10 == given else {
            throw ParseError(
                code: "imoCheckDigitWrong",
                reason: "\(ParseError.quoted(text)) ends in the check digit \(given), "
                    + "its other digits sum to \(sum) and give \(sum % 10)"
            )
        }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// The seven digits.
    public var description: String { text }
}

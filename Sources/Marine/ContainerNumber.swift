public import CanonicalJSON

/// The number painted on a freight container, ISO 6346:2022, such as CSQU3054383.
///
/// Three letters of the owner, the category U, J or Z, six digits and the check digit. The text is
/// the eleven characters in capitals; lower case and spaces are accepted on input.
public struct ContainerNumber: TextCoded {
    private let packed: PackedText

    /// The eleven characters, capitals and digits.
    public var text: String { packed.text }

    /// Reads a container number and verifies its check digit.
    ///
    /// - Throws: ``ParseError`` with `containerNumberMalformed`, `containerCategoryUnknown` or
    ///   `containerCheckDigitWrong`, which names the digit computed and the digit given.
    public init(parsing text: String) throws(ParseError) {
        // Eleven characters and a space between any two of them, with some to spare.
        guard text.utf8.count <= 32 else { throw Self.malformed(text) }
        let bytes = text.utf8.filter { $0 != 0x20 }
            .map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
        guard bytes.count == 11,
            bytes[..<4].allSatisfy({ (0x41...0x5A).contains($0) }),
            bytes[4...].allSatisfy({ (0x30...0x39).contains($0) })
        else { throw Self.malformed(text) }
        guard [0x55, 0x4A, 0x5A].contains(bytes[3]) else {
            throw ParseError(
                code: "containerCategoryUnknown",
                reason: "\(ParseError.quoted(text)) has the category "
                    + "\(Unicode.Scalar(bytes[3])), which is not one of U, J and Z"
            )
        }
        let computed = Self.checkDigit(of: bytes[..<10])
        let given = Int(bytes[10] - 0x30)
        guard computed == given else {
            throw ParseError(
                code: "containerCheckDigitWrong",
                reason: "\(ParseError.quoted(text)) ends in the check digit \(given), "
                    + "its other characters give \(computed)"
            )
        }
        packed = PackedText(bytes)
    }

    /// The three letters registered to the owner with the Bureau International des Containers.
    public var ownerCode: String { String(text.prefix(3)) }

    /// The eleven characters, capitals and digits.
    public var description: String { text }

    /// The check digit of the first ten characters (ISO 6346, annex A).
    ///
    /// Letters count from A = 10 upward without the multiples of 11; each value is weighted by two
    /// to the power of its place; the sum modulo 11 is the digit, where 10 is written 0.
    private static func checkDigit(of characters: ArraySlice<UInt8>) -> Int {
        var sum = 0
        for (place, character) in characters.enumerated() {
            let value: Int
            if character >= 0x41 {
                let ordinal = Int(character - 0x41)
                // 11 lies before B, 22 before L and 33 before V.
                value = 10 + ordinal + (ordinal + 9) / 10
            } else {
                value = Int(character - 0x30)
            }
            sum += value << place
        }
        return sum % 11 % 10
    }

    private static func malformed(_ text: String) -> ParseError {
        ParseError(
            code: "containerNumberMalformed",
            reason: "\(ParseError.quoted(text)) is not four letters and seven digits"
        )
    }
}

extension ContainerNumber {
    /// The format of the text in a schema.
    ///
    /// Lower case and spaces are accepted: the check digit is what tells.
    public static let format = StringFormat("container-number", pattern: "^[A-Za-z0-9 ]+$")
    /// A text that reads.
    public static let example = "MSKU6011672"
}

public import CanonicalJSON

/// A share or a rate of premium, from 0 to 1000 per cent, in parts per billion.
///
/// The text is per cent without the sign, at most 7 decimals and no needless ones: "0.55" is
/// 0.55 %, 5 500 000 parts per billion.
public struct Rate: TextCoded, Comparable {
    /// The rate 0 %.
    public static let zero = Rate(unchecked: 0)

    /// The rate 100 %, the whole.
    public static let one = Rate(unchecked: 1_000_000_000)

    private static let highestPartsPerBillion: Int64 = 10_000_000_000

    /// Billionths of the whole, 0 to 10 000 000 000.
    public let partsPerBillion: Int64

    /// Creates a rate from billionths of the whole.
    ///
    /// - Throws: ``ParseError`` with `rateOutOfRange` below 0 % or above 1000 %.
    public init(partsPerBillion: Int64) throws(ParseError) {
        guard (0...Rate.highestPartsPerBillion).contains(partsPerBillion) else {
            throw ParseError(
                code: "rateOutOfRange",
                reason: "\(DecimalText.text(partsPerBillion, digits: 7)) % is outside 0 to 1000 %"
            )
        }
        self.init(unchecked: partsPerBillion)
    }

    /// Reads decimal per cent, "0.55", with at most 7 decimals.
    ///
    /// - Throws: ``ParseError`` of ``DecimalText``, or `rateOutOfRange`.
    public init(parsing text: String) throws(ParseError) {
        var text = text
        let read = text.withUTF8 { bytes in
            Result { () throws(ParseError) in try Rate(parsingUTF8: bytes) }
        }
        self = try read.get()
    }

    /// Reads decimal per cent from bytes, as ``init(parsing:)`` does.
    public init(parsingUTF8 bytes: UnsafeBufferPointer<UInt8>) throws(ParseError) {
        guard bytes.first != 0x2B else { throw DecimalText.malformed(bytes) }
        try self.init(
            partsPerBillion: DecimalText.scaled(bytes, digits: 7, rounding: .exact)
        )
    }

    private init(unchecked partsPerBillion: Int64) {
        self.partsPerBillion = partsPerBillion
    }

    /// The rate's part of an amount, rounded once to a minor unit.
    ///
    /// - Throws: ``MoneyError/overflow``.
    public func applied(to amount: Money, rounding: Rounding) throws(MoneyError) -> Money {
        try amount.multiplied(by: partsPerBillion, over: 1_000_000_000, rounding: rounding)
    }

    /// Parts of the rate in proportion to weights, which sum to it exactly; as
    /// ``Money/allocated(over:)`` gives what is left over.
    ///
    /// - Throws: ``MoneyError/negativeWeight``, or ``MoneyError/noWeight`` where the weights sum to
    ///   zero.
    public func allocated(over weights: [Int64]) throws(MoneyError) -> [Rate] {
        let shares = try LargestRemainder.shares(of: UInt64(partsPerBillion), over: weights)
        return shares.map { Rate(unchecked: Int64($0)) }
    }

    /// Per cent, without trailing zeros: "0.55", "12.5", "100".
    public var description: String {
        withText { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the ASCII of the rate per cent to a closure.
    public func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        DecimalText.withText(partsPerBillion, digits: 7) { text in
            var end = text.count
            while text[end - 1] == 0x30 { end -= 1 }
            if text[end - 1] == 0x2E { end -= 1 }
            return body(UnsafeBufferPointer(rebasing: text[..<end]))
        }
    }

    /// Whether the left rate is the lower.
    public static func < (left: Rate, right: Rate) -> Bool {
        left.partsPerBillion < right.partsPerBillion
    }
}

extension Rate {
    /// The format of a rate in a schema: decimal per cent.
    public static let format = StringFormat("percent", pattern: #"^-?[0-9]+(\.[0-9]{1,7})?$"#)
    /// A rate that reads.
    public static let example = "0.55"

    /// Writes decimal per cent.
    public func write(to writer: inout JSONWriter) { withText { writer.asciiString($0) } }

    /// Reads decimal per cent.
    public init?(from reader: inout JSONReader) {
        let parse = { (bytes: UnsafeBufferPointer<UInt8>) throws(ParseError) in
            try Rate(parsingUTF8: bytes)
        }
        guard let rate = reader.parsedUTF8(parse) else { return nil }
        self = rate
    }
}

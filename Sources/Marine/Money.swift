public import CanonicalJSON

/// An amount of one currency, in whole minor units.
///
/// The text is the code, a space and the amount with all the currency's decimals: "USD 1250.50".
/// On the ledger it is that one string, elsewhere an object of amount and currency. Amounts may be
/// negative.
public struct Money: CanonicalText, JSONCoded {
    /// The amount in the currency's minor unit: cents for USD, yen for JPY, satoshis for XBT.
    public let minorUnits: Int64

    /// The currency, which also says how many minor units make one.
    public let currency: Currency

    /// Creates an amount from minor units.
    public init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Zero, in a currency.
    public static func zero(_ currency: Currency) -> Money {
        Money(minorUnits: 0, currency: currency)
    }

    /// Reads a decimal amount of at most the currency's decimals, "1250.5" or "-3".
    ///
    /// - Throws: ``ParseError`` of ``DecimalText``: no exponent, plus sign or rounding is accepted.
    public init(parsing amount: String, currency: Currency) throws(ParseError) {
        guard amount.utf8.first != 0x2B else { throw DecimalText.malformed(amount.utf8) }
        minorUnits = try DecimalText.scaled(
            amount.utf8,
            digits: currency.minorUnitDigits,
            rounding: .exact
        )
        self.currency = currency
    }

    /// Reads a code, one space and an amount, "USD 1250.50".
    ///
    /// - Throws: ``ParseError`` with `moneyMalformed`, `currencyUnknown` or one of ``DecimalText``.
    public init(parsing text: String) throws(ParseError) {
        var text = text
        let read = text.withUTF8 { bytes in
            Result { () throws(ParseError) in try Money(parsingUTF8: bytes) }
        }
        self = try read.get()
    }

    /// Reads a code, one space and an amount from bytes, as ``init(parsing:)-(String)`` does.
    public init(parsingUTF8 bytes: UnsafeBufferPointer<UInt8>) throws(ParseError) {
        guard let space = bytes.firstIndex(of: 0x20) else {
            throw ParseError(
                code: "moneyMalformed",
                reason: "\(ParseError.quoted(bytes)) is not a currency and an amount, "
                    + "like \"USD 1250.50\""
            )
        }
        currency = try Currency(parsingUTF8: UnsafeBufferPointer(rebasing: bytes[..<space]))
        let amount = UnsafeBufferPointer(rebasing: bytes[(space + 1)...])
        guard amount.first != 0x2B else { throw DecimalText.malformed(amount) }
        minorUnits = try DecimalText.scaled(
            amount,
            digits: currency.minorUnitDigits,
            rounding: .exact
        )
    }

    /// The amount alone, with all the currency's decimals: "1250.50", for yen "1250".
    public var amountText: String {
        DecimalText.text(minorUnits, digits: currency.minorUnitDigits)
    }

    /// The code, a space and the amount.
    public var description: String {
        withText { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the ASCII of the code, the space and the amount to a closure.
    public func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        // Four bytes before the longest amount.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 28) { text in
            for place in 0..<3 { text.initializeElement(at: place, to: currency.letter(place)) }
            var end = 3
            text.initializeElement(at: end, to: 0x20)
            end = DecimalText.withText(minorUnits, digits: currency.minorUnitDigits) { amount in
                text[(end + 1)...].initialize(fromContentsOf: amount)
            }
            return body(UnsafeBufferPointer(rebasing: text[..<end]))
        }
    }

    /// Whether the amount is below zero.
    public var isNegative: Bool { minorUnits < 0 }

    /// Whether the amount is exactly zero.
    public var isZero: Bool { minorUnits == 0 }

    /// Whether the amount is above zero.
    public var isPositive: Bool { minorUnits > 0 }
}

extension Money {
    /// Writes `"USD 1250.50"` on the ledger, `{"amount": "1250.50", "currency": "USD"}` elsewhere.
    public func write(to writer: inout JSONWriter) {
        switch writer.dialect {
        case .ledger: withText { writer.asciiString($0) }
        case .exchange:
            writer.beginObject()
            writer.key("amount")
            writer.string(amountText)
            writer.member("currency", currency)
            writer.endObject()
        }
    }

    /// Reads what ``write(to:)`` writes, with at most the currency's own decimals.
    public init?(from reader: inout JSONReader) {
        switch reader.dialect {
        case .ledger:
            let parse = { (bytes: UnsafeBufferPointer<UInt8>) throws(ParseError) in
                try Money(parsingUTF8: bytes)
            }
            guard let money = reader.parsedUTF8(parse) else { return nil }
            self = money
        case .exchange:
            guard reader.beginObject() else { return nil }
            let currency: Currency? = reader.member("currency")
            let money: Money? = reader.member("amount") { reader in
                guard let text = reader.string(1...40), let currency else { return nil }
                do throws(ParseError) {
                    return try Money(parsing: text, currency: currency)
                } catch {
                    reader.refuse(error.code, error.reason)
                    return nil
                }
            }
            reader.endObject()
            guard let money else { return nil }
            self = money
        }
    }

    /// A string on the ledger, an object elsewhere.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        switch dialect {
        case .ledger: .string(format: StringFormat("money"), example: "USD 1250.50")
        case .exchange:
            .object([
                ("amount", "A decimal of the currency's own minor digits.", .amount),
                ("currency", "By ISO 4217.", .named(Currency.self)),
            ])
        }
    }
}

extension JSONShape {
    fileprivate static var amount: JSONShape {
        .string(bytes: 1...40, format: .decimal, example: "1250.50")
    }
}

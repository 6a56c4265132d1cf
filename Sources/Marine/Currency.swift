public import CanonicalJSON

/// A currency and the number of decimals its amounts carry.
///
/// The list is that of ISO 4217:2015 as amended to 2026-01-01, currencies and funds that have a
/// minor unit, and two more that the standard leaves without one: XBT (bitcoin, 8 decimals, for
/// those who settle in it) and XDR (the IMF's special drawing right, 2 decimals, as the Hague-Visby
/// limits state it). Precious metals, bond units and testing codes are no money here.
///
/// The text is the three-letter code, in capitals only.
public struct Currency: TextCoded {
    /// The letters from the lowest byte up, and the number of decimals in the highest byte: amounts
    /// are copied so often that reference counting would cost too much.
    private let packed: UInt32

    /// The three capital letters of ISO 4217.
    public var code: String {
        String(unsafeUninitializedCapacity: 3) { bytes in
            for place in 0..<3 { bytes[place] = letter(place) }
            return 3
        }
    }

    /// How many decimals an amount carries: 0 for JPY, 2 for USD, 3 for BHD, 4 for CLF, 8 for XBT.
    public var minorUnitDigits: Int { Int(packed >> 24) }

    /// One of the three letters, in ASCII.
    func letter(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: packed >> UInt32(8 * place)) }

    /// Reads a three-letter code.
    ///
    /// - Throws: ``ParseError`` with `currencyUnknown`.
    public init(parsing text: String) throws(ParseError) {
        var text = text
        let read = text.withUTF8 { bytes in
            Result { () throws(ParseError) in try Currency(parsingUTF8: bytes) }
        }
        self = try read.get()
    }

    /// Reads a three-letter code from bytes.
    ///
    /// - Throws: ``ParseError`` with `currencyUnknown`.
    public init(parsingUTF8 bytes: UnsafeBufferPointer<UInt8>) throws(ParseError) {
        guard let digits = Currency.minorUnitDigits(ofCode: bytes) else {
            throw ParseError(
                code: "currencyUnknown",
                reason: "\(ParseError.quoted(bytes)) is not the code of an active currency"
            )
        }
        self.init(letters: bytes, minorUnitDigits: digits)
    }

    private init(code: String, minorUnitDigits: Int) {
        self.init(letters: code.utf8, minorUnitDigits: minorUnitDigits)
    }

    private init(letters: some BidirectionalCollection<UInt8>, minorUnitDigits: Int) {
        // Reversing a collection does not copy it; every amount that is read comes here.
        packed = letters.reversed().reduce(UInt32(minorUnitDigits)) { $0 << 8 | UInt32($1) }
    }

    /// The three-letter code.
    public var description: String { code }

    /// Every currency known, by code.
    public static var all: [Currency] {
        digitsByCode.map { Currency(code: $0.key, minorUnitDigits: $0.value) }
            .sorted { $0.code < $1.code }
    }
}

extension Currency {
    /// The United States dollar, 2 decimals.
    public static let usd = Currency(code: "USD", minorUnitDigits: 2)

    /// The euro, 2 decimals.
    public static let eur = Currency(code: "EUR", minorUnitDigits: 2)

    /// The pound sterling, 2 decimals.
    public static let gbp = Currency(code: "GBP", minorUnitDigits: 2)

    /// The yen, no decimals.
    public static let jpy = Currency(code: "JPY", minorUnitDigits: 0)

    /// The Bahraini dinar, 3 decimals.
    public static let bhd = Currency(code: "BHD", minorUnitDigits: 3)

    /// Bitcoin, 8 decimals.
    public static let xbt = Currency(code: "XBT", minorUnitDigits: 8)

    // Looked up by bytes: as strings are equal by canonical equivalence, a Kelvin sign would pass
    // for the K of DKK.
    private static func minorUnitDigits(ofCode bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes.count == 3 else { return nil }
        var place = 0
        for byte in bytes {
            guard (0x41...0x5A).contains(byte) else { return nil }
            place = place * 26 + Int(byte - 0x41)
        }
        let digits = digitsByPlace[place]
        return digits < 0 ? nil : Int(digits)
    }

    /// The decimals by the alphabetical position of the three letters; -1 for no currency.
    private static let digitsByPlace: [Int8] = {
        var table = [Int8](repeating: -1, count: 26 * 26 * 26)
        for (code, digits) in digitsByCode {
            let place = code.utf8.reduce(0) { $0 * 26 + Int($1 - 0x41) }
            table[place] = Int8(digits)
        }
        return table
    }()

    private static let digitsByCode: [String: Int] = codesByDigits.reduce(into: [:]) { table, row in
        for code in row.codes.split(whereSeparator: \.isWhitespace) {
            table[String(code)] = row.digits
        }
    }

    private static let codesByDigits: [(digits: Int, codes: String)] = [
        (
            0,
            """
            BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
            """
        ),
        (
            2,
            """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN
            BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD
            FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW
            KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR
            MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG
            SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD
            USN UYU UZS VED VES WST XAD XCD XCG XDR YER ZAR ZMW ZWG
            """
        ),
        (
            3,
            """
            BHD IQD JOD KWD LYD OMR TND
            """
        ),
        (
            4,
            """
            CLF UYW
            """
        ),
        (8, "XBT"),
    ]
}

extension Currency {
    /// The format of the text in a schema.
    public static let format = StringFormat("currency", pattern: "^[A-Z]{3}$")
    /// A text that reads.
    public static let example = "USD"
}

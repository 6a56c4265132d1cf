public import CanonicalJSON

/// A country by the two capital letters of ISO 3166-1.
///
/// The form alone is read; whether the code is assigned is asked of ``isAssigned(_:)``.
public struct CountryCode: TextCoded {
    /// The format of the text in a schema.
    public static let format = StringFormat("country-code", pattern: "^[A-Z]{2}$")
    /// A text that reads.
    public static let example = "NL"

    /// The two letters.
    public let description: String

    /// Reads two capital letters.
    ///
    /// - Throws: ``ParseError`` with `countryMalformed`.
    public init(parsing text: String) throws(ParseError) {
        guard text.utf8.count == 2,
            text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else {
            throw ParseError(
                code: "countryMalformed",
                reason: "\(ParseError.quoted(text)) is not a country's two capital letters"
            )
        }
        description = text
    }
}

extension CountryCode {
    /// Whether a code stands for a country or territory, by ISO 3166-1 of 2024, or for what
    /// UN/LOCODE has beside these: `XZ`, installations in international waters, and `XK`, Kosovo.
    public static func isAssigned(_ code: String) -> Bool { assigned.contains(Substring(code)) }

    private static let assigned = Set(
        """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
        BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
        EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
        GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
        KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
        MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
        QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
        TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
        ZW XZ XK
        """.split { $0 == " " || $0 == "\n" }
    )
}

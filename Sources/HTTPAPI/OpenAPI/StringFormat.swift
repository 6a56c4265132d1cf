import CanonicalJSON

/// What is known of the strings of a format beside its name.
struct StringFormat: Sendable {
    /// A regular expression of ECMA-262 that every accepted string matches.
    var pattern: String?
    /// The encoding of bytes in the string.
    var contentEncoding: String?

    /// The formats that the described types name.
    static let named: [String: StringFormat] = [
        // RFC 3339 in any of its spellings; answers are in UTC with milliseconds.
        "date-time": StringFormat(),
        "identifier": StringFormat(pattern: "^[a-z0-9][a-z0-9-]*$"),
        "imo-number": StringFormat(pattern: "^(IMO ?)?[0-9]{7}$"),
        // Lower case and spaces are accepted: the check digit is what tells.
        "container-number": StringFormat(pattern: "^[A-Za-z0-9 ]+$"),
        "currency": StringFormat(pattern: "^[A-Z]{3}$"),
        "country-code": StringFormat(pattern: "^[A-Z]{2}$"),
        "un-locode": StringFormat(pattern: "^[A-Z]{2} ?[A-Z2-9]{3}$"),
        "percent": StringFormat(pattern: "^-?[0-9]+(\\.[0-9]{1,7})?$"),
        "decimal": StringFormat(pattern: "^[+-]?[0-9]+(\\.[0-9]+)?$"),
        "base64": StringFormat(pattern: "^[A-Za-z0-9+/]*={0,2}$", contentEncoding: "base64"),
        "sha256": StringFormat(pattern: "^[A-Za-z0-9+/]*={0,2}$", contentEncoding: "base64"),
        "device": StringFormat(pattern: "^[ -~]+$"),
        "fingerprint": StringFormat(pattern: "^[0-9a-f]{64}$"),
        "idempotency-key": StringFormat(pattern: "^(\"[ !#-\\[\\]-~]+\"|[ !#-\\[\\]-~]+)$"),
        "revision": StringFormat(pattern: "^(\"[0-9]+\"|[0-9]+|\\*)$"),
    ]
}

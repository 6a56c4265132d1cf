import CanonicalJSON
import Contracts
import Marine
import TransparencyLog

extension FieldParser {
    /// A string that is read as a value of the vocabulary, with the vocabulary's own reasons.
    static func parsed(
        by parse: @escaping (String) throws(ParseError) -> Value
    ) -> FieldParser {
        FieldParser { value, place in
            guard let text = value.stringValue else {
                place.fail("wrongType", "This must be a string.")
                return nil
            }
            do throws(ParseError) {
                return try parse(text)
            } catch {
                place.fail(error.code, error.reason)
                return nil
            }
        }
    }

    /// A string that is a value's canonical text.
    static func parsed(_ type: Value.Type) -> FieldParser where Value: CanonicalText {
        parsed { text throws(ParseError) in try Value(parsing: text) }
    }

    /// One of a closed set of names.
    static func choice(_ type: Value.Type) -> FieldParser
    where Value: CaseIterable & RawRepresentable<String> {
        FieldParser { value, place in
            guard let text = value.stringValue else {
                place.fail("wrongType", "This must be a string.")
                return nil
            }
            guard let choice = Value(rawValue: text) else {
                let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
                place.fail("valueUnknown", "This is one of \(names).")
                return nil
            }
            return choice
        }
    }
}

extension FieldParser where Value == Identifier {
    /// The name of a member or an instance.
    static var identifier: FieldParser {
        parsed { text throws(ParseError) in try Identifier(parsing: text) }
    }
}

extension FieldParser where Value == Instant {
    /// An instant in RFC 3339.
    static var instant: FieldParser { parsed(Instant.self) }
}

extension FieldParser where Value == Rate {
    /// A rate as a decimal string in percent.
    static var rate: FieldParser { parsed(Rate.self) }
}

extension FieldParser where Value == Money {
    /// `{"amount": "1250.50", "currency": "USD"}`, with at most the currency's own decimals.
    static var money: FieldParser {
        object { fields in
            let currency = fields.required("currency", .parsed(Currency.self))
            let amount = fields.required("amount", .text(1...40))
            guard let currency, let amount else { return nil }
            do throws(ParseError) {
                return try Money(parsing: amount, currency: currency)
            } catch {
                fields.place.child("amount").fail(error.code, error.reason)
                return nil
            }
        }
    }
}

extension FieldParser where Value == Temperature {
    /// Degrees Celsius as a JSON number or a decimal string.
    static var temperature: FieldParser {
        FieldParser { value, place in
            let text: String
            switch value {
            case .number(let number): text = number
            case .string(let string): text = string
            default:
                place.fail("wrongType", "This must be a number or a decimal string.")
                return nil
            }
            do throws(ParseError) {
                return try Temperature(parsing: text)
            } catch {
                place.fail(error.code, error.reason)
                return nil
            }
        }
    }
}

extension FieldParser where Value == String {
    /// The name of a logger: 1 to 64 printable ASCII characters.
    static var device: FieldParser {
        FieldParser { value, place in
            guard let name = FieldParser.text(1...64).read(value, place) else { return nil }
            guard name.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                place.fail("characterRefused", "This holds printable ASCII characters alone.")
                return nil
            }
            return name
        }
    }

    /// An Ed25519 public key: 32 bytes in base64.
    static var publicKey: FieldParser { base64(32, "keyMalformed") }

    /// A SHA-256: 32 bytes in base64.
    static var digest: FieldParser { base64(32, "digestMalformed") }

    /// A salt: 16 bytes in base64.
    static var salt: FieldParser { base64(16, "saltMalformed") }

    /// An Ed25519 signature: 64 bytes in base64.
    static var signature: FieldParser { base64(64, "signatureMalformed") }

    private static func base64(_ count: Int, _ code: String) -> FieldParser {
        FieldParser { value, place in
            guard let text = FieldParser.text(1...128).read(value, place) else { return nil }
            guard Base64.decode(text)?.count == count else {
                place.fail(code, "This is \(count) bytes in padded base64.")
                return nil
            }
            return text
        }
    }
}

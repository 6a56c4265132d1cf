package import Contracts
import Ed25519
public import Marine
import NISTP256

/// Reads a constant of the tests; a malformed one is a bug of the test that holds it.
package func constant<Value>(_ read: () throws -> Value) -> Value {
    do { return try read() } catch { preconditionFailure("\(error)") }
}

package func id(_ text: String) -> Identifier { constant { try Identifier(parsing: text) } }
package func usd(_ text: String) -> Money { constant { try Money(parsing: text, currency: .usd) } }
package func money(_ text: String) -> Money { constant { try Money(parsing: text) } }
package func percent(_ text: String) -> Rate { constant { try Rate(parsing: text) } }
package func celsius(_ text: String) -> Temperature {
    constant { try Temperature(parsing: text) }
}
package func place(_ text: String) -> UNLocode { constant { try UNLocode(parsing: text) } }
package func instant(_ text: String) -> Instant { constant { try Instant(parsing: text) } }

/// An instant so many days and hours after 2026-01-01T00:00Z.
package func day(_ days: Int64, hour: Int64 = 0) -> Instant {
    Instant(millisecondsSinceEpoch: 1_767_225_600_000)
        .advanced(byMilliseconds: hours(days * 24 + hour))
}

package func hours(_ hours: Int64, minutes: Int64 = 0) -> Int64 {
    hours * 3_600_000 + minutes * 60_000
}

/// Hours and minutes as terms state them.
package func duration(_ hours: Int, minutes: Int = 0) -> Milliseconds {
    constant { try Milliseconds(Int64(hours * 60 + minutes) * 60_000) }
}

/// Countries by their letters.
package func countryCodes(_ letters: String...) -> Entries<0, 250, CountryCode> {
    constant { try Entries(letters.map(CountryCode.init(parsing:))) }
}

/// Texts within their limits.
package func texts<let most: Int>(_ texts: String...) -> Entries<1, 50, Text<most>> {
    constant { try Entries(texts.map { try Text<most>($0) }) }
}

/// A public key that nobody holds, by a number from 0.
package func key(_ number: Int) -> PublicKeyText {
    // About half of all encodings are points of the curve.
    let tries = (0..<100).lazy.map { step in
        constant { try PublicKeyText(characters(100 * number + step)) }
    }
    guard let key = tries.first(where: { Ed25519PublicKey($0.bytes) != nil }) else {
        preconditionFailure("a hundred encodings in a row are no points")
    }
    return key
}

/// A device's Ed25519 key that nobody holds, by a number from 0.
package func deviceKey(_ number: Int) -> DeviceKeyText { DeviceKeyText(key(number)) }

/// A device's P-256 key that nobody holds, by a number from 0.
package func pointKey(_ number: Int) -> DeviceKeyText {
    // The curve has a point at about half of all x.
    let tries = (0..<100).lazy.map { step in
        let digits = String(100 * number + step)
        return constant {
            try DeviceKeyText("Ag" + text(42 - digits.utf8.count, of: "A") + digits)
        }
    }
    guard let key = tries.first(where: { P256PublicKey($0.bytes) != nil }) else {
        preconditionFailure("a hundred numbers in a row are no points")
    }
    return key
}

/// The digest of an API key that nobody holds.
package func apiKeyDigest(_ number: Int) -> DigestText {
    constant { try DigestText(characters(number)) }
}

/// 44 characters in the shape of 32 bytes in base64.
private func characters(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "A", count: 42 - digits.utf8.count) + digits + "A="
}

extension SignatureText {
    /// 64 bytes that prove nothing.
    package static let unproved = constant {
        try SignatureText(String(repeating: "A", count: 86) + "==")
    }
}

/// A text of the tests may be made of others.
extension Text: ExpressibleByStringInterpolation {}

/// A text of so many bytes.
package func text(_ bytes: Int, of character: Character = "x") -> String {
    String(repeating: character, count: bytes)
}

/// A value with one thing changed.
package func changed<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var next = value
    change(&next)
    return next
}

package import Contracts
package import Marine

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

/// 44 characters in the shape of 32 bytes in base64.
package func key(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "A", count: 43 - digits.utf8.count) + digits + "="
}

/// A text of so many bytes.
package func text(_ bytes: Int) -> String { String(repeating: "x", count: bytes) }

/// A value with one thing changed.
package func changed<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var next = value
    change(&next)
    return next
}

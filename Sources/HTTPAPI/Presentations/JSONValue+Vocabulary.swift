import CanonicalJSON
import Contracts
import Marine

extension JSONValue {
    /// A value where there is one, null where there is none.
    static func maybe<Value>(_ value: Value?, _ present: (Value) -> JSONValue) -> JSONValue {
        value.map(present) ?? .null
    }

    /// The name of a member or an instance.
    static func id(_ identifier: Identifier) -> JSONValue { .string(identifier.text) }

    /// A count.
    static func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }

    /// A value's canonical text.
    static func text(_ value: some CustomStringConvertible) -> JSONValue { .string("\(value)") }

    /// RFC 3339 in UTC with milliseconds.
    static func instant(_ instant: Instant) -> JSONValue { .string("\(instant)") }

    /// `{"amount": "1250.50", "currency": "USD"}`.
    static func money(_ money: Money) -> JSONValue {
        .object(["amount": .string(money.amountText), "currency": .string(money.currency.code)])
    }

    /// Degrees Celsius as a number with three decimals.
    static func temperature(_ temperature: Temperature) -> JSONValue {
        .number("\(temperature)")
    }

    /// Values in order.
    static func list<Element>(
        _ elements: some Sequence<Element>,
        _ present: (Element) -> JSONValue
    ) -> JSONValue {
        .array(elements.map(present))
    }

    /// One comparison with its figure and its limit.
    static func check(_ check: Check) -> JSONValue {
        .object([
            "name": .string(check.name), "outcome": .string(check.outcome.rawValue),
            "figure": .string(check.figure), "limit": .string(check.limit),
        ])
    }
}

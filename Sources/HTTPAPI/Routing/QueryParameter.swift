import CanonicalJSON
import Contracts
import Marine

/// A query's parameter as it is described.
protocol DescribedParameter: Sendable {
    var name: String { get }
    var meaning: String { get }
    var shape: JSONShape { get }

    /// Reads a value only to see whether it can be read.
    func check(_ text: String) throws(ParseError)
}

/// A query's parameter: what it is called, what it means, and how it is read.
struct QueryParameter<Value: Sendable>: DescribedParameter {
    let name: String
    let meaning: String
    let shape: JSONShape
    let read: @Sendable (String) throws(ParseError) -> Value

    func check(_ text: String) throws(ParseError) { _ = try read(text) }
}

extension QueryParameter where Value == Int {
    /// A whole number within a range.
    static func number(
        _ name: String,
        _ range: ClosedRange<Int>,
        _ meaning: String
    ) -> QueryParameter {
        let shape = JSONShape.integer(Int64(range.lowerBound)...Int64(range.upperBound))
        return QueryParameter(name: name, meaning: meaning, shape: shape) {
            text throws(ParseError) in
            guard let number = DecimalIndex.parse(text).flatMap({ Int(exactly: $0) }),
                range.contains(number)
            else {
                throw ParseError(
                    code: "outOfRange",
                    reason: "it is a number from \(range.lowerBound) to \(range.upperBound)"
                )
            }
            return number
        }
    }
}

extension QueryParameter where Value: CaseIterable & RawRepresentable<String> {
    /// One of an enumeration's cases.
    static func choice(_ name: String, _ meaning: String) -> QueryParameter {
        let named = (Value.self as? any JSONShaped.Type).map(JSONShape.named)
        return QueryParameter(
            name: name,
            meaning: meaning,
            shape: named ?? .choice(Value.allCases.map(\.rawValue))
        ) { text throws(ParseError) in
            guard let value = Value(rawValue: text) else {
                let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
                throw ParseError(code: "valueUnknown", reason: "it is one of \(known)")
            }
            return value
        }
    }
}

extension QueryParameter where Value == Identifier {
    /// An identifier.
    static func identifier(_ name: String, _ meaning: String) -> QueryParameter {
        QueryParameter(
            name: name,
            meaning: meaning,
            shape: .named(Identifier.self),
            read: Identifier.init(parsing:)
        )
    }
}

extension QueryParameter where Value == Instant {
    /// An instant.
    static func instant(_ name: String, _ meaning: String) -> QueryParameter {
        QueryParameter(
            name: name,
            meaning: meaning,
            shape: .named(Instant.self),
            read: Instant.init(parsing:)
        )
    }
}

extension QueryParameter where Value == String {
    /// Where a list goes on.
    static var after: QueryParameter {
        QueryParameter(
            name: "after",
            meaning: "The `next` of the page before.",
            shape: .string(example: "50")
        ) { $0 }
    }
}

extension QueryParameter where Value == Int {
    /// The most items of a page.
    static var limit: QueryParameter {
        .number(
            "limit",
            1...PageQuery.limit,
            "The most items of the page; \(PageQuery.standard) where it is left out."
        )
    }
}

/// The parameters of every list.
let pageParameters: [any DescribedParameter] = [
    QueryParameter<Int>.limit, QueryParameter<String>.after,
]

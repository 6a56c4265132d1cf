import Contracts
import Hummingbird
import HummingbirdCore
import Marine
import Services

/// Where a page of a list begins and how long it is.
struct PageQuery {
    /// The most items of one page.
    static let limit = 200

    var limit = 50
    /// The cursor: what the page before named as `next`.
    var after: String?
}

extension Call {
    /// The query's parameters, none twice and none beside those named.
    func query(_ allowed: String...) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for (key, value) in request.uri.queryParameters {
            let name = String(key)
            guard allowed.contains(name) else {
                throw .parameter(
                    String(name.prefix(60)),
                    "unknownParameter",
                    allowed.isEmpty
                        ? "none is understood here"
                        : "only \(allowed.joined(separator: ", ")) are understood here"
                )
            }
            guard values.updateValue(String(value), forKey: name) == nil else {
                throw .parameter(name, "repeated", "it is given more than once")
            }
        }
        return values
    }

    /// `limit` and `after` of a query.
    func page(_ query: [String: String]) throws(Problem) -> PageQuery {
        var page = PageQuery(after: query["after"])
        if let text = query["limit"] {
            guard let limit = DecimalIndex.parse(text),
                (1...UInt64(PageQuery.limit)).contains(limit)
            else {
                throw .parameter(
                    "limit",
                    "outOfRange",
                    "it is a number from 1 to \(PageQuery.limit)"
                )
            }
            page.limit = Int(limit)
        }
        return page
    }

    /// The cursor of a list that goes on after a number.
    func numericCursor(_ page: PageQuery) throws(Problem) -> UInt64? {
        guard let text = page.after else { return nil }
        guard let cursor = DecimalIndex.parse(text) else {
            throw .parameter("after", "cursorMalformed", "it is the 'next' of the page before")
        }
        return cursor
    }

    /// A parameter read as a value of the vocabulary.
    func parsed<Value>(
        _ name: String,
        in query: [String: String],
        _ parse: (String) throws(ParseError) -> Value
    ) throws(Problem) -> Value? {
        guard let text = query[name] else { return nil }
        do {
            return try parse(text)
        } catch {
            throw .parameter(name, error.code, error.reason)
        }
    }

    /// A whole number within a range.
    func number(
        _ name: String,
        in query: [String: String],
        _ range: ClosedRange<Int>,
        default: Int
    ) throws(Problem) -> Int {
        guard let text = query[name] else { return `default` }
        guard let number = DecimalIndex.parse(text).flatMap({ Int(exactly: $0) }),
            range.contains(number)
        else {
            throw .parameter(
                name,
                "outOfRange",
                "it is a number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }
}

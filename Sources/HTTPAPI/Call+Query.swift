import Contracts
import Hummingbird
import HummingbirdCore
import Marine
import Services

/// Where a page of a list begins and how long it is.
struct PageQuery {
    /// The most items of one page.
    static let limit = 200
    /// The items of a page where nothing else is asked for.
    static let standard = 50

    let limit: Int
    /// The cursor: what the page before named as `next`.
    let after: String?
}

extension Call {
    /// Reads the query's parameters, none twice and none beside those described.
    func reading(_ described: [any DescribedParameter]) throws(Problem) -> Call {
        var values: [String: String] = [:]
        for (key, value) in request.uri.queryParameters {
            let name = String(key)
            guard described.contains(where: { $0.name == name }) else {
                let known = described.map(\.name).joined(separator: ", ")
                throw .parameter(
                    String(name.prefix(60)),
                    "unknownParameter",
                    described.isEmpty
                        ? "none is understood here" : "only \(known) are understood here"
                )
            }
            guard values.updateValue(String(value), forKey: name) == nil else {
                throw .parameter(name, "repeated", "it is given more than once")
            }
        }
        var call = self
        call.query = values
        return call
    }

    /// A parameter's value; `nil` where it is not given, or the route does not describe it.
    func value<Value>(of parameter: QueryParameter<Value>) throws(Problem) -> Value? {
        guard let text = query[parameter.name] else { return nil }
        do throws(ParseError) {
            return try parameter.read(text)
        } catch {
            throw .parameter(parameter.name, error.code, error.reason)
        }
    }

    /// `limit` and `after` of the query.
    func page() throws(Problem) -> PageQuery {
        PageQuery(
            limit: try value(of: .limit) ?? PageQuery.standard,
            after: try value(of: .after)
        )
    }

    /// The cursor of a list that goes on after a number.
    func numericCursor(_ page: PageQuery) throws(Problem) -> UInt64? {
        guard let text = page.after else { return nil }
        guard let cursor = DecimalIndex.parse(text) else { throw .cursorMalformed }
        return cursor
    }
}

extension Problem {
    /// A cursor that no page has named.
    static var cursorMalformed: Problem {
        .parameter("after", "cursorMalformed", "it is the 'next' of the page before")
    }
}

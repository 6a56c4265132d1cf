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
    /// How many wrong parameters are named.
    private static let listedParameters = 20

    /// Reads the query's parameters, none twice and none beside those described.
    ///
    /// - Throws: The problem that names every parameter which is wrong.
    func reading(_ described: [any DescribedParameter]) throws(Problem) -> Call {
        var values: [String: String] = [:]
        var errors: [FieldError] = []
        func note(_ name: String, _ code: String, _ detail: String) {
            guard errors.count < Self.listedParameters else { return }
            errors.append(FieldError(place: .parameter(name), code: code, detail: detail))
        }
        for (key, value) in request.uri.queryParameters {
            let name = String(key)
            guard let parameter = described.first(where: { $0.name == name }) else {
                let known = described.map(\.name).joined(separator: ", ")
                note(
                    String(name.prefix(60)),
                    "unknownParameter",
                    described.isEmpty
                        ? "none is understood here" : "only \(known) are understood here"
                )
                continue
            }
            guard values.updateValue(String(value), forKey: name) == nil else {
                note(name, "repeated", "it is given more than once")
                continue
            }
            do throws(ParseError) {
                try parameter.check(String(value))
            } catch {
                note(name, error.code, error.reason)
            }
        }
        guard errors.isEmpty else { throw .parameters(errors) }
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

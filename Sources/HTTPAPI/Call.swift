import Contracts
import Hummingbird
import Services

/// One request as a route sees it: strictly read headers, path and query.
struct Call: Sendable {
    /// The most bytes of a JSON body.
    static let bodyLimit = 1 << 20
    /// How deeply a body's values may nest.
    static let bodyDepth = 32

    let request: Request
    let context: APIContext
    let platform: Platform
    /// What of the body is in memory.
    let held: BodyBudget.Held
    /// The query's parameters, once they are read.
    var query: [String: String] = [:]

    /// An identifier in the path; one that cannot be is none that exists.
    func identifier(_ name: String = "id", of kind: String) throws(Problem) -> Identifier {
        let text = context.parameters.get(name) ?? ""
        do {
            return try Identifier(parsing: text)
        } catch {
            throw .notFound(kind, String(text.prefix(Identifier.lengths.upperBound)))
        }
    }

    /// An index on the ledger in the path.
    func index(_ name: String = "index") throws(Problem) -> UInt64 {
        let text = context.parameters.get(name) ?? ""
        guard let index = DecimalIndex.parse(text) else {
            throw .notFound("ledger entry", String(text.prefix(Identifier.lengths.upperBound)))
        }
        return index
    }
}

/// A decimal index without sign or needless zeros.
enum DecimalIndex {
    static func parse(_ text: some StringProtocol) -> UInt64? {
        guard let index = UInt64(text), String(index) == text, index <= UInt64(Int64.max) else {
            return nil
        }
        return index
    }
}

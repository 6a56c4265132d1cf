import CanonicalJSON
import Contracts

/// What stands in a path's braces, or for its `**`.
///
/// A name means the same in every path; a route whose path has a name that is not here is not
/// registered.
struct PathParameter: Sendable {
    let name: String
    /// How it stands in the path; `nil` is the name in braces.
    var element: String?
    let meaning: String
    let shape: JSONShape

    /// The parameters of a path, in its order.
    static func all(in path: String) -> [PathParameter] {
        elements(of: path).compactMap { named[$0] }
    }

    /// The elements of a path that stand for something of which nothing is known.
    static func unknown(in path: String) -> [String] {
        elements(of: path).filter { named[$0] == nil }
    }

    private static func elements(of path: String) -> [String] {
        path.split(separator: "/").filter { $0.first == "{" || $0 == "**" }.map(String.init)
    }

    private static let named = Dictionary(
        uniqueKeysWithValues: known.map { ($0.element ?? "{\($0.name)}", $0) }
    )

    /// Every parameter that a path has.
    private static let known = [
        PathParameter(
            name: "id",
            meaning: "Which one: its identifier.",
            shape: .named(Identifier.self)
        ),
        PathParameter(
            name: "apiKey",
            meaning: "The API key's own identifier.",
            shape: .named(Identifier.self)
        ),
        PathParameter(
            name: "endpoint",
            meaning: "The endpoint's identifier.",
            shape: .string(bytes: 1...100, example: "ep-1")
        ),
        PathParameter(
            name: "evidence",
            meaning: "The logger or the readings, as a claim's check names them.",
            shape: .named(Identifier.self)
        ),
        PathParameter(
            name: "fingerprint",
            meaning: "SHA-256 of the key's 32 bytes in hexadecimal.",
            shape: .string(
                bytes: 64...64,
                format: StringFormat("fingerprint", pattern: "^[0-9a-f]{64}$"),
                example: String(repeating: "0f", count: 32)
            )
        ),
        PathParameter(
            name: "index",
            meaning: "The entry's index on the ledger.",
            shape: .named(UInt64.self)
        ),
        PathParameter(
            name: "interest",
            meaning: "The interest, as the certificate names it.",
            shape: .named(Identifier.self)
        ),
        PathParameter(
            name: "officer",
            meaning: "What the officer goes by among the member's officers.",
            shape: .named(Identifier.self)
        ),
        PathParameter(
            name: "size",
            meaning: "The size of the checkpoint's tree.",
            shape: .named(UInt64.self)
        ),
        PathParameter(
            name: "path",
            element: "**",
            meaning: "The tile's path, slashes included: `<level>/<index>[.p/<width>]` or "
                + "`entries/<index>[.p/<width>]` (c2sp.org/tlog-tiles).",
            shape: .string(example: "0/000")
        ),
    ]
}

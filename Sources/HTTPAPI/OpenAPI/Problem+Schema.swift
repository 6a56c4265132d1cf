import CanonicalJSON

extension Problem {
    /// The schema of what ``response`` writes: the last four members are there where they say
    /// something.
    static func schema(_ schemas: inout SchemaCollection) -> JSONValue {
        let required: [(name: String, meaning: String, shape: JSONShape)] = [
            ("type", "`urn:plimsoll:problem:` and the code.", .named(String.self)),
            ("title", "The code's words.", .named(String.self)),
            ("status", "The status of the answer.", .integer(400...599)),
            ("detail", "What happened, for people.", .named(String.self)),
            (
                "code",
                "What clients may build upon, permanent: the code of a refusal, listed as "
                    + "`x-refusals`, or that of another problem.",
                .named(String.self)
            ),
        ]
        let optional: [(name: String, meaning: String, shape: JSONShape)] = [
            ("refusalNumber", "The permanent number, where a contract refused.", .named(Int.self)),
            (
                "figures", "What was compared, by name.",
                .map(key: .named(String.self), value: .named(String.self))
            ),
            (
                "retryIsSafe",
                "Whether sending the same request again is safe, where the fault "
                    + "is the server's.", .boolean
            ),
        ]
        let members = (required + optional).map { member in
            (member.name, schemas.schema(member.shape).described(member.meaning))
        }
        let errors = JSONValue.object(["type": .string("array"), "items": FieldError.schema])
            .described("Every field that is wrong.")
        return JSONValue.object(
            properties: members + [("errors", errors)],
            required: required.map(\.name)
        ).described("Why a request was not answered as asked (RFC 9457).")
    }
}

extension FieldError {
    /// One of three places, the code and the words.
    fileprivate static var schema: JSONValue {
        let string = JSONValue.object(["type": .string("string")])
        let places = [
            ("pointer", "A JSON pointer into the body (RFC 6901)."),
            ("parameter", "A query parameter."), ("header", "A header."),
        ]
        return .object([
            "oneOf": .array(
                places.map { name, meaning in
                    .object(
                        properties: [
                            (name, string.described(meaning)),
                            ("code", string.described("The permanent code.")),
                            ("detail", string.described("What is wrong, for people.")),
                        ],
                        required: [name, "code", "detail"]
                    )
                }
            )
        ])
    }
}

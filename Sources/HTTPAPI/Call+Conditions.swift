import HTTPTypes
import Hummingbird
import Services

extension Call {
    /// The most characters of an idempotency key; a client's keys are kept
    /// for as long as the ledger.
    static let idempotencyKeyLimit = 80

    /// How a change is asked for: `Idempotency-Key` and `If-Match`.
    func options() throws(Problem) -> ChangeOptions {
        ChangeOptions(
            idempotencyKey: try idempotencyKey(),
            expectedRevision: try expectedRevision()
        )
    }

    /// The key, bare or as the quoted string of the draft.
    private func idempotencyKey() throws(Problem) -> String? {
        guard let given = try single(.idempotencyKey, "Idempotency-Key") else { return nil }
        var key = given[...]
        if key.first == "\"" {
            guard key.count >= 2, key.last == "\"" else {
                throw .header("Idempotency-Key", "quoteMalformed", "its closing quote is missing")
            }
            key = key.dropFirst().dropLast()
        }
        guard (1...Call.idempotencyKeyLimit).contains(key.utf8.count) else {
            throw .header(
                "Idempotency-Key",
                "textLength",
                "it has 1 to \(Call.idempotencyKeyLimit) characters, not \(key.utf8.count)"
            )
        }
        let isPlain = key.utf8.allSatisfy { byte in
            (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"")
                && byte != UInt8(ascii: "\\")
        }
        guard isPlain else {
            throw .header(
                "Idempotency-Key",
                "characterRefused",
                "it holds printable ASCII without quotes and backslashes"
            )
        }
        return String(key)
    }

    /// The revision asked for: quoted as in an ETag, or bare; `*` asks for any.
    private func expectedRevision() throws(Problem) -> Int? {
        guard let given = try single(.ifMatch, "If-Match"), given != "*" else { return nil }
        var text = given[...]
        if text.count >= 2, text.first == "\"", text.last == "\"" {
            text = text.dropFirst().dropLast()
        }
        guard let index = DecimalIndex.parse(text), let revision = Int(exactly: index) else {
            throw .header("If-Match", "revisionMalformed", "it is \"<revision>\" or *")
        }
        return revision
    }

    /// A header that may be given once.
    func single(_ name: HTTPField.Name, _ spelled: String) throws(Problem) -> String? {
        let values = request.headers[values: name]
        guard values.count <= 1 else {
            throw .header(spelled, "repeated", "it is given \(values.count) times")
        }
        return values.first
    }
}

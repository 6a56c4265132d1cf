import CanonicalJSON
import Contracts
import HTTPTypes
import Ledger
import Publication
import Services
import TransparencyLog

/// An answer that says its revision itself.
protocol AnswerWithRevision: AnswerWithHeaders {}

/// What a change made, its revision, and where on the ledger it is.
struct ChangeAnswer<Value: Described & Sendable>: Described, AnswerWithHeaders, Sendable {
    let value: Value
    let revision: Int
    /// Where the instance's own transition is.
    let receipt: ReceiptStatusAnswer
    /// Where all transitions of the change are.
    let receipts: [ReceiptInFullAnswer]

    static var headers: [AnswerHeader] { [.eTag, .replayed] }

    private static var saysRevision: Bool { !(Value.self is any AnswerWithRevision.Type) }

    static var description: RecordDescription {
        let value = Value.description
        let revision = MemberDescription("revision", Int.self, "How many transitions there were.")
        return RecordDescription(
            "\(value.name).Change",
            "What the change made, and where on the ledger it is.",
            members: [
                MemberDescription("value", Value.self, value.meaning, scope: .flattened)
            ] + (saysRevision ? [revision] : []) + [
                MemberDescription(
                    "receipt",
                    ReceiptStatusAnswer.self,
                    "Where the transition of what was changed is."
                ),
                MemberDescription(
                    "receipts",
                    [ReceiptInFullAnswer].self,
                    "Where all transitions are that came with it, in order."
                ),
            ]
        )
    }

    func writeMembers(to writer: inout JSONWriter) {
        value.writeMembers(to: &writer)
        if Self.saysRevision { writer.member("revision", revision) }
        writer.member("receipt", receipt)
        writer.member("receipts", receipts)
    }
}

extension Change {
    /// The answer to a change of what was there.
    func changed<Value>(_ value: Value) -> OK<ChangeAnswer<Value>> {
        OK(answer(value, after: []), headers: headers)
    }

    /// The answer to a change that began something, with the receipts of the commands before where
    /// it took several.
    func created<Value>(
        at location: String,
        _ value: Value,
        after earlier: [Receipt] = []
    ) -> Created<ChangeAnswer<Value>> {
        Created(at: location, answer(value, after: earlier), headers: headers)
    }

    /// The answer to a change of an instance that was there.
    func changed<Kind: Resource>(
        _ kind: Kind.Type
    ) -> OK<ChangeAnswer<InstanceAnswer<Kind>>> where State == Kind.State {
        changed(InstanceAnswer<Kind>(viewed))
    }

    /// The answer to a change that began an instance.
    func created<Kind: Resource>(
        _ kind: Kind.Type,
        after earlier: [Receipt] = []
    ) -> Created<ChangeAnswer<InstanceAnswer<Kind>>> where State == Kind.State {
        created(
            at: "\(Kind.path)/\(viewed.key.instance)",
            InstanceAnswer<Kind>(viewed),
            after: earlier
        )
    }

    private func answer<Value>(_ value: Value, after earlier: [Receipt]) -> ChangeAnswer<Value> {
        ChangeAnswer(
            value: value,
            revision: viewed.revision,
            receipt: ReceiptStatusAnswer(receipt: ReceiptAnswer(receipt), status: status),
            receipts: (earlier + receipts).map(ReceiptInFullAnswer.init)
        )
    }

    private var headers: HTTPFields {
        .ofChange(revision: viewed.revision, isRepeat: isRepeat)
    }
}

extension HTTPFields {
    /// The headers of the answer to a change: the revision after it, and whether the change was
    /// made before, under the same name.
    static func ofChange(revision: Int, isRepeat: Bool) -> HTTPFields {
        var headers: HTTPFields = [.eTag: "\"\(revision)\""]
        if isRepeat { headers[.idempotencyReplayed] = "true" }
        return headers
    }
}

/// The command that a request becomes, for its member to sign.
struct CommandToSignAnswer: Answer, AnswerWithHeaders {
    /// The command.
    let command: LedgerObject
    /// Its canonical text, which is what is signed.
    let canonical: String
    /// How the text's digest is made.
    let digest: String
    /// The text that the signature is over.
    let digestText: String
    /// The header that the request is then sent with.
    let header: String

    static var headers: [AnswerHeader] { [.preferenceApplied] }

    /// The command in its exact canonical bytes, and the text that is to be signed.
    static func answer(to asked: CommandToSign) throws -> OK<CommandToSignAnswer> {
        let canonical = try asked.command.canonicalBytes()
        let answer = CommandToSignAnswer(
            command: LedgerObject(bytes: canonical),
            canonical: String(decoding: canonical, as: UTF8.self),
            digest: "SHA-256 over a salt of \(Salted.saltBytes) random bytes, then canonical",
            digestText: Attestation.signedText(
                origin: asked.command.origin,
                digest: "<the digest in base64>"
            ),
            header: "Command-Signature: key=:<base64>:, salt=:<base64>:, signature=:<base64>:"
        )
        return OK(answer, headers: [.preferenceApplied: "return=command"])
    }
}

/// Where the transitions of a signed command are.
struct CommandAnswer: Answer, AnswerWithHeaders {
    /// Where the transition of what the command is about is.
    let receipt: ReceiptAnswer
    /// Where all its transitions are, in order.
    let receipts: [ReceiptInFullAnswer]

    static var headers: [AnswerHeader] { [.replayed] }
}

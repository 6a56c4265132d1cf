// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON
public import Contracts
public import Marine
public import TransparencyLog

extension Attestation {
    /// Who attests a command.
    public enum By: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// It came in under the member's API key: only the operator attests it.
        case `operator`
        /// The member's own Ed25519 signature, which anyone can verify.
        case member
        /// The signature of the log's own key over the command that replaces it.
        case log
    }

    /// Which case it is.
    public var by: Attestation.By {
        switch self {
            case .operator: .operator
            case .member: .member
            case .log: .log
        }
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let by: Attestation.By? = reader.member("by")
        switch by {
            case nil:
                reader.abandonObject()
                return nil
            case .operator:
                reader.endObject()
                self = .operator
            case .member:
                let key: String? = reader.member("key")
                let signature: String? = reader.member("signature")
                reader.endObject()
                guard let key, let signature else { return nil }
                self = .member(key: key, signature: signature)
            case .log:
                let key: String? = reader.member("key")
                let signature: String? = reader.member("signature")
                reader.endObject()
                guard let key, let signature else { return nil }
                self = .log(key: key, signature: signature)
        }
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("by", by)
        switch self {
            case .operator:
                break
            case .member(let key, let signature):
                writer.member("key", key)
                writer.member("signature", signature)
            case .log(let key, let signature):
                writer.member("key", key)
                writer.member("signature", signature)
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Attestation", "Who attests a command.", toldBy: "by", cases: [
            CaseDescription("operator", "It came in under the member's API key: only the operator attests it.", [
            ]),
            CaseDescription("member", "The member's own Ed25519 signature, which anyone can verify.", [
                MemberDescription("key", String.self, "The public key in base64."),
                MemberDescription("signature", String.self, "The signature in base64."),
            ]),
            CaseDescription("log", "The signature of the log's own key over the command that replaces it.", [
                MemberDescription("key", String.self, "The verifier key."),
                MemberDescription("signature", String.self, "The signature in base64."),
            ]),
        ])
    }
}

extension Command {
    /// Makes one from its members.
    public init(origin: String, member: MemberID, id: Text<100>, expectedRevision: Int? = nil, instruction: Instruction, officer: Identifier? = nil, _: Void = ()) {
        self.init(origin: origin, member: member, id: id, expectedRevision: expectedRevision, instruction: instruction, officer: officer)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let expectedRevision: Int?? = reader.optional("expectedRevision")
        let id: Text<100>? = reader.member("id")
        let instruction: Instruction? = reader.member("instruction")
        let member: MemberID? = reader.member("member")
        let officer: Identifier?? = reader.optional("officer", since: 2)
        let origin: String? = reader.member("origin")
        reader.endObject()
        guard let expectedRevision, let id, let instruction, let member, let officer, let origin else { return nil }
        self.init(origin: origin, member: member, id: id, expectedRevision: expectedRevision, instruction: instruction, officer: officer)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("expectedRevision", expectedRevision)
        writer.member("id", id)
        writer.member("instruction", instruction)
        writer.member("member", member)
        writer.ifPresent("officer", officer)
        writer.member("origin", origin)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Command", "What one member asks of one ledger, once.", members: [
            MemberDescription("origin", String.self, "The ledger's origin: a command for one ledger is none for another."),
            MemberDescription("member", MemberID.self, "The member that asks."),
            MemberDescription("id", Text<100>.self, "The member's own name for this command: a repeat under the same name is answered with the first receipt and changes nothing."),
            MemberDescription("expectedRevision", Int.self, "The revision that the instruction's subject must have; `nil` for any.", isOptional: true),
            MemberDescription("instruction", Instruction.self, "What is asked."),
            MemberDescription("officer", Identifier.self, "The officer to whom the API key belongs that the command came in under.", isOptional: true, since: 2),
        ])
    }
}

extension SaltedObject {
    /// Makes one from its members.
    public init(salt: Base64Bytes, value: JSONText, _: Void = ()) {
        self.init(salt: salt, value: value)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let salt: Base64Bytes? = reader.member("salt")
        let value: JSONText? = reader.member("value")
        reader.endObject()
        guard let salt, let value else { return nil }
        self.init(salt: salt, value: value)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("salt", salt)
        writer.member("value", value)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("SaltedObject", "What is behind a digest: SHA-256 over the salt and the value's canonical JSON.", members: [
            MemberDescription("salt", Base64Bytes.self, "The salt in base64."),
            MemberDescription("value", JSONText.self, "The value in its canonical spelling."),
        ])
    }
}

extension SignedCommandRequest {
    /// Makes one from its members.
    public init(command: LedgerObject, salt: SaltText, key: PublicKeyText, signature: SignatureText, _: Void = ()) {
        self.init(command: command, salt: salt, key: key, signature: signature)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let command: LedgerObject? = reader.member("command")
        let key: PublicKeyText? = reader.member("key")
        let salt: SaltText? = reader.member("salt")
        let signature: SignatureText? = reader.member("signature")
        reader.endObject()
        guard let command, let key, let salt, let signature else { return nil }
        self.init(command: command, salt: salt, key: key, signature: signature)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("command", command)
        writer.member("key", key)
        writer.member("salt", salt)
        writer.member("signature", signature)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("SignedCommandRequest", "What `POST /v1/commands` takes: a command with its member's signature.", members: [
            MemberDescription("command", LedgerObject.self, "The command as it was signed."),
            MemberDescription("salt", SaltText.self, "The salt of its digest."),
            MemberDescription("key", PublicKeyText.self, "The key that signed."),
            MemberDescription("signature", SignatureText.self, "The signature over the command's text."),
        ])
    }
}

extension Transition {
    /// Makes one from its members.
    public init(contract: ContractName, edition: Edition, instance: InstanceID, revision: Int, previous: UInt64? = nil, action: Text<40>, from: Text<40>? = nil, to: Text<40>, actor: MemberID, at: Instant, command: Hash, part: CommandPart, payload: Hash, attestation: Attestation, _: Void = ()) {
        self.init(contract: contract, edition: edition, instance: instance, revision: revision, previous: previous, action: action, from: from, to: to, actor: actor, at: at, command: command, part: part, payload: payload, attestation: attestation)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let action: Text<40>? = reader.member("action")
        let actor: MemberID? = reader.member("actor")
        let at: Instant? = reader.member("at")
        let attestation: Attestation? = reader.member("attestation")
        let command: Hash? = reader.member("command")
        let contract: ContractName? = reader.member("contract")
        let edition: Edition? = reader.member("edition")
        let from: Text<40>?? = reader.nullable("from")
        let instance: InstanceID? = reader.member("instance")
        let part: CommandPart? = reader.member("part")
        let payload: Hash? = reader.member("payload")
        let previous: UInt64?? = reader.nullable("previous")
        let revision: Int? = reader.member("revision")
        let to: Text<40>? = reader.member("to")
        reader.endObject()
        guard let action, let actor, let at, let attestation, let command, let contract, let edition, let from, let instance, let part, let payload, let previous, let revision, let to else { return nil }
        self.init(contract: contract, edition: edition, instance: instance, revision: revision, previous: previous, action: action, from: from, to: to, actor: actor, at: at, command: command, part: part, payload: payload, attestation: attestation)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("action", action)
        writer.member("actor", actor)
        writer.member("at", at)
        writer.member("attestation", attestation)
        writer.member("command", command)
        writer.member("contract", contract)
        writer.member("edition", edition)
        writer.nullable("from", from)
        writer.member("instance", instance)
        writer.member("part", part)
        writer.member("payload", payload)
        writer.nullable("previous", previous)
        writer.member("revision", revision)
        writer.member("to", to)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Transition", "One ledger entry: which contract moved along which edge, by whom, when, and the digests that pin what is private about it.", members: [
            MemberDescription("contract", ContractName.self, "Which contract."),
            MemberDescription("edition", Edition.self, "Which edition of its code."),
            MemberDescription("instance", InstanceID.self, "Which instance."),
            MemberDescription("revision", Int.self, "The ordinal of this transition for the instance, from 1."),
            MemberDescription("previous", UInt64.self, "The index of the instance's previous leaf; `nil` at revision 1.", isOptional: true, absence: .null),
            MemberDescription("action", Text<40>.self, "The name of the edge taken."),
            MemberDescription("from", Text<40>.self, "The state before; `nil` where the action begins the instance.", isOptional: true, absence: .null),
            MemberDescription("to", Text<40>.self, "The state after."),
            MemberDescription("actor", MemberID.self, "The member that acted."),
            MemberDescription("at", Instant.self, "The sequencer's instant; never decreasing along the ledger."),
            MemberDescription("command", Hash.self, "The salted digest of the command."),
            MemberDescription("part", CommandPart.self, "Which of the command's transitions this is, and of how many."),
            MemberDescription("payload", Hash.self, "The salted digest of the payload."),
            MemberDescription("attestation", Attestation.self, "Who attests the command."),
        ])
    }
}

/// The described types of this module.
package enum LedgerRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        Attestation.self,
        Command.self,
        SaltedObject.self,
        SignedCommandRequest.self,
        Transition.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(Attestation.By.self, "Who attests a command.", cases: [
            ("operator", "It came in under the member's API key: only the operator attests it."),
            ("member", "The member's own Ed25519 signature, which anyone can verify."),
            ("log", "The signature of the log's own key over the command that replaces it."),
        ]),
        ValueDescription(Base64Bytes.self, "Bytes in standard base64 with padding, however many."),
        ValueDescription(CommandPart.self, "Which of a command's transitions one is: `[0,2]` is the first of two."),
        ValueDescription(Hash.self, "A SHA-256 hash, 32 bytes in base64."),
        ValueDescription(JSONText.self, "Any JSON value by its exact bytes."),
        ValueDescription(LedgerObject.self, "A JSON object as the ledger spells it, by its exact bytes."),
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        ContractsRecords.all,
        LedgerRecords.all,
        MarineRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        ContractsRecords.values,
        LedgerRecords.values,
        MarineRecords.values,
    ].flatMap { $0 }
}

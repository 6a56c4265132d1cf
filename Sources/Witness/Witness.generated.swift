// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON
import Contracts
import Ledger
import Marine
import TransparencyLog

extension LastCosignature {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("size", size)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("LastCosignature", "The latest cosignature under a log's checkpoint.", members: [
            MemberDescription("at", Instant.self, "When."),
            MemberDescription("size", LogSize.self, "The size of the checkpoint's tree."),
        ])
    }
}

extension LogEvidence {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        if writer.isAnswer { log.writeMembers(to: &writer) } else { writer.member("log", log) }
        writer.member("refusals", refusals)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("LogEvidence", "What is on record of one log, with the evidence.", members: [
            MemberDescription("log", LogStatus.self, "How far it has come.", scope: .flattened),
            MemberDescription("refusals", [RefusalEvidence].self, "What was refused for good, or is kept as evidence, oldest first."),
        ])
    }
}

extension LogRefusals {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("items", items)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("LogRefusals", "What a witness answers at `/<id>/refusals`.", members: [
            MemberDescription("items", [RefusalEvidence].self, "What was refused for good, or is kept as evidence, oldest first."),
        ])
    }
}

extension LogStatus {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.optional("checkedSize", checkedSize)
        writer.optional("cosigned", cosigned)
        writer.member("id", id)
        writer.member("origin", origin)
        writer.optional("refusal", refusal)
        writer.optional("registeredSize", registeredSize)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("LogStatus", "What is on record of one log, without the evidence behind a refusal.", members: [
            MemberDescription("checkedSize", LogSize.self, "How many entries are mirrored and obey the rules that need leaves only; `nil` where none was checked.", isOptional: true),
            MemberDescription("cosigned", LastCosignature.self, "What was cosigned last; `nil` before the first.", isOptional: true),
            MemberDescription("id", String.self, "SHA-256 of the origin in hexadecimal."),
            MemberDescription("origin", String.self, "The log's origin."),
            MemberDescription("refusal", RuleViolation.self, "Why the log is no longer cosigned; `nil` while it is.", isOptional: true),
            MemberDescription("registeredSize", LogSize.self, "For how many entries members and keys are checked too; `nil` where for none.", isOptional: true),
        ])
    }
}

extension RefusalEvidence {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.ifPresent("against", against)
        writer.member("at", at)
        writer.member("checkpoint", checkpoint)
        writer.member("final", `final`)
        writer.ifPresent("leaf", leaf)
        writer.ifPresent("proof", proof)
        writer.member("violation", violation)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("RefusalEvidence", "A checkpoint that was refused, with its evidence.", members: [
            MemberDescription("against", String.self, "Another checkpoint that the log has signed, which contradicts it.", isOptional: true, absence: .leftOut),
            MemberDescription("at", Instant.self, "When it was refused."),
            MemberDescription("checkpoint", String.self, "The checkpoint refused, signed by the log."),
            MemberDescription("final", Bool.self, "Whether the log is no longer cosigned because of it."),
            MemberDescription("leaf", String.self, "The leaf that breaks the rule, in base64.", isOptional: true, absence: .leftOut),
            MemberDescription("proof", String.self, "A `c2sp.org/tlog-proof@v1` that the leaf is in the tree of the checkpoint.", isOptional: true, absence: .leftOut),
            MemberDescription("violation", RuleViolation.self, "The entry, the rule and what is wrong."),
        ])
    }
}

extension RuleViolation {
    /// Makes one from its members.
    public init(entry: UInt64? = nil, rule: Rule, reason: String, _: Void = ()) {
        self.init(entry: entry, rule: rule, reason: reason)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let entry: UInt64?? = reader.optional("entry")
        let reason: String? = reader.member("reason")
        let rule: Rule? = reader.member("rule")
        reader.endObject()
        guard let entry, let reason, let rule else { return nil }
        self.init(entry: entry, rule: rule, reason: reason)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("entry", entry)
        writer.member("reason", reason)
        writer.member("rule", rule)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("RuleViolation", "A rule that a log has broken, and for which it is no longer cosigned.", members: [
            MemberDescription("entry", UInt64.self, "The entry that breaks the rule; nil where it is not about one entry.", isOptional: true),
            MemberDescription("rule", Rule.self, "The rule."),
            MemberDescription("reason", String.self, "What is wrong, with the figures compared."),
        ])
    }
}

extension TakenStep {
    /// Makes one from its members.
    init(contract: ContractName, instance: InstanceID, action: Text<40>) {
        self.contract = contract
        self.instance = instance
        self.action = action
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let action: Text<40>? = reader.member("action")
        let contract: ContractName? = reader.member("contract")
        let instance: InstanceID? = reader.member("instance")
        reader.endObject()
        guard let action, let contract, let instance else { return nil }
        self.contract = contract
        self.instance = instance
        self.action = action
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("action", action)
        writer.member("contract", contract)
        writer.member("instance", instance)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("TakenStep", "What a leaf shows of one step of a command.", members: [
            MemberDescription("contract", ContractName.self, "The contract that moved."),
            MemberDescription("instance", InstanceID.self, "The instance of it."),
            MemberDescription("action", Text<40>.self, "The name of the edge that it took."),
        ])
    }
}

extension TransitionRules {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let latest: Instant? = reader.member("latest", default: .earliest)
        let open: TransitionRules.IncompleteCommand?? = reader.optional("open")
        let size: UInt64? = reader.member("size", default: 0)
        reader.endObject()
        guard let latest, let open, let size else { return nil }
        self.init(size: size, latest: latest, open: open)
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("latest", latest)
        writer.optional("open", open)
        writer.member("size", size)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("TransitionRules", "The rules that can be checked from leaves alone: edges of the public state graphs, histories without a gap, complete commands of a declared form, members' signatures.", members: [
            MemberDescription("size", UInt64.self, "The index of the next leaf.", hasDefault: true),
            MemberDescription("latest", Instant.self, "The instant of the latest leaf, before which no later one may be.", hasDefault: true),
            MemberDescription("open", TransitionRules.IncompleteCommand.self, "The command whose transitions are not all seen; absent between two commands.", isOptional: true),
        ])
    }
}

extension TransitionRules.IncompleteCommand {
    /// Makes one from its members.
    init(digest: Hash, actor: MemberID, key: String? = nil, signature: String? = nil, next: Int, parts: Int, taken: [TakenStep]) {
        self.digest = digest
        self.actor = actor
        self.key = key
        self.signature = signature
        self.next = next
        self.parts = parts
        self.taken = taken
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let actor: MemberID? = reader.member("actor")
        let digest: Hash? = reader.member("digest")
        let key: String?? = reader.optional("key")
        let next: Int? = reader.member("next")
        let parts: Int? = reader.member("parts")
        let signature: String?? = reader.optional("signature")
        let taken: [TakenStep]? = reader.member("taken")
        reader.endObject()
        guard let actor, let digest, let key, let next, let parts, let signature, let taken else { return nil }
        self.digest = digest
        self.actor = actor
        self.key = key
        self.signature = signature
        self.next = next
        self.parts = parts
        self.taken = taken
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("actor", actor)
        writer.member("digest", digest)
        writer.optional("key", key)
        writer.member("next", next)
        writer.member("parts", parts)
        writer.optional("signature", signature)
        writer.member("taken", taken)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("TransitionRules.IncompleteCommand", "A command of which some transitions are still to come.", members: [
            MemberDescription("digest", Hash.self, "The salted digest of the command, which all its leaves have."),
            MemberDescription("actor", MemberID.self, "The member that asked for it, which all its leaves name."),
            MemberDescription("key", String.self, "The key that attests it; absent where the operator alone does.", isOptional: true),
            MemberDescription("signature", String.self, "That key's signature; absent where the operator alone attests it.", isOptional: true),
            MemberDescription("next", Int.self, "The place of the transition that is awaited, from 1: the first has been seen."),
            MemberDescription("parts", Int.self, "How many transitions the command has in all."),
            MemberDescription("taken", [TakenStep].self, "Its transitions so far."),
        ])
    }
}

extension WitnessReport {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("logs", logs)
        writer.member("vkey", vkey)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("WitnessReport", "All that a witness has on record, with the evidence.", members: [
            MemberDescription("logs", [LogEvidence].self, "Every log that it knows."),
            MemberDescription("vkey", String.self, "Its verifier key."),
        ])
    }
}

extension WitnessStatus {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("logs", logs)
        writer.member("vkey", vkey)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("WitnessStatus", "What a witness answers at `/status`.", members: [
            MemberDescription("logs", [LogStatus].self, "Every log that it knows."),
            MemberDescription("vkey", String.self, "Its verifier key."),
        ])
    }
}

/// The described types of this module.
package enum WitnessRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        LastCosignature.self,
        LogEvidence.self,
        LogRefusals.self,
        LogStatus.self,
        RefusalEvidence.self,
        RuleViolation.self,
        TakenStep.self,
        TransitionRules.self,
        TransitionRules.IncompleteCommand.self,
        WitnessReport.self,
        WitnessStatus.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(LogSize.self, "How many entries a log has: a number, and text where a reader of JSON might round it."),
        ValueDescription(Rule.self, "The permanent name of each rule that a validating witness checks.", cases: [
            ("leaf", "A leaf is a transition in canonical form, of a contract that is known."),
            ("edition", "The edition has the contract and, where the Consortium's payloads are checked, is the one in force."),
            ("founding", "The first entry, and no other, founds the one consortium."),
            ("edge", "The edge is in the contract's public state graph."),
            ("state", "The edge starts from the state that the instance is in."),
            ("revision", "The revision is one more than the instance's latest."),
            ("previous", "`previous` is the index of the instance's latest leaf."),
            ("instant", "Instants never decrease."),
            ("parts", "A command's transitions are consecutive and in order, with one digest, actor and attestation."),
            ("workflow", "A command's transitions are those of a form that the contracts declare, on instances that hang together."),
            ("commandReused", "A command's digest occurs once."),
            ("commandCut", "A checkpoint does not end within a command."),
            ("signature", "A member's signature is valid."),
            ("payload", "A payload, which has the digest that its leaf names, reads."),
            ("origin", "The founding names this ledger's origin."),
            ("decision", "The contract decides what the Consortium's transition says, from its arguments."),
            ("member", "The actor is a member."),
            ("role", "The actor has a role in which the command may be given."),
            ("key", "The key that signs was registered for the actor, and not revoked."),
            ("word", "The command is sufficiently authorized: a member with a key signs, and a locked one does not act."),
            ("fork", "The log signs one tree."),
            ("recordLost", "The witness's own record holds all that it has cosigned."),
        ]),
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        ContractsRecords.all,
        LedgerRecords.all,
        MarineRecords.all,
        WitnessRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        ContractsRecords.values,
        LedgerRecords.values,
        MarineRecords.values,
        WitnessRecords.values,
    ].flatMap { $0 }
}

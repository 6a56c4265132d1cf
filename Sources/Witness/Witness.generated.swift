// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON
import Contracts
import Ledger
import Marine
import TransparencyLog

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
    init(contract: ContractName, instance: InstanceID, action: String) {
        self.contract = contract
        self.instance = instance
        self.action = action
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let action: String? = reader.member("action")
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
            MemberDescription("contract", ContractName.self, ""),
            MemberDescription("instance", InstanceID.self, ""),
            MemberDescription("action", String.self, ""),
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
            MemberDescription("latest", Instant.self, "", hasDefault: true),
            MemberDescription("open", TransitionRules.IncompleteCommand.self, "", isOptional: true),
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
            MemberDescription("digest", Hash.self, ""),
            MemberDescription("actor", MemberID.self, ""),
            MemberDescription("key", String.self, "", isOptional: true),
            MemberDescription("signature", String.self, "", isOptional: true),
            MemberDescription("next", Int.self, ""),
            MemberDescription("parts", Int.self, ""),
            MemberDescription("taken", [TakenStep].self, "Its transitions so far."),
        ])
    }
}

/// The described types of this module.
package enum WitnessRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        RuleViolation.self,
        TakenStep.self,
        TransitionRules.self,
        TransitionRules.IncompleteCommand.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(Rule.self, "The permanent name of each rule that a validating witness checks.", cases: [
            ("leaf", "A leaf is a transition in canonical form, of a contract that is known."),
            ("edition", "The edition exists and, where the Consortium's payloads are checked, is the one in force."),
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

// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON
import Contracts
public import Marine
import TransparencyLog

extension OmittedContent {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let index: UInt64? = reader.member("index")
        let omitted: Bool? = reader.member("omitted", default: true)
        let subject: String? = reader.member("subject")
        reader.endObject()
        guard let index, let omitted, let subject else { return nil }
        self.init(index: index, subject: subject, omitted: omitted)
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("index", index)
        writer.member("omitted", omitted)
        writer.member("subject", subject)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("OmittedContent", "What stands in the place of data that would be too long.", members: [
            MemberDescription("index", UInt64.self, "The index of the ledger's entry."),
            MemberDescription("subject", String.self, "What it is about."),
            MemberDescription("omitted", Bool.self, "Always `true`.", hasDefault: true),
        ])
    }
}

extension TransitionNotice {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let action: String? = reader.member("action")
        let actor: MemberID? = reader.member("actor")
        let at: Instant? = reader.member("at")
        let contract: ContractName? = reader.member("contract")
        let from: String?? = reader.optional("from")
        let index: UInt64? = reader.member("index")
        let instance: InstanceID? = reader.member("instance")
        let leafHash: Hash? = reader.member("leafHash")
        let revision: Int? = reader.member("revision")
        let to: String? = reader.member("to")
        reader.endObject()
        guard let action, let actor, let at, let contract, let from, let index, let instance, let leafHash, let revision, let to else { return nil }
        self.init(index: index, leafHash: leafHash, contract: contract, instance: instance, revision: revision, action: action, from: from, to: to, actor: actor, at: at)
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("action", action)
        writer.member("actor", actor)
        writer.member("at", at)
        writer.member("contract", contract)
        writer.optional("from", from)
        writer.member("index", index)
        writer.member("instance", instance)
        writer.member("leafHash", leafHash)
        writer.member("revision", revision)
        writer.member("to", to)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("TransitionNotice", "What a receiver is told of a transition; the rest it fetches over the API.", members: [
            MemberDescription("index", UInt64.self, "The index of the ledger's entry."),
            MemberDescription("leafHash", Hash.self, "The RFC 6962 hash of its leaf."),
            MemberDescription("contract", ContractName.self, "The contract."),
            MemberDescription("instance", InstanceID.self, "The instance that changed."),
            MemberDescription("revision", Int.self, "Its revision after the change."),
            MemberDescription("action", String.self, "What was done."),
            MemberDescription("from", String.self, "The state before; `null` where the instance began.", isOptional: true),
            MemberDescription("to", String.self, "The state after."),
            MemberDescription("actor", MemberID.self, "The member that acted."),
            MemberDescription("at", Instant.self, "When the ledger took it."),
        ])
    }
}

extension WebhookDelivery {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("attempts", attempts)
        writer.optional("completedAt", completedAt)
        writer.member("createdAt", createdAt)
        writer.member("endpoint", endpoint)
        writer.member("id", id)
        writer.member("index", index)
        writer.optional("lastAddress", lastAddress)
        writer.optional("lastAttemptAt", lastAttemptAt)
        writer.optional("lastDurationMilliseconds", lastDurationMilliseconds)
        writer.optional("lastError", lastError)
        writer.optional("lastStatus", lastStatus)
        writer.optional("nextAttemptAt", nextAttemptAt)
        writer.member("notification", notification)
        writer.member("state", state)
        writer.member("subject", subject)
        writer.member("type", type)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("WebhookDelivery", "One notification to one endpoint, and how far its delivery has come.", members: [
            MemberDescription("id", Int64.self, "The delivery's number."),
            MemberDescription("endpoint", String.self, "The endpoint's id."),
            MemberDescription("notification", String.self, "The notification's name, `webhook-id` on every attempt."),
            MemberDescription("index", UInt64.self, "The ledger index of the transition."),
            MemberDescription("type", String.self, "The event type."),
            MemberDescription("subject", String.self, "The instance it happened to."),
            MemberDescription("state", WebhookDelivery.State.self, "Its state."),
            MemberDescription("attempts", Int.self, "How many attempts were made."),
            MemberDescription("createdAt", Instant.self, "When it was enqueued."),
            MemberDescription("nextAttemptAt", Instant.self, "When it is due again; nil unless pending.", isOptional: true),
            MemberDescription("lastAttemptAt", Instant.self, "When the last attempt began.", isOptional: true),
            MemberDescription("lastStatus", Int.self, "The status of the last response; nil where there was none.", isOptional: true),
            MemberDescription("lastError", String.self, "Why the last attempt failed without a response.", isOptional: true),
            MemberDescription("lastAddress", String.self, "The address the last attempt reached.", isOptional: true),
            MemberDescription("lastDurationMilliseconds", Int64.self, "How long the last attempt took, in milliseconds.", isOptional: true),
            MemberDescription("completedAt", Instant.self, "When it was delivered or given up.", isOptional: true),
        ])
    }
}

extension WebhookEndpointStatus {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("createdAt", createdAt)
        writer.member("description", description)
        writer.optional("disabledAt", disabledAt)
        writer.optional("disabledReason", disabledReason)
        writer.optional("failingSince", failingSince)
        writer.member("id", id)
        writer.member("next", next)
        writer.optional("pausedUntil", pausedUntil)
        writer.member("pending", pending)
        writer.optional("previousSecretExpiresAt", previousSecretExpiresAt)
        writer.member("types", types)
        writer.member("url", url)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("WebhookEndpointStatus", "A webhook endpoint without its secret.", members: [
            MemberDescription("id", String.self, "The endpoint's name, `we_` and 32 hexadecimal digits."),
            MemberDescription("url", String.self, "Where notifications go."),
            MemberDescription("description", String.self, "What it is for."),
            MemberDescription("types", [EventPattern].self, "The types of events that are wanted; all where there are none."),
            MemberDescription("createdAt", Instant.self, "When it was registered."),
            MemberDescription("disabledAt", Instant.self, "When it was disabled; absent while it is enabled.", isOptional: true),
            MemberDescription("disabledReason", WebhookEndpoint.DisabledReason.self, "Why it was disabled.", isOptional: true),
            MemberDescription("failingSince", Instant.self, "Since when every delivery has failed; absent after a success.", isOptional: true),
            MemberDescription("pausedUntil", Instant.self, "Until when nothing is sent, as the receiver asked: its `Retry-After`, of an hour at most.", isOptional: true),
            MemberDescription("next", UInt64.self, "The index of the entry that is looked at next."),
            MemberDescription("pending", Int.self, "How many deliveries wait."),
            MemberDescription("previousSecretExpiresAt", Instant.self, "Until when the secret before the present one signs too.", isOptional: true),
        ])
    }
}

extension WebhookRegistration {
    /// Makes one from its members.
    public init(url: Text<2000>, description: OptionalText<200> = "", types: Entries<0, 50, EventPattern> = [], _: Void = ()) {
        self.init(url: url, description: description, types: types)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let description: OptionalText<200>? = reader.member("description", default: "")
        let types: Entries<0, 50, EventPattern>? = reader.member("types", default: [])
        let url: Text<2000>? = reader.member("url")
        reader.endObject()
        guard let description, let types, let url else { return nil }
        self.init(url: url, description: description, types: types)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("description", description)
        writer.member("types", types)
        writer.member("url", url)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("WebhookRegistration", "What `POST /v1/webhook-endpoints` asks for.", members: [
            MemberDescription("url", Text<2000>.self, "Where notifications go."),
            MemberDescription("description", OptionalText<200>.self, "What the endpoint is for, for people.", hasDefault: true),
            MemberDescription("types", Entries<0, 50, EventPattern>.self, "The types of events that are wanted; all where there are none.", hasDefault: true),
        ])
    }
}

/// The described types of this module.
package enum NotifierRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        OmittedContent.self,
        TransitionNotice.self,
        WebhookDelivery.self,
        WebhookEndpointStatus.self,
        WebhookRegistration.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(EventPattern.self, "A type of events such as `claim.settled`, or the beginning of several such as `claim.*`."),
        ValueDescription(WebhookDelivery.State.self, "The state of a delivery.", cases: [
            ("pending", "Waits for its next attempt."),
            ("delivered", "The receiver answered with a 2xx status."),
            ("dead", "Every attempt failed, or the receiver is gone; `redeliver` starts anew."),
        ]),
        ValueDescription(WebhookEndpoint.DisabledReason.self, "Why nothing is sent to an endpoint any more.", cases: [
            ("gone", "The receiver answered 410 Gone."),
            ("failing", "Nothing was accepted for days."),
            ("requested", "The member or the operator asked for it."),
        ]),
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        ContractsRecords.all,
        MarineRecords.all,
        NotifierRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        ContractsRecords.values,
        MarineRecords.values,
        NotifierRecords.values,
    ].flatMap { $0 }
}

import CanonicalJSON
import Contracts
import Marine
import TransparencyLog

/// The message's bytes as Standard Webhooks 1.0.0 recommends: `{"type", "timestamp", "data"}`.
enum WebhookBody {
    /// The longest message sent, in bytes; receivers may refuse more.
    static let maximumBytes = 20_000

    /// Composes a message.
    ///
    /// Data that would make it too long is replaced by the ledger index and
    /// subject, with `"omitted": true`: the receiver fetches the rest over the API.
    static func bytes(of notification: LedgerNotification, for member: String) -> [UInt8] {
        let whole = compose(notification, data: notification.body(member))
        guard whole.count > maximumBytes else { return whole }
        let omitted = OmittedContent(index: notification.index, subject: notification.subject)
        return compose(notification, data: omitted.exchangeBytes)
    }

    private static func compose(_ notification: LedgerNotification, data: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(.exchange, capacity: data.count + 128)
        writer.beginObject()
        writer.member("type", notification.type)
        writer.member("timestamp", Instant(millisecondsSinceEpoch: notification.at))
        writer.key("data")
        writer.raw(data)
        writer.endObject()
        return writer.bytes
    }
}

/// What stands in the place of data that would be too long.
struct OmittedContent: Record {
    /// The index of the ledger's entry.
    let index: UInt64
    /// What it is about.
    let subject: String
    /// Always `true`.
    var omitted: Bool = true
}

/// What a receiver is told of a transition; the rest it fetches over the API.
struct TransitionNotice: Record {
    /// The index of the ledger's entry.
    let index: UInt64
    /// The RFC 6962 hash of its leaf.
    let leafHash: Hash
    /// The contract.
    let contract: ContractName
    /// The instance that changed.
    let instance: InstanceID
    /// Its revision after the change.
    let revision: Int
    /// What was done.
    let action: String
    /// The state before; `null` where the instance began.
    let from: String?
    /// The state after.
    let to: String
    /// The member that acted.
    let actor: MemberID
    /// When the ledger took it.
    let at: Instant
}

import CanonicalJSON
import Marine
import Notifier

extension WebhookEndpoint {
    /// An endpoint without its secret.
    var presented: [String: JSONValue] {
        [
            "id": .string(id),
            "url": .string(url),
            "description": .string(description),
            "types": .list(types.patterns, JSONValue.string),
            "createdAt": .milliseconds(createdAt),
            "disabledAt": .maybe(disabledAt, JSONValue.milliseconds),
            "disabledReason": .maybe(disabledReason) { .string($0.rawValue) },
            "failingSince": .maybe(failingSince, JSONValue.milliseconds),
            "next": .integer(Int64(clamping: cursor)),
            "pending": .count(pendingCount),
            "previousSecretExpiresAt": .maybe(previousSecretExpiresAt, JSONValue.milliseconds),
        ]
    }
}

extension WebhookDelivery {
    /// One delivery and how far it has come.
    var presented: JSONValue {
        .object([
            "id": .integer(id),
            "notification": .string(notification),
            "index": .integer(Int64(clamping: index)),
            "type": .string(type),
            "subject": .string(subject),
            "state": .string("\(state)"),
            "attempts": .count(attempts),
            "createdAt": .milliseconds(createdAt),
            "nextAttemptAt": .maybe(nextAttemptAt, JSONValue.milliseconds),
            "lastAttemptAt": .maybe(lastAttemptAt, JSONValue.milliseconds),
            "lastStatus": .maybe(lastStatus, JSONValue.count),
            "lastError": .maybe(lastError, JSONValue.string),
            "lastAddress": .maybe(lastAddress, JSONValue.string),
            "lastDurationMilliseconds": .maybe(lastDurationMilliseconds, JSONValue.integer),
            "completedAt": .maybe(completedAt, JSONValue.milliseconds),
        ])
    }
}

extension JSONValue {
    /// An instant given in milliseconds since 1970.
    static func milliseconds(_ milliseconds: Int64) -> JSONValue {
        .instant(Instant(millisecondsSinceEpoch: milliseconds))
    }
}

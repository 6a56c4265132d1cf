/// Something that tails the ledger: its transitions after a cursor, in order, with the members
/// party to each.
public protocol NotificationSource: Sendable {
    /// The transitions at or after an index of which members are notified, in ascending order.
    ///
    /// Entries of which nobody is notified are left out. A result shorter than `limit` says that
    /// there are no more before the size the ledger had when the call began.
    func notifications(from index: UInt64, limit: Int) async throws -> [LedgerNotification]

    /// What some members are told of a batch of entries.
    ///
    /// - Parameters:
    ///   - index: the first entry.
    ///   - limit: how many entries are looked at, or notifications given.
    ///   - size: a size of the ledger: what was appended since may be left out.
    ///   - members: who is told; what concerns nobody of them is left out.
    /// - Returns: the notifications, and up to where there are no others.
    /// - Throws: what reading the ledger throws.
    func batch(
        from index: UInt64,
        limit: Int,
        below size: UInt64,
        for members: Set<String>
    ) async throws -> NotificationBatch

    /// The number of entries on the ledger.
    func size() async throws -> UInt64

    /// Returns once the ledger is larger than `size`; throws where the task is cancelled.
    func waitForGrowth(beyond size: UInt64) async throws
}

extension NotificationSource {
    /// A batch of all notifications, of which those that concern none of the members are left out.
    public func batch(
        from index: UInt64,
        limit: Int,
        below size: UInt64,
        for members: Set<String>
    ) async throws -> NotificationBatch {
        let found = try await notifications(from: index, limit: limit)
        let next = found.last.map { $0.index + 1 }
        return NotificationBatch(
            notifications: found.filter { !$0.parties.isDisjoint(with: members) },
            end: found.count >= limit ? next ?? size : max(size, next ?? 0)
        )
    }
}

/// What members are told of a run of entries.
public struct NotificationBatch: Sendable {
    /// The notifications, in ascending order.
    public let notifications: [LedgerNotification]
    /// The index up to which, exclusive, there are no others.
    public let end: UInt64

    /// Creates a batch.
    public init(notifications: [LedgerNotification], end: UInt64) {
        self.notifications = notifications
        self.end = end
    }
}

/// One transition as its parties are notified of it.
public struct LedgerNotification: Sendable {
    /// The transition's index on the ledger.
    public let index: UInt64
    /// The message's id, the same on every attempt and for every endpoint; holds no dot.
    public let id: String
    /// The event type, such as `claim.settled`.
    public let type: String
    /// The instance it happened to; deliveries to one endpoint about one subject never overlap.
    public let subject: String
    /// When it happened, in milliseconds since 1970 UTC.
    public let at: Int64
    /// The members party to it: only their endpoints are notified.
    public let parties: Set<String>
    /// What a party receives: the bytes of one JSON value, the message's `data`.
    public let body: @Sendable (_ member: String) -> [UInt8]

    /// Creates a notification whose body depends on the member that receives it.
    public init(
        index: UInt64,
        id: String,
        type: String,
        subject: String,
        at: Int64,
        parties: Set<String>,
        body: @escaping @Sendable (_ member: String) -> [UInt8]
    ) {
        self.index = index
        self.id = id
        self.type = type
        self.subject = subject
        self.at = at
        self.parties = parties
        self.body = body
    }
}

import CanonicalJSON
import Contracts
public import Ledger
import Marine
import TransparencyLog

/// The ledger as the notifier tails it: each transition, with the members that are party to it.
public struct NotificationFeed: NotificationSource {
    private let sequencer: Sequencer
    private let store: any LogStore

    /// Feeds a notifier from a ledger and the store that it is kept in.
    public init(sequencer: Sequencer, store: any LogStore) {
        self.sequencer = sequencer
        self.store = store
    }

    /// Transitions from an index on, in order.
    public func notifications(
        from index: UInt64,
        limit: Int
    ) async throws -> [LedgerNotification] {
        var notifications: [LedgerNotification] = []
        for entry in try await store.entries(from: index, limit: limit) {
            let transition = try Transition(leaf: entry.leaf)
            let parties = try await parties(to: transition)
            notifications.append(try notification(entry, transition, parties))
        }
        return notifications
    }

    /// What some members are told of a batch of entries:
    /// of the others nothing but the leaf is read.
    public func batch(
        from index: UInt64,
        limit: Int,
        below size: UInt64,
        for members: Set<String>
    ) async throws -> NotificationBatch {
        var notifications: [LedgerNotification] = []
        var end = index
        for entry in try await store.entries(from: index, limit: limit) {
            end = entry.index + 1
            let transition = try Transition(leaf: entry.leaf)
            let parties = try await parties(to: transition)
            guard !parties.isDisjoint(with: members) else { continue }
            notifications.append(try notification(entry, transition, parties))
        }
        return NotificationBatch(notifications: notifications, end: max(end, min(index, size)))
    }

    /// How many entries the ledger has.
    public func size() async throws -> UInt64 { await sequencer.size() }

    /// Returns once the ledger is larger.
    public func waitForGrowth(beyond size: UInt64) async throws {
        await sequencer.growth.wait(beyond: size)
        try Task.checkCancellation()
    }

    private func parties(to transition: Transition) async throws -> Set<String> {
        let parties = try await sequencer.instance(transition.key)?.state.parties ?? []
        return Set(parties.map(\.text))
    }

    private func notification(
        _ entry: LogEntry,
        _ transition: Transition,
        _ parties: Set<String>
    ) throws -> LedgerNotification {
        let notice = TransitionNotice(
            index: entry.index,
            leafHash: RFC6962.leafHash(entry.leaf),
            contract: transition.contract,
            instance: transition.instance,
            revision: transition.revision,
            action: transition.edge.action,
            from: transition.edge.from,
            to: transition.edge.to,
            actor: transition.actor,
            at: transition.at
        )
        let bytes = notice.exchangeBytes
        let name = try eventName(entry, transition)
        let origin = Hash.sha256(of: Array(sequencer.origin.utf8)).hex.prefix(12)
        return LedgerNotification(
            index: entry.index,
            id: "evt_\(origin)_\(entry.index)",
            type: "\(transition.contract.rawValue).\(name)",
            subject: "\(transition.key)",
            at: transition.at.millisecondsSinceEpoch,
            parties: parties,
            body: { _ in bytes }
        )
    }

    /// The past tense in which the contract names what happened, such as `settled`.
    private func eventName(_ entry: LogEntry, _ transition: Transition) throws -> String {
        guard let payload = entry.payload else {
            throw LedgerFault.damaged(place: "entry \(entry.index): its payload is missing")
        }
        let read = try? StepPayload.decode(
            transition.contract,
            from: payload.bytes,
            in: transition.edition
        )
        return read?.eventName ?? transition.edge.action
    }
}

public import Contracts
public import Marine
import TransparencyLog

/// An entry that does not follow from those before it, or that is beyond the rules known here.
public struct ReplayError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The entry.
    public let index: UInt64
    /// What is wrong with it.
    public let reason: String
    /// The edition that the entry is of or adopts, where nothing is wrong with it but that this
    /// program does not go by that edition.
    public let edition: Edition?

    /// Names the entry and what is wrong.
    public init(index: UInt64, reason: String) {
        self.index = index
        self.reason = reason
        edition = nil
    }

    /// Names the entry and the edition that this program does not go by.
    public init(index: UInt64, beyond edition: Edition) {
        self.index = index
        self.edition = edition
        reason = "it is of edition \(edition), which this program does not know; update the program"
    }

    /// Names the entry that adopts an edition that this program does not go by.
    init(index: UInt64, adopting edition: Edition) {
        self.index = index
        self.edition = edition
        reason =
            "it adopts edition \(edition), which this program does not know; update the program"
    }

    /// The entry and what is wrong.
    public var description: String { "entry \(index): \(reason)" }
}

/// The fold of the ledger: the location of every instance, and the states of those held in
/// memory.
public struct LedgerFold: Sendable {
    /// How many entries are folded in.
    public internal(set) var size: UInt64 = 0
    /// The instant of the latest.
    public internal(set) var lastAt = Instant(millisecondsSinceEpoch: 0)
    var instances: InstanceTable
    /// The latest edition by which entries are folded.
    var latest: Edition

    /// An empty fold that holds up to `stateLimit` states; all of them where it is `nil`.
    ///
    /// It stops at an entry of a later edition than `latest`, or that adopts one.
    public init(stateLimit: Int? = nil, latest: Edition = .current) {
        instances = InstanceTable(limit: stateLimit)
        self.latest = latest
    }

    /// An instance whose state is in memory; `nil` where it is not, or there is no such instance.
    public func instance(_ key: InstanceKey) -> HeldInstance? { instances.peek(key) }

    /// The keys of all instances, in order.
    public var keys: [InstanceKey] { instances.keys.sorted() }

    /// How many instances there are.
    public var instanceCount: Int { instances.count }

    /// The consortium after the latest transition.
    public var consortium: Consortium.State? {
        instance(InstanceKey(.consortium, Workflow.consortium))
            .flatMap { Consortium.unwrap($0.state) }
    }

    /// Stores the instances as they are after `count` transitions that have become durable.
    mutating func keep(_ held: [InstanceKey: HeldInstance], count: UInt64, at: Instant) {
        for (key, one) in held { instances.put(key, one) }
        size += count
        lastAt = max(lastAt, at)
    }

    /// Folds the next entry in; the state of its instance must be in memory.
    ///
    /// - Returns: the transition and the instance after it.
    /// - Throws: `ReplayError` where the entry does not follow from those before it.
    @discardableResult
    public mutating func apply(_ entry: LogEntry) throws(ReplayError) -> FoldedEntry {
        let transition: Transition
        do { transition = try Transition(leaf: entry.leaf) } catch {
            throw ReplayError(index: entry.index, reason: error.reason)
        }
        return try apply(entry, transition)
    }

    /// Folds the next entry in, its leaf read already.
    @discardableResult
    mutating func apply(
        _ entry: LogEntry,
        _ transition: Transition
    ) throws(ReplayError) -> FoldedEntry {
        func fail(_ reason: String) -> ReplayError {
            ReplayError(index: entry.index, reason: reason)
        }
        guard entry.index == size else { throw fail("follows entry \(size) of the fold") }
        let key = transition.key
        let before: HeldInstance?
        switch instances.find(key) {
        case .held(let held): before = held
        case .none: before = nil
        case .evicted: throw fail("the state before it is not in memory")
        }
        guard transition.at >= lastAt else { throw fail("its instant is before its predecessor's") }
        let folded = try entry.follow(transition, before, latest: latest)
        instances.put(
            key,
            HeldInstance(
                state: folded.state,
                revision: transition.revision,
                first: folded.first,
                lastIndex: entry.index
            )
        )
        size += 1
        lastAt = transition.at
        return folded
    }
}

extension LogEntry {
    /// Folds the entry onto the instance before it.
    ///
    /// - Throws: `ReplayError` where it does not follow from it, is of a later edition than
    ///   `latest` or adopts one.
    public func follow(
        _ transition: Transition,
        _ before: HeldInstance?,
        latest: Edition = .current
    ) throws(ReplayError) -> FoldedEntry {
        func fail(_ reason: String) -> ReplayError { ReplayError(index: index, reason: reason) }
        guard transition.revision == (before?.revision ?? 0) + 1 else {
            throw fail("revision \(transition.revision) follows \(before?.revision ?? 0)")
        }
        guard transition.previous == before?.lastIndex else {
            throw fail("previous names another entry than the instance's latest")
        }
        guard transition.edge.from == before?.state.stage else {
            throw fail(
                "from \(transition.edge.from ?? "null"), but the state is "
                    + (before?.state.stage ?? "null")
            )
        }
        guard transition.edition <= latest else {
            throw ReplayError(index: index, beyond: transition.edition)
        }
        guard let payload else { throw fail("its payload is missing") }
        guard payload.digest == transition.payload else {
            throw fail("its payload does not have the digest that the leaf names")
        }
        let record: StepPayload
        do {
            record = try StepPayload.decode(
                transition.contract,
                from: payload.bytes,
                in: transition.edition
            )
        } catch { throw fail("its payload does not read: \(error)") }
        guard let state = record.evolve(before?.state, in: transition.edition),
            state.stage == transition.edge.to
        else {
            throw fail("its events do not lead to \(transition.edge.to)")
        }
        if let adopted = Consortium.unwrap(state)?.edition, adopted > latest {
            throw ReplayError(index: index, adopting: adopted)
        }
        return FoldedEntry(
            index: index,
            first: before?.first ?? index,
            transition: transition,
            payload: record,
            before: before?.state,
            state: state
        )
    }
}

/// A transition with its payload, and its instance's state before and after it.
public final class FoldedEntry: Sendable {
    /// Its index.
    public let index: UInt64
    /// The index of the instance's first entry.
    public let first: UInt64
    /// What the leaf says.
    public let transition: Transition
    /// The command and events behind it.
    public let payload: StepPayload
    /// The instance's state before it.
    public let before: ContractState?
    /// The instance's state after it.
    public let state: ContractState

    /// States a folded entry.
    public init(
        index: UInt64,
        first: UInt64,
        transition: Transition,
        payload: StepPayload,
        before: ContractState?,
        state: ContractState
    ) {
        self.index = index
        self.first = first
        self.transition = transition
        self.payload = payload
        self.before = before
        self.state = state
    }
}

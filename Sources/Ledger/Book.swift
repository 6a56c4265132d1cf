import CanonicalJSON
public import Contracts
public import Marine
import TransparencyLog

/// An instance as the ledger has it.
public struct HeldInstance: Hashable, Sendable {
    /// Its state.
    public var state: ContractState
    /// How many transitions it has had.
    public var revision: Int
    /// The index of the latest.
    public var lastIndex: UInt64
}

/// An entry that does not follow from those before it.
public struct ReplayError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The entry.
    public let index: UInt64
    /// What is wrong with it.
    public let reason: String

    /// Names the entry and what is wrong.
    public init(index: UInt64, reason: String) {
        self.index = index
        self.reason = reason
    }

    /// The entry and what is wrong.
    public var description: String { "entry \(index): \(reason)" }
}

/// The fold of the ledger: every instance's state, and what is decided but not yet durable.
public struct Book: Sendable {
    /// How many entries are folded in.
    public private(set) var size: UInt64 = 0
    /// The instant of the latest.
    public private(set) var lastAt = Instant(millisecondsSinceEpoch: 0)
    private var kept: [InstanceKey: HeldInstance] = [:]
    private var pending: [InstanceKey: HeldInstance] = [:]
    private var pendingSize: UInt64 = 0
    private var pendingAt = Instant(millisecondsSinceEpoch: 0)

    /// An empty book.
    public init() {}

    /// An instance as of the latest decided transition.
    public func instance(_ key: InstanceKey) -> HeldInstance? { pending[key] ?? kept[key] }

    /// An instance as of the latest durable transition.
    func durable(_ key: InstanceKey) -> HeldInstance? { kept[key] }

    /// The keys of all instances, in order.
    public var keys: [InstanceKey] { Set(kept.keys).union(pending.keys).sorted() }

    /// The consortium as of the latest decided transition.
    public var consortium: Consortium.State? {
        instance(InstanceKey(.consortium, Workflow.consortium))
            .flatMap { Consortium.unwrap($0.state) }
    }

    /// The size with what is decided but not yet durable.
    public var nextIndex: UInt64 { size + pendingSize }

    /// The instant that the next transition has at the earliest.
    public var earliest: Instant { max(lastAt, pendingAt) }

    /// Notes a decided transition that is not yet durable.
    mutating func note(_ step: Step, revision: Int, at: Instant) {
        pending[step.key] = HeldInstance(
            state: step.state,
            revision: revision,
            lastIndex: nextIndex
        )
        pendingSize += 1
        pendingAt = at
    }

    /// What was noted is durable.
    mutating func keep() {
        for (key, held) in pending { kept[key] = held }
        size += pendingSize
        lastAt = max(lastAt, pendingAt)
        pending.removeAll(keepingCapacity: true)
        pendingSize = 0
    }

    /// What was noted is not durable and never happened.
    mutating func drop() {
        pending.removeAll(keepingCapacity: true)
        pendingSize = 0
        pendingAt = lastAt
    }

    /// Folds the next entry in.
    ///
    /// - Returns: the transition and the instance after it.
    /// - Throws: `ReplayError` where the entry does not follow from those before it.
    @discardableResult
    public mutating func fold(_ entry: LogEntry) throws(ReplayError) -> FoldedEntry {
        func fail(_ reason: String) -> ReplayError {
            ReplayError(index: entry.index, reason: reason)
        }
        guard entry.index == size else { throw fail("follows entry \(size) of the fold") }
        let transition: Transition
        do { transition = try Transition(leaf: entry.leaf) } catch { throw fail(error.reason) }
        let before = kept[transition.key]
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
        guard transition.at >= lastAt else { throw fail("its instant is before its predecessor's") }
        guard let payload = entry.payload else { throw fail("its payload is erased") }
        guard payload.digest == transition.payload else {
            throw fail("its payload does not have the digest that the leaf names")
        }
        let record: StepPayload
        do {
            record = try StepPayload.decode(transition.contract, from: payload.bytes)
        } catch { throw fail("its payload does not read: \(error)") }
        guard let state = record.evolve(before?.state), state.stage == transition.edge.to else {
            throw fail("its events do not lead to \(transition.edge.to)")
        }
        kept[transition.key] = HeldInstance(
            state: state,
            revision: transition.revision,
            lastIndex: entry.index
        )
        size += 1
        lastAt = transition.at
        return FoldedEntry(
            index: entry.index,
            transition: transition,
            payload: record,
            before: before?.state,
            state: state
        )
    }
}

/// A transition with the state that it led to.
public struct FoldedEntry: Sendable {
    /// Its index.
    public let index: UInt64
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
        transition: Transition,
        payload: StepPayload,
        before: ContractState?,
        state: ContractState
    ) {
        self.index = index
        self.transition = transition
        self.payload = payload
        self.before = before
        self.state = state
    }
}

extension StepPayload {
    /// Reads a payload of a contract, of any edition that this code knows.
    public static func decode(_ contract: ContractName, from bytes: [UInt8]) throws -> StepPayload {
        switch contract {
        case .consortium:
            .consortium(try CanonicalJSON.decodeCanonical(StepRecord.self, from: bytes))
        case .openCover: .openCover(try CanonicalJSON.decodeCanonical(StepRecord.self, from: bytes))
        case .certificate:
            .certificate(try CanonicalJSON.decodeCanonical(StepRecord.self, from: bytes))
        case .shipment: .shipment(try CanonicalJSON.decodeCanonical(StepRecord.self, from: bytes))
        case .claim: .claim(try CanonicalJSON.decodeCanonical(StepRecord.self, from: bytes))
        }
    }
}

import Contracts
public import Ledger
import Synchronization
import TransparencyLog

/// A key that has signed the ledger's checkpoints, and how it was replaced.
public struct ReplacedLogKey: Sendable {
    /// The verifier key.
    public let key: String
    /// The size of the smallest tree that it signed.
    public let from: UInt64
    /// The size of the largest: its checkpoint is signed by the next key too.
    public let to: UInt64
    /// The entry that replaced it, which this key has signed.
    public let rotation: LogEntry
}

extension Platform {
    /// The keys before the one in force, oldest first.
    ///
    /// They are looked up along the Consortium's own leaves. A key is replaced only while the
    /// ledger is not served, so that what was found once stays.
    public func formerLogKeys() async throws -> [ReplacedLogKey] {
        let former = try await consortium().formerLogKeys ?? []
        guard !former.isEmpty else { return [] }
        if let known = formerKeys.withLock({ $0 }) { return known }
        var rotations: [LogEntry] = []
        var next = try await sequencer.instance(InstanceKey(.consortium, Workflow.consortium))?
            .lastIndex
        while rotations.count < former.count, let index = next {
            guard let entry = try await store.entries(at: [index]).first else { break }
            let transition = try Transition(leaf: entry.leaf)
            if transition.edge.action == "rotateLogKey" { rotations.append(entry) }
            next = transition.previous
        }
        guard rotations.count == former.count else {
            throw LedgerFault.damaged(place: "consortium: its log keys are not those of its leaves")
        }
        rotations.reverse()
        let found = zip(former, rotations).enumerated().map { offset, pair in
            ReplacedLogKey(
                key: pair.0.key,
                from: offset == 0 ? 1 : rotations[offset - 1].index + 1,
                to: pair.1.index + 1,
                rotation: pair.1
            )
        }
        formerKeys.withLock { $0 = found }
        return found
    }

    /// The ledger's keys, each put in force by an entry that the one before it has signed; the key
    /// held here where nothing is founded yet.
    public func logKeyChain() async throws -> LogKeyChain {
        let former = try await sequencer.consortium() == nil ? [] : formerLogKeys()
        guard let first = former.first else { return LogKeyChain(from: logKey) }
        var chain = LogKeyChain(from: try NoteVerifierKey(parsing: first.key))
        for replaced in former { try chain.follow(replaced.rotation) }
        return chain
    }
}

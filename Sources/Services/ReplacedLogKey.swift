import Contracts
public import Ledger
import Marine
import Synchronization
package import TransparencyLog

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
        if let known = formerKeys.withLock({ $0 }) { return known }
        let found = try await sequencer.formerLogKeys(in: store)
        if !found.isEmpty { formerKeys.withLock { $0 = found } }
        return found
    }

    /// The ledger's keys, each put in force by an entry that the one before it has signed; the key
    /// held here where nothing is founded yet.
    public func logKeyChain() async throws -> LogKeyChain {
        try LogKeyChain(held: logKey, after: try await formerLogKeys())
    }
}

extension LogKeyChain {
    /// The keys of a ledger, of which those before the one in force are known.
    package init(held: NoteVerifierKey, after former: [ReplacedLogKey]) throws {
        guard let first = former.first else {
            self.init(from: held)
            return
        }
        self.init(from: try NoteVerifierKey(parsing: first.key))
        for replaced in former { try follow(replaced.rotation) }
    }
}

extension Sequencer {
    /// The keys before the one in force, oldest first, looked up along the Consortium's own leaves
    /// in the sequencer's store; none where nothing is founded yet.
    package nonisolated(nonsending) func formerLogKeys(
        in store: any LogStore
    ) async throws -> [ReplacedLogKey] {
        let former = consortium()?.formerLogKeys ?? []
        guard !former.isEmpty else { return [] }
        var rotations: [LogEntry] = []
        var next = try await instance(InstanceKey(.consortium, Workflow.consortium))?.lastIndex
        while rotations.count < former.count, let index = next {
            guard let entry = try await store.entries(at: [index]).first else { break }
            let transition = try Transition(leaf: entry.leaf)
            if transition.step == Consortium.step(.rotateLogKey) { rotations.append(entry) }
            next = transition.previous
        }
        guard rotations.count == former.count else {
            throw LedgerFault.damaged(place: "consortium: its log keys are not those of its leaves")
        }
        rotations.reverse()
        return zip(former, rotations).enumerated().map { offset, pair in
            ReplacedLogKey(
                key: pair.0.key.string,
                from: offset == 0 ? 1 : rotations[offset - 1].index + 1,
                to: pair.1.index + 1,
                rotation: pair.1
            )
        }
    }
}

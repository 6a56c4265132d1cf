import Contracts
import Marine
public import TransparencyLog

/// The keys that sign a ledger's checkpoints one after the other, as its own entries replace them.
///
/// Each is put in force by a transition that the one before it has signed, so that whoever trusts
/// one need trust nobody for those after it. For those before it stands the checkpoint that it has
/// signed over their entries. Nothing beside the ledger says which keys there were.
public struct LogKeyChain: Hashable, Sendable {
    private struct Term: Hashable, Sendable {
        let key: NoteVerifierKey
        /// The size of the smallest tree that is this key's to sign.
        let from: UInt64
    }

    private var terms: [Term]

    /// A chain that goes on from a key.
    public init(from key: NoteVerifierKey) { terms = [Term(key: key, from: 0)] }

    /// A chain from the key that the genesis entry names.
    ///
    /// - Throws: `LedgerFault.damaged` where the entry does not found a ledger.
    public init(genesis entry: LogEntry) throws(LedgerFault) {
        guard case .found(let origin, _, _, let text, _, _) = try entry.consortiumCommand(),
            let key = try? NoteVerifierKey(parsing: text.string), key.algorithm == .ed25519,
            Array(key.name.utf8) == Array(origin.string.utf8)
        else { throw .damaged(place: "entry \(entry.index): it names no first key of the log") }
        self.init(from: key)
    }

    /// The key that it begins with, and those that came into force since.
    public var keys: [NoteVerifierKey] { terms.map(\.key) }

    /// The key that signs as far as the chain goes.
    public var inForce: NoteVerifierKey { terms[terms.count - 1].key }

    /// The key that signs the checkpoint of a tree of so many entries.
    ///
    /// The checkpoint that covers a replacement is the new key's, and the old one signs it too.
    public func inForce(at size: UInt64) -> NoteVerifierKey {
        terms.last { $0.from <= size }?.key ?? terms[0].key
    }

    /// Takes the next entry in, which may replace the log's key.
    ///
    /// - Throws: `LedgerFault.damaged` where it replaces the key without that key's signature.
    public mutating func follow(_ entry: LogEntry) throws(LedgerFault) {
        guard entry.replacesLogKey, let transition = try? Transition(leaf: entry.leaf) else {
            return
        }
        guard case .log(let key, _) = transition.attestation, key == inForce.description,
            transition.attestation.holds(origin: inForce.name, digest: transition.command)
        else {
            throw .damaged(
                place: "entry \(entry.index): it replaces the log's key, but the key in force, "
                    + "\(inForce), has not signed it"
            )
        }
        guard case .rotateLogKey(let old, let new, _) = try entry.consortiumCommand(),
            old.string == inForce.description,
            let next = try? NoteVerifierKey(parsing: new.string), next.algorithm == .ed25519,
            Array(next.name.utf8) == Array(inForce.name.utf8)
        else {
            throw .damaged(place: "entry \(entry.index): it puts no key of this log in force")
        }
        terms.append(Term(key: next, from: entry.index + 1))
    }
}

extension LogKeyChain {
    private static let page = 4096

    /// Reads the chain along the leaves of a store that nobody has verified yet: whatever it says
    /// holds as far as a checkpoint of the chain's last key covers it.
    ///
    /// - Throws: `LedgerFault`, of which `damaged` names the entry that breaks the chain.
    public init(along store: any LogStore, size: UInt64) async throws(LedgerFault) {
        self.init(from: try await LogKeyChain(genesis: LogKeyChain.entry(0, of: store)).inForce)
        try await follow(store, from: 0, to: size)
    }

    /// Reads the chain on along the leaves of such a store, from the first entry that is not read
    /// yet.
    public mutating func follow(
        _ store: any LogStore,
        from first: UInt64,
        to size: UInt64
    ) async throws(LedgerFault) {
        var next = first
        while next < size {
            let limit = Int(clamping: min(UInt64(LogKeyChain.page), size - next))
            let leaves: [[UInt8]]
            do throws(LogStoreError) {
                leaves = try await store.leaves(from: next, width: limit)
            } catch { throw LedgerFault(reading: error) }
            guard !leaves.isEmpty else { throw .damaged(place: "entry \(next): it is missing") }
            for leaf in leaves {
                if LogKeyChain.mayReplace(leaf) {
                    try follow(try await LogKeyChain.entry(next, of: store))
                }
                next += 1
            }
        }
    }

    private static func entry(
        _ index: UInt64,
        of store: any LogStore
    ) async throws(LedgerFault) -> LogEntry {
        let found: LogEntry?
        do throws(LogStoreError) { found = try await store.entries(at: [index]).first } catch {
            throw LedgerFault(reading: error)
        }
        guard let found else { throw .damaged(place: "entry \(index): it is missing") }
        return found
    }

    /// Whether a leaf has the action's name in it, which costs less to ask than to read it.
    private static func mayReplace(_ leaf: [UInt8]) -> Bool {
        let name = Array(Consortium.step(.rotateLogKey).action.utf8)
        return leaf.withUnsafeBufferPointer { leaf in
            guard leaf.count >= name.count else { return false }
            for start in 0...(leaf.count - name.count)
            where leaf[start] == name[0] && leaf[start + 6] == name[6] {
                if leaf[start..<start + name.count].elementsEqual(name) { return true }
            }
            return false
        }
    }
}

extension LogEntry {
    /// Whether the leaf says that the log's key is replaced.
    public var replacesLogKey: Bool {
        guard let transition = try? Transition(leaf: leaf) else { return false }
        return transition.step == Consortium.step(.rotateLogKey)
    }

    /// What the Consortium was asked by this entry, whose payload is there and is what its leaf
    /// says; `nil` where the payload is no such thing.
    fileprivate func consortiumCommand() throws(LedgerFault) -> Consortium.Command? {
        guard let transition = try? Transition(leaf: leaf), let payload else { return nil }
        try checkDigests(transition)
        guard
            case .consortium(let record)? = try? StepPayload.decode(
                .consortium,
                from: payload.bytes,
                in: transition.edition
            )
        else { return nil }
        return record.arguments
    }
}

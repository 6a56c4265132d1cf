public import Contracts
import Marine
import Synchronization
public import TransparencyLog

/// The log's signing keys that the ledger's writer holds: the one in force and, while it is being
/// replaced, its successor.
///
/// Which of them signs is not decided here: the ledger's own fold says which key is in force.
public final class LogKeys: Sendable {
    private let signers: Mutex<[NoteSigner]>

    /// Holds a key, and its successor where there is one.
    public init(_ key: NoteSigner, successor: NoteSigner? = nil) {
        signers = Mutex([key] + (successor.map { [$0] } ?? []))
    }

    /// Holds a key that is to come into force.
    public func hold(_ successor: NoteSigner) {
        signers.withLock { $0.append(successor) }
    }

    /// The verifier keys of those held.
    public var verifierKeys: [NoteVerifierKey] { signers.withLock { $0.map(\.verifierKey) } }

    /// The key that signs checkpoints of a ledger with this consortium; of an empty ledger the
    /// first one held.
    ///
    /// - Returns: `nil` where the key in force is not held.
    public func inForce(_ consortium: Consortium.State?) -> NoteSigner? {
        signers.withLock { signers in
            guard let consortium else { return signers.first }
            return signers.first { $0.verifierKey.description == consortium.logKey.string }
        }
    }

    /// Those who sign the checkpoint of a batch: the key in force after it, and before that the
    /// one in force before it, where the batch replaces it.
    func signers(
        before: Consortium.State?,
        after: Consortium.State?
    ) throws(LogKeyError) -> [NoteSigner] {
        guard let next = inForce(after) else { throw LogKeyError(notHeld: after) }
        guard let before, let after, before.logKey != after.logKey else { return [next] }
        guard let last = inForce(before) else { throw LogKeyError(notHeld: before) }
        return [last, next]
    }

    /// Refuses a command that puts a log key in force whose signer is not held here: the ledger
    /// could not be continued without it.
    func requireHeld(_ instruction: Instruction) throws(Refusal) {
        guard case .consortium(.rotateLogKey(_, let new, _)) = instruction else { return }
        guard verifierKeys.contains(where: { $0.description == new.string }) else {
            throw Refusal(.logKeyNotHeld, ["key": new.string])
        }
    }
}

/// The key that the ledger says is in force is not held here.
public struct LogKeyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which key is missing.
    public let description: String

    init(notHeld consortium: Consortium.State?) {
        let key = consortium?.logKey.string ?? "none"
        description = "the log's key in force, \(key), is not held here"
    }
}

import Contracts
import Ledger
import TransparencyLog

/// The keys that sign a ledger's checkpoints one after the other, as its own entries replace them.
///
/// Each is put in force by a transition that the one before it has signed, so that whoever trusts
/// the first need trust nobody for the others.
struct LogKeyChain {
    /// The key that it begins with, and those that came into force since.
    private(set) var keys: [NoteVerifierKey]

    init(from key: NoteVerifierKey) { keys = [key] }

    /// The key that signs as far as the chain goes.
    var inForce: NoteVerifierKey { keys[keys.count - 1] }

    /// Takes the next entry in, whose payload is there and is what its leaf says if it replaces
    /// the log's key.
    ///
    /// - Throws: `LedgerFolderError` where it replaces the key without that key's signature.
    mutating func follow(_ entry: LogEntry) throws {
        guard entry.replacesLogKey else { return }
        let transition = try entry.transition()
        guard case .log(let key, _) = transition.attestation, key == inForce.description,
            transition.attestation.holds(origin: inForce.name, digest: transition.command)
        else {
            throw LedgerFolderError(
                "entry \(entry.index): it replaces the log's key, but the key in force, \(inForce), "
                    + "has not signed it"
            )
        }
        keys.append(try successor(entry))
    }

    private func successor(_ entry: LogEntry) throws -> NoteVerifierKey {
        guard let payload = entry.payload,
            case .consortium(let record)? = try? StepPayload.decode(
                .consortium,
                from: payload.bytes
            ),
            case .rotateLogKey(inForce.description, let new, _) = record.arguments,
            let key = try? NoteVerifierKey(parsing: new), key.algorithm == .ed25519,
            Array(key.name.utf8) == Array(inForce.name.utf8)
        else {
            throw LedgerFolderError("entry \(entry.index): it puts no key of this log in force")
        }
        return key
    }
}

extension LogEntry {
    /// Whether the leaf says that the log's key is replaced.
    var replacesLogKey: Bool {
        guard let transition = try? Transition(leaf: leaf) else { return false }
        return transition.contract == .consortium && transition.edge.action == "rotateLogKey"
    }
}

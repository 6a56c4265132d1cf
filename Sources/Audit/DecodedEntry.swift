import CanonicalJSON
import Ledger
import Marine
import TransparencyLog

/// An entry with the results of the checks that need no entry before it.
final class DecodedEntry: Sendable {
    let entry: LogEntry
    let leafHash: Hash
    let transition: Result<Transition, LeafError>
    /// The digest that the leaf must state for the payload; `nil` where there is no payload.
    let payloadDigest: Hash?
    /// The command, where the entry begins one.
    let command: DecodedCommand?
    /// Whether the member's signature is valid; `nil` where there is none, and where the entry
    /// continues a command, whose signature is checked with its first entry.
    let isSignedRightly: Bool?

    init(_ entry: LogEntry, origin: String) {
        self.entry = entry
        leafHash = RFC6962.leafHash(entry.leaf)
        payloadDigest = entry.payload?.digest
        let transition = Result { () throws(LeafError) in try Transition(leaf: entry.leaf) }
        self.transition = transition
        switch transition {
        case .success(let transition):
            let begins = transition.part.index == 0
            command = begins ? DecodedCommand(entry, transition, origin: origin) : nil
            isSignedRightly =
                begins ? DecodedEntry.isSignedRightly(transition, origin: origin) : nil
        case .failure:
            command = nil
            isSignedRightly = nil
        }
    }

    /// The instant that the leaf states, in UTC; `nil` where the leaf does not read.
    var instant: String? { (try? transition.get()).map { "\($0.at)" } }

    /// Whether a member's signature is valid by OpenSSL; `nil` where there is none.
    static func isSignedRightly(_ transition: Transition, origin: String) -> Bool? {
        transition.attestation.holdsByOpenSSL(origin, transition.command)
    }
}

/// A command as it is stored with the entry that begins it.
enum DecodedCommand: Sendable {
    /// A command that is not what the leaf names, and why.
    case lost(String)
    /// A command that can be executed again, with its expected record in the index of commands.
    case command(Command, RecordedCommand)
    /// A command that cannot be executed, and why.
    case unusable(String)

    init(_ entry: LogEntry, _ transition: Transition, origin: String) {
        guard let salted = entry.command else {
            self = .lost("its command is missing")
            return
        }
        guard salted.digest == transition.command else {
            self = .lost("its command does not have the digest that the leaf names")
            return
        }
        do {
            let command = try Command(canonical: salted.bytes)
            guard command.origin == origin, command.member == transition.actor else {
                self = .unusable("its command is another ledger's or another member's")
                return
            }
            let recorded = RecordedCommand(
                member: command.member,
                id: command.id.string,
                fingerprint: Hash.sha256(of: salted.bytes),
                first: entry.index,
                count: transition.part.count
            )
            self = .command(command, recorded)
        } catch {
            self = .unusable("its command does not read: \(error)")
        }
    }
}

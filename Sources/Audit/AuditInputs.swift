public import CanonicalJSON

/// What an audit was given to go by, as its report repeats it.
public struct AuditInputs: Answer, Hashable, Sendable {
    /// From where a ledger is read.
    public enum Mode: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// From a data folder, with everything in it.
        case folder
        /// From a server, as far as a key's member may read.
        case server
    }

    /// From where the verifier key comes.
    public enum KeySource: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// From elsewhere than what is audited, by `--vkey`.
        case given
        /// From what is audited itself, which so vouches for itself.
        case audited
    }

    /// What the ledger's instants are taken from.
    public enum Clock: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// The clock of the operator's machine; entries are held against the auditor's.
        case machine
        /// A clock that the operator set; entries are held against none.
        case simulated
    }

    /// A checkpoint from before that the ledger must extend.
    public struct Previous: Answer, Hashable, Sendable {
        /// The file that it comes from.
        public let file: String
        /// The log's origin, as it states it.
        public let origin: String
        /// How many entries it is of.
        public let size: UInt64
        /// Its root, in base64.
        public let root: String
    }

    /// From where the ledger is read.
    public let mode: Mode
    /// The folder's path or the server's URL.
    public let location: String
    /// The verifier key that checkpoints were verified with, along the ledger's own changes of it;
    /// where several are trusted, all of them between commas.
    public let verifierKey: String
    /// From where that key comes.
    public let verifierKeySource: KeySource
    /// The checkpoints from before.
    public let previous: [Previous]
    /// The file of the policy for cosignatures; `nil` where none was given.
    public var policy: String?
    /// The file of the authorities for timestamps; `nil` where none was given.
    public var authorities: String?

    /// The clock that the ledger goes by, as its genesis entry states.
    public var clock: Clock = .machine

    /// Each input by its name, for a reader.
    var lines: [(name: String, value: String)] {
        let trust = verifierKeySource == .given ? "given" : "stated by the \(mode.rawValue) itself"
        let checkpoints = previous.map {
            ("previous", "\($0.file): \($0.size) entries, \($0.root)")
        }
        let clocks =
            clock == .simulated ? [("clock", "simulated, as the ledger was founded")] : []
        return [(mode.rawValue, location), ("verifier key", "\(verifierKey) (\(trust))")]
            + clocks
            + (checkpoints.isEmpty ? [("previous", "none given")] : checkpoints)
            + [("policy", policy ?? "none given"), ("authorities", authorities ?? "none given")]
    }
}

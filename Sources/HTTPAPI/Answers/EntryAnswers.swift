import CanonicalJSON
import Ledger
import Publication
import TransparencyLog

/// Which ledger this is, and how far it has come.
struct LedgerAnswer: Answer {
    /// The ledger's name.
    let origin: String
    /// The verifier key of its checkpoints.
    let vkey: String
    /// The keys before it, oldest first.
    let previousVkeys: [FormerLogKeyAnswer]
    /// The size of the newest published checkpoint's tree.
    let size: UInt64
    /// The root of that tree.
    let root: Hash
    /// That checkpoint as a signed note.
    let checkpoint: String
    /// What members hold checkpoints against.
    let policy: PolicyAnswer
    /// How many entries have come how far.
    let sizes: LedgerSizesAnswer
    /// Where timestamps come from, where any are asked for.
    let timestamping: TimestampingAnswer?
}

/// How many entries have come how far.
struct LedgerSizesAnswer: Answer {
    /// On disk.
    let committed: UInt64
    /// Under a checkpoint that is published.
    let published: UInt64
    /// Under one that is cosigned as the policy asks.
    let witnessed: UInt64
}

/// One entry of the ledger.
struct EntryAnswer: Answer {
    /// The entry's index.
    let index: UInt64
    /// How far it has come.
    let status: EntryStatus
    /// The leaf's hash in the tree.
    let leafHash: Hash
    /// The leaf.
    let leaf: LedgerObject
}

/// One entry of the ledger with what its parties may read.
struct EntryInFullAnswer: Answer {
    /// The entry.
    let entry: EntryAnswer
    /// What is behind the leaf's digest of the payload.
    let payload: SaltedObject
    /// What is behind the leaf's digest of the command; `null` but with the command's first entry.
    let command: SaltedObject?

    enum Flattened { case entry }
}

/// A proof that a checkpoint's tree has an entry.
struct ProofAnswer: Answer {
    /// The entry's index.
    let index: UInt64
    /// How far it has come.
    let status: EntryStatus
    /// The leaf's hash in the tree.
    let leafHash: Hash
    /// The size of the checkpoint's tree.
    let size: UInt64
    /// The root of that tree.
    let root: Hash
    /// The hashes that lead from the leaf to the root (RFC 6962).
    let hashes: [Hash]
    /// The checkpoint as a signed note.
    let checkpoint: String
}

import Ledger
import TransparencyLog

/// Which key must have signed which checkpoint, by what the audit trusts and the ledger's entries.
struct AuditedLogKeys: Sendable {
    /// The key that is trusted.
    let trusted: NoteVerifierKey
    /// What keeps the entries from leading from the trusted key to others; `nil` where nothing does.
    let fault: (place: String, reason: String)?
    /// The keys that the entries lead to; `nil` where they are not known.
    private let chain: LogKeyChain?

    /// The trusted key alone, for every checkpoint.
    init(_ trusted: NoteVerifierKey) {
        self.trusted = trusted
        chain = nil
        fault = nil
    }

    /// The trusted key and those that the entries of a store put in force before and after it.
    init(_ trusted: NoteVerifierKey, along store: any LogStore) async throws {
        self.trusted = trusted
        let size = try await store.head().size
        guard size > 0 else {
            chain = nil
            fault = nil
            return
        }
        do throws(LedgerFault) {
            let read = try await LogKeyChain(along: store, size: size)
            guard read.keys.contains(trusted) else {
                chain = nil
                fault = (
                    "ledger.sqlite checkpoint keys",
                    "the ledger's entries put \(read.inForce) in force, and never the trusted key, "
                        + "\(trusted)"
                )
                return
            }
            chain = read
            fault = nil
        } catch {
            guard case .damaged(let place) = error else { throw error }
            chain = nil
            fault = (
                "ledger.sqlite checkpoint keys", "which keys have signed cannot be told: \(place)"
            )
        }
    }

    /// The key that must have signed the checkpoint of so many entries.
    func key(at size: UInt64) -> NoteVerifierKey { chain?.inForce(at: size) ?? trusted }

    /// Opens a checkpoint that the key in force at its size must have signed.
    func open(
        _ note: SignedNote,
        witnesses: [NoteVerifierKey] = []
    ) throws -> SignedCheckpoint {
        try SignedCheckpoint.open(
            note,
            origin: trusted.name,
            logKey: key(at: try Checkpoint(parsing: note.text).size),
            witnesses: witnesses
        )
    }
}

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
    /// How many entries the chain was read along.
    private let size: UInt64

    /// The trusted key alone, for every checkpoint.
    init(_ trusted: NoteVerifierKey) {
        self.trusted = trusted
        chain = nil
        fault = nil
        size = 0
    }

    private init(_ trusted: NoteVerifierKey, _ chain: LogKeyChain, size: UInt64) {
        self.trusted = trusted
        self.chain = chain
        fault = nil
        self.size = size
    }

    /// The trusted key and those that the entries of a store put in force before and after it.
    init(_ trusted: NoteVerifierKey, along store: any LogStore, size: UInt64) async throws {
        self.trusted = trusted
        self.size = size
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
                    "\(store.name) checkpoint keys",
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
                "\(store.name) checkpoint keys", "which keys have signed cannot be told: \(place)"
            )
        }
    }

    /// The keys along a ledger that may have grown since, and have replaced its key.
    func extended(along store: any LogStore, to grown: UInt64) async throws -> AuditedLogKeys {
        guard fault == nil else { return self }
        guard var chain else {
            return try await AuditedLogKeys(trusted, along: store, size: grown)
        }
        guard grown > size else { return self }
        do throws(LedgerFault) {
            try await chain.follow(store, from: size, to: grown)
        } catch {
            // What breaks the chain beyond the audited entries, the next audit says.
            guard case .damaged = error else { throw error }
        }
        return AuditedLogKeys(trusted, chain, size: grown)
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

import Ledger
import TransparencyLog

/// Says that nobody can tell whether the log has signed a note, and why.
struct LogKeysUnknown: Error {
    let reason: String
}

/// Which key must have signed which checkpoint, by what the audit trusts and the ledger's entries.
struct AuditedLogKeys: Sendable {
    /// The key that is trusted.
    let trusted: NoteVerifierKey
    /// How the entries contradict the trusted keys; `nil` where they do not.
    let fault: (place: String, reason: String)?
    /// What is damaged so that nobody can tell which keys came before and after the trusted one;
    /// `nil` where nothing is.
    let unknown: String?
    /// The keys that the entries lead to; `nil` where they are not known.
    private let chain: LogKeyChain?
    /// How many entries the chain was read along.
    private let size: UInt64

    /// The trusted key alone, for every checkpoint.
    init(_ trusted: NoteVerifierKey) {
        self.trusted = trusted
        chain = nil
        fault = nil
        unknown = nil
        size = 0
    }

    private init(_ trusted: NoteVerifierKey, _ chain: LogKeyChain, size: UInt64) {
        self.trusted = trusted
        self.chain = chain
        fault = nil
        unknown = nil
        self.size = size
    }

    /// The trusted key and those that the entries of a store put in force before and after it,
    /// among which the others that are trusted must be.
    init(
        _ trusted: NoteVerifierKey,
        and others: [NoteVerifierKey] = [],
        along store: any LogStore,
        size: UInt64
    ) async throws {
        self.trusted = trusted
        self.size = size
        guard size > 0 else {
            chain = nil
            fault = nil
            unknown = nil
            return
        }
        let place = "\(store.name) checkpoint keys"
        do throws(LedgerFault) {
            let read = try await LogKeyChain(along: store, size: size)
            unknown = nil
            if let unknown = ([trusted] + others).first(where: { !read.keys.contains($0) }) {
                chain = nil
                fault = (
                    place,
                    "the ledger's entries put \(read.inForce) in force, and never the trusted key, "
                        + "\(unknown)"
                )
                return
            }
            chain = read
            fault = nil
        } catch {
            guard case .damaged(let damage) = error else { throw error }
            chain = nil
            let reason = "which keys have signed cannot be told: \(damage)"
            let isLost = try await AuditedLogKeys.lacksKeyEntry(store, size)
            unknown = isLost ? reason : nil
            fault = isLost ? nil : (place, reason)
        }
    }

    /// Whether an entry that names a key of the log is not there as its leaf says: what follows
    /// from it is then unknown, and proves nothing.
    private static func lacksKeyEntry(_ store: any LogStore, _ size: UInt64) async throws -> Bool {
        var next: UInt64 = 0
        while next < size {
            let entries: [LogEntry]
            do {
                entries = try await store.entries(from: next, limit: Int(EntryReader.chunk))
            } catch {
                guard Damage.place(error) != nil else { throw error }
                return true
            }
            if entries.isEmpty { return true }
            for entry in entries {
                guard entry.index == next else { return true }
                next += 1
                guard entry.index == 0 || entry.replacesLogKey else { continue }
                guard let transition = try? Transition(leaf: entry.leaf),
                    entry.payload?.digest == transition.payload,
                    transition.part.index > 0 || entry.command?.digest == transition.command
                else { return true }
            }
        }
        return false
    }

    /// The keys along a ledger that may have grown since, and have replaced its key.
    func extended(along store: any LogStore, to grown: UInt64) async throws -> AuditedLogKeys {
        guard fault == nil, unknown == nil else { return self }
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

    /// Every key that the log has had, as far as is known.
    var all: [NoteVerifierKey] { chain?.keys ?? [trusted] }

    /// The key that must have signed the checkpoint of so many entries.
    func key(at size: UInt64) -> NoteVerifierKey { chain?.inForce(at: size) ?? trusted }

    /// Opens a checkpoint that the key in force at its size must have signed.
    ///
    /// - Throws: `LogKeysUnknown` where it is signed by another key than the trusted one, and
    ///   nobody can tell which other keys there were.
    func open(
        _ note: SignedNote,
        witnesses: [NoteVerifierKey] = []
    ) throws -> SignedCheckpoint {
        try requireJudged(note)
        return try SignedCheckpoint.open(
            note,
            origin: trusted.name,
            logKey: key(at: try Checkpoint(parsing: note.text).size),
            witnesses: witnesses
        )
    }

    /// What a stored checkpoint has beside the log's own signatures, in words;
    /// `nil` where it has nothing.
    ///
    /// The checkpoint that covers a replacement of the key has the old key's signature too.
    /// Cosignatures are kept elsewhere.
    func fault(in note: SignedNote) -> String? {
        var seen: Set<NoteVerifierKey> = []
        for signature in note.signatures {
            guard let key = all.first(where: signature.names) else {
                return "it has a signature of \(signature.name), which is none of the log's"
            }
            guard seen.insert(key).inserted else {
                return "it has the signature of \(key) twice"
            }
            guard (try? note.verify(with: [key])) != nil else {
                return "its signature of \(key) is not right"
            }
        }
        return nil
    }

    /// Opens a checkpoint that any of the log's keys has signed, and a witness has cosigned.
    ///
    /// - Throws: as `open` does.
    func open(_ note: SignedNote, cosignedBy witness: NoteVerifierKey) throws -> SignedCheckpoint {
        try requireJudged(note)
        let signed = try SignedCheckpoint.open(
            note,
            origin: trusted.name,
            logKeys: chain?.keys ?? [trusted],
            witnesses: [witness]
        )
        guard signed.cosignatures.contains(where: { $0.key == witness }) else {
            throw NoteError.missingSignature(keyName: witness.name)
        }
        return signed
    }

    /// Makes sure that it can be told which key must have signed a note.
    func requireJudged(_ note: SignedNote) throws(LogKeysUnknown) {
        guard let unknown else { return }
        if !note.signatures.contains(where: { $0.names(trusted) }) {
            throw LogKeysUnknown(reason: unknown)
        }
    }
}

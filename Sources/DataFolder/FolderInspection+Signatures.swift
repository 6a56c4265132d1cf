import Contracts
import Ledger
import Notifier
import SQLiteFiles
import Storage
import TransparencyLog

/// What a start asks of the log's keys, and of what they have signed.
extension FolderInspector {
    /// Refuses an identity that is none of the keys held.
    ///
    /// The ledger's own entries say which of the two is wrong.
    func requireIdentity(of held: [NoteVerifierKey]) async throws {
        let stated = try LedgerFolder.verifierKey(in: folder)
        guard !held.contains(stated) else { return }
        guard let inForce = await keyInForce() else {
            throw LedgerFolderError.keysDiffer(held, stated, in: folder)
        }
        // A key that lies in clear goes by the name that the identity gives it.
        let isHeld = held.contains { $0.publicKey == inForce.publicKey }
        throw isHeld || stated != inForce
            ? LedgerFolderError.wrongIdentity(stated, inForce, isHeld: isHeld, in: folder)
            : .keyOfAnotherTerm(held, "\(inForce)", in: folder)
    }

    /// Refuses a newest checkpoint that anybody else has signed:
    /// its signatures are the log's alone.
    func requireOwnSignatures(
        _ head: LogHead,
        _ consortium: Consortium.State?
    ) throws(LedgerFolderError) {
        let known = EndpointNote.logKeys(logKeys, consortium)
        let others = head.checkpoint?.signatures.filter { !known.contains(where: $0.names) }
        guard let other = others?.first else { return }
        throw .damagedLedger(
            folder,
            "checkpoint: it has a signature of \(other.name), which is none of the log's"
        )
    }

    /// The key in force by the entries of the ledger; `nil` where they do not say.
    private func keyInForce() async -> NoteVerifierKey? {
        guard let source = try? source(of: .ledger) else { return nil }
        defer { source.discardCopy() }
        guard let ledger = try? SQLiteLogStore(reading: source) else { return nil }
        defer { try? ledger.close() }
        guard let head = try? await ledger.head(), head.size > 0 else { return nil }
        return try? await LogKeyChain(along: ledger, size: head.size).inForce
    }

    /// Where none of the keys held has signed the newest checkpoint, the ledger's own entries say
    /// which key is in force.
    func requireKeys(
        _ held: [NoteVerifierKey],
        of ledger: SQLiteLogStore,
        _ head: LogHead
    ) async throws {
        guard let note = head.checkpoint else { return }
        let isSignedByOne = note.signatures.contains { signature in
            held.contains(where: signature.names)
        }
        // Where the entries name a key that is held, it is the checkpoint that is wrong.
        guard !isSignedByOne,
            let chain = try? await LogKeyChain(along: ledger, size: head.size),
            !held.contains(chain.inForce)
        else { return }
        throw LedgerFolderError.keyOfAnotherTerm(held, "\(chain.inForce)", in: folder)
    }

    /// Refuses webhook endpoints that are not those that the server signed as they were registered:
    /// the next change of any would sign them as they are.
    ///
    /// - Returns: whether they are of an earlier program, which signed none, and the record of its
    ///   clean stop vouches for them.
    func requireEndpoints(
        _ consortium: Consortium.State?,
        _ stop: CleanStop.Found,
        _ head: LogHead
    ) async throws -> Bool {
        guard let source = try source(of: .notifier) else { return false }
        defer { source.discardCopy() }
        let seal: EndpointSeal
        do {
            let deliveries = try DeliveryStore(reading: source)
            defer { try? deliveries.close() }
            seal = try await deliveries.endpointSeal()
        } catch { throw refusal(error, of: .notifier) }
        let known = EndpointNote.logKeys(logKeys, consortium)
        guard let difference = EndpointNote.difference(seal, logKeys: known) else { return false }
        if source.isOfEarlierProgram, case .signed(let stop) = stop, stop.seals(.notifier) {
            return true
        }
        try require(stop, of: head)
        throw LedgerFolderError.strangeEndpoints(difference, in: folder)
    }
}

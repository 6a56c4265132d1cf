import CanonicalJSON
package import Contracts
package import Ledger
import Marine
package import TransparencyLog

extension LogBatch {
    /// The batch that appends entries to a tree, with the hashes, commands and tiles that belong to
    /// them; whether contracts would have decided so is not asked.
    package init(
        _ entries: [LogEntry],
        onto edge: inout TileEdge,
        checkpoint: (TileEdge) throws -> SignedNote
    ) throws {
        let hashes = entries.map { RFC6962.leafHash($0.leaf) }
        for hash in hashes { edge.append(hash) }
        let commands = try entries.compactMap { entry -> RecordedCommand? in
            guard let command = entry.command else { return nil }
            let read = try Command(canonical: command.bytes)
            return RecordedCommand(
                member: read.member,
                id: read.id.string,
                fingerprint: Hash.sha256(of: command.bytes),
                first: entry.index,
                count: try Transition(leaf: entry.leaf).part.count
            )
        }
        self.init(
            entries: entries,
            leafHashes: hashes,
            commands: commands,
            tiles: edge.takeCompleted() + edge.partialTiles,
            checkpoint: try checkpoint(edge)
        )
    }
}

extension LogStore {
    /// Appends one transition that no contract has decided, as whoever holds the log's key can: the
    /// tree is honest, and only the contracts' rules tell.
    ///
    /// The transition is of the command and the payload whose digests it is given.
    ///
    /// - Returns: its index.
    package func appendForged(
        _ command: Command,
        _ payload: StepPayload,
        by signer: NoteSigner,
        _ transition: (_ command: Hash, _ payload: Hash) throws -> Transition
    ) async throws -> UInt64 {
        let submission = try Submission(attestedByOperator: command)
        let payload = Salted(salt: Salted.randomSalt(), bytes: try payload.canonicalBytes())
        let size = try await head().size
        var edge = TileEdge()
        for entry in try await entries(from: 0, limit: Int(size)) {
            edge.append(RFC6962.leafHash(entry.leaf))
        }
        let entry = LogEntry(
            index: size,
            leaf: try transition(submission.salted.digest, payload.digest).leaf(),
            payload: payload,
            command: submission.salted
        )
        let batch = try LogBatch([entry], onto: &edge) { edge in
            try SignedCheckpoint.sign(
                Checkpoint(origin: signer.verifierKey.name, size: edge.size, root: edge.root),
                by: signer
            )
        }
        try await append(batch, expecting: size)
        return size
    }
}

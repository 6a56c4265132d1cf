import TransparencyLog

/// A checkpoint that a trusted key of a witnessed log has signed, as it was handed in.
struct SubmittedCheckpoint: Sendable {
    let log: WitnessedLog
    let oldSize: UInt64
    let proof: [Hash]
    let checkpoint: Checkpoint
    /// The checkpoint with the signatures of trusted keys alone.
    let note: SignedNote
    /// Whether it bears a valid cosignature by this witness already.
    let isOwn: Bool

    /// Judges what can be judged without the record: the first four checks of C2SP tlog-witness,
    /// in its order.
    init(
        _ body: [UInt8],
        logs: [String: WitnessedLog],
        witness: NoteVerifierKey
    ) throws(WitnessRefusal) {
        let request: AddCheckpointRequest
        let checkpoint: Checkpoint
        do throws(LogFormatError) {
            request = try AddCheckpointRequest(parsing: body)
            checkpoint = try Checkpoint(parsing: request.note.text)
        } catch { throw .malformed(error.reason) }
        guard let log = logs[WitnessedLog.id(of: checkpoint.origin)] else {
            throw .unknownLog(origin: checkpoint.origin)
        }
        try self.init(
            request.note,
            checkpoint,
            of: log,
            witness: witness,
            oldSize: request.oldSize,
            proof: request.proof
        )
        guard oldSize <= checkpoint.size else {
            throw .oldBeyondCheckpoint(old: oldSize, size: checkpoint.size)
        }
    }

    /// Judges a checkpoint that the log itself serves; it comes without a proof.
    init(
        served note: SignedNote,
        of log: WitnessedLog,
        witness: NoteVerifierKey
    ) throws(WitnessRefusal) {
        let checkpoint: Checkpoint
        do throws(LogFormatError) {
            checkpoint = try Checkpoint(parsing: note.text)
        } catch { throw .malformed(error.reason) }
        guard WitnessedLog.id(of: checkpoint.origin) == log.id else {
            throw .unknownLog(origin: checkpoint.origin)
        }
        try self.init(note, checkpoint, of: log, witness: witness, oldSize: 0, proof: [])
    }

    private init(
        _ note: SignedNote,
        _ checkpoint: Checkpoint,
        of log: WitnessedLog,
        witness: NoteVerifierKey,
        oldSize: UInt64,
        proof: [Hash]
    ) throws(WitnessRefusal) {
        do throws(NoteError) {
            _ = try note.verify(with: log.keys)
        } catch .badSignature(let name) {
            throw .untrusted("a signature that claims to be of '\(name)' is not")
        } catch {
            throw .untrusted("no trusted key of '\(log.origin)' has signed the checkpoint")
        }
        let trusted = note.signatures.filter { signature in
            log.keys.contains { $0.keyID == signature.keyID && $0.name == signature.name }
        }
        do throws(LogFormatError) {
            self.note = try SignedNote(text: note.text, signatures: trusted)
        } catch { throw .malformed(error.reason) }
        self.log = log
        self.oldSize = oldSize
        self.proof = proof
        self.checkpoint = checkpoint
        isOwn = (try? note.verify(with: [witness])) != nil
    }

    /// Judges the checkpoint against the record: the last checks of C2SP tlog-witness in its order.
    func judge(against held: HeldCheckpoint?, refused: Violation?) throws(WitnessRefusal) {
        let heldSize = held?.checkpoint.size ?? 0
        guard oldSize == heldSize else { throw .conflict(size: heldSize) }
        if let refused { throw .violation(refused) }
        do throws(ProofError) {
            try RFC6962.verifyConsistency(
                from: oldSize,
                to: checkpoint.size,
                oldRoot: held?.checkpoint.root ?? RFC6962.emptyRoot,
                newRoot: checkpoint.root,
                proof: proof
            )
        } catch {
            throw .inconsistent(
                "the checkpoint of \(checkpoint.size) entries is not shown to continue the one of "
                    + "\(heldSize): \(error)"
            )
        }
    }

    /// Whether log and record together prove that the log has signed two trees.
    func isFork(of held: HeldCheckpoint?) -> Bool {
        guard let held, held.checkpoint.size == checkpoint.size else { return false }
        return held.checkpoint.root != checkpoint.root
    }
}

/// The latest checkpoint that a witness has cosigned for a log.
struct HeldCheckpoint: Sendable {
    let checkpoint: Checkpoint
    /// With the log's signatures and the witness's.
    let note: SignedNote
    /// The time of the cosignature, in POSIX seconds.
    let time: UInt64
}

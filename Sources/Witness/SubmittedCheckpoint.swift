import TransparencyLog

/// A submitted checkpoint that a trusted key of a witnessed log has signed.
struct SubmittedCheckpoint: Sendable {
    let log: WitnessedLog
    let oldSize: UInt64
    let proof: [Hash]
    let checkpoint: Checkpoint
    /// The checkpoint with the signatures of trusted keys alone.
    let note: SignedNote
    /// Whether it already carries a valid cosignature by this witness.
    let isOwn: Bool

    /// Reads the body of a request, and finds the log that it is about.
    ///
    /// These are the first two checks of C2SP tlog-witness, in its order.
    static func read(
        _ body: [UInt8],
        _ logs: [String: WitnessedLog]
    ) throws(WitnessRefusal) -> (request: AddCheckpointRequest, log: WitnessedLog) {
        let request: AddCheckpointRequest
        let origin: String
        do throws(LogFormatError) {
            request = try AddCheckpointRequest(parsing: body)
            origin = try Checkpoint(parsing: request.note.text).origin
        } catch { throw .malformed(error.reason) }
        guard let log = logs[WitnessedLog.id(of: origin)] else {
            throw .unknownLog(origin: origin)
        }
        return (request, log)
    }

    /// Makes the checks that need no record: the next two of C2SP tlog-witness.
    ///
    /// `keys` are those trusted to sign for the log now.
    init(
        _ request: AddCheckpointRequest,
        of log: WitnessedLog,
        trusting keys: [NoteVerifierKey],
        witness: NoteVerifierKey
    ) throws(WitnessRefusal) {
        let note = request.note
        do throws(LogFormatError) {
            checkpoint = try Checkpoint(parsing: note.text)
        } catch { throw .malformed(error.reason) }
        guard WitnessedLog.id(of: checkpoint.origin) == log.id else {
            throw .unknownLog(origin: checkpoint.origin)
        }
        do throws(NoteError) {
            _ = try note.verify(with: keys)
        } catch .badSignature(let name) {
            throw .untrusted("a signature that claims to be of '\(name)' is not")
        } catch {
            throw .untrusted("no trusted key of '\(log.origin)' has signed the checkpoint")
        }
        let trusted = note.signatures.filter { signature in
            keys.contains(where: signature.names)
        }
        do throws(LogFormatError) {
            self.note = try SignedNote(text: note.text, signatures: trusted)
        } catch { throw .malformed(error.reason) }
        self.log = log
        oldSize = request.oldSize
        proof = request.proof
        isOwn = (try? note.verify(with: [witness])) != nil
        guard oldSize <= checkpoint.size else {
            throw .oldBeyondCheckpoint(old: oldSize, size: checkpoint.size)
        }
    }

    /// Checks it against the record: the last checks of C2SP tlog-witness, in its order.
    func judge(against held: CosignedCheckpoint?, refused: RuleViolation?) throws(WitnessRefusal) {
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
    func isFork(of held: CosignedCheckpoint?) -> Bool {
        guard let held, held.checkpoint.size == checkpoint.size else { return false }
        return held.checkpoint.root != checkpoint.root
    }
}

/// The latest checkpoint that a witness has cosigned for a log.
struct CosignedCheckpoint: Sendable {
    let checkpoint: Checkpoint
    /// With the log's signatures and the witness's.
    let note: SignedNote
    /// The time of the cosignature, in POSIX seconds.
    let time: UInt64
}

/// A checkpoint whose log signature has been verified, with its witnesses' cosignatures.
public struct SignedCheckpoint: Hashable, Sendable {
    /// What the log commits to.
    public let checkpoint: Checkpoint
    /// The note it came in.
    public let note: SignedNote
    /// One verified cosignature of each known witness that gave any: its latest.
    public let cosignatures: [VerifiedSignature]

    /// Verifies a note and reads it as a checkpoint.
    ///
    /// The log's key must have signed; its name must be the origin, unless another origin is
    /// expected. Unknown signatures are ignored; a bad one of the log's or a witness's key refuses
    /// the note. Throws `NoteError` or `LogFormatError`. Whether the witnesses suffice is the
    /// caller's policy.
    public static func open(
        _ note: SignedNote,
        origin: String? = nil,
        logKey: NoteVerifierKey,
        witnesses: [NoteVerifierKey] = []
    ) throws -> SignedCheckpoint {
        let verified = try note.verify(with: [logKey] + witnesses)
        guard verified.contains(where: { $0.key == logKey }) else {
            throw NoteError.missingSignature(keyName: logKey.name)
        }
        let checkpoint = try Checkpoint(parsing: note.text)
        guard Array(checkpoint.origin.utf8) == Array((origin ?? logKey.name).utf8) else {
            throw NoteError.unexpectedOrigin(checkpoint.origin)
        }
        var latest: [VerifiedSignature] = []
        for signature in verified where signature.key != logKey {
            if let known = latest.firstIndex(where: { $0.key == signature.key }) {
                if (latest[known].time ?? 0) < (signature.time ?? 0) { latest[known] = signature }
            } else {
                latest.append(signature)
            }
        }
        return SignedCheckpoint(checkpoint: checkpoint, note: note, cosignatures: latest)
    }

    /// The note of a checkpoint with the log's signature.
    public static func sign(_ checkpoint: Checkpoint, by signer: NoteSigner) throws -> SignedNote {
        try sign(checkpoint, by: [signer])
    }

    /// The note of a checkpoint with a signature of each of the log's keys, in order.
    public static func sign(
        _ checkpoint: Checkpoint,
        by signers: [NoteSigner]
    ) throws -> SignedNote {
        let text = checkpoint.text
        return try SignedNote(text: text, signatures: signers.map { try $0.sign(text) })
    }
}

extension SignedCheckpoint {
    /// Opens a checkpoint signed by any of the keys that a log has had.
    ///
    /// - Throws: the error of the last key tried.
    public static func open(
        _ note: SignedNote,
        origin: String,
        logKeys: [NoteVerifierKey],
        witnesses: [NoteVerifierKey] = []
    ) throws -> SignedCheckpoint {
        for key in logKeys.dropLast() {
            let signed = try? open(note, origin: origin, logKey: key, witnesses: witnesses)
            if let signed { return signed }
        }
        guard let last = logKeys.last else { throw NoteError.noKnownSignature }
        return try open(note, origin: origin, logKey: last, witnesses: witnesses)
    }
}

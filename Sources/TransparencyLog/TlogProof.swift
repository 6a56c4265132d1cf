/// Shows offline that a leaf is in a log (C2SP tlog-proof, `c2sp.org/tlog-proof@v1`).
public struct TlogProof: Hashable, Sendable {
    /// The longest proof that is read, in bytes.
    public static let maximumBytes = SignedNote.maximumBytes + 100_000
    private static let header = "c2sp.org/tlog-proof@v1"

    /// Bytes for the application, which nothing authenticates; nil where there are none.
    public let extra: [UInt8]?
    /// The index of the leaf.
    public let index: UInt64
    /// The inclusion proof, the leaf's sibling first.
    public let hashes: [Hash]
    /// The signed checkpoint that the proof leads to.
    public let note: SignedNote

    /// Joins the parts; throws where the extra bytes are empty or there are more than 64 hashes.
    public init(
        index: UInt64,
        hashes: [Hash],
        note: SignedNote,
        extra: [UInt8]? = nil
    ) throws(LogFormatError) {
        guard extra?.isEmpty != true else { throw Self.fault("the extra bytes are empty") }
        guard hashes.count <= 64 else { throw Self.fault("there are more than 64 hashes") }
        self.extra = extra
        self.index = index
        self.hashes = hashes
        self.note = note
    }

    /// Reads a proof strictly.
    public init(parsing text: String) throws(LogFormatError) {
        guard text.utf8.count <= Self.maximumBytes else { throw Self.fault("too long") }
        var rest = text.unicodeScalars[...]
        func line() throws(LogFormatError) -> String {
            guard let end = rest.firstIndex(of: "\n") else {
                throw Self.fault("the proof ends before its checkpoint")
            }
            defer { rest = rest[rest.index(after: end)...] }
            return String(rest[..<end])
        }
        guard try line() == Self.header else { throw Self.fault("not a proof of version 1") }
        var next = try line()
        var extra: [UInt8]?
        if next.hasPrefix("extra ") {
            guard let bytes = Base64.decode(next.dropFirst(6)) else {
                throw Self.fault("the extra bytes are not base64")
            }
            extra = bytes
            next = try line()
        }
        guard next.hasPrefix("index "), let index = UnsignedDecimal.parse(next.dropFirst(6)) else {
            throw Self.fault("the index is missing or no decimal number")
        }
        var hashes: [Hash] = []
        next = try line()
        while !next.isEmpty {
            guard hashes.count < 64, let hash = Hash(base64: next) else {
                throw Self.fault("a line is no hash, or one too many")
            }
            hashes.append(hash)
            next = try line()
        }
        let note = try SignedNote(parsing: String(rest))
        try self.init(index: index, hashes: hashes, note: note, extra: extra)
    }

    /// The proof as it is stored in a `.tlog-proof` file.
    public var text: String {
        var lines = [Self.header]
        if let extra { lines.append("extra " + Base64.encode(extra)) }
        lines.append("index \(index)")
        lines += hashes.map(\.base64)
        return lines.joined(separator: "\n") + "\n\n" + note.serialized
    }

    /// Verifies the checkpoint and that the leaf is in its tree.
    ///
    /// Throws `NoteError`, `LogFormatError` or `ProofError`. What is returned says which witnesses
    /// cosigned; whether they suffice is the caller's policy.
    public func verify(
        leafHash: Hash,
        origin: String? = nil,
        logKey: NoteVerifierKey,
        witnesses: [NoteVerifierKey] = []
    ) throws -> SignedCheckpoint {
        let signed = try SignedCheckpoint.open(
            note,
            origin: origin,
            logKey: logKey,
            witnesses: witnesses
        )
        try RFC6962.verifyInclusion(
            of: leafHash,
            at: index,
            in: signed.checkpoint.size,
            proof: hashes,
            root: signed.checkpoint.root
        )
        return signed
    }

    private static func fault(_ reason: String) -> LogFormatError {
        LogFormatError(code: .proof, reason: reason)
    }
}

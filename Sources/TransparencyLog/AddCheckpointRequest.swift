/// What a log sends to a witness for a cosignature (C2SP tlog-witness, "add-checkpoint").
///
/// Parsing does not verify the checkpoint; the witness does.
public struct AddCheckpointRequest: Hashable, Sendable {
    /// The longest request that is read, in bytes: a note of some hundred signatures fits many
    /// times over.
    public static let maximumBytes = 65_536
    /// The most hashes a consistency proof has, as the specification limits it.
    public static let maximumHashes = 63
    /// The media type of a witness's answer that names the size it last cosigned.
    public static let sizeMediaType = "text/x.tlog.size"

    /// The size of the tree that the proof starts from, 0 where there is no proof.
    public let oldSize: UInt64
    /// The consistency proof from the old size to the checkpoint's.
    public let proof: [Hash]
    /// The checkpoint, signed by its log.
    public let note: SignedNote

    /// Joins the parts; throws where there are more than 63 hashes.
    public init(oldSize: UInt64, proof: [Hash], note: SignedNote) throws(LogFormatError) {
        guard proof.count <= Self.maximumHashes else {
            throw Self.fault("a consistency proof has at most \(Self.maximumHashes) hashes")
        }
        self.oldSize = oldSize
        self.proof = proof
        self.note = note
    }

    /// Reads the body of a request strictly.
    public init(parsing body: some Collection<UInt8>) throws(LogFormatError) {
        guard body.count <= Self.maximumBytes else {
            throw Self.fault("the request is longer than \(Self.maximumBytes) bytes")
        }
        var rest = Array(body)[...]
        func line() throws(LogFormatError) -> String {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
                throw Self.fault("no empty line stands before the checkpoint")
            }
            defer { rest = rest[(end + 1)...] }
            guard let line = String(validating: rest[..<end], as: UTF8.self) else {
                throw Self.fault("the request is not UTF-8")
            }
            return line
        }
        let first = try line()
        guard first.hasPrefix("old "), let oldSize = UnsignedDecimal.parse(first.dropFirst(4))
        else {
            throw Self.fault("the first line is not \"old\" and a decimal size")
        }
        var proof: [Hash] = []
        var next = try line()
        while !next.isEmpty {
            guard proof.count < Self.maximumHashes else {
                throw Self.fault("a consistency proof has at most \(Self.maximumHashes) hashes")
            }
            guard let hash = Hash(base64: next) else {
                throw Self.fault("line \(proof.count + 2) is not the base64 of 32 bytes")
            }
            proof.append(hash)
            next = try line()
        }
        let note = try SignedNote(parsing: rest)
        try self.init(oldSize: oldSize, proof: proof, note: note)
    }

    /// Reads the body of a request strictly.
    public init(parsing body: String) throws(LogFormatError) {
        try self.init(parsing: body.utf8)
    }

    /// The body of the request.
    public var text: String {
        "old \(oldSize)\n" + proof.map { $0.base64 + "\n" }.joined() + "\n" + note.serialized
    }

    private static func fault(_ reason: String) -> LogFormatError {
        LogFormatError(code: .addCheckpointRequest, reason: reason)
    }
}

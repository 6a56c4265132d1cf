/// A text with signature lines below it (C2SP signed-note v1.0.0).
///
/// Parsing verifies nothing: `verify(with:)` does. Every note has exactly one serialisation, so a
/// parsed one is written again byte for byte.
public struct SignedNote: Hashable, Sendable, CustomStringConvertible {
    /// The longest note that is read, in bytes.
    public static let maximumBytes = 1_000_000
    /// The most signature lines that are read; the specification asks for at least 16.
    public static let maximumSignatures = 100

    /// What is signed, up to and including its last line feed.
    public let text: String
    /// The signature lines in order.
    public let signatures: [NoteSignature]

    /// Joins a text and signatures; throws where they make no well-formed note.
    public init(text: String, signatures: [NoteSignature]) throws(LogFormatError) {
        guard text.unicodeScalars.last == "\n" else {
            throw Self.fault("the text has no last line feed")
        }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\n" }) else {
            throw Self.fault("the text holds a control character")
        }
        guard !signatures.isEmpty else { throw Self.fault("there is no signature") }
        guard signatures.count <= Self.maximumSignatures, text.utf8.count < Self.maximumBytes else {
            throw LogFormatError(code: .noteTooLong, reason: "too long or too many signatures")
        }
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note strictly.
    public init(parsing bytes: some Collection<UInt8>) throws(LogFormatError) {
        guard bytes.count <= Self.maximumBytes else {
            throw LogFormatError(
                code: .noteTooLong,
                reason: "more than \(Self.maximumBytes) bytes"
            )
        }
        let bytes = Array(bytes)
        guard let whole = String(validating: bytes, as: UTF8.self) else {
            throw Self.fault("not well-formed UTF-8")
        }
        guard let blank = Self.lastBlankLine(bytes) else {
            throw Self.fault("no empty line stands before the signatures")
        }
        guard bytes.last == UInt8(ascii: "\n"), blank + 1 < bytes.count else {
            throw Self.fault("the signatures are missing or have no last line feed")
        }
        let split = whole.utf8.index(whole.utf8.startIndex, offsetBy: blank)
        var lines = whole.unicodeScalars[whole.utf8.index(after: split)...].split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        lines.removeLast()
        guard lines.count <= Self.maximumSignatures else {
            throw LogFormatError(
                code: .noteTooLong,
                reason: "more than \(Self.maximumSignatures) signatures"
            )
        }
        var signatures: [NoteSignature] = []
        for line in lines { signatures.append(try NoteSignature(parsing: String(line))) }
        try self.init(text: String(whole[..<split]), signatures: signatures)
    }

    /// Reads a note strictly.
    public init(parsing note: String) throws(LogFormatError) {
        try self.init(parsing: note.utf8)
    }

    /// The note as it is stored and sent.
    public var serialized: String {
        text + "\n" + signatures.map { $0.line + "\n" }.joined()
    }

    /// The note as it is stored and sent.
    public var description: String { serialized }

    /// The same note with further signature lines below.
    public func adding(_ more: [NoteSignature]) throws(LogFormatError) -> SignedNote {
        try SignedNote(text: text, signatures: signatures + more)
    }

    /// The offset of the last line feed that follows a line feed.
    private static func lastBlankLine(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropFirst().last {
            bytes[$0] == UInt8(ascii: "\n") && bytes[$0 - 1] == UInt8(ascii: "\n")
        }
    }

    private static func fault(_ reason: String) -> LogFormatError {
        LogFormatError(code: .note, reason: reason)
    }
}

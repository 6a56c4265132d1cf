/// What a log commits to at one size (C2SP tlog-checkpoint v1.0.0): the body of a signed note.
public struct Checkpoint: Hashable, Sendable {
    /// The unique name of the log, such as `ledger.example/cargo`.
    public let origin: String
    /// The number of leaves.
    public let size: UInt64
    /// The root of the tree of that many leaves.
    public let root: Hash
    /// Further lines, opaque and discouraged; kept so that signatures over them can be checked.
    public let extensions: [String]

    /// A checkpoint without extension lines; throws where the origin is empty or not one line.
    public init(origin: String, size: UInt64, root: Hash) throws(LogFormatError) {
        guard !origin.isEmpty, !origin.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw Self.fault("the origin is one line and not empty")
        }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = []
    }

    /// Reads the text of a note strictly.
    public init(parsing text: String) throws(LogFormatError) {
        // Unicode scalars, since Swift takes CR LF for one character.
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0) }
        guard lines.popLast()?.isEmpty == true else {
            throw Self.fault("the last line has no end")
        }
        guard lines.count >= 3 else { throw Self.fault("there are fewer than three lines") }
        guard lines.allSatisfy({ !$0.isEmpty }) else { throw Self.fault("a line is empty") }
        guard let size = UnsignedDecimal.parse(lines[1]) else {
            throw Self.fault("the size is not a decimal number without leading zeros")
        }
        guard let root = Hash(base64: lines[2]) else {
            throw Self.fault("the root is not the base64 of 32 bytes")
        }
        self.origin = lines[0]
        self.size = size
        self.root = root
        self.extensions = Array(lines.dropFirst(3))
    }

    /// The body: origin, size and root on a line each, then the extension lines.
    public var text: String {
        ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined()
    }

    private static func fault(_ reason: String) -> LogFormatError {
        LogFormatError(code: .checkpoint, reason: reason)
    }
}

/// Decimal numbers as the log's texts write them.
enum UnsignedDecimal {
    /// Reads ASCII digits without a leading zero, unless the number is 0.
    static func parse(_ text: some StringProtocol) -> UInt64? {
        guard let first = text.utf8.first, first != UInt8(ascii: "0") || text.utf8.count == 1,
            text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
        else { return nil }
        return UInt64(text)
    }
}

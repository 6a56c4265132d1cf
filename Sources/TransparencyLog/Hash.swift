import Crypto

/// A SHA-256 digest: 32 bytes.
public struct Hash: Hashable, Sendable, CustomStringConvertible {
    /// The length in bytes.
    public static let byteCount = 32
    /// The length of the base64 text.
    public static let base64Count = 44

    // The bytes in memory order, whatever numbers the machine's byte order makes of them.
    private var first: UInt64
    private var second: UInt64
    private var third: UInt64
    private var fourth: UInt64

    /// Reads 32 bytes; nil for any other number of them.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        let hash: Hash? = bytes.withContiguousStorageIfAvailable {
            Hash(UnsafeRawBufferPointer($0))
        }
        self = hash ?? Array(bytes).withUnsafeBytes { Hash($0) }
    }

    /// Reads standard padded base64; nil for any other text.
    public init?(base64: some StringProtocol) {
        var text = String(base64)
        guard let hash = text.withUTF8({ Hash(base64: $0) }) else { return nil }
        self = hash
    }

    /// Reads standard padded base64 given as ASCII; nil for any other text.
    public init?(base64: UnsafeBufferPointer<UInt8>) {
        guard base64.count == Self.base64Count else { return nil }
        let hash: Hash? = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 33) { bytes in
            guard Base64.decode(base64, into: bytes) == Self.byteCount else { return nil }
            return Hash(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<32]))
        }
        guard let hash else { return nil }
        self = hash
    }

    /// Reads 64 lower-case hexadecimal digits; nil for any other text.
    public init?(hex: some StringProtocol) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    // The caller must pass 32 bytes.
    init(_ raw: UnsafeRawBufferPointer) {
        precondition(raw.count == Self.byteCount)
        first = raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        second = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        third = raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        fourth = raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// Lends the 32 bytes to a closure without copying them.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: self, body)
    }

    /// Appends the 32 bytes.
    public func append(to out: inout [UInt8]) {
        withUnsafeBytes { out.append(contentsOf: $0) }
    }

    @inline(__always)
    func store(in buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
        buffer.storeBytes(of: first, toByteOffset: offset, as: UInt64.self)
        buffer.storeBytes(of: second, toByteOffset: offset + 8, as: UInt64.self)
        buffer.storeBytes(of: third, toByteOffset: offset + 16, as: UInt64.self)
        buffer.storeBytes(of: fourth, toByteOffset: offset + 24, as: UInt64.self)
    }

    /// Appends the base64 text as ASCII.
    public func appendBase64(to out: inout [UInt8]) {
        withBase64 { out.append(contentsOf: $0) }
    }

    /// The standard padded base64 text, 44 characters.
    public var base64: String {
        withBase64 { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the base64 text as ASCII to a closure.
    public func withBase64<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.base64Count) { text in
            withUnsafeBytes { Base64.encode($0.bindMemory(to: UInt8.self), into: text) }
            return body(UnsafeBufferPointer(text))
        }
    }

    /// The 64 lower-case hexadecimal digits.
    public var hex: String { Hex.encode(bytes) }

    /// The base64 text.
    public var description: String { base64 }
}

extension Hash {
    /// The SHA-256 digest of some bytes (FIPS 180-4).
    public static func sha256(of bytes: some Collection<UInt8>) -> Hash {
        withContiguousBytes(bytes) { bytes in
            var hasher = SHA256()
            hasher.update(bufferPointer: bytes)
            return Hash(hasher)
        }
    }

    /// The SHA-256 digest of several pieces one after another, which are never joined.
    public static func sha256(_ pieces: [UInt8]...) -> Hash {
        var hasher = SHA256()
        for piece in pieces { piece.withUnsafeBytes { hasher.update(bufferPointer: $0) } }
        return Hash(hasher)
    }

    init(_ hasher: SHA256) {
        self = hasher.finalize().withUnsafeBytes { Hash($0) }
    }

    static func withContiguousBytes<Result>(
        _ bytes: some Collection<UInt8>,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        let result = bytes.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) }
        return result ?? Array(bytes).withUnsafeBytes(body)
    }
}

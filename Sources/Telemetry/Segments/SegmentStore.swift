/// A segment's bytes under their digest.
public struct StoredSegment: Hashable, Sendable {
    /// The SHA-256 of the bytes.
    public let digest: [UInt8]

    /// The segment's canonical encoding.
    public let bytes: [UInt8]

    /// Pairs bytes with their digest, which the caller vouches for.
    public init(digest: [UInt8], bytes: [UInt8]) {
        self.digest = digest
        self.bytes = bytes
    }

    /// Pairs a segment's encoding with its digest.
    /// - Parameters:
    ///   - segment: The segment.
    ///   - sha256: Computes SHA-256; this module may not import a cryptographic library.
    public init(_ segment: Segment, sha256: ([UInt8]) -> [UInt8]) {
        bytes = segment.encoded
        digest = sha256(segment.encoded)
    }
}

/// Where segments are kept, by digest.
///
/// A store is append-only: what it holds under a digest never changes. If it is lost, shippers
/// upload again; if it is tampered with, a digest on the ledger no longer matches.
public protocol SegmentStore: Sendable {
    /// What the store is called where a place in it is named, such as its file's name.
    var name: String { get }

    /// Keeps segments, all or none, durably before it returns.
    ///
    /// To put what is already there changes nothing. At most ``SegmentStoreLimits/putSegments`` at
    /// a time.
    /// - Throws: ``SegmentStoreFault``, or the engine's own error.
    func put(_ segments: [StoredSegment]) async throws

    /// The bytes under a digest, or nil if there are none.
    ///
    /// The bytes are as stored: a caller that must trust them verifies their digest.
    func segment(digest: [UInt8]) async throws -> [UInt8]?

    /// The bytes under each of several digests, in their order; nil where there are none.
    ///
    /// For many at once, where one by one would cost a wait for each.
    /// - Throws: The engine's own error.
    func segments(digests: [[UInt8]]) async throws -> [[UInt8]?]

    /// Reads a page of digests.
    /// - Parameters:
    ///   - digest: Where to go on, exclusive; nil for the beginning.
    ///   - limit: The most digests to return, at most ``SegmentStoreLimits/pageDigests``.
    /// - Returns: Digests in ascending order of their bytes; none after the last.
    /// - Throws: The engine's own error.
    func digests(after digest: [UInt8]?, limit: Int) async throws -> [[UInt8]]
}

extension SegmentStore {
    /// The name of a store that has none of its own.
    public var name: String { "telemetry" }

    /// Reads one after the other.
    public func segments(digests: [[UInt8]]) async throws -> [[UInt8]?] {
        var found: [[UInt8]?] = []
        for digest in digests { found.append(try await segment(digest: digest)) }
        return found
    }
}

/// What a segment store takes at once.
public enum SegmentStoreLimits {
    /// The length of a digest in bytes.
    public static let digestBytes = 32

    /// The most segments in one put.
    public static let putSegments = 10_000

    /// The longest segment in bytes.
    ///
    /// A segment of 100,000 samples with every measurement at its most changeable needs less.
    public static let segmentBytes = 8 << 20

    /// The most digests in one page.
    public static let pageDigests = 10_000
}

/// Why a store refuses to keep segments.
public enum SegmentStoreFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// A digest is not 32 bytes long.
    case digestMalformed(length: Int)
    /// Different bytes are already stored under the digest.
    case digestCollides([UInt8])
    /// More segments than one put may hold.
    case tooManySegments(Int)
    /// A segment is longer than the limit.
    case segmentTooLarge(bytes: Int)

    /// The permanent code.
    public var code: String {
        switch self {
        case .digestMalformed: "digestMalformed"
        case .digestCollides: "digestCollides"
        case .tooManySegments: "tooManySegments"
        case .segmentTooLarge: "segmentTooLarge"
        }
    }

    /// The reason in English, with the figures.
    public var description: String {
        switch self {
        case .digestMalformed(let length):
            "a digest has \(SegmentStoreLimits.digestBytes) bytes, not \(length)"
        case .digestCollides: "other bytes are stored under the same digest"
        case .tooManySegments(let count):
            "\(count) segments in one put; at most \(SegmentStoreLimits.putSegments)"
        case .segmentTooLarge(let bytes):
            "a segment of \(bytes) bytes; at most \(SegmentStoreLimits.segmentBytes)"
        }
    }
}

extension SegmentStore {
    /// Calls the body with every digest in ascending order.
    public func forEachDigest(_ body: ([UInt8]) async throws -> Void) async throws {
        var last: [UInt8]?
        repeat {
            let page = try await digests(after: last, limit: 1_000)
            for digest in page { try await body(digest) }
            last = page.last
        } while last != nil
    }
}

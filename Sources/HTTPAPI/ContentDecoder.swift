import CZlib
import HTTPTypes

/// Takes off the coding of a body piece by piece.
///
/// What comes out is handed on before more is decoded, so that a small body that inflates without
/// end is stopped by whoever counts the pieces.
protocol ContentDecoder: AnyObject {
    /// Decodes the next bytes and hands on what comes out, piece by piece.
    ///
    /// - Throws: a problem where the bytes are not of the coding, or whatever the receiver throws.
    func consume(_ bytes: [UInt8], _ receive: (ArraySlice<UInt8>) throws -> Void) throws

    /// Says that no more bytes come.
    ///
    /// - Throws: a problem where the stream is cut off.
    func finish() throws
}

extension Gunzip: ContentDecoder {}

/// Decodes a stream of zstd (RFC 8878), of one frame or of several, with windows of up to 8 MiB.
final class ZstdDecoder: ContentDecoder {
    /// Whether the machine has the library.
    static var isAvailable: Bool { plimsoll_zstd_is_available() }

    private let stream: OpaquePointer
    /// Whether a frame has begun and is not at its end; at the start, one has to come.
    private var isInFrame = true
    private var output = [UInt8](repeating: 0, count: 64 << 10)

    /// - Throws: a problem where memory is short.
    init() throws(Problem) {
        guard let stream = plimsoll_zstd_create() else {
            throw Problem(.serviceUnavailable, "memoryShort", "There is no memory to inflate with.")
        }
        self.stream = stream
    }

    deinit { plimsoll_zstd_destroy(stream) }

    func consume(_ bytes: [UInt8], _ receive: (ArraySlice<UInt8>) throws -> Void) throws {
        var rest = bytes[...]
        var isDrained = false
        while !rest.isEmpty || !isDrained {
            var used = 0
            var made = 0
            let result = rest.withUnsafeBufferPointer { input in
                output.withUnsafeMutableBufferPointer { output in
                    plimsoll_zstd_step(
                        stream,
                        input.baseAddress,
                        input.count,
                        &used,
                        output.baseAddress,
                        output.count,
                        &made
                    )
                }
            }
            guard result != PLIMSOLL_INFLATE_DAMAGED else {
                throw Problem(.badRequest, "zstdDamaged", "The body is not zstd, or is damaged.")
            }
            if used > 0 || made > 0 { isInFrame = result != PLIMSOLL_INFLATE_END }
            rest = rest.dropFirst(used)
            isDrained = made < output.count
            if made > 0 { try receive(output[..<made]) }
            if used == 0, made == 0 { break }
        }
    }

    func finish() throws {
        guard !isInFrame else {
            throw Problem(.badRequest, "zstdTruncated", "The zstd stream is cut off.")
        }
    }
}

import CZlib
import HTTPTypes

/// Inflates a gzip stream (RFC 1952) piece by piece, of one member or of several.
final class Gunzip {
    /// The most bytes that one step inflates.
    private static let stepBytes = 64 << 10

    private var inflater: OpaquePointer?
    /// Whether a member has begun and is not at its end.
    private var isInMember = false
    private var output = [UInt8](repeating: 0, count: Gunzip.stepBytes)

    deinit { plimsoll_inflater_destroy(inflater) }

    /// Inflates the next bytes and hands on what comes out, piece by piece.
    ///
    /// What comes out is handed on before more is inflated, so that a small body that inflates
    /// without end is stopped by whoever counts the pieces.
    ///
    /// - Throws: a problem where the bytes are not gzip, or whatever the receiver throws.
    func consume(_ bytes: [UInt8], _ receive: (ArraySlice<UInt8>) throws -> Void) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            if !isInMember { try begin() }
            var used = 0
            var made = 0
            let result = rest.withUnsafeBufferPointer { input in
                output.withUnsafeMutableBufferPointer { output in
                    plimsoll_inflater_step(
                        inflater,
                        input.baseAddress,
                        input.count,
                        &used,
                        output.baseAddress,
                        output.count,
                        &made
                    )
                }
            }
            guard result != PLIMSOLL_INFLATE_DAMAGED else { throw Gunzip.damaged }
            rest = rest.dropFirst(used)
            if made > 0 { try receive(output[..<made]) }
            if result == PLIMSOLL_INFLATE_END {
                isInMember = false
            } else if used == 0, made == 0 {
                throw Gunzip.damaged
            }
        }
        try drain(receive)
    }

    /// Takes out what did not fit into the output of the step that used the last input.
    private func drain(_ receive: (ArraySlice<UInt8>) throws -> Void) throws {
        while isInMember {
            var used = 0
            var made = 0
            let result = output.withUnsafeMutableBufferPointer { output in
                plimsoll_inflater_step(
                    inflater,
                    nil,
                    0,
                    &used,
                    output.baseAddress,
                    output.count,
                    &made
                )
            }
            guard result != PLIMSOLL_INFLATE_DAMAGED else { throw Gunzip.damaged }
            if made > 0 { try receive(output[..<made]) }
            if result == PLIMSOLL_INFLATE_END { isInMember = false }
            if made == 0 { return }
        }
    }

    /// Says that no more bytes come.
    ///
    /// - Throws: a problem where the stream is cut off.
    func finish() throws {
        guard inflater != nil, !isInMember else {
            throw Problem(.badRequest, "gzipTruncated", "The gzip stream is cut off.")
        }
    }

    private func begin() throws {
        plimsoll_inflater_destroy(inflater)
        inflater = plimsoll_inflater_create()
        guard inflater != nil else {
            throw Problem(.serviceUnavailable, "memoryShort", "There is no memory to inflate with.")
        }
        isInMember = true
    }

    private static var damaged: Problem {
        Problem(.badRequest, "gzipDamaged", "The body is not gzip, or is damaged.")
    }
}

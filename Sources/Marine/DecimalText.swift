/// How fraction digits beyond those asked for are treated.
public enum DecimalRounding: Sendable {
    /// A digit too many is refused, even where it is a zero.
    case exact

    /// The value is rounded to the nearest, halves away from zero.
    case halfAwayFromZero
}

/// Strict decimal texts, read from bytes and written without floating point.
///
/// The grammar is `[+-]? digit+ ("." digit+)?`: no exponent, no spaces, no grouping, no bare point.
/// Leading zeros carry no meaning and are read as written.
public enum DecimalText {
    /// The most bytes a decimal text may have.
    public static let maximumBytes = 64

    /// Reads a decimal text as an integer scaled by a power of ten: "4.31" at 3 digits is 4310.
    ///
    /// - Parameters:
    ///   - text: UTF-8 bytes, the whole of which must be the decimal; at most 64 of them.
    ///   - digits: How many fraction digits the result carries, 0 to 18.
    ///   - rounding: What becomes of fraction digits beyond those.
    /// - Returns: The value times ten to the power of `digits`.
    /// - Throws: ``ParseError`` with `decimalMalformed`, `decimalTooLong`, `decimalTooPrecise`
    ///   (more digits than asked for, when exact) or `decimalOutOfRange`
    ///   (beyond an Int64 once scaled).
    @inlinable
    public static func scaled(
        _ text: some Collection<UInt8>,
        digits: Int,
        rounding: DecimalRounding
    ) throws(ParseError) -> Int64 {
        precondition((0...18).contains(digits), "a decimal is scaled by 0 to 18 digits")
        if text.count > maximumBytes { throw tooLong(text) }
        var bytes = text.makeIterator()
        var byte = bytes.next()
        let isNegative = byte == 0x2D
        if isNegative || byte == 0x2B { byte = bytes.next() }
        guard let first = byte, first &- 0x30 <= 9 else { throw malformed(text) }
        var magnitude: UInt64 = 0
        var overflowed = false
        while let next = byte, next &- 0x30 <= 9 {
            // Up to this bound another digit fits in 64 bits; past it the result does not.
            if magnitude > 1_800_000_000_000_000_000 { overflowed = true }
            magnitude = magnitude &* 10 &+ UInt64(next &- 0x30)
            byte = bytes.next()
        }
        var missing = digits
        var roundsUp = false
        if byte == 0x2E {
            byte = bytes.next()
            guard let first = byte, first &- 0x30 <= 9 else { throw malformed(text) }
            while missing > 0, let next = byte, next &- 0x30 <= 9 {
                if magnitude > 1_800_000_000_000_000_000 { overflowed = true }
                magnitude = magnitude &* 10 &+ UInt64(next &- 0x30)
                missing -= 1
                byte = bytes.next()
            }
            if let next = byte, next &- 0x30 <= 9 {
                roundsUp = next >= 0x35
                var excess = 0
                while let next = byte, next &- 0x30 <= 9 {
                    excess += 1
                    byte = bytes.next()
                }
                if rounding == .exact, byte == nil {
                    throw tooPrecise(text, has: digits + excess, allowed: digits)
                }
            }
        }
        if byte != nil { throw malformed(text) }
        for _ in 0..<missing {
            if magnitude > 1_800_000_000_000_000_000 { overflowed = true }
            magnitude = magnitude &* 10
        }
        if roundsUp { magnitude &+= 1 }
        let limit = UInt64(Int64.max) + (isNegative ? 1 : 0)
        if overflowed || magnitude > limit { throw outOfRange(text, digits: digits) }
        return Int64(truncatingIfNeeded: isNegative ? 0 &- magnitude : magnitude)
    }

    /// Writes a scaled integer as a decimal with exactly that many fraction digits.
    ///
    /// 4310 at 3 digits is "4.310"; at 0 digits there is no point.
    public static func text(_ scaled: Int64, digits: Int) -> String {
        withText(scaled, digits: digits) { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the ASCII of a scaled integer, written as by `text(_:digits:)`, to a closure.
    public static func withText<Result>(
        _ scaled: Int64,
        digits: Int,
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        precondition((0...18).contains(digits), "a decimal is scaled by 0 to 18 digits")
        // The longest is 19 digits with a sign and a point.
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { buffer in
            var first = 24
            func put(_ byte: UInt8) {
                first -= 1
                buffer.initializeElement(at: first, to: byte)
            }
            var rest = scaled.magnitude
            var place = 0
            repeat {
                if place == digits && digits > 0 { put(0x2E) }
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
                put(0x30 + UInt8(truncatingIfNeeded: remainder))
                rest = quotient
                place += 1
            } while rest > 0 || place <= digits
            if scaled < 0 { put(0x2D) }
            return body(UnsafeBufferPointer(rebasing: buffer[first...]))
        }
    }
}

// The refusals are kept out of line so that the inlined reader stays small.
extension DecimalText {
    @usableFromInline @inline(never)
    static func malformed(_ text: some Collection<UInt8>) -> ParseError {
        let what = text.isEmpty ? "an empty text" : ParseError.quoted(text)
        return ParseError(code: "decimalMalformed", reason: "\(what) is not a decimal number")
    }

    @usableFromInline @inline(never)
    static func tooLong(_ text: some Collection<UInt8>) -> ParseError {
        ParseError(
            code: "decimalTooLong",
            reason: "a decimal number has at most \(maximumBytes) characters, not \(text.count)"
        )
    }

    @usableFromInline @inline(never)
    static func tooPrecise(_ text: some Collection<UInt8>, has: Int, allowed: Int) -> ParseError {
        ParseError(
            code: "decimalTooPrecise",
            reason: "\(ParseError.quoted(text)) has \(has) decimals, "
                + "where at most \(allowed) may stand"
        )
    }

    @usableFromInline @inline(never)
    static func outOfRange(_ text: some Collection<UInt8>, digits: Int) -> ParseError {
        ParseError(
            code: "decimalOutOfRange",
            reason: "\(ParseError.quoted(text)) is beyond "
                + "\(DecimalText.text(.max, digits: digits)) either side of zero"
        )
    }
}

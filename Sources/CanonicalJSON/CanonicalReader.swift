/// Bytes that are not the canonical JSON of the shape that a reader was told.
///
/// It says no more: such bytes may still be good JSON, and whoever minds reads them again with
/// `CanonicalJSON.decodeCanonical`, which says what is wrong and where.
public struct UnexpectedShape: Error {
    /// Refuses what was read.
    public init() {}
}

/// Reads canonical JSON of a fixed shape straight from its bytes: the way back of
/// `CanonicalWriter`.
///
/// The caller asks for the members of each object in ascending order of their names, a name and
/// then its value, and so for every bracket. What stands there instead, what is not canonical,
/// and a string with an escape throw `UnexpectedShape`; nothing else is accepted than
/// `CanonicalJSON.decodeCanonical` would.
public struct CanonicalReader: ~Copyable {
    private let start: UnsafePointer<UInt8>
    private let count: Int
    private var position = 0

    /// Reads the one value that the bytes must be, to their end.
    ///
    /// - Returns: `nil` where the closure throws, where bytes are left over, and beyond 16 MiB.
    public static func read<Value>(
        _ bytes: [UInt8],
        _ value: (inout CanonicalReader) throws(UnexpectedShape) -> Value
    ) -> Value? {
        guard bytes.count <= JSONLimits.standard.maximumBytes else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return nil }
            var reader = CanonicalReader(start: start, count: bytes.count)
            do throws(UnexpectedShape) {
                let value = try value(&reader)
                return reader.position == reader.count ? value : nil
            } catch {
                return nil
            }
        }
    }

    private init(start: UnsafePointer<UInt8>, count: Int) {
        self.start = start
        self.count = count
    }

    /// Passes the beginning of an object.
    public mutating func beginObject() throws(UnexpectedShape) {
        try separate()
        try pass(UInt8(ascii: "{"))
    }

    /// Passes the end of an object.
    public mutating func endObject() throws(UnexpectedShape) {
        try pass(UInt8(ascii: "}"))
    }

    /// Passes the beginning of an array.
    public mutating func beginArray() throws(UnexpectedShape) {
        try separate()
        try pass(UInt8(ascii: "["))
    }

    /// Passes the end of an array, if it is there.
    public mutating func passArrayEnd() -> Bool {
        guard position < count, start[position] == UInt8(ascii: "]") else { return false }
        position += 1
        return true
    }

    /// Passes the name of a member, which needs no escape.
    public mutating func key(_ name: StaticString) throws(UnexpectedShape) {
        guard passKey(name) else { throw UnexpectedShape() }
    }

    /// Passes the name of a member, if it is there.
    public mutating func passKey(_ name: StaticString) -> Bool {
        var next = position
        if isSeparated {
            guard next < count, start[next] == UInt8(ascii: ",") else { return false }
            next += 1
        }
        let length = name.utf8CodeUnitCount
        guard count - next >= length + 3, start[next] == 0x22,
            start[next + length + 1] == 0x22, start[next + length + 2] == UInt8(ascii: ":")
        else { return false }
        let utf8 = name.utf8Start
        for index in 0..<length where start[next + 1 + index] != utf8[index] { return false }
        position = next + length + 3
        return true
    }

    /// Passes `null`, if it is there.
    public mutating func passNull() throws(UnexpectedShape) -> Bool {
        let before = position
        try separate()
        if passLiteral("null") { return true }
        position = before
        return false
    }

    /// Reads `true` or `false`.
    public mutating func bool() throws(UnexpectedShape) -> Bool {
        try separate()
        if passLiteral("true") { return true }
        guard passLiteral("false") else { throw UnexpectedShape() }
        return false
    }

    /// Reads an integer within ±(2^53 - 1).
    public mutating func integer() throws(UnexpectedShape) -> Int64 {
        try separate()
        let negative = position < count && start[position] == UInt8(ascii: "-")
        if negative { position += 1 }
        let first = position
        var magnitude: UInt64 = 0
        while position < count {
            let digit = start[position] &- UInt8(ascii: "0")
            // 17 digits are more than enough, and far from an overflow.
            guard digit < 10, position - first < 17 else { break }
            magnitude = magnitude * 10 + UInt64(digit)
            position += 1
        }
        let length = position - first
        guard length > 0, magnitude <= CanonicalText.largestInteger else {
            throw UnexpectedShape()
        }
        // No leading zero, and no minus before the one that may stand alone.
        if start[first] == UInt8(ascii: "0"), length > 1 || negative { throw UnexpectedShape() }
        return negative ? -Int64(magnitude) : Int64(magnitude)
    }

    /// Reads a string.
    public mutating func string() throws(UnexpectedShape) -> String {
        let utf8 = try quoted()
        // The library's way to validate is slow, and most texts are ASCII.
        if CanonicalText.isASCII(utf8) { return String(decoding: utf8, as: UTF8.self) }
        guard let text = String(validating: utf8, as: UTF8.self) else { throw UnexpectedShape() }
        return text
    }

    /// Lends the bytes of a string to a closure, which says whether they are what it wants.
    ///
    /// They hold no escape, but are not known to be well-formed UTF-8: the closure accepts nothing
    /// else than texts of ASCII.
    public mutating func asciiString<Value>(
        _ value: (UnsafeBufferPointer<UInt8>) -> Value?
    ) throws(UnexpectedShape) -> Value {
        guard let value = value(try quoted()) else { throw UnexpectedShape() }
        return value
    }

    private mutating func quoted() throws(UnexpectedShape) -> UnsafeBufferPointer<UInt8> {
        try separate()
        try pass(0x22)
        let rest = UnsafeBufferPointer(start: start + position, count: count - position)
        let length = CanonicalText.plainPrefix(of: rest)
        position += length
        try pass(0x22)
        return UnsafeBufferPointer(rebasing: rest[..<length])
    }

    // As in the writer: a value follows another exactly when the last byte ends one.
    private var isSeparated: Bool {
        guard position > 0 else { return false }
        switch start[position - 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): return false
        default: return true
        }
    }

    @inline(__always)
    private mutating func separate() throws(UnexpectedShape) {
        if isSeparated { try pass(UInt8(ascii: ",")) }
    }

    @inline(__always)
    private mutating func pass(_ byte: UInt8) throws(UnexpectedShape) {
        guard position < count, start[position] == byte else { throw UnexpectedShape() }
        position += 1
    }

    private mutating func passLiteral(_ literal: StaticString) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard count - position >= length else { return false }
        for index in 0..<length where start[position + index] != literal.utf8Start[index] {
            return false
        }
        position += length
        return true
    }
}

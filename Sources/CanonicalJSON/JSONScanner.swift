/// Passes one JSON text by RFC 8259 token by token, and keeps nothing of what it passes.
///
/// All reading of JSON that is not known to be canonical stands on it: `JSONParser` lays a text out
/// on a tape, and the readings of telemetry are taken as the scanner passes them. Nothing is
/// checked twice, and nothing beyond the input is touched.
public struct JSONScanner {
    /// Which spellings of a value are passed.
    public enum Spelling: Sendable {
        /// The canonical one of the ledger's profile.
        case canonical
        /// All but half of a surrogate pair, which no string of Unicode can hold.
        case unicode
        /// All that the grammar has.
        case any
    }

    /// A string as it stands in the text.
    public struct StringToken {
        /// Where its characters stand, without the quotes.
        public let range: Range<Int>
        /// Whether it holds an escape.
        public let isEscaped: Bool
        let isASCII: Bool
    }

    @usableFromInline let input: UnsafeBufferPointer<UInt8>
    let limits: JSONLimits
    let spelling: Spelling

    /// The distance from the start of the input to the next byte.
    public internal(set) var position = 0
    private var depth = 0

    /// Stands before the first byte of an input, which must outlive the scanner.
    ///
    /// The length of the input is the caller's to limit.
    public init(
        _ input: UnsafeBufferPointer<UInt8>,
        limits: JSONLimits = .standard,
        _ spelling: Spelling = .unicode
    ) {
        self.input = input
        self.limits = limits
        self.spelling = spelling
    }

    /// The next byte; `nil` at the end.
    @inlinable
    public var next: UInt8? { position < input.count ? input[position] : nil }

    /// Passes white space, and then stands at the end of the input.
    public mutating func end() throws(JSONError) {
        try skipWhiteSpace()
        guard position == input.count else {
            throw fault(.trailingBytes, "the value is complete, yet more follows")
        }
    }

    // MARK: Objects and arrays

    /// Enters an object and passes the name of its first member; `nil` where it has none.
    ///
    /// Behind a name the scanner stands before the member's value.
    public mutating func firstMember() throws(JSONError) -> StringToken? {
        try open()
        return close(UInt8(ascii: "}")) ? nil : try memberName()
    }

    /// Passes the name of the next member; `nil` where the object ends, which is then left.
    public mutating func nextMember() throws(JSONError) -> StringToken? {
        try another(or: UInt8(ascii: "}"), "a comma or }") ? try memberName() : nil
    }

    /// Enters an array and says whether it has a first element.
    public mutating func firstElement() throws(JSONError) -> Bool {
        try open()
        return !close(UInt8(ascii: "]"))
    }

    /// Says whether the array has another element; where not, it is left.
    public mutating func nextElement() throws(JSONError) -> Bool {
        guard try another(or: UInt8(ascii: "]"), "a comma or ]") else { return false }
        try skipWhiteSpace()
        return true
    }

    /// Passes a value, whatever it is.
    public mutating func skipValue() throws(JSONError) {
        switch next {
        case UInt8(ascii: "{"):
            var name = try firstMember()
            while name != nil {
                try skipValue()
                name = try nextMember()
            }
        case UInt8(ascii: "["):
            var isElement = try firstElement()
            while isElement {
                try skipValue()
                isElement = try nextElement()
            }
        case UInt8(ascii: "\""): _ = try string()
        default: _ = try bareScalar()
        }
    }

    @inline(__always)
    private mutating func open() throws(JSONError) {
        depth += 1
        guard depth <= limits.effectiveMaximumDepth else {
            throw fault(
                .nestingTooDeep,
                "nested deeper than \(limits.effectiveMaximumDepth) levels"
            )
        }
        position += 1
        try skipWhiteSpace()
    }

    @inline(__always)
    private mutating func close(_ bracket: UInt8) -> Bool {
        guard next == bracket else { return false }
        depth -= 1
        position += 1
        return true
    }

    @inline(__always)
    private mutating func another(or bracket: UInt8, _ wanted: String) throws(JSONError) -> Bool {
        try skipWhiteSpace()
        if next == UInt8(ascii: ",") {
            position += 1
            return true
        }
        guard close(bracket) else { throw unexpected(wanted) }
        return false
    }

    private mutating func memberName() throws(JSONError) -> StringToken {
        try skipWhiteSpace()
        guard next == UInt8(ascii: "\"") else { throw unexpected("a member's name") }
        let name = try string()
        try skipWhiteSpace()
        guard next == UInt8(ascii: ":") else { throw unexpected("a colon") }
        position += 1
        try skipWhiteSpace()
        return name
    }

    // MARK: White space and faults

    /// Passes white space, of which canonical text has none.
    @inline(__always)
    public mutating func skipWhiteSpace() throws(JSONError) {
        if position < input.count, input[position] > 0x20 { return }
        try passWhiteSpace()
    }

    private mutating func passWhiteSpace() throws(JSONError) {
        let start = position
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            position += 1
        }
        guard position == start || spelling != .canonical else {
            throw fault(
                .notCanonical,
                "canonical text has no white space between tokens",
                at: start
            )
        }
    }

    func fault(_ code: JSONError.Code, _ reason: String, at offset: Int? = nil) -> JSONError {
        JSONError(code: code, offset: offset ?? position, reason: reason)
    }

    func unexpected(_ wanted: String) -> JSONError {
        guard position < input.count else {
            return fault(.unexpectedEnd, "the text ends where \(wanted) should stand")
        }
        return fault(.unexpectedByte, "\(wanted) should stand here")
    }
}

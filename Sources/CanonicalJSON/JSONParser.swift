/// Reads one JSON text strictly by RFC 8259 and lays its values out on a tape.
struct JSONParser {
    let input: UnsafeBufferPointer<UInt8>
    let limits: JSONLimits
    /// Whether to accept only the canonical spelling of the ledger's profile.
    let canonicalOnly: Bool

    var position = 0
    var tokens: [JSONToken] = []
    private var depth = 0

    init(input: UnsafeBufferPointer<UInt8>, limits: JSONLimits, canonicalOnly: Bool) {
        self.input = input
        self.limits = limits
        self.canonicalOnly = canonicalOnly
    }

    mutating func parseText() throws(JSONError) {
        guard input.count <= limits.effectiveMaximumBytes else {
            throw JSONError(
                code: .inputTooLong,
                offset: limits.effectiveMaximumBytes,
                reason: "more than \(limits.effectiveMaximumBytes) bytes"
            )
        }
        tokens.reserveCapacity(min(input.count / 4 + 8, 4096))
        try skipWhiteSpace()
        try parseValue()
        try skipWhiteSpace()
        guard position == input.count else {
            throw fault(.trailingBytes, "the value is complete, yet more follows")
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

    @inline(__always)
    mutating func skipWhiteSpace() throws(JSONError) {
        if position < input.count, input[position] > 0x20 { return }
        try passWhiteSpace()
    }

    private mutating func passWhiteSpace() throws(JSONError) {
        let start = position
        while position < input.count {
            switch input[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default:
                if canonicalOnly && position > start { throw whiteSpaceFault(at: start) }
                return
            }
        }
        if canonicalOnly && position > start { throw whiteSpaceFault(at: start) }
    }

    private func whiteSpaceFault(at offset: Int) -> JSONError {
        fault(.notCanonical, "canonical text has no white space between tokens", at: offset)
    }

    mutating func parseValue() throws(JSONError) {
        guard position < input.count else { throw unexpected("a value") }
        switch input[position] {
        case UInt8(ascii: "{"): try parseObject()
        case UInt8(ascii: "["): try parseArray()
        case UInt8(ascii: "\""): _ = try parseString()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try parseNumber()
        case UInt8(ascii: "t"): try parseLiteral("true", .yes)
        case UInt8(ascii: "f"): try parseLiteral("false", .no)
        case UInt8(ascii: "n"): try parseLiteral("null", .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func parseLiteral(
        _ literal: StaticString,
        _ kind: JSONToken.Kind
    ) throws(JSONError) {
        let start = position
        let expected = UnsafeBufferPointer(
            start: literal.utf8Start,
            count: literal.utf8CodeUnitCount
        )
        for byte in expected {
            guard position < input.count, input[position] == byte else {
                throw unexpected("the rest of \(literal)")
            }
            position += 1
        }
        append(kind, start: start, end: position)
    }

    mutating func append(_ kind: JSONToken.Kind, start: Int, end: Int) {
        tokens.append(
            JSONToken(
                kind: kind,
                start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: end),
                next: UInt32(truncatingIfNeeded: tokens.count + 1),
                count: 0
            )
        )
    }

    private mutating func open(_ kind: JSONToken.Kind) throws(JSONError) -> Int {
        depth += 1
        guard depth <= limits.effectiveMaximumDepth else {
            throw fault(
                .nestingTooDeep,
                "nested deeper than \(limits.effectiveMaximumDepth) levels"
            )
        }
        append(kind, start: position, end: position)
        position += 1
        return tokens.count - 1
    }

    private mutating func close(_ token: Int, count: UInt32) {
        depth -= 1
        position += 1
        tokens[token].end = UInt32(truncatingIfNeeded: position)
        tokens[token].next = UInt32(truncatingIfNeeded: tokens.count)
        tokens[token].count = count
    }

    private mutating func parseArray() throws(JSONError) {
        let token = try open(.array)
        var count: UInt32 = 0
        try skipWhiteSpace()
        if position < input.count, input[position] == UInt8(ascii: "]") {
            close(token, count: 0)
            return
        }
        while true {
            try skipWhiteSpace()
            try parseValue()
            count += 1
            try skipWhiteSpace()
            if try !another(or: UInt8(ascii: "]"), "a comma or ]") { break }
        }
        close(token, count: count)
    }

    private mutating func parseObject() throws(JSONError) {
        let token = try open(.object)
        var members = JSONMemberCheck(firstToken: tokens.count)
        try skipWhiteSpace()
        if position < input.count, input[position] == UInt8(ascii: "}") {
            close(token, count: 0)
            return
        }
        while true {
            try skipWhiteSpace()
            guard position < input.count, input[position] == UInt8(ascii: "\"") else {
                throw unexpected("a member's name")
            }
            let keyToken = tokens.count
            let isPlainASCII = try parseString()
            try members.add(keyToken, isPlainASCII: isPlainASCII, in: self)
            try skipWhiteSpace()
            guard position < input.count, input[position] == UInt8(ascii: ":") else {
                throw unexpected("a colon")
            }
            position += 1
            try skipWhiteSpace()
            try parseValue()
            try skipWhiteSpace()
            if try !another(or: UInt8(ascii: "}"), "a comma or }") { break }
        }
        close(token, count: UInt32(truncatingIfNeeded: members.count))
        try members.finish(in: self)
    }

    /// Passes a comma, or stands before the closing bracket.
    private mutating func another(or bracket: UInt8, _ wanted: String) throws(JSONError) -> Bool {
        guard position < input.count else { throw unexpected(wanted) }
        if input[position] == UInt8(ascii: ",") {
            position += 1
            return true
        }
        guard input[position] == bracket else { throw unexpected(wanted) }
        return false
    }
}

/// One value of a parsed text: where it stands and where the next one does.
struct JSONToken {
    enum Kind: UInt8 {
        case null
        case no
        case yes
        case number
        /// A string whose bytes are its characters.
        case string
        /// A string that holds at least one escape.
        case escapedString
        case array
        case object
    }

    let kind: Kind
    /// First byte of the value; of a string, the first byte inside the quotes.
    var start: UInt32
    /// The byte after the value; of a string, its closing quote.
    var end: UInt32
    /// The token after this value and everything in it.
    var next: UInt32
    /// Elements of an array, members of an object.
    var count: UInt32
}

/// A parsed text: its bytes, and its values in the order of the text.
///
/// An object's members are a key token and a value token each. Nothing is copied out of the text
/// until somebody asks for it.
final class JSONTape: Sendable {
    let bytes: [UInt8]
    let tokens: [JSONToken]

    init(
        parsing bytes: [UInt8],
        limits: JSONLimits,
        canonicalOnly: Bool = false
    ) throws(JSONError) {
        self.bytes = bytes
        tokens = try bytes.withUnsafeBufferPointer { (input) throws(JSONError) in
            var parser = JSONParser(input: input, limits: limits, canonicalOnly: canonicalOnly)
            try parser.parseText()
            return parser.tokens
        }
    }

    private init(bytes: [UInt8], tokens: [JSONToken]) {
        self.bytes = bytes
        self.tokens = tokens
    }

    /// The object with one more member, whose bytes stand behind those of the text; a `null` of the
    /// same name gives way.
    func adding(_ name: String, _ value: [UInt8]) -> JSONTape {
        var writer = JSONWriter(.exchange)
        writer.string(name)
        guard let key = try? JSONTape(parsing: writer.bytes, limits: .standard),
            let value = try? JSONTape(parsing: value, limits: .standard)
        else { return self }
        var bytes = bytes
        var tokens = tokens
        if let given = find(name, in: 0) {
            tokens.removeSubrange((given - 1)...given)
            for index in tokens.indices where Int(tokens[index].next) > given {
                tokens[index].next -= 2
            }
            tokens[0].count -= 1
        }
        for part in [key, value] {
            let offset = UInt32(bytes.count)
            let first = UInt32(tokens.count)
            bytes += part.bytes
            for var token in part.tokens {
                token.start += offset
                token.end += offset
                token.next += first
                tokens.append(token)
            }
        }
        tokens[0].count += 1
        tokens[0].next = UInt32(tokens.count)
        return JSONTape(bytes: bytes, tokens: tokens)
    }

    /// The object with a member under another name, whose bytes stand behind those of the text.
    func renaming(_ name: String, to other: String) -> JSONTape {
        var writer = JSONWriter(.exchange)
        writer.string(other)
        guard let value = find(name, in: 0),
            let key = try? JSONTape(parsing: writer.bytes, limits: .standard),
            var token = key.tokens.first
        else { return self }
        let offset = UInt32(bytes.count)
        token.start += offset
        token.end += offset
        token.next = tokens[value - 1].next
        var tokens = tokens
        tokens[value - 1] = token
        return JSONTape(bytes: bytes + key.bytes, tokens: tokens)
    }

    /// Visits every string that is a value, with the way to it.
    func visitStrings(_ visit: (_ token: Int, _ path: [String]) -> Void) {
        visitStrings(at: 0, [], visit)
    }

    private func visitStrings(
        at index: Int,
        _ path: [String],
        _ visit: (Int, [String]) -> Void
    ) {
        let token = tokens[index]
        switch token.kind {
        case .string, .escapedString: visit(index, path)
        case .array:
            var child = index + 1
            for number in 0..<Int(token.count) {
                visitStrings(at: child, path + [String(number)], visit)
                child = Int(tokens[child].next)
            }
        case .object:
            visitKeys(of: index) { visitStrings(at: $0 + 1, path + [string(at: $0)], visit) }
        default: break
        }
    }

    func string(at index: Int) -> String {
        let token = tokens[index]
        let range = Int(token.start)..<Int(token.end)
        return bytes.withUnsafeBufferPointer { input in
            let raw = UnsafeBufferPointer(rebasing: input[range])
            guard token.kind == .escapedString else { return String(decoding: raw, as: UTF8.self) }
            return String(decoding: JSONEscape.unescaped(raw), as: UTF8.self)
        }
    }

    /// The text of a number, as it was given.
    func numberText(at index: Int) -> String {
        let token = tokens[index]
        return String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
    }

    func visitKeys(of object: Int, _ visit: (Int) -> Void) {
        var key = object + 1
        for _ in 0..<tokens[object].count {
            visit(key)
            key = Int(tokens[key + 1].next)
        }
    }

    /// The value of an object's member; nil where there is none of this name.
    func find(_ name: String, in object: Int) -> Int? {
        var name = name
        return name.withUTF8 { find($0, in: object) }
    }

    /// The value of an object's member; nil where there is none of this name.
    func find(_ name: StaticString, in object: Int) -> Int? {
        let utf8 = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        return find(utf8, in: object)
    }

    private func find(_ name: UnsafeBufferPointer<UInt8>, in object: Int) -> Int? {
        var key = object + 1
        for _ in 0..<tokens[object].count {
            if string(at: key, equals: name) { return key + 1 }
            key = Int(tokens[key + 1].next)
        }
        return nil
    }

    /// Whether a string token spells exactly these characters.
    func string(at index: Int, equals text: StaticString) -> Bool {
        string(
            at: index,
            equals: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        )
    }

    /// The bytes of a value, as they were given.
    func text(at index: Int) -> [UInt8] {
        let token = tokens[index]
        switch token.kind {
        case .string, .escapedString: return Array(bytes[Int(token.start) - 1...Int(token.end)])
        default: return Array(bytes[Int(token.start)..<Int(token.end)])
        }
    }

    /// Whether a string token spells exactly these characters.
    func string(at index: Int, equals text: UnsafeBufferPointer<UInt8>) -> Bool {
        let token = tokens[index]
        return bytes.withUnsafeBufferPointer { input in
            let raw = UnsafeBufferPointer(rebasing: input[Int(token.start)..<Int(token.end)])
            if token.kind == .escapedString {
                return JSONEscape.unescaped(raw).elementsEqual(text)
            }
            guard raw.count == text.count else { return false }
            for place in 0..<raw.count where raw[place] != text[place] { return false }
            return true
        }
    }

    /// A number written as a plain integer, if the type can hold it.
    func integer<Integer: FixedWidthInteger>(at index: Int, as type: Integer.Type) -> Integer? {
        let token = tokens[index]
        var position = Int(token.start)
        let end = Int(token.end)
        let negative = bytes[position] == UInt8(ascii: "-")
        if negative { position += 1 }
        var magnitude: UInt64 = 0
        while position < end {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            if overflow || carry { return nil }
            magnitude = sum
            position += 1
        }
        guard negative else { return Integer(exactly: magnitude) }
        if magnitude == UInt64(Int64.max) + 1 { return Integer(exactly: Int64.min) }
        return Int64(exactly: magnitude).flatMap { Integer(exactly: -$0) }
    }
}

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
    let start: UInt32
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
final class JSONTape {
    let bytes: [UInt8]
    let tokens: [JSONToken]
    let userInfo: [CodingUserInfoKey: any Sendable]
    /// The key tokens of large objects by name, for those that were searched.
    private var names: [Int: [String: Int]] = [:]

    init(
        parsing bytes: [UInt8],
        limits: JSONLimits,
        canonicalOnly: Bool = false,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(JSONError) {
        self.bytes = bytes
        self.userInfo = userInfo
        tokens = try bytes.withUnsafeBufferPointer { (input) throws(JSONError) in
            var parser = JSONParser(input: input, limits: limits, canonicalOnly: canonicalOnly)
            try parser.parseText()
            return parser.tokens
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
        let count = tokens[object].count
        var name = name
        if count > 32 { return findByName(&name, in: object) }
        return name.withUTF8 { wanted in
            var key = object + 1
            for _ in 0..<count {
                if string(at: key, equals: wanted) { return key + 1 }
                key = Int(tokens[key + 1].next)
            }
            return nil
        }
    }

    private func findByName(_ name: inout String, in object: Int) -> Int? {
        if names[object] == nil {
            var keys: [String: Int] = [:]
            keys.reserveCapacity(Int(tokens[object].count))
            visitKeys(of: object) { keys[string(at: $0)] = $0 }
            names[object] = keys
        }
        guard let key = names[object]?[name] else { return nil }
        // Equal strings need not be the same bytes.
        return name.withUTF8 { string(at: key, equals: $0) } ? key + 1 : nil
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

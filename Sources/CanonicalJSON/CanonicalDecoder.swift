/// One value of a parsed text as a `Decodable` type sees it, and the way there.
final class CanonicalDecoder: Decoder {
    let tape: JSONTape
    let index: Int
    let parent: CanonicalDecoder?
    let key: (any CodingKey)?
    let userInfo: [CodingUserInfoKey: Any]

    init(tape: JSONTape, userInfo: [CodingUserInfoKey: Any]) {
        self.tape = tape
        self.index = 0
        self.parent = nil
        self.key = nil
        self.userInfo = userInfo
    }

    init(index: Int, parent: CanonicalDecoder, key: any CodingKey) {
        self.tape = parent.tape
        self.index = index
        self.parent = parent
        self.key = key
        self.userInfo = parent.userInfo
    }

    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var decoder: CanonicalDecoder? = self
        while let current = decoder {
            if let key = current.key { path.append(key) }
            decoder = current.parent
        }
        path.reverse()
        return path
    }

    var place: DecodingPlace { DecodingPlace(decoder: self, index: index, key: nil) }

    func container<Key: CodingKey>(
        keyedBy type: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        guard tape.tokens[index].kind == .object else { throw place.mismatch("an object") }
        return KeyedDecodingContainer(KeyedTapeContainer<Key>(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard tape.tokens[index].kind == .array else { throw place.mismatch("an array") }
        return UnkeyedTapeContainer(decoder: self)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleTapeContainer(decoder: self)
    }
}

/// Where a value stands: a token, and the decoder and key it was reached by.
struct DecodingPlace {
    let decoder: CanonicalDecoder
    let index: Int
    /// The step from the decoder's own value to this one; nil for that value itself.
    let key: (any CodingKey)?

    var token: JSONToken { decoder.tape.tokens[index] }
    var isNull: Bool { token.kind == .null }

    func bool() throws -> Bool {
        switch token.kind {
        case .yes: return true
        case .no: return false
        default: throw mismatch("true or false")
        }
    }

    func string() throws -> String {
        guard token.kind == .string || token.kind == .escapedString else {
            throw mismatch("a string")
        }
        return decoder.tape.string(at: index)
    }

    func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) throws -> Integer {
        guard token.kind == .number else { throw mismatch("an integer") }
        guard let value = decoder.tape.integer(at: index, as: type) else {
            throw corrupted(
                "\(decoder.tape.numberText(at: index)) is not an integer from \(type.min) to"
                    + " \(type.max)"
            )
        }
        return value
    }

    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if type == String.self, let text = try string() as? Value { return text }
        guard let key else { return try Value(from: decoder) }
        return try Value(from: CanonicalDecoder(index: index, parent: decoder, key: key))
    }

    /// A decoder that stands on this value.
    var valueDecoder: CanonicalDecoder {
        key.map { CanonicalDecoder(index: index, parent: decoder, key: $0) } ?? decoder
    }

    func mismatch(_ wanted: String) -> DecodingError {
        corrupted("\(wanted) is wanted here, not \(found)")
    }

    func corrupted(_ reason: String) -> DecodingError {
        let path = key.map { decoder.codingPath + [$0] } ?? decoder.codingPath
        return .dataCorrupted(.init(codingPath: path, debugDescription: reason))
    }

    private var found: String {
        switch token.kind {
        case .null: "null"
        case .no, .yes: "a truth value"
        case .number: "a number"
        case .string, .escapedString: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

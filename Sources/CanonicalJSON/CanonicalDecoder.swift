/// One value of a parsed text as a `Decodable` type sees it.
///
/// Two words, so that it stands in an `any Decoder` without an allocation; the way to it is found
/// again on the tape where an error asks for it.
struct CanonicalDecoder: Decoder {
    let tape: JSONTape
    let index: Int

    var codingPath: [any CodingKey] { tape.path(to: index) }
    var userInfo: [CodingUserInfoKey: Any] { tape.userInfo }

    func container<Key: CodingKey>(
        keyedBy type: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        guard tape.tokens[index].kind == .object else {
            throw tape.mismatch("an object", at: index)
        }
        return KeyedDecodingContainer(KeyedTapeContainer<Key>(tape: tape, index: index))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard tape.tokens[index].kind == .array else {
            throw tape.mismatch("an array", at: index)
        }
        return UnkeyedTapeContainer(tape: tape, index: index)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleTapeContainer(tape: tape, index: index)
    }
}

/// Reading single values, and saying why one is not what a type wants.
extension JSONTape {
    @inline(__always)
    func isNull(at index: Int) -> Bool { tokens[index].kind == .null }

    func readBool(at index: Int) throws -> Bool {
        switch tokens[index].kind {
        case .yes: return true
        case .no: return false
        default: throw mismatch("true or false", at: index)
        }
    }

    func readString(at index: Int) throws -> String {
        let kind = tokens[index].kind
        guard kind == .string || kind == .escapedString else {
            throw mismatch("a string", at: index)
        }
        return string(at: index)
    }

    @inline(__always)
    func readInteger<Integer: FixedWidthInteger>(
        at index: Int,
        as type: Integer.Type
    ) throws -> Integer {
        guard tokens[index].kind == .number else { throw mismatch("an integer", at: index) }
        guard let value = integer(at: index, as: type) else {
            throw corrupted(
                "\(numberText(at: index)) is not an integer from \(type.min) to \(type.max)",
                at: index
            )
        }
        return value
    }

    @inline(__always)
    func readValue<Value: Decodable>(at index: Int, as type: Value.Type) throws -> Value {
        try Value(from: CanonicalDecoder(tape: self, index: index))
    }

    func mismatch(_ wanted: String, at index: Int) -> DecodingError {
        let found =
            switch tokens[index].kind {
            case .null: "null"
            case .no, .yes: "a truth value"
            case .number: "a number"
            case .string, .escapedString: "a string"
            case .array: "an array"
            case .object: "an object"
            }
        return corrupted("\(wanted) is wanted here, not \(found)", at: index)
    }

    func corrupted(_ reason: String, at index: Int) -> DecodingError {
        .dataCorrupted(.init(codingPath: path(to: index), debugDescription: reason))
    }

    /// The steps from the root to a value, as the text has them.
    func path(to target: Int) -> [any CodingKey] {
        var path: [any CodingKey] = []
        var index = 0
        while index < target {
            var child = index + 1
            switch tokens[index].kind {
            case .object:
                while tokens[child + 1].next <= target { child = Int(tokens[child + 1].next) }
                path.append(PlainKey(string(at: child)))
                index = child + 1
            default:
                var place = 0
                while tokens[child].next <= target {
                    child = Int(tokens[child].next)
                    place += 1
                }
                path.append(ElementKey(place))
                index = child
            }
        }
        return path
    }
}

/// The elements of an array, as `Decodable` types read them.
struct UnkeyedTapeContainer: UnkeyedDecodingContainer {
    let tape: JSONTape
    let index: Int
    private(set) var currentIndex = 0
    private var nextToken: Int

    init(tape: JSONTape, index: Int) {
        self.tape = tape
        self.index = index
        nextToken = index + 1
    }

    var codingPath: [any CodingKey] { tape.path(to: index) }
    var count: Int? { Int(tape.tokens[index].count) }
    var isAtEnd: Bool { currentIndex >= tape.tokens[index].count }

    /// Reads the next element and moves past it, unless reading throws.
    @inline(__always)
    mutating func take<Result>(
        _ type: Any.Type,
        _ read: (JSONTape, Int) throws -> Result
    ) throws -> Result {
        guard !isAtEnd else { throw ended(type) }
        let result = try read(tape, nextToken)
        nextToken = Int(tape.tokens[nextToken].next)
        currentIndex += 1
        return result
    }

    @inline(never)
    private func ended(_ type: Any.Type) -> DecodingError {
        .valueNotFound(
            type,
            .init(
                codingPath: codingPath + [ElementKey(currentIndex)],
                debugDescription: "the array has no more elements"
            )
        )
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, !tape.isNull(at: nextToken) else {
            return try take(Never.self) { $0.isNull(at: $1) }
        }
        return false
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool {
        try take(type) { try $0.readBool(at: $1) }
    }

    mutating func decode(_ type: String.Type) throws -> String {
        try take(type) { try $0.readString(at: $1) }
    }

    mutating func decode(_ type: Int.Type) throws -> Int {
        try take(type) { try $0.readInteger(at: $1, as: type) }
    }

    mutating func decode(_ type: Int8.Type) throws -> Int8 {
        try take(type) { try $0.readInteger(at: $1, as: type) }
    }

    mutating func decode(_ type: Int16.Type) throws -> Int16 {
        try take(type) { try $0.readInteger(at: $1, as: type) }
    }

    mutating func decode(_ type: Int32.Type) throws -> Int32 {
        try take(type) { try $0.readInteger(at: $1, as: type) }
    }

    mutating func decode(_ type: Int64.Type) throws -> Int64 {
        try take(type) { try $0.readInteger(at: $1, as: type) }
    }

    mutating func decode(_ type: UInt.Type) throws -> UInt {
        try take(type) { try $0.readInteger(at: $1, as: type) }
    }

    mutating func decode(_ type: UInt8.Type) throws -> UInt8 {
        try take(type) { try $0.readInteger(at: $1, as: type) }
    }

    mutating func decode(_ type: UInt16.Type) throws -> UInt16 {
        try take(type) { try $0.readInteger(at: $1, as: type) }
    }

    mutating func decode(_ type: UInt32.Type) throws -> UInt32 {
        try take(type) { try $0.readInteger(at: $1, as: type) }
    }

    mutating func decode(_ type: UInt64.Type) throws -> UInt64 {
        try take(type) { try $0.readInteger(at: $1, as: type) }
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try take(type) { try $0.readValue(at: $1, as: type) }
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try take(type) { try CanonicalDecoder(tape: $0, index: $1).container(keyedBy: type) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try take([Never].self) {
            try CanonicalDecoder(tape: $0, index: $1).unkeyedContainer()
        }
    }

    mutating func superDecoder() throws -> any Decoder {
        try take(Never.self) { CanonicalDecoder(tape: $0, index: $1) }
    }
}

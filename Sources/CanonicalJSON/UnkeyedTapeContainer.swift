/// The elements of an array, as `Decodable` types read them.
struct UnkeyedTapeContainer: UnkeyedDecodingContainer {
    let decoder: CanonicalDecoder
    private(set) var currentIndex = 0
    private var nextToken: Int

    init(decoder: CanonicalDecoder) {
        self.decoder = decoder
        self.nextToken = decoder.index + 1
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { Int(decoder.tape.tokens[decoder.index].count) }
    var isAtEnd: Bool { currentIndex >= decoder.tape.tokens[decoder.index].count }

    /// Reads the next element and moves past it, unless reading throws.
    mutating func take<Result>(
        _ type: Any.Type,
        _ read: (DecodingPlace) throws -> Result
    ) throws -> Result {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                type,
                .init(
                    codingPath: codingPath + [ElementKey(currentIndex)],
                    debugDescription: "the array has no more elements"
                )
            )
        }
        let result = try read(
            DecodingPlace(decoder: decoder, index: nextToken, key: ElementKey(currentIndex))
        )
        nextToken = Int(decoder.tape.tokens[nextToken].next)
        currentIndex += 1
        return result
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, decoder.tape.tokens[nextToken].kind != .null else {
            return try take(Never.self) { $0.isNull }
        }
        return false
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool {
        try take(type) { try $0.bool() }
    }

    mutating func decode(_ type: String.Type) throws -> String {
        try take(type) { try $0.string() }
    }

    mutating func decode(_ type: Int.Type) throws -> Int {
        try take(type) { try $0.integer(type) }
    }

    mutating func decode(_ type: Int8.Type) throws -> Int8 {
        try take(type) { try $0.integer(type) }
    }

    mutating func decode(_ type: Int16.Type) throws -> Int16 {
        try take(type) { try $0.integer(type) }
    }

    mutating func decode(_ type: Int32.Type) throws -> Int32 {
        try take(type) { try $0.integer(type) }
    }

    mutating func decode(_ type: Int64.Type) throws -> Int64 {
        try take(type) { try $0.integer(type) }
    }

    mutating func decode(_ type: UInt.Type) throws -> UInt {
        try take(type) { try $0.integer(type) }
    }

    mutating func decode(_ type: UInt8.Type) throws -> UInt8 {
        try take(type) { try $0.integer(type) }
    }

    mutating func decode(_ type: UInt16.Type) throws -> UInt16 {
        try take(type) { try $0.integer(type) }
    }

    mutating func decode(_ type: UInt32.Type) throws -> UInt32 {
        try take(type) { try $0.integer(type) }
    }

    mutating func decode(_ type: UInt64.Type) throws -> UInt64 {
        try take(type) { try $0.integer(type) }
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try take(type) { try $0.value(type) }
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try take(type) { try $0.valueDecoder.container(keyedBy: type) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try take([Never].self) { try $0.valueDecoder.unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder {
        try take(Never.self) { $0.valueDecoder }
    }
}

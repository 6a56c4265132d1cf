/// The members of an object, as `Decodable` types read them.
struct KeyedTapeContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: CanonicalDecoder
    /// The key tokens of a large object by name; a small one is searched in order.
    private let names: [String: Int]?

    init(decoder: CanonicalDecoder) {
        self.decoder = decoder
        let count = Int(decoder.tape.tokens[decoder.index].count)
        guard count > 32 else {
            names = nil
            return
        }
        var names: [String: Int] = [:]
        names.reserveCapacity(count)
        Self.visitKeys(of: decoder) { names[decoder.tape.string(at: $0)] = $0 }
        self.names = names
    }

    var codingPath: [any CodingKey] { decoder.codingPath }

    var allKeys: [Key] {
        var keys: [Key] = []
        keys.reserveCapacity(Int(decoder.tape.tokens[decoder.index].count))
        Self.visitKeys(of: decoder) {
            if let key = Key(stringValue: decoder.tape.string(at: $0)) { keys.append(key) }
        }
        return keys
    }

    private static func visitKeys(of decoder: CanonicalDecoder, _ visit: (Int) -> Void) {
        let tokens = decoder.tape.tokens
        var key = decoder.index + 1
        for _ in 0..<tokens[decoder.index].count {
            visit(key)
            key = Int(tokens[key + 1].next)
        }
    }

    private func find(_ key: Key) -> Int? {
        var name = key.stringValue
        let tape = decoder.tape
        if let names {
            guard let found = names[name] else { return nil }
            return name.withUTF8 { tape.string(at: found, equals: $0) } ? found + 1 : nil
        }
        return name.withUTF8 { wanted in
            var token = decoder.index + 1
            for _ in 0..<tape.tokens[decoder.index].count {
                if tape.string(at: token, equals: wanted) { return token + 1 }
                token = Int(tape.tokens[token + 1].next)
            }
            return nil
        }
    }

    @inline(__always)
    func place(of key: Key) throws -> DecodingPlace {
        guard let index = find(key) else {
            throw DecodingError.keyNotFound(
                key,
                .init(
                    codingPath: codingPath,
                    debugDescription: "the member \(key.stringValue) is missing"))
        }
        return DecodingPlace(decoder: decoder, index: index, key: key)
    }

    func contains(_ key: Key) -> Bool {
        find(key) != nil
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        try place(of: key).isNull
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try place(of: key).bool()
    }

    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try place(of: key).string()
    }

    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try place(of: key).integer(type)
    }

    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 {
        try place(of: key).integer(type)
    }

    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 {
        try place(of: key).integer(type)
    }

    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 {
        try place(of: key).integer(type)
    }

    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
        try place(of: key).integer(type)
    }

    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt {
        try place(of: key).integer(type)
    }

    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 {
        try place(of: key).integer(type)
    }

    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
        try place(of: key).integer(type)
    }

    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
        try place(of: key).integer(type)
    }

    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
        try place(of: key).integer(type)
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try place(of: key).value(type)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try place(of: key).valueDecoder.container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try place(of: key).valueDecoder.unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        guard let key = Key(stringValue: PlainKey.superKey.stringValue) else {
            throw DecodingError.keyNotFound(
                PlainKey.superKey,
                .init(codingPath: codingPath, debugDescription: "the member super is missing"))
        }
        return try superDecoder(forKey: key)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        try place(of: key).valueDecoder
    }
}

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
        _ type: Any.Type, _ read: (DecodingPlace) throws -> Result
    ) throws -> Result {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                type,
                .init(
                    codingPath: codingPath + [ElementKey(currentIndex)],
                    debugDescription: "the array has no more elements"))
        }
        let result = try read(
            DecodingPlace(decoder: decoder, index: nextToken, key: ElementKey(currentIndex)))
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

/// The one value of a type that decodes as such.
struct SingleTapeContainer: SingleValueDecodingContainer {
    let decoder: CanonicalDecoder

    var place: DecodingPlace { decoder.place }
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool {
        place.isNull
    }

    func decode(_ type: Bool.Type) throws -> Bool {
        try place.bool()
    }

    func decode(_ type: String.Type) throws -> String {
        try place.string()
    }

    func decode(_ type: Int.Type) throws -> Int {
        try place.integer(type)
    }

    func decode(_ type: Int8.Type) throws -> Int8 {
        try place.integer(type)
    }

    func decode(_ type: Int16.Type) throws -> Int16 {
        try place.integer(type)
    }

    func decode(_ type: Int32.Type) throws -> Int32 {
        try place.integer(type)
    }

    func decode(_ type: Int64.Type) throws -> Int64 {
        try place.integer(type)
    }

    func decode(_ type: UInt.Type) throws -> UInt {
        try place.integer(type)
    }

    func decode(_ type: UInt8.Type) throws -> UInt8 {
        try place.integer(type)
    }

    func decode(_ type: UInt16.Type) throws -> UInt16 {
        try place.integer(type)
    }

    func decode(_ type: UInt32.Type) throws -> UInt32 {
        try place.integer(type)
    }

    func decode(_ type: UInt64.Type) throws -> UInt64 {
        try place.integer(type)
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try place.value(type)
    }
}

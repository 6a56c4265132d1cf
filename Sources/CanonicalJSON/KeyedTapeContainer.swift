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
                    debugDescription: "the member \(key.stringValue) is missing"
                )
            )
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
        keyedBy type: NestedKey.Type,
        forKey key: Key
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
                .init(codingPath: codingPath, debugDescription: "the member super is missing")
            )
        }
        return try superDecoder(forKey: key)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        try place(of: key).valueDecoder
    }
}

/// The members of an object, as `Decodable` types read them.
struct KeyedTapeContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let tape: JSONTape
    let index: Int

    var codingPath: [any CodingKey] { tape.path(to: index) }

    var allKeys: [Key] {
        var keys: [Key] = []
        keys.reserveCapacity(Int(tape.tokens[index].count))
        tape.visitKeys(of: index) {
            if let key = Key(stringValue: tape.string(at: $0)) { keys.append(key) }
        }
        return keys
    }

    @inline(__always)
    private func find(_ key: Key) -> Int? {
        tape.find(key.stringValue, in: index)
    }

    @inline(__always)
    func place(of key: Key) throws -> Int {
        guard let found = find(key) else { throw missing(key) }
        return found
    }

    /// The place of a member that is there and is not null.
    @inline(__always)
    private func presentPlace(of key: Key) -> Int? {
        guard let found = find(key), !tape.isNull(at: found) else { return nil }
        return found
    }

    @inline(never)
    private func missing(_ key: Key) -> DecodingError {
        .keyNotFound(
            key,
            .init(
                codingPath: codingPath,
                debugDescription: "the member \(key.stringValue) is missing"
            )
        )
    }

    func contains(_ key: Key) -> Bool {
        find(key) != nil
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        tape.isNull(at: try place(of: key))
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try tape.readBool(at: place(of: key))
    }

    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try tape.readString(at: place(of: key))
    }

    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try tape.readInteger(at: place(of: key), as: type)
    }

    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 {
        try tape.readInteger(at: place(of: key), as: type)
    }

    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 {
        try tape.readInteger(at: place(of: key), as: type)
    }

    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 {
        try tape.readInteger(at: place(of: key), as: type)
    }

    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
        try tape.readInteger(at: place(of: key), as: type)
    }

    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt {
        try tape.readInteger(at: place(of: key), as: type)
    }

    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 {
        try tape.readInteger(at: place(of: key), as: type)
    }

    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
        try tape.readInteger(at: place(of: key), as: type)
    }

    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
        try tape.readInteger(at: place(of: key), as: type)
    }

    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
        try tape.readInteger(at: place(of: key), as: type)
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try tape.readValue(at: place(of: key), as: type)
    }

    // The other scalars have the library's way, which looks a member up three times.

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        guard let place = presentPlace(of: key) else { return nil }
        return try tape.readBool(at: place)
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        guard let place = presentPlace(of: key) else { return nil }
        return try tape.readString(at: place)
    }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        guard let place = presentPlace(of: key) else { return nil }
        return try tape.readInteger(at: place, as: type)
    }

    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
        guard let place = presentPlace(of: key) else { return nil }
        return try tape.readInteger(at: place, as: type)
    }

    func decodeIfPresent<Value: Decodable>(
        _ type: Value.Type,
        forKey key: Key
    ) throws -> Value? {
        guard let place = presentPlace(of: key) else { return nil }
        return try tape.readValue(at: place, as: type)
    }

    private func decoder(of key: Key) throws -> CanonicalDecoder {
        CanonicalDecoder(tape: tape, index: try place(of: key))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try decoder(of: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(of: key).unkeyedContainer()
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
        try decoder(of: key)
    }
}

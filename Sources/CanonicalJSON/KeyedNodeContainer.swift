/// The members of an object, as `Encodable` types write them.
struct KeyedNodeContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let tape: EncodingTape
    let index: Int

    var codingPath: [any CodingKey] { tape.path(to: index) }

    @inline(__always)
    private func add(_ key: Key) -> Int {
        tape.addMember(key.stringValue, to: index)
    }

    @inline(__always)
    private func add(_ key: Key, integer value: some FixedWidthInteger) throws {
        let magnitude = try tape.ledgerMagnitude(value, at: index, key)
        tape.setInteger(negative: value < 0, magnitude: magnitude, at: add(key))
    }

    func encodeNil(forKey key: Key) throws {
        tape.setLiteral("null", at: add(key))
    }

    func encode(_ value: Bool, forKey key: Key) throws {
        tape.setBool(value, at: add(key))
    }

    func encode(_ value: String, forKey key: Key) throws {
        tape.setString(value, at: add(key))
    }

    func encode(_ value: Int, forKey key: Key) throws {
        try add(key, integer: value)
    }

    func encode(_ value: Int8, forKey key: Key) throws {
        try add(key, integer: value)
    }

    func encode(_ value: Int16, forKey key: Key) throws {
        try add(key, integer: value)
    }

    func encode(_ value: Int32, forKey key: Key) throws {
        try add(key, integer: value)
    }

    func encode(_ value: Int64, forKey key: Key) throws {
        try add(key, integer: value)
    }

    func encode(_ value: UInt, forKey key: Key) throws {
        try add(key, integer: value)
    }

    func encode(_ value: UInt8, forKey key: Key) throws {
        try add(key, integer: value)
    }

    func encode(_ value: UInt16, forKey key: Key) throws {
        try add(key, integer: value)
    }

    func encode(_ value: UInt32, forKey key: Key) throws {
        try add(key, integer: value)
    }

    func encode(_ value: UInt64, forKey key: Key) throws {
        try add(key, integer: value)
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try tape.set(value, at: add(key))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        tape.node(add(key)).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        tape.node(add(key)).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        tape.node(tape.addMember(PlainKey.superKey.stringValue, to: index))
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        tape.node(add(key))
    }
}

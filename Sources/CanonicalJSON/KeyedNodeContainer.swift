/// The members of an object, as `Encodable` types write them.
struct KeyedNodeContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: EncodingNode

    var codingPath: [any CodingKey] { node.codingPath }

    func encodeNil(forKey key: Key) throws {
        node.addNull(key)
    }

    func encode(_ value: Bool, forKey key: Key) throws {
        node.add(key, bool: value)
    }

    func encode(_ value: String, forKey key: Key) throws {
        node.add(key, string: value)
    }

    func encode(_ value: Int, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: Int8, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: Int16, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: Int32, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: Int64, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: UInt, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: UInt8, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: UInt16, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: UInt32, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: UInt64, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try node.add(key, value: value)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        node.addNode(key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        node.addNode(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        node.addNode(PlainKey.superKey)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        node.addNode(key)
    }
}

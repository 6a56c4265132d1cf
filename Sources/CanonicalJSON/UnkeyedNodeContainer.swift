/// The elements of an array, as `Encodable` types write them.
struct UnkeyedNodeContainer: UnkeyedEncodingContainer {
    let node: EncodingNode

    var codingPath: [any CodingKey] { node.codingPath }
    var count: Int { node.members.count }

    func encodeNil() throws {
        node.addNull(nil)
    }

    func encode(_ value: Bool) throws {
        node.add(nil, bool: value)
    }

    func encode(_ value: String) throws {
        node.add(nil, string: value)
    }

    func encode(_ value: Int) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: Int8) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: Int16) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: Int32) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: Int64) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: UInt) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: UInt8) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: UInt16) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: UInt32) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: UInt64) throws {
        try node.add(nil, integer: value)
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try node.add(nil, value: value)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        node.addNode(nil).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        node.addNode(nil).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        node.addNode(nil)
    }
}

/// The elements of an array, as `Encodable` types write them.
struct UnkeyedNodeContainer: UnkeyedEncodingContainer {
    let tape: EncodingTape
    let index: Int

    var codingPath: [any CodingKey] { tape.path(to: index) }
    var count: Int { tape.values[index].count }

    @inline(__always)
    private func add(integer value: some FixedWidthInteger) throws {
        let magnitude = try tape.ledgerMagnitude(value, at: index, ElementKey(count))
        tape.setInteger(
            negative: value < 0,
            magnitude: magnitude,
            at: tape.addElement(to: index)
        )
    }

    func encodeNil() throws {
        tape.setLiteral("null", at: tape.addElement(to: index))
    }

    func encode(_ value: Bool) throws {
        tape.setBool(value, at: tape.addElement(to: index))
    }

    func encode(_ value: String) throws {
        tape.setString(value, at: tape.addElement(to: index))
    }

    func encode(_ value: Int) throws {
        try add(integer: value)
    }

    func encode(_ value: Int8) throws {
        try add(integer: value)
    }

    func encode(_ value: Int16) throws {
        try add(integer: value)
    }

    func encode(_ value: Int32) throws {
        try add(integer: value)
    }

    func encode(_ value: Int64) throws {
        try add(integer: value)
    }

    func encode(_ value: UInt) throws {
        try add(integer: value)
    }

    func encode(_ value: UInt8) throws {
        try add(integer: value)
    }

    func encode(_ value: UInt16) throws {
        try add(integer: value)
    }

    func encode(_ value: UInt32) throws {
        try add(integer: value)
    }

    func encode(_ value: UInt64) throws {
        try add(integer: value)
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try tape.set(value, at: tape.addElement(to: index))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        tape.node(tape.addElement(to: index)).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        tape.node(tape.addElement(to: index)).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        tape.node(tape.addElement(to: index))
    }
}

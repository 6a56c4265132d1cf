/// The one value of a type that encodes as such.
struct SingleNodeContainer: SingleValueEncodingContainer {
    let tape: EncodingTape
    let index: Int

    var codingPath: [any CodingKey] { tape.path(to: index) }

    @inline(__always)
    private func set(integer value: some FixedWidthInteger) throws {
        let magnitude = try tape.ledgerMagnitude(value, at: index)
        tape.setInteger(negative: value < 0, magnitude: magnitude, at: index)
    }

    func encodeNil() throws {
        tape.setLiteral("null", at: index)
    }

    func encode(_ value: Bool) throws {
        tape.setBool(value, at: index)
    }

    func encode(_ value: String) throws {
        tape.setString(value, at: index)
    }

    func encode(_ value: Int) throws {
        try set(integer: value)
    }

    func encode(_ value: Int8) throws {
        try set(integer: value)
    }

    func encode(_ value: Int16) throws {
        try set(integer: value)
    }

    func encode(_ value: Int32) throws {
        try set(integer: value)
    }

    func encode(_ value: Int64) throws {
        try set(integer: value)
    }

    func encode(_ value: UInt) throws {
        try set(integer: value)
    }

    func encode(_ value: UInt8) throws {
        try set(integer: value)
    }

    func encode(_ value: UInt16) throws {
        try set(integer: value)
    }

    func encode(_ value: UInt32) throws {
        try set(integer: value)
    }

    func encode(_ value: UInt64) throws {
        try set(integer: value)
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        // The value takes this node's place; it may still turn out to be of any kind.
        try tape.set(value, at: index)
    }
}

/// The one value of a type that decodes as such.
struct SingleTapeContainer: SingleValueDecodingContainer {
    let tape: JSONTape
    let index: Int

    var codingPath: [any CodingKey] { tape.path(to: index) }

    func decodeNil() -> Bool {
        tape.isNull(at: index)
    }

    func decode(_ type: Bool.Type) throws -> Bool {
        try tape.readBool(at: index)
    }

    func decode(_ type: String.Type) throws -> String {
        try tape.readString(at: index)
    }

    func decode(_ type: Int.Type) throws -> Int {
        try tape.readInteger(at: index, as: type)
    }

    func decode(_ type: Int8.Type) throws -> Int8 {
        try tape.readInteger(at: index, as: type)
    }

    func decode(_ type: Int16.Type) throws -> Int16 {
        try tape.readInteger(at: index, as: type)
    }

    func decode(_ type: Int32.Type) throws -> Int32 {
        try tape.readInteger(at: index, as: type)
    }

    func decode(_ type: Int64.Type) throws -> Int64 {
        try tape.readInteger(at: index, as: type)
    }

    func decode(_ type: UInt.Type) throws -> UInt {
        try tape.readInteger(at: index, as: type)
    }

    func decode(_ type: UInt8.Type) throws -> UInt8 {
        try tape.readInteger(at: index, as: type)
    }

    func decode(_ type: UInt16.Type) throws -> UInt16 {
        try tape.readInteger(at: index, as: type)
    }

    func decode(_ type: UInt32.Type) throws -> UInt32 {
        try tape.readInteger(at: index, as: type)
    }

    func decode(_ type: UInt64.Type) throws -> UInt64 {
        try tape.readInteger(at: index, as: type)
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try tape.readValue(at: index, as: type)
    }
}

/// One value under construction, as its type's `encode(to:)` sees it.
///
/// Three words, so that it stands in an `any Encoder` without an allocation.
struct EncodingNode: Encoder {
    let tape: EncodingTape
    let index: Int
    /// The type of the value that encodes itself here.
    let valueType: Any.Type

    var codingPath: [any CodingKey] { tape.path(to: index) }
    var userInfo: [CodingUserInfoKey: Any] { tape.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        tape.become(.object, at: index)
        return KeyedEncodingContainer(KeyedNodeContainer<Key>(tape: tape, index: index))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if valueType is any UnorderedElements.Type {
            tape.note(
                .unorderedCollection,
                "\(valueType) has no order of its own",
                at: index
            )
        }
        tape.become(.array, at: index)
        return UnkeyedNodeContainer(tape: tape, index: index)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleNodeContainer(tape: tape, index: index)
    }
}

/// A collection that lists its elements in the order of their hashes.
protocol UnorderedElements {}
extension Set: UnorderedElements {}
extension Dictionary: UnorderedElements {}

extension EncodingTape {
    /// A node of which no type is known, for a nested container or a superclass.
    func node(_ index: Int) -> EncodingNode {
        EncodingNode(tape: self, index: index, valueType: Never.self)
    }

    /// Lets a value write itself where it stands.
    @inline(__always)
    func set<Value: Encodable>(_ value: Value, at index: Int) throws {
        try value.encode(to: EncodingNode(tape: self, index: index, valueType: Value.self))
    }

    /// The magnitude of an integer that every double reader reads exactly.
    @inline(__always)
    func ledgerMagnitude(
        _ value: some FixedWidthInteger,
        at index: Int,
        _ key: (any CodingKey)? = nil
    ) throws -> UInt64 {
        guard let magnitude = UInt64(exactly: value.magnitude),
            magnitude <= CanonicalText.largestInteger
        else {
            throw fault(
                .integerOutOfRange,
                "\(value) lies outside ±(2^53 - 1)",
                at: index,
                key
            )
        }
        return magnitude
    }
}

/// The place of an element in an array.
struct ElementKey: CodingKey {
    let index: Int

    init(_ index: Int) {
        self.index = index
    }

    init?(intValue: Int) {
        self.index = intValue
    }

    init?(stringValue: String) {
        guard let index = Int(stringValue) else { return nil }
        self.index = index
    }

    var intValue: Int? { index }
    var stringValue: String { String(index) }
}

/// A member name that no type declares.
struct PlainKey: CodingKey {
    let stringValue: String

    init(_ name: String) {
        self.stringValue = name
    }

    init?(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) { nil }

    var intValue: Int? { nil }

    static let superKey = PlainKey("super")
}

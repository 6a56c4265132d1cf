/// How values come into a node.
extension EncodingNode {
    /// Adds a scalar whose text the closure appends.
    @inline(__always)
    func add(_ key: (any CodingKey)?, _ write: (inout [UInt8]) -> Void) {
        let name = appendName(key)
        let start = scalars.bytes.count
        write(&scalars.bytes)
        members.append(
            EncodingMember(name: name, scalar: start..<scalars.bytes.count, node: nil)
        )
    }

    @inline(__always)
    func add(_ key: (any CodingKey)?, string value: String) {
        add(key) { CanonicalText.appendString(value, to: &$0) }
    }

    @inline(__always)
    func add(_ key: (any CodingKey)?, bool value: Bool) {
        add(key) { $0.append(contentsOf: value ? "true".utf8 : "false".utf8) }
    }

    @inline(__always)
    func addNull(_ key: (any CodingKey)?) {
        add(key) { $0.append(contentsOf: "null".utf8) }
    }

    @inline(__always)
    func add(_ key: (any CodingKey)?, integer value: some FixedWidthInteger) throws {
        let magnitude = try ledgerMagnitude(value, at: key)
        add(key) {
            CanonicalText.appendInteger(negative: value < 0, magnitude: magnitude, to: &$0)
        }
    }

    @inline(__always)
    func ledgerMagnitude(
        _ value: some FixedWidthInteger,
        at key: (any CodingKey)?
    ) throws -> UInt64 {
        guard let magnitude = UInt64(exactly: value.magnitude),
            magnitude <= CanonicalText.largestInteger
        else { throw fault(.integerOutOfRange, "\(value) lies outside ±(2^53 - 1)", at: key) }
        return magnitude
    }

    /// Adds a value that encodes itself.
    func add<Value: Encodable>(_ key: (any CodingKey)?, value: Value) throws {
        if Value.self == String.self, let text = value as? String {
            add(key, string: text)
            return
        }
        let child = EncodingNode(
            scalars: scalars,
            parent: self,
            key: key ?? ElementKey(members.count),
            valueType: Value.self
        )
        let name = appendName(key)
        let slot = members.count
        members.append(EncodingMember(name: name, scalar: 0..<0, node: child))
        try value.encode(to: child)
        // A plain scalar needs no node of its own any longer.
        if case .scalar(let range) = child.content {
            members[slot].scalar = range
            members[slot].node = nil
        }
    }

    /// Adds a node to be filled later.
    func addNode(_ key: (any CodingKey)?) -> EncodingNode {
        let child = EncodingNode(
            scalars: scalars,
            parent: self,
            key: key ?? ElementKey(members.count)
        )
        members.append(EncodingMember(name: appendName(key), scalar: 0..<0, node: child))
        return child
    }

    /// Makes this node itself a scalar.
    @inline(__always)
    func set(_ write: (inout [UInt8]) -> Void) {
        let start = scalars.bytes.count
        write(&scalars.bytes)
        become(.scalar(start..<scalars.bytes.count))
    }

    @inline(__always)
    func set(integer value: some FixedWidthInteger) throws {
        let magnitude = try ledgerMagnitude(value, at: nil)
        set { CanonicalText.appendInteger(negative: value < 0, magnitude: magnitude, to: &$0) }
    }

    @inline(__always)
    private func appendName(_ key: (any CodingKey)?) -> Range<Int> {
        guard let key else { return 0..<0 }
        let start = scalars.bytes.count
        scalars.bytes.append(contentsOf: key.stringValue.utf8)
        return start..<scalars.bytes.count
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

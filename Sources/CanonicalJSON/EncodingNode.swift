/// What all nodes of one encoding share: the text of every scalar and member name, end to end.
final class EncodingScalars {
    var bytes: [UInt8] = []
    let userInfo: [CodingUserInfoKey: any Sendable]
    /// A fault found where the `Encoder` protocol has no way to throw it.
    var fault: CanonicalJSONError?

    init(userInfo: [CodingUserInfoKey: any Sendable]) {
        self.userInfo = userInfo
        bytes.reserveCapacity(512)
    }
}

/// A member of an object or an element of an array.
struct EncodingMember {
    /// The unescaped name in the shared bytes; empty in an array.
    var name: Range<Int>
    /// The text of a scalar in the shared bytes, if there is no node.
    var scalar: Range<Int>
    var node: EncodingNode?
}

/// A value under construction, and the encoder that constructs it.
///
/// Containers may be open side by side, so members are kept by reference until the whole is
/// written out in order; the text of scalars goes straight into the shared bytes.
final class EncodingNode: Encoder {
    enum Content {
        case nothing
        case scalar(Range<Int>)
        case array
        case object
    }

    let scalars: EncodingScalars
    let parent: EncodingNode?
    let key: (any CodingKey)?
    let depth: Int
    /// The type of the value that encodes itself here.
    var valueType: Any.Type
    var content = Content.nothing
    var members: [EncodingMember] = []

    init(
        scalars: EncodingScalars,
        parent: EncodingNode?,
        key: (any CodingKey)?,
        valueType: Any.Type = Never.self
    ) {
        self.scalars = scalars
        self.parent = parent
        self.key = key
        self.depth = parent.map { $0.depth + 1 } ?? 0
        self.valueType = valueType
    }

    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var node: EncodingNode? = self
        while let current = node {
            if let key = current.key { path.append(key) }
            node = current.parent
        }
        path.reverse()
        return path
    }

    var userInfo: [CodingUserInfoKey: Any] { scalars.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        become(.object)
        return KeyedEncodingContainer(KeyedNodeContainer<Key>(node: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if valueType is any UnorderedElements.Type {
            note(.unorderedCollection, "\(valueType) has no order of its own")
        }
        become(.array)
        return UnkeyedNodeContainer(node: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleNodeContainer(node: self)
    }

    /// Settles what kind of value this is.
    func become(_ wanted: Content) {
        switch (content, wanted) {
        case (.nothing, _):
            content = wanted
            if case .object = wanted { members.reserveCapacity(16) }
        case (.object, .object), (.array, .array): break
        default: note(.conflictingContainers, "one value is encoded as two kinds")
        }
        if depth >= JSONLimits.standard.maximumDepth {
            note(
                .nestingTooDeep,
                "nested deeper than \(JSONLimits.standard.maximumDepth) levels"
            )
        }
    }

    func fault(
        _ code: CanonicalJSONError.Code,
        _ reason: String,
        at last: (any CodingKey)? = nil
    ) -> CanonicalJSONError {
        let path = last.map { codingPath + [$0] } ?? codingPath
        return CanonicalJSONError(code: code, path: JSONPointer.text(path), reason: reason)
    }

    private func note(_ code: CanonicalJSONError.Code, _ reason: String) {
        if scalars.fault == nil { scalars.fault = fault(code, reason) }
    }
}

/// A collection that lists its elements in the order of their hashes.
protocol UnorderedElements {}
extension Set: UnorderedElements {}
extension Dictionary: UnorderedElements {}

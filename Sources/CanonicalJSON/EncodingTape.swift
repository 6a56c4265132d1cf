/// One value that a type has encoded: its name, its text, and where it stands among the others.
struct EncodedValue {
    enum Content {
        case nothing
        case scalar
        case array
        case object
    }

    /// What stands for no value in a link.
    static let none = -1

    var content = Content.nothing
    /// Whether the name stands in the text as it will be written, in quotes and with its colon.
    var hasPlainName = false
    /// The member's unescaped name in the text; empty in an array.
    var nameStart = 0
    var nameEnd = 0
    /// A scalar's own text.
    var textStart = 0
    var textEnd = 0
    let parent: Int
    /// How many arrays and objects hold this value.
    let depth: Int
    var next = EncodedValue.none
    // Of an array or object.
    var first = EncodedValue.none
    var last = EncodedValue.none
    var count = 0
}

/// Everything that one encoding has gathered: the text of names and scalars end to end, and on a
/// flat list the values, each linked to its siblings.
///
/// Containers may be open side by side, so a value's place is settled only when all is written out
/// in order. The buffers are the tape's own: an array in a class would be checked for exclusive
/// access and for other owners at every byte.
final class EncodingTape {
    let userInfo: [CodingUserInfoKey: any Sendable]
    /// A fault found where the `Encoder` protocol has no way to throw it.
    var fault: CanonicalJSONError?

    private(set) var text: UnsafeMutablePointer<UInt8>
    private(set) var textCount = 0
    private var textCapacity = 1024
    private(set) var values: UnsafeMutablePointer<EncodedValue>
    private(set) var valueCount = 1
    private var valueCapacity = 64
    /// How much longer than in the text the names will be once they are quoted and escaped.
    private(set) var nameGrowth = 0

    /// A tape with one value as yet without content: the root.
    init(userInfo: [CodingUserInfoKey: any Sendable]) {
        self.userInfo = userInfo
        text = .allocate(capacity: textCapacity)
        values = .allocate(capacity: valueCapacity)
        values.initialize(to: EncodedValue(parent: EncodedValue.none, depth: 0))
    }

    deinit {
        text.deallocate()
        values.deallocate()
    }

    // MARK: Places

    /// Appends an element to an array; it has no content yet.
    func addElement(to array: Int) -> Int {
        if valueCount == valueCapacity { growValues() }
        let index = valueCount
        (values + index).initialize(
            to: EncodedValue(parent: array, depth: values[array].depth + 1)
        )
        valueCount += 1
        let last = values[array].last
        if last == EncodedValue.none {
            values[array].first = index
        } else {
            values[last].next = index
        }
        values[array].last = index
        values[array].count += 1
        return index
    }

    /// Appends a member to an object; it has no content yet.
    func addMember(_ name: String, to object: Int) -> Int {
        let index = addElement(to: object)
        var name = name
        name.withUTF8 { name in
            reserve(name.count + 3)
            let value = values + index
            value.pointee.nameStart = textCount + 1
            value.pointee.nameEnd = textCount + 1 + name.count
            if CanonicalText.plainPrefix(of: name) == name.count {
                value.pointee.hasPlainName = true
                append(0x22)
                append(name)
                append(0x22)
                append(UInt8(ascii: ":"))
            } else {
                nameGrowth += 5 * name.count + 3
                append(0)
                append(name)
            }
        }
        return index
    }

    /// Settles what kind of value this is; a fault where it is of another kind already.
    func become(_ wanted: EncodedValue.Content, at index: Int) {
        let value = values + index
        if value.pointee.content == .nothing {
            value.pointee.content = wanted
        } else if value.pointee.content != wanted {
            note(.conflictingContainers, "one value is encoded as two kinds", at: index)
        }
        if value.pointee.depth >= JSONLimits.standard.maximumDepth { noteDepth(at: index) }
    }

    // MARK: Scalars

    func setLiteral(_ literal: StaticString, at index: Int) {
        let utf8 = UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
        reserve(utf8.count)
        let start = textCount
        append(utf8)
        setText(from: start, at: index)
    }

    func setBool(_ value: Bool, at index: Int) {
        setLiteral(value ? "true" : "false", at: index)
    }

    func setString(_ string: String, at index: Int) {
        var string = string
        string.withUTF8 { utf8 in
            let start = textCount
            if CanonicalText.plainPrefix(of: utf8) == utf8.count {
                reserve(utf8.count + 2)
                append(0x22)
                append(utf8)
                append(0x22)
            } else {
                reserve(CanonicalText.quotedBound(utf8.count))
                textCount += CanonicalText.writeQuoted(utf8, to: text + textCount)
            }
            setText(from: start, at: index)
        }
    }

    /// Writes an integer that is known to lie within the ledger's range.
    func setInteger(negative: Bool, magnitude: UInt64, at index: Int) {
        reserve(CanonicalText.integerBound)
        let start = textCount
        textCount += CanonicalText.writeInteger(
            negative: negative,
            magnitude: magnitude,
            to: text + textCount
        )
        setText(from: start, at: index)
    }

    /// Takes over bytes that are canonical already.
    func setCanonical(_ bytes: [UInt8], at index: Int) {
        reserve(bytes.count)
        let start = textCount
        bytes.withUnsafeBufferPointer { append($0) }
        setText(from: start, at: index)
    }

    @inline(__always)
    private func setText(from start: Int, at index: Int) {
        guard values[index].content == .nothing else {
            note(.conflictingContainers, "one value is encoded as two kinds", at: index)
            return
        }
        values[index].content = .scalar
        values[index].textStart = start
        values[index].textEnd = textCount
    }

    // MARK: Memory

    private func reserve(_ count: Int) {
        if textCapacity - textCount < count { growText(by: count) }
    }

    @inline(__always)
    private func append(_ byte: UInt8) {
        text[textCount] = byte
        textCount += 1
    }

    @inline(__always)
    private func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        (text + textCount).update(from: base, count: bytes.count)
        textCount += bytes.count
    }

    @inline(never)
    private func growText(by count: Int) {
        textCapacity = max(2 * textCapacity, textCount + count)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: textCapacity)
        larger.update(from: text, count: textCount)
        text.deallocate()
        text = larger
    }

    @inline(never)
    private func growValues() {
        valueCapacity *= 2
        let larger = UnsafeMutablePointer<EncodedValue>.allocate(capacity: valueCapacity)
        larger.moveInitialize(from: values, count: valueCount)
        values.deallocate()
        values = larger
    }
}

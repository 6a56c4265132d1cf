/// Writes canonical JSON of a fixed shape straight into a buffer.
///
/// The caller writes the members of each object in ascending order of their names by UTF-16 code
/// unit, a name and then its value; debug builds assert the order. Commas and escapes are the
/// writer's. It is the fast way for what is written many thousand times a second; for all else
/// there is `CanonicalJSON.encode`.
public struct CanonicalWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    #if DEBUG
        private var previousKeys: [[UInt8]] = []
    #endif

    /// Starts with an empty buffer that has room for some bytes.
    public init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        #if DEBUG
            previousKeys.removeAll(keepingCapacity: true)
        #endif
    }

    /// Opens an object.
    public mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        #if DEBUG
            previousKeys.append([])
        #endif
    }

    /// Closes the innermost object.
    public mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        #if DEBUG
            assert(!previousKeys.isEmpty, "no object is open")
            previousKeys.removeLast()
        #endif
    }

    /// Opens an array.
    public mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
    }

    /// Closes the innermost array.
    public mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
    }

    /// Writes the name of the member whose value comes next; the name must need no escape.
    public mutating func key(_ name: StaticString) {
        separate()
        let utf8 = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        checkOrder(utf8)
        assert(utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }, "the name needs escapes")
        bytes.append(0x22)
        bytes.append(contentsOf: utf8)
        bytes.append(0x22)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes the name of the member whose value comes next, with escapes where it needs them.
    public mutating func key(escaping name: String) {
        separate()
        var name = name
        name.withUTF8 { utf8 in
            checkOrder(utf8)
            CanonicalText.appendQuoted(utf8, to: &bytes)
        }
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a string.
    public mutating func string(_ text: String) {
        separate()
        CanonicalText.appendString(text, to: &bytes)
    }

    /// Writes a string of ASCII that needs no escape, such as base64 or hexadecimal digits.
    public mutating func asciiString(_ text: some Collection<UInt8>) {
        assert(
            text.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C },
            "not plain ASCII"
        )
        separate()
        bytes.append(0x22)
        bytes.append(contentsOf: text)
        bytes.append(0x22)
    }

    /// Writes an integer; throws outside ±(2^53 - 1).
    public mutating func integer(_ value: Int64) throws(CanonicalJSONError) {
        guard value.magnitude <= CanonicalText.largestInteger else {
            throw CanonicalJSONError(
                code: .integerOutOfRange,
                path: "",
                reason: "\(value) lies outside ±(2^53 - 1)"
            )
        }
        separate()
        CanonicalText.appendInteger(negative: value < 0, magnitude: value.magnitude, to: &bytes)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes one value that is canonical already, unchecked.
    public mutating func raw(_ canonical: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: canonical)
    }

    /// Writes a value in the ledger's profile.
    public mutating func value(_ value: JSONValue) throws(CanonicalJSONError) {
        separate()
        var writer = JSONValueWriter(numbers: .ledger)
        swap(&writer.out, &bytes)
        defer { swap(&writer.out, &bytes) }
        try writer.write(value)
    }

    // A value follows another exactly when the last byte ends one. No opening bracket and no colon
    // can be the last byte of a value.
    @inline(__always)
    private mutating func separate() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): break
        default: bytes.append(UInt8(ascii: ","))
        }
    }

    @inline(__always)
    private mutating func checkOrder(_ name: UnsafeBufferPointer<UInt8>) {
        #if DEBUG
            assert(!previousKeys.isEmpty, "no object is open")
            guard let previous = previousKeys.popLast() else { return }
            let ascends = previous.withUnsafeBufferPointer { CanonicalText.precedes($0, name) }
            let first = bytes.last == UInt8(ascii: "{")
            assert(first || ascends, "members must ascend by UTF-16 code unit")
            previousKeys.append(Array(name))
        #endif
    }
}

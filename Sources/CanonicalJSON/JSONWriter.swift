/// Writes JSON straight into a buffer.
///
/// The caller writes a member's name and then its value; commas and escapes are the writer's. In
/// the ledger's dialect the members of each object come in ascending order of their names by UTF-16
/// code unit: the result is canonical, and debug builds assert the order.
public struct JSONWriter: ~Copyable, @unchecked Sendable {
    /// How values are spelled.
    public let dialect: JSONDialect
    /// The first value that has no spelling in the dialect.
    public private(set) var fault: CanonicalJSONError?

    // Nobody else knows the buffer, so it needs no check for other owners at every byte.
    private var start: UnsafeMutablePointer<UInt8>
    private var count = 0
    private var capacity: Int

    #if DEBUG
        private var previousKeys: [[UInt8]] = []
    #endif

    /// Starts with an empty buffer that has room for some bytes.
    public init(_ dialect: JSONDialect = .ledger, capacity: Int = 512) {
        self.dialect = dialect
        self.capacity = max(capacity, 64)
        start = .allocate(capacity: self.capacity)
    }

    deinit {
        start.deallocate()
    }

    /// What has been written.
    public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

    /// What has been written, if all of it has a canonical spelling.
    public func canonicalBytes() throws(CanonicalJSONError) -> [UInt8] {
        if let fault { throw fault }
        return bytes
    }

    /// Whether answers are written: they show other members of a state than the ledger has.
    public var isAnswer: Bool { dialect == .exchange }

    /// Lends what has been written to a closure.
    public borrowing func withBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() {
        count = 0
        fault = nil
        #if DEBUG
            previousKeys.removeAll(keepingCapacity: true)
        #endif
    }

    /// Opens an object.
    public mutating func beginObject() {
        separate()
        append(UInt8(ascii: "{"))
        #if DEBUG
            previousKeys.append([])
        #endif
    }

    /// Closes the innermost object.
    public mutating func endObject() {
        reserve(1)
        append(UInt8(ascii: "}"))
        #if DEBUG
            assert(!previousKeys.isEmpty, "no object is open")
            previousKeys.removeLast()
        #endif
    }

    /// Opens an array.
    public mutating func beginArray() {
        separate()
        append(UInt8(ascii: "["))
    }

    /// Closes the innermost array.
    public mutating func endArray() {
        reserve(1)
        append(UInt8(ascii: "]"))
    }

    /// Writes the name of the member whose value comes next; the name must need no escape.
    public mutating func key(_ name: StaticString) {
        let utf8 = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        checkOrder(utf8)
        assert(utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }, "the name needs escapes")
        separate(reserving: utf8.count + 3)
        append(0x22)
        append(utf8)
        append(0x22)
        append(UInt8(ascii: ":"))
    }

    /// Writes the name of the member whose value comes next, with escapes where it needs them.
    public mutating func key(escaping name: String) {
        var name = name
        name.withUTF8 { utf8 in
            checkOrder(utf8)
            appendQuoted(utf8)
        }
        reserve(1)
        append(UInt8(ascii: ":"))
    }

    /// Writes a string.
    public mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { appendQuoted($0) }
    }

    /// Writes a string of ASCII that needs no escape, such as base64 or hexadecimal digits.
    public mutating func asciiString(_ text: some Collection<UInt8>) {
        assert(
            text.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C },
            "not plain ASCII"
        )
        separate(reserving: text.count + 2)
        append(0x22)
        appendAll(text)
        append(0x22)
    }

    /// Writes a string of ASCII that needs no escape, which lies in a buffer.
    public mutating func asciiString(_ text: UnsafeBufferPointer<UInt8>) {
        assert(text.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C })
        separate(reserving: text.count + 2)
        append(0x22)
        append(text)
        append(0x22)
    }

    /// Writes an integer; in the ledger's dialect one outside ±(2^53 - 1) is a fault.
    public mutating func integer(_ value: Int64) {
        if value.magnitude > CanonicalSpelling.largestInteger, dialect == .ledger {
            refuse(
                CanonicalJSONError(
                    code: .integerOutOfRange,
                    path: placeOfNextValue,
                    reason: "\(value) lies outside ±(2^53 - 1)"
                )
            )
        }
        separate(reserving: CanonicalSpelling.integerBound)
        count += CanonicalSpelling.writeInteger(
            negative: value < 0,
            magnitude: value.magnitude,
            to: start + count
        )
    }

    /// Notes that a value has no spelling in the dialect; the first such is kept.
    mutating func refuse(_ error: CanonicalJSONError) {
        if fault == nil { fault = error }
    }

    /// The JSON pointer of the value that is written next,
    /// found again from what is written already.
    private var placeOfNextValue: String {
        var path: [String] = []
        var isArray: [Bool] = []
        var position = 0
        while position < count {
            switch start[position] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                isArray.append(start[position] == UInt8(ascii: "["))
                path.append("0")
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                isArray.removeLast()
                path.removeLast()
            case UInt8(ascii: ",") where isArray.last == true:
                path[path.count - 1] = String((Int(path[path.count - 1]) ?? 0) + 1)
            case 0x22:
                let first = position + 1
                position = first
                while start[position] != 0x22 {
                    position += start[position] == UInt8(ascii: "\\") ? 2 : 1
                }
                let raw = UnsafeBufferPointer(start: start + first, count: position - first)
                if isArray.last == false, position + 1 < count,
                    start[position + 1] == UInt8(ascii: ":")
                {
                    path[path.count - 1] = String(
                        decoding: JSONEscape.unescaped(raw),
                        as: UTF8.self
                    )
                }
            default: break
            }
            position += 1
        }
        // In an array a comma is written with the value that it stands before.
        if isArray.last == true, count > 0, start[count - 1] != UInt8(ascii: "[") {
            path[path.count - 1] = String((Int(path[path.count - 1]) ?? 0) + 1)
        }
        return JSONPointer.text(path)
    }

    /// Writes a number as its text has it, which must be in JSON's grammar; for answers alone.
    public mutating func number(_ text: some StringProtocol) {
        assert(dialect == .exchange, "the ledger's numbers are integers")
        raw(text.utf8)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func null() {
        literal("null")
    }

    /// Writes one value that is canonical already, unchecked.
    public mutating func raw(_ canonical: some Collection<UInt8>) {
        separate(reserving: canonical.count)
        appendAll(canonical)
    }

    /// Writes a member.
    @inlinable
    public mutating func member(_ name: StaticString, _ value: some JSONWritable) {
        key(name)
        value.write(to: &self)
    }

    /// Writes a member that may be missing: the ledger leaves it out, an answer has `null`.
    @inlinable
    public mutating func optional(_ name: StaticString, _ value: (some JSONWritable)?) {
        guard let value else {
            if isAnswer {
                key(name)
                null()
            }
            return
        }
        member(name, value)
    }

    /// Writes a member that is `null` where there is no value, in the ledger too.
    @inlinable
    public mutating func nullable(_ name: StaticString, _ value: (some JSONWritable)?) {
        if let value { return member(name, value) }
        key(name)
        null()
    }

    /// Writes a member that is left out where there is no value, in answers too.
    @inlinable
    public mutating func ifPresent(_ name: StaticString, _ value: (some JSONWritable)?) {
        if let value { member(name, value) }
    }

    /// Writes what an answer shows beside the stored members.
    @inlinable
    public mutating func answer(_ name: StaticString, _ value: some JSONWritable) {
        member(name, value)
    }

    /// Writes what an answer shows beside the stored members, `null` where there is nothing.
    @inlinable
    public mutating func answer(_ name: StaticString, _ value: (some JSONWritable)?) {
        optional(name, value)
    }

    /// Opens the case of an enumeration: an object in an object.
    public mutating func beginCase(_ name: StaticString) {
        beginObject()
        key(name)
        beginObject()
    }

    /// Closes both.
    public mutating func endCase() {
        endObject()
        endObject()
    }

    private mutating func literal(_ text: StaticString) {
        separate(reserving: text.utf8CodeUnitCount)
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func appendQuoted(_ utf8: UnsafeBufferPointer<UInt8>) {
        guard CanonicalSpelling.plainPrefix(of: utf8) < utf8.count else {
            separate(reserving: utf8.count + 2)
            append(0x22)
            append(utf8)
            append(0x22)
            return
        }
        separate(reserving: CanonicalSpelling.quotedBound(utf8.count))
        count += CanonicalSpelling.writeQuoted(utf8, to: start + count)
    }

    // A value follows another exactly when the last byte ends one. No opening bracket and no colon
    // can be the last byte of a value.
    @inline(__always)
    private mutating func separate(reserving more: Int = 1) {
        reserve(more + 1)
        guard count > 0 else { return }
        switch start[count - 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): break
        default: append(UInt8(ascii: ","))
        }
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8) {
        start[count] = byte
        count += 1
    }

    @inline(__always)
    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        (start + count).update(from: base, count: bytes.count)
        count += bytes.count
    }

    @inline(__always)
    private mutating func appendAll(_ bytes: some Collection<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { append($0) }
        if done == nil {
            for byte in bytes { append(byte) }
        }
    }

    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(by: more) }
    }

    @inline(never)
    private mutating func grow(by more: Int) {
        capacity = max(2 * capacity, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
    }

    @inline(__always)
    private mutating func checkOrder(_ name: UnsafeBufferPointer<UInt8>) {
        #if DEBUG
            assert(!previousKeys.isEmpty, "no object is open")
            guard let previous = previousKeys.popLast() else { return }
            let ascends = previous.withUnsafeBufferPointer { CanonicalSpelling.precedes($0, name) }
            let first = count > 0 && start[count - 1] == UInt8(ascii: "{")
            assert(
                first || ascends || dialect == .exchange,
                "members must ascend by UTF-16 code unit"
            )
            previousKeys.append(Array(name))
        #endif
    }
}

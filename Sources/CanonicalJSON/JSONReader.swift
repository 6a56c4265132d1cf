/// Reads JSON as a described type, straight from its bytes.
///
/// A type asks for its members by name, in ascending order, and each value is read where it
/// stands. Canonical text is passed once from left to right; any other text, and canonical text
/// that turns out to be wrong, is laid out on a tape first, so that members may stand in any order
/// and everything that is wrong is noted with its place. Both ways accept the same canonical texts.
public struct JSONReader: ~Copyable {
    /// The most faults that are noted in one text.
    public static let faultLimit = 100

    /// How values are spelled.
    public let dialect: JSONDialect
    /// The edition of the rules by which the text was written: what later ones added is unknown.
    public let edition: Int

    let start: UnsafePointer<UInt8>
    let count: Int
    var position = 0
    /// Whether the bytes are not what was asked for; nothing is accepted after that.
    @usableFromInline var isBroken = false

    /// Where members may stand in any order: the text laid out, and where the reading is.
    let tape: TapePosition?

    /// Whether what is wrong is to be noted, because the text lies on a tape.
    @usableFromInline var isOnTape: Bool { tape != nil }

    init(
        start: UnsafePointer<UInt8>,
        count: Int,
        dialect: JSONDialect,
        edition: Int,
        tape: TapePosition?
    ) {
        self.start = start
        self.count = count
        self.dialect = dialect
        self.edition = edition
        self.tape = tape
    }

    /// Reads a value from its canonical bytes in the ledger's dialect, as an edition spells it, and
    /// refuses every other spelling.
    ///
    /// - Throws: what is wrong, and where.
    @inlinable
    public static func canonical<Value: JSONReadable>(
        _ type: Value.Type = Value.self,
        from bytes: [UInt8],
        edition: Int = .max
    ) throws(JSONReadingError) -> Value {
        let read = passing(bytes, edition: edition) { reader in Value(from: &reader) }
        if let read { return read }
        return try onTape(bytes, .ledger, edition: edition, canonicalOnly: true) { reader in
            Value(from: &reader)
        }
    }

    /// Reads a value from strict JSON in any spelling and any order of members.
    ///
    /// - Throws: everything that is wrong, at once.
    @inlinable
    public static func read<Value: JSONReadable>(
        _ type: Value.Type = Value.self,
        from bytes: [UInt8],
        _ dialect: JSONDialect,
        limits: JSONLimits = .standard
    ) throws(JSONReadingError) -> Value {
        try onTape(bytes, dialect, limits: limits, canonicalOnly: false) { reader in
            Value(from: &reader)
        }
    }

    /// Passes canonical bytes from left to right.
    ///
    /// - Returns: `nil` where they are not canonical or not of this shape, beyond 16 MiB, and for
    ///   the few texts that need a tape, such as those with escapes in a string.
    public static func passing<Value>(
        _ bytes: [UInt8],
        edition: Int = .max,
        _ value: (inout JSONReader) -> Value?
    ) -> Value? {
        guard bytes.count <= JSONLimits.standard.maximumBytes else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return nil }
            var reader = JSONReader(
                start: start,
                count: bytes.count,
                dialect: .ledger,
                edition: edition,
                tape: nil
            )
            let value = value(&reader)
            return !reader.isBroken && reader.position == reader.count ? value : nil
        }
    }

    /// Lays a text out and reads it.
    @usableFromInline
    static func onTape<Value>(
        _ bytes: [UInt8],
        _ dialect: JSONDialect,
        limits: JSONLimits = .standard,
        edition: Int = .max,
        canonicalOnly: Bool,
        _ value: (inout JSONReader) -> Value?
    ) throws(JSONReadingError) -> Value {
        let tape: JSONTape
        do throws(JSONError) {
            tape = try JSONTape(parsing: bytes, limits: limits, canonicalOnly: canonicalOnly)
        } catch {
            throw .malformed(error)
        }
        return try read(tape, dialect, edition: edition, value)
    }

    static func read<Value>(
        _ tape: JSONTape,
        _ dialect: JSONDialect,
        edition: Int = .max,
        case name: String? = nil,
        at token: Int = 0,
        _ value: (inout JSONReader) -> Value?
    ) throws(JSONReadingError) -> Value {
        let result: Result<Value, JSONReadingError> = tape.bytes.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return .failure(.fields([])) }
            var reader = JSONReader(
                start: start,
                count: bytes.count,
                dialect: dialect,
                edition: edition,
                tape: TapePosition(tape: tape, knownCase: name, at: token)
            )
            let value = value(&reader)
            let faults = reader.tape?.faults ?? []
            guard let value, faults.isEmpty else { return .failure(.fields(faults)) }
            return .success(value)
        }
        return try result.get()
    }

    // MARK: Faults

    /// Notes that the value being read is wrong.
    public mutating func refuse(_ code: String, _ detail: String) {
        isBroken = true
        tape?.note(code, detail)
    }

    // MARK: Objects

    /// Enters an object; `false` where the value is none.
    public mutating func beginObject() -> Bool {
        if isOnTape { return beginObjectOnTape() }
        return separate() && pass(UInt8(ascii: "{"))
    }

    /// Leaves an object; members that nobody asked for are refused.
    public mutating func endObject() {
        if isOnTape { return endObjectOnTape() }
        _ = pass(UInt8(ascii: "}"))
    }

    /// Leaves an object of which it is not known what it should have.
    public mutating func abandonObject() {
        isBroken = true
        tape?.frames.removeLast()
    }

    /// Reads a member that must be there; `nil` where it is wrong.
    @inlinable
    public mutating func member<Value: JSONReadable>(_ name: StaticString) -> Value? {
        guard enterMember(name, isRequired: true) else { return nil }
        let value = Value(from: &self)
        leaveMember()
        return value
    }

    /// Reads a member that must be there in a way of its own; `nil` where it is wrong.
    @inlinable
    public mutating func member<Value>(
        _ name: StaticString,
        _ read: (inout JSONReader) -> Value?
    ) -> Value? {
        guard enterMember(name, isRequired: true) else { return nil }
        let value = read(&self)
        leaveMember()
        return value
    }

    /// Reads a member that may be missing; `nil` where it is wrong.
    @inlinable
    public mutating func optional<Value: JSONReadable>(_ name: StaticString) -> Value?? {
        guard enterMember(name, isRequired: false) else { return .some(nil) }
        let value = Value(from: &self)
        leaveMember()
        return value.map { .some($0) }
    }

    /// Reads a member that a request may leave out; the ledger always has it.
    @inlinable
    public mutating func member<Value: JSONReadable>(
        _ name: StaticString,
        default value: @autoclosure () -> Value
    ) -> Value? {
        guard enterMember(name, isRequired: dialect == .ledger) else {
            return dialect == .ledger ? nil : value()
        }
        let value = Value(from: &self)
        leaveMember()
        return value
    }

    /// Reads a member that may be missing, and that an edition of the rules added: in a text
    /// written by an earlier one it is unknown.
    @inlinable
    public mutating func optional<Value: JSONReadable>(
        _ name: StaticString,
        since added: Int
    ) -> Value?? {
        added <= edition ? optional(name) : .some(nil)
    }

    /// Reads a member that must be there in the ledger, `null` or not; `nil` where it is wrong.
    @inlinable
    public mutating func nullable<Value: JSONReadable>(_ name: StaticString) -> Value?? {
        guard dialect == .ledger else { return optional(name) }
        guard enterMember(name, isRequired: true) else { return nil }
        let value: Value?? = passNull() ? .some(nil) : Value(from: &self).map { .some($0) }
        leaveMember()
        return value
    }

    @usableFromInline
    mutating func enterMember(_ name: StaticString, isRequired: Bool) -> Bool {
        if isOnTape { return enterMemberOnTape(name, isRequired: isRequired) }
        if passKey(name) { return true }
        if isRequired { isBroken = true }
        return false
    }

    @usableFromInline
    mutating func leaveMember() {
        if isOnTape { leaveMemberOnTape() }
    }

    // MARK: Choices

    /// Enters an object that has one member, the name of which says what the value is.
    public mutating func beginChoice() -> Bool {
        if isOnTape { return beginChoiceOnTape() }
        return separate() && pass(UInt8(ascii: "{"))
    }

    /// Enters a case, if it is this one.
    public mutating func passCase(_ name: StaticString) -> Bool {
        if isOnTape { return passCaseOnTape(name) }
        guard passKey(name) else { return false }
        return pass(UInt8(ascii: "{"))
    }

    /// Enters a case that an edition of the rules added, if it is this one: in a text written by an
    /// earlier one it is unknown.
    public mutating func passCase(_ name: StaticString, since added: Int) -> Bool {
        added <= edition && passCase(name)
    }

    /// Leaves a case and the object around it.
    public mutating func endCase() {
        if isOnTape { return endCaseOnTape() }
        _ = pass(UInt8(ascii: "}"))
        _ = pass(UInt8(ascii: "}"))
    }

    /// Notes that the value is none of the cases.
    public mutating func refuseChoice(among names: StaticString) {
        isBroken = true
        guard isOnTape else { return }
        refuseChoiceOnTape(names)
    }

    // MARK: Arrays and maps

    /// Reads an array of two values.
    @inlinable
    public mutating func pair<Value: JSONReadable>() -> (Value, Value)? {
        guard beginArray(2...2) != nil, enterElement(0) else { return nil }
        let first = Value(from: &self)
        leaveElement()
        guard enterElement(1) else { return nil }
        let second = Value(from: &self)
        leaveElement()
        guard !enterElement(2) else {
            isBroken = true
            return nil
        }
        guard let first, let second else { return nil }
        return (first, second)
    }

    @usableFromInline
    mutating func passNull() -> Bool {
        if let tape { return tape.kind == .null }
        let before = position
        guard separate() else { return false }
        if passLiteral("null") { return true }
        position = before
        return false
    }

    /// Reads an array; `nil` where the value is none or an element is wrong.
    @inlinable
    public mutating func array<Element: JSONReadable>(
        _ count: ClosedRange<Int> = 0...Int.max
    ) -> [Element]? {
        guard let length = beginArray(count) else { return nil }
        var elements: [Element] = []
        if length > 0 { elements.reserveCapacity(length) }
        var number = 0
        var isWhole = true
        while enterElement(number) {
            if let element = Element(from: &self) {
                elements.append(element)
            } else {
                isWhole = false
                if !isOnTape { return nil }
            }
            leaveElement()
            number += 1
        }
        guard isWhole else { return nil }
        guard count.contains(number) else {
            isBroken = true
            return nil
        }
        return elements
    }

    /// Enters an array; gives its length where that is known beforehand, else 0.
    @usableFromInline
    mutating func beginArray(_ count: ClosedRange<Int>) -> Int? {
        if isOnTape { return beginArrayOnTape(count) }
        return separate() && pass(UInt8(ascii: "[")) ? 0 : nil
    }

    @usableFromInline
    mutating func enterElement(_ number: Int) -> Bool {
        if isOnTape { return enterElementOnTape(number) }
        guard !isBroken, position < self.count else {
            isBroken = true
            return false
        }
        guard start[position] == UInt8(ascii: "]") else { return true }
        position += 1
        return false
    }

    @usableFromInline
    mutating func leaveElement() {
        if isOnTape { leaveElementOnTape() }
    }

    /// Reads an object whose members' names are data; `nil` where the value is none, or a name or a
    /// value in it is wrong.
    @inlinable
    public mutating func map<Key: JSONKey, Value: JSONReadable>() -> [Key: Value]? {
        guard beginObject() else { return nil }
        var map: [Key: Value] = [:]
        var isWhole = true
        while let name = enterAnyMember() {
            let key = Key(key: name)
            if key == nil { refuse("nameMalformed", "This name is not what it should be.") }
            let value = Value(from: &self)
            if let key, let value { map[key] = value } else { isWhole = false }
            if !isWhole, !isOnTape { return nil }
            leaveMember()
        }
        endObject()
        return isWhole ? map : nil
    }

    /// Enters the next member, whatever its name; `nil` at the end of the object.
    @usableFromInline
    mutating func enterAnyMember() -> String? {
        if isOnTape { return enterAnyMemberOnTape() }
        guard !isBroken, position < count, start[position] != UInt8(ascii: "}") else { return nil }
        // The order of such names is checked only on a tape.
        isBroken = true
        return nil
    }
}

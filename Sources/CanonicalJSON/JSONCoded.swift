/// A value that writes itself as JSON, in either dialect.
public protocol JSONWritable {
    /// Writes the value.
    func write(to writer: inout JSONWriter)
}

/// A value that reads itself from JSON, in either dialect.
public protocol JSONReadable {
    /// Reads the value; `nil` where what stands there is none, which the reader has noted.
    init?(from reader: inout JSONReader)
}

/// A value that says what it looks like as JSON.
public protocol JSONShaped: SendableMetatype {
    /// What such a value looks like.
    static func shape(in dialect: JSONDialect) -> JSONShape
}

/// A value that is written and read as JSON, and says what it looks like.
public typealias JSONCoded = JSONReadable & JSONShaped & JSONWritable

/// A type that is described by its own declaration, from which what it takes to write it follows.
public protocol Described: JSONWritable, JSONShaped {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter)
    /// Name, meaning and members, as declared.
    static var description: RecordDescription { get }
}

/// A described type that is only ever written: what an answer holds.
public protocol Answer: Described {}

/// A type whose one description is its own declaration.
///
/// A structure's stored properties are its members, which are written in the ascending order of
/// their names; an enumeration's cases are objects with one member, the case's name. From the
/// declaration `Scripts/make-records` makes the memberwise initialiser, the reading, the writing
/// and ``description``; a declaration that has changed since is found by
/// `Scripts/make-records --check`.
///
/// Optional members may be missing; members with an initial value may be left out of a request. The
/// type may nest enumerations whose cases are members' names:
/// - `LedgerOnly`: stored, and not shown in answers;
/// - `AnswerOnly`: computed, and shown in answers alone, under the case's raw value;
/// - `Flattened`: in answers, the members of the named one stand in its place;
/// - `Nullable`: optional, and `null` where there is no value, on the ledger too;
/// - `Omittable`: optional, and left out where there is no value, of answers too;
/// - `Discriminator`, in an enumeration: the one member that names the case, beside which the
///   case's own members stand. Its values are made to an enumeration of their own, `By` for `by`.
///
/// An optional member or a case whose documentation has the line `- Since: edition 2` was added by
/// that edition of the rules; what was written by an earlier one does not have it.
public protocol Record: Described, JSONReadable {}

extension Described {
    /// Writes the members in braces.
    @inlinable
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
    }

    /// The type by its description.
    public static func shape(in dialect: JSONDialect) -> JSONShape { .record(Self.self) }
}

extension JSONWritable {
    /// The value as requests and answers spell it.
    public var exchangeBytes: [UInt8] {
        var writer = JSONWriter(.exchange, capacity: 512)
        write(to: &writer)
        return writer.bytes
    }
}

extension Record {
    /// The canonical bytes in the ledger's dialect.
    ///
    /// - Throws: `CanonicalJSONError` where a value has no canonical spelling.
    public func canonicalBytes() throws(CanonicalJSONError) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        write(to: &writer)
        return try writer.canonicalBytes()
    }

    /// Reads a value from its canonical bytes and refuses every other spelling.
    public init(canonical bytes: [UInt8]) throws(JSONReadingError) {
        self = try JSONReader.canonical(Self.self, from: bytes)
    }
}

/// A name of a member that is data, such as the identifier that a map is keyed by.
public protocol JSONKey: Hashable {
    /// Reads the name.
    init?(key: String)
    /// The name.
    var key: String { get }
}

extension String: JSONCoded, JSONKey {
    /// Writes a string.
    public func write(to writer: inout JSONWriter) { writer.string(self) }

    /// Reads a string.
    @inlinable
    public init?(from reader: inout JSONReader) {
        guard let text = reader.string() else { return nil }
        self = text
    }

    /// Any string.
    public static func shape(in dialect: JSONDialect) -> JSONShape { .string(example: "text") }

    /// The name itself.
    public init?(key: String) { self = key }

    /// The name itself.
    public var key: String { self }
}

extension Bool: JSONCoded {
    /// Writes `true` or `false`.
    public func write(to writer: inout JSONWriter) { writer.bool(self) }

    /// Reads `true` or `false`.
    public init?(from reader: inout JSONReader) {
        guard let value = reader.bool() else { return nil }
        self = value
    }

    /// `true` or `false`.
    public static func shape(in dialect: JSONDialect) -> JSONShape { .boolean }
}

extension Int64: JSONCoded {
    /// Writes a whole number.
    public func write(to writer: inout JSONWriter) { writer.integer(self) }

    /// Reads a whole number.
    public init?(from reader: inout JSONReader) {
        guard let value = reader.integer() else { return nil }
        self = value
    }

    /// A whole number within ±(2^53 - 1).
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .integer(-CanonicalJSON.largestInteger...CanonicalJSON.largestInteger)
    }
}

extension Int: JSONCoded {
    /// Writes a whole number.
    public func write(to writer: inout JSONWriter) { writer.integer(Int64(self)) }

    /// Reads a whole number.
    public init?(from reader: inout JSONReader) {
        guard let value = reader.integer() else { return nil }
        self = Int(value)
    }

    /// A whole number within ±(2^53 - 1).
    public static func shape(in dialect: JSONDialect) -> JSONShape { Int64.shape(in: dialect) }
}

extension UInt64: JSONCoded {
    /// Writes a whole number; one beyond the writer's range is a fault of it.
    public func write(to writer: inout JSONWriter) { writer.integer(Int64(clamping: self)) }

    /// Reads a whole number that is not negative.
    public init?(from reader: inout JSONReader) {
        guard let value = reader.integer(in: 0...Int64.max) else { return nil }
        self = UInt64(value)
    }

    /// A whole number from 0 to 2^53 - 1.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .integer(0...CanonicalJSON.largestInteger)
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    /// Writes the elements in order.
    @inlinable
    public func write(to writer: inout JSONWriter) {
        writer.beginArray()
        for element in self { element.write(to: &writer) }
        writer.endArray()
    }
}

extension Array: JSONReadable where Element: JSONReadable {
    /// Reads elements in order.
    @inlinable
    public init?(from reader: inout JSONReader) {
        guard let elements: [Element] = reader.array() else { return nil }
        self = elements
    }
}

extension Array: JSONShaped where Element: JSONShaped {
    /// An array of any length.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .array(.named(Element.self), count: 0...Int.max)
    }
}

extension Dictionary: JSONWritable where Key: JSONKey, Value: JSONWritable {
    /// Writes the values under their names, in the canonical order of names.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        let ordered = map { (name: $0.key.key, value: $0.value) }
            .sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
        for (name, value) in ordered {
            writer.key(escaping: name)
            value.write(to: &writer)
        }
        writer.endObject()
    }
}

extension Dictionary: JSONReadable where Key: JSONKey, Value: JSONReadable {
    /// Reads values by name.
    @inlinable
    public init?(from reader: inout JSONReader) {
        guard let map: [Key: Value] = reader.map() else { return nil }
        self = map
    }
}

extension Dictionary: JSONShaped where Key: JSONKey & JSONShaped, Value: JSONShaped {
    /// An object whose members' names are data.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .map(key: .named(Key.self), value: .named(Value.self))
    }
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
    /// Writes the case's name.
    public func write(to writer: inout JSONWriter) { writer.string(rawValue) }

    /// Reads a case by its name.
    @inlinable
    public init?(from reader: inout JSONReader) {
        guard let value = reader.choice(Self.self) else { return nil }
        self = value
    }

    /// One of the cases' names.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .choice(allCases.map(\.rawValue))
    }
}

/// A value that is coded as its raw value; whatever else it holds is computed from the raw value.
public protocol RawCoded: RawRepresentable, JSONCoded where RawValue: JSONCoded {}

extension RawCoded {
    /// Writes the other value.
    public func write(to writer: inout JSONWriter) { rawValue.write(to: &writer) }

    /// Reads the other value.
    public init?(from reader: inout JSONReader) {
        guard let value = RawValue(from: &reader) else { return nil }
        self.init(rawValue: value)
    }

    /// The other value's.
    public static func shape(in dialect: JSONDialect) -> JSONShape { RawValue.shape(in: dialect) }
}

/// A choice to which editions of the rules have added names.
public protocol EditionedChoice: RawRepresentable<String>, CaseIterable {
    /// The edition that added the name.
    var since: Int { get }
}

extension RawRepresentable where Self: EditionedChoice {
    /// Reads a case by its name; one that a later edition added is unknown.
    @inlinable
    public init?(from reader: inout JSONReader) {
        guard let value = reader.choice(Self.self) else { return nil }
        guard value.since <= reader.edition else {
            reader.refuse("valueUnknown", "This came with edition \(value.since).")
            return nil
        }
        self = value
    }
}

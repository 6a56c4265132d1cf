/// One JSON text, read strictly and laid out, from which described types are read.
public struct JSONDocument: Sendable {
    private let tape: JSONTape

    private init(tape: JSONTape) { self.tape = tape }

    /// Reads one JSON text strictly: well-formed UTF-8, no duplicate members, no lone surrogates,
    /// within the limits.
    public init(
        parsing bytes: [UInt8],
        limits: JSONLimits = .standard
    ) throws(JSONError) {
        tape = try JSONTape(parsing: bytes, limits: limits)
    }

    /// The text as it was given.
    public var bytes: [UInt8] { tape.text(at: 0) }

    /// Reads the whole as a described type.
    ///
    /// - Throws: everything that is wrong, at once.
    @inlinable
    public func read<Value: JSONReadable>(
        _ type: Value.Type = Value.self,
        _ dialect: JSONDialect = .exchange
    ) throws(JSONReadingError) -> Value {
        try read(dialect, case: nil) { reader in Value(from: &reader) }
    }

    /// Reads the whole as the members of one case of an enumeration, the name of which is known
    /// from elsewhere.
    ///
    /// - Throws: everything that is wrong, at once.
    @inlinable
    public func read<Value: JSONReadable>(
        _ type: Value.Type = Value.self,
        case name: String,
        _ dialect: JSONDialect = .exchange
    ) throws(JSONReadingError) -> Value {
        try read(dialect, case: name) { reader in Value(from: &reader) }
    }

    /// Reads one member of the object as a described type, whatever its other members are: what
    /// another server answers may have more than is known here.
    ///
    /// - Returns: `nil` where there is none, or `null`.
    /// - Throws: everything that is wrong with it, at once.
    @inlinable
    public func read<Value: JSONReadable>(
        _ type: Value.Type = Value.self,
        member name: String,
        _ dialect: JSONDialect = .exchange
    ) throws(JSONReadingError) -> Value? {
        guard let token = token(of: name) else { return nil }
        return try read(dialect, case: nil, at: token) { reader in Value(from: &reader) }
    }

    @usableFromInline
    func token(of name: String) -> Int? {
        guard isObject, let value = tape.find(name, in: 0), tape.tokens[value].kind != .null else {
            return nil
        }
        return value
    }

    @usableFromInline
    func read<Value>(
        _ dialect: JSONDialect,
        case name: String?,
        at token: Int = 0,
        _ value: (inout JSONReader) -> Value?
    ) throws(JSONReadingError) -> Value {
        try JSONReader.read(tape, dialect, case: name, at: token, value)
    }

    /// Whether this is an object that has a member of this name, `null` included.
    public func contains(_ name: String) -> Bool {
        isObject && tape.find(name, in: 0) != nil
    }

    /// Whether this is an object that has a member of this name with a value that is not `null`.
    public func states(_ name: String) -> Bool { token(of: name) != nil }

    /// The string that a member of this object is; `nil` where it is another value or missing.
    public func string(_ name: String) -> String? {
        guard isObject, let value = tape.find(name, in: 0) else { return nil }
        switch tape.tokens[value].kind {
        case .string, .escapedString: return tape.string(at: value)
        default: return nil
        }
    }

    /// The same object with a member that it does not have or that is `null`; anything else is left
    /// as it is.
    public func supplying(_ name: String, _ value: some JSONWritable) -> JSONDocument {
        guard isObject else { return self }
        if let given = tape.find(name, in: 0), tape.tokens[given].kind != .null { return self }
        return JSONDocument(tape: tape.adding(name, value.exchangeBytes))
    }

    /// The same object with a member under another name, which it does not have; one without such a
    /// member is left as it is.
    public func renaming(_ name: String, to other: String) -> JSONDocument {
        isObject ? JSONDocument(tape: tape.renaming(name, to: other)) : self
    }

    /// The JSON pointers of every string that is this text, in the order of the text.
    public func pointers(to text: String) -> [String] {
        var found: [String] = []
        tape.visitStrings { token, path in
            if tape.string(at: token) == text { found.append(JSONPointer.text(path)) }
        }
        return found
    }

    private var isObject: Bool { tape.tokens[0].kind == .object }
}

import CanonicalJSON

/// A value that writes its canonical JSON itself, byte for byte as its `Encodable` conformance has
/// it.
///
/// Coding by `Codable` costs some 80 ns a member, most of it the library's own bookkeeping. What
/// stands on every ledger entry is written and read by hand instead, several times as fast; a test
/// holds both ways against each other for every type here.
protocol CanonicalWritable {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError)
}

/// A value that reads its canonical JSON itself: what its `Decodable` conformance would read too.
///
/// It may refuse what that accepts, such as members out of order or unknown: the caller then reads
/// again by `Decodable`, which accepts it or says why not.
protocol CanonicalReadable {
    init(from reader: inout CanonicalReader) throws(UnexpectedShape)
}

typealias CanonicalCoded = CanonicalReadable & CanonicalWritable

extension CanonicalWriter {
    mutating func member(
        _ name: StaticString,
        _ value: some CanonicalWritable
    ) throws(CanonicalJSONError) {
        key(name)
        try value.write(to: &self)
    }

    mutating func memberIfPresent(
        _ name: StaticString,
        _ value: (some CanonicalWritable)?
    ) throws(CanonicalJSONError) {
        guard let value else { return }
        try member(name, value)
    }

    /// Opens the case of an enumeration, as the compiler codes it: an object in an object.
    mutating func beginCase(_ name: StaticString) {
        beginObject()
        key(name)
        beginObject()
    }

    mutating func endCase() {
        endObject()
        endObject()
    }
}

extension CanonicalReader {
    mutating func member<Value: CanonicalReadable>(
        _ name: StaticString
    ) throws(UnexpectedShape) -> Value {
        try key(name)
        return try Value(from: &self)
    }

    mutating func memberIfPresent<Value: CanonicalReadable>(
        _ name: StaticString
    ) throws(UnexpectedShape) -> Value? {
        passKey(name) ? try Value(from: &self) : nil
    }

    /// Passes the beginning of a case, if it is this one; the object around it is open already.
    mutating func passCase(_ name: StaticString) throws(UnexpectedShape) -> Bool {
        guard passKey(name) else { return false }
        try beginObject()
        return true
    }

    mutating func endCase() throws(UnexpectedShape) {
        try endObject()
        try endObject()
    }
}

extension CanonicalWritable where Self: Encodable {
    /// The canonical bytes.
    ///
    /// Throws what `CanonicalJSON.encode` throws, and where.
    func codedBytes() throws -> [UInt8] {
        var writer = CanonicalWriter(capacity: 1024)
        do throws(CanonicalJSONError) {
            try write(to: &writer)
        } catch {
            // The encoder knows the place of what it refuses.
            return try CanonicalJSON.encode(self)
        }
        return writer.bytes
    }
}

extension CanonicalReadable where Self: Decodable {
    /// Reads a value from its canonical bytes and refuses every other spelling.
    ///
    /// Throws what `CanonicalJSON.decodeCanonical` throws.
    static func read(coded bytes: [UInt8]) throws -> Self {
        let read = CanonicalReader.read(bytes) { (reader) throws(UnexpectedShape) in
            try Self(from: &reader)
        }
        return try read ?? CanonicalJSON.decodeCanonical(Self.self, from: bytes)
    }
}

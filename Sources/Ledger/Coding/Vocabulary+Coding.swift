import CanonicalJSON
import Contracts
import Marine

extension String: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) { writer.string(self) }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        self = try reader.string()
    }
}

extension Bool: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) { writer.bool(self) }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        self = try reader.bool()
    }
}

extension Int64: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        try writer.integer(self)
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        self = try reader.integer()
    }
}

extension Int: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        try writer.integer(Int64(self))
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        self = Int(try reader.integer())
    }
}

extension Array: CanonicalWritable where Element: CanonicalWritable {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginArray()
        for element in self { try element.write(to: &writer) }
        writer.endArray()
    }
}

extension Array: CanonicalReadable where Element: CanonicalReadable {
    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        self = []
        try reader.beginArray()
        while !reader.passArrayEnd() { append(try Element(from: &reader)) }
    }
}

extension Dictionary: CanonicalWritable where Key == String, Value: CanonicalWritable {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        for key in keys.sorted(by: { $0.utf16.lexicographicallyPrecedes($1.utf16) }) {
            guard let value = self[key] else { continue }
            writer.key(escaping: key)
            try value.write(to: &writer)
        }
        writer.endObject()
    }
}

// MARK: Texts

extension CanonicalReadable where Self: CanonicalText {
    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        let text = try reader.string()
        do throws(ParseError) { try self.init(parsing: text) } catch { throw UnexpectedShape() }
    }
}

extension CanonicalWritable where Self: CanonicalText {
    func write(to writer: inout CanonicalWriter) { writer.string(description) }
}

extension CanonicalReadable where Self: RawRepresentable<String> {
    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        guard let value = Self(rawValue: try reader.string()) else { throw UnexpectedShape() }
        self = value
    }
}

extension CanonicalWritable where Self: RawRepresentable<String> {
    func write(to writer: inout CanonicalWriter) { writer.string(rawValue) }
}

extension CanonicalReadable where Self: CanonicalText & RawRepresentable<String> {
    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        guard let value = Self(rawValue: try reader.string()) else { throw UnexpectedShape() }
        self = value
    }
}

extension CanonicalWritable where Self: CanonicalText & RawRepresentable<String> {
    func write(to writer: inout CanonicalWriter) { writer.string(rawValue) }
}

extension ContainerNumber: CanonicalCoded {}
extension Currency: CanonicalCoded {}
extension IMONumber: CanonicalCoded {}
extension UNLocode: CanonicalCoded {}

extension Certificate.Stage: CanonicalCoded {}
extension Check.Outcome: CanonicalCoded {}
extension Claim.Stage: CanonicalCoded {}
extension ClauseSet: CanonicalCoded {}
extension Deductible.Kind: CanonicalCoded {}
extension Incoterm: CanonicalCoded {}
extension OpenCover.Stage: CanonicalCoded {}
extension Peril: CanonicalCoded {}
extension Role: CanonicalCoded {}
extension Shipment.Stage: CanonicalCoded {}
extension TemperatureExcursion.Kind: CanonicalCoded {}
extension Valuation.Basis: CanonicalCoded {}

extension Identifier: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) { writer.string(text) }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        let text = try reader.string()
        do throws(ParseError) { try self.init(parsing: text) } catch { throw UnexpectedShape() }
    }
}

extension Money: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) { withText { writer.asciiString($0) } }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        self = try reader.asciiString { try? Money(parsingUTF8: $0) }
    }
}

extension Rate: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) { withText { writer.asciiString($0) } }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        self = try reader.asciiString { try? Rate(parsingUTF8: $0) }
    }
}

// MARK: Integers

extension Instant: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        try writer.integer(millisecondsSinceEpoch)
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        let milliseconds = try reader.integer()
        self.init(millisecondsSinceEpoch: milliseconds)
        guard millisecondsSinceEpoch == milliseconds else { throw UnexpectedShape() }
    }
}

extension Temperature: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        try writer.integer(Int64(milliCelsius))
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        guard let milliCelsius = Int32(exactly: try reader.integer()) else {
            throw UnexpectedShape()
        }
        self.init(milliCelsius: milliCelsius)
        guard self.milliCelsius == milliCelsius else { throw UnexpectedShape() }
    }
}

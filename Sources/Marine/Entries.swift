public import CanonicalJSON

/// Values in order, `least` to `most` of them: the limit is said once, by the type.
public struct Entries<let least: Int, let most: Int, Element> {
    /// The values themselves.
    public private(set) var array: [Element]

    /// Takes values within the limit.
    ///
    /// - Throws: ``ParseError`` with `entryCount`.
    public init(_ array: [Element]) throws(ParseError) {
        guard array.count >= least, array.count <= most else {
            throw ParseError(
                code: "entryCount",
                reason: "This has \(least) to \(most) entries, not \(array.count)."
            )
        }
        self.array = array
    }
}

extension Entries: Equatable where Element: Equatable {}
extension Entries: Hashable where Element: Hashable {}
extension Entries: Sendable where Element: Sendable {}

extension Entries: RandomAccessCollection, MutableCollection {
    /// The first index: 0.
    public var startIndex: Int { array.startIndex }
    /// The number of values.
    public var endIndex: Int { array.endIndex }
    /// The value at an index.
    public subscript(index: Int) -> Element {
        get { array[index] }
        set { array[index] = newValue }
    }
}

extension Entries: ExpressibleByArrayLiteral {
    /// Takes values that stand in the code, where they are known to be within the limit.
    public init(arrayLiteral elements: Element...) {
        precondition(
            elements.count >= least && elements.count <= most,
            "a literal of \(least) to \(most) entries"
        )
        array = elements
    }
}

extension Entries: JSONReadable where Element: JSONReadable {
    /// Reads an array within the limit.
    @inlinable
    public init?(from reader: inout JSONReader) {
        guard let array: [Element] = reader.array(least...most) else { return nil }
        self.init(unchecked: array)
    }

    @usableFromInline
    init(unchecked array: [Element]) { self.array = array }
}

extension Entries: JSONWritable where Element: JSONWritable {
    /// Writes the values in order.
    @inlinable
    public func write(to writer: inout JSONWriter) { array.write(to: &writer) }
}

extension Entries: JSONShaped where Element: JSONShaped {
    /// An array of `least` to `most` values.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .array(.named(Element.self), count: least...most)
    }
}

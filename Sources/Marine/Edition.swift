public import CanonicalJSON

/// An edition of the rules: of all contracts' state graphs, decisions, limits and folds together,
/// and of what they go by, the clause sets and the findings of readings.
///
/// A ledger is founded by one edition and adopts later ones by an entry of its own; every entry is
/// decided, folded, audited and witnessed by the edition that was in force when it was written, for
/// ever. What an edition adds to a described type is optional and says so in the declaration, with
/// `- Since: edition 2`.
public struct Edition: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Its number: 1 or more.
    public let number: Int

    /// The first edition.
    public static let first = Edition(1)
    /// The second: facts across certificates, cover parts, officers, screening.
    ///
    /// Rules name an edition by a name that stays, never by `current` or `draft`.
    public static let second = Edition(2)
    /// The third: signs of fraud, an opinion beside the adjuster's, digests of what checks rest on.
    public static let third = Edition(3)
    /// The fourth: values that no sound logger reports are judged by nothing, a logger is on one
    /// live shipment of whoever ships, an upload can be withdrawn.
    public static let fourth = Edition(4)
    /// The fifth: readings that jump to and fro are believed no more, small segments are merged,
    /// names that are spelled with other vowels are alike.
    public static let fifth = Edition(5)
    /// The sixth.
    package static let sixth = Edition(6)
    /// The latest edition that is released: new ledgers are founded by it, and ledgers of earlier
    /// editions adopt it when a node of the operator starts.
    public static let current = fifth
    /// The edition in preparation: the latest of which this program has any rule.
    ///
    /// No ledger is founded by it or adopts it but those of tests: a ledger that has is taken for
    /// one of an edition that the program does not know, as its rules may still change.
    package static let draft = sixth
    /// Every edition of which this program has rules, the draft's included, in order.
    package static let known = (first.number...draft.number).map { Edition($0) }

    /// Names an edition.
    public init(_ number: Int) { self.number = number }

    /// The number.
    public var description: String { "\(number)" }

    /// Orders by number.
    public static func < (left: Edition, right: Edition) -> Bool { left.number < right.number }
}

extension Edition: JSONCoded {
    /// Writes the number.
    public func write(to writer: inout JSONWriter) { writer.integer(Int64(number)) }

    /// Reads the number.
    public init?(from reader: inout JSONReader) {
        guard let number = reader.integer(in: 1...CanonicalJSON.largestInteger) else { return nil }
        self.init(Int(number))
    }

    /// A whole number from 1.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .integer(1...CanonicalJSON.largestInteger)
    }
}

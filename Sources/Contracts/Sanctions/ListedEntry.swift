public import CanonicalJSON
import Crypto
public import Marine

/// Whose list an entry is on.
public enum ListSource: String, JSONCoded, Hashable, Sendable, CaseIterable {
    /// The consortium's own: what its insurers and the operator have put on it one by one.
    ///
    /// - Since: edition 2
    case consortium
    /// Specially Designated Nationals of the United States' Office of Foreign Assets Control.
    ///
    /// - Since: edition 2
    case ofac
    /// The Consolidated List of the United Nations Security Council.
    ///
    /// - Since: edition 2
    case un
}

/// One person, body or ship on a published list.
public struct ListedEntry: Record, Hashable, Sendable {
    /// What is listed.
    public enum Kind: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// A person.
        ///
        /// - Since: edition 2
        case individual
        /// A body: a company, a bank, an office.
        ///
        /// - Since: edition 2
        case entity
        /// A ship.
        ///
        /// - Since: edition 2
        case vessel
        /// An aircraft.
        ///
        /// - Since: edition 2
        case aircraft
    }

    /// The list's own identifier of the entry: `36`, `QDi.001`.
    public var id: Text<40>
    /// What is listed.
    public var kind: Kind
    /// The programmes that it is listed under, as the list names them.
    public var programmes: Entries<0, 40, Text<100>>
    /// Its names, the first the list's own, the others aliases.
    public var names: Entries<1, 300, ListedName>
    /// The ship's number, where it is one and the list has it.
    public var imo: IMONumber?

    /// A digest of all that is said here: another where the list changes the entry.
    ///
    /// SHA-256 of the canonical bytes.
    public var version: DigestText { Self.digest((try? canonicalBytes()) ?? []) }

    /// SHA-256 of bytes.
    static func digest(_ bytes: [UInt8]) -> DigestText {
        DigestText(bytes: Array(SHA256.hash(data: bytes)))
    }
}

/// One name of an entry.
public struct ListedName: Record, Hashable, Sendable {
    /// The name.
    public var name: Text<400>
    /// Whether the list calls it a weak alias, which is a hit only where it is the very name; not
    /// where left out.
    public var isWeak: Bool?
}

/// The entries of a list in the order of their identifiers,
/// with the index that names are looked up in.
///
/// The index is made whenever the entries are, and follows from them alone:
/// as JSON this is the entries.
public struct ListedEntries: Hashable, Sendable {
    /// The entries, in ascending order of their identifiers' bytes.
    public let array: [ListedEntry]
    let index: SanctionsIndex

    /// Takes entries, in any order.
    public init(_ entries: [ListedEntry]) {
        array = Self.inOrder(entries)
        index = SanctionsIndex(array)
    }

    /// These entries without those whose identifiers are `removed`, and with those `put`, each of
    /// which replaces the entry that has its identifier.
    func amended(removing removed: Set<String>, putting put: [ListedEntry]) -> [ListedEntry] {
        let replaced = removed.union(put.map(\.id.string))
        return array.filter { !replaced.contains($0.id.string) } + put
    }

    /// SHA-256 of the entries' canonical bytes, one after the other in their order.
    public static func content(of entries: [ListedEntry]) -> DigestText {
        var bytes: [UInt8] = []
        for entry in inOrder(entries) { bytes += (try? entry.canonicalBytes()) ?? [] }
        return ListedEntry.digest(bytes)
    }

    private static func inOrder(_ entries: [ListedEntry]) -> [ListedEntry] {
        entries.sorted { $0.id.string.utf8.lexicographicallyPrecedes($1.id.string.utf8) }
    }
}

extension ListedEntries: RawCoded {
    /// The entries alone, by which two lists are the same.
    public var rawValue: [ListedEntry] { array }
    /// Takes entries, in any order.
    public init(rawValue: [ListedEntry]) { self.init(rawValue) }
}

/// The names and IMO numbers that the consortium itself has put on its list,
/// in the order in which they came.
///
/// Each is folded once, as it comes; as JSON this is the texts.
public struct OwnListing: Hashable, Sendable {
    /// The texts, as `SanctionsList.fold` leaves them.
    public private(set) var texts: [Text<200>] = []
    /// The same as they are compared.
    private(set) var names: [FoldedName] = []

    /// An empty list.
    public init() {}

    init(_ texts: [Text<200>]) {
        self.texts = texts
        names = texts.map { FoldedName($0.string) }
    }

    mutating func append(_ text: Text<200>) {
        texts.append(text)
        names.append(FoldedName(text.string))
    }

    mutating func remove(_ text: Text<200>) {
        for place in texts.indices.reversed() where texts[place] == text {
            texts.remove(at: place)
            names.remove(at: place)
        }
    }
}

extension OwnListing: RawCoded {
    /// The texts alone, by which two lists are the same.
    public var rawValue: [Text<200>] { texts }
    /// Takes texts.
    public init(rawValue: [Text<200>]) { self.init(rawValue) }
}

extension OwnListing: RandomAccessCollection, ExpressibleByArrayLiteral {
    /// The first index: 0.
    public var startIndex: Int { texts.startIndex }
    /// The number of texts.
    public var endIndex: Int { texts.endIndex }
    /// The text at an index.
    public subscript(place: Int) -> Text<200> { texts[place] }
    /// Takes texts that stand in the code.
    public init(arrayLiteral elements: Text<200>...) { self.init(elements) }
}

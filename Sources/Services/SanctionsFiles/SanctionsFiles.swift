public import CanonicalJSON
public import Contracts
import Crypto
public import Marine
import TransparencyLog

/// A published sanctions list as it is read from its files.
///
/// Read are the list of Specially Designated Nationals of the United States' Office of Foreign
/// Assets Control, as `sdn.xml` or as the three files `sdn.csv`, `alt.csv` and `add.csv`, and the
/// consolidated list of the United Nations Security Council in XML. A list is read whole or not at
/// all: an entry that cannot be read is an error that names its place, its field and the reason.
public struct SanctionsFiles: Sendable {
    /// The most bytes of one file.
    public static let byteLimit = 256 << 20

    /// Whose list it is.
    public let source: ListSource
    /// What is published.
    public let publication: ScreeningList.Publication
    /// The entries, in the order of their identifiers.
    public let entries: [ListedEntry]

    /// A file by its name and content.
    public struct Input: Sendable {
        let name: String
        let bytes: [UInt8]

        /// Names a file's content.
        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// Reads the files of one list, in any order.
    ///
    /// - Parameters:
    ///   - inputs: One XML file, or the three of OFAC.
    ///   - published: The day of publication, `2026-11-27`, which OFAC's three files do not say.
    /// - Throws: ``SanctionsFileError``.
    public init(_ inputs: [Input], published: String? = nil) throws(SanctionsFileError) {
        for input in inputs where input.bytes.count > Self.byteLimit {
            throw SanctionsFileError(
                input.name,
                line: nil,
                field: nil,
                "it has \(input.bytes.count) bytes, of \(Self.byteLimit) at most"
            )
        }
        var read: (source: ListSource, entries: [ListedEntry], published: String?)
        switch inputs.count {
        case 1:
            read = try XMLList.read(inputs[0])
        case 3:
            read = (.ofac, try CommaSeparatedList.read(inputs), nil)
        default:
            throw SanctionsFileError(
                inputs.first?.name ?? "no file",
                line: nil,
                field: nil,
                "a list is one XML file, or sdn.csv, alt.csv and add.csv"
            )
        }
        let first = inputs[0].name
        guard let day = published ?? read.published, Self.isDay(day), let day = try? Text<10>(day)
        else {
            throw SanctionsFileError(
                first,
                line: nil,
                field: "published",
                "the day of publication is not stated: YYYY-MM-DD"
            )
        }
        read.entries.sort { $0.id.string.utf8.lexicographicallyPrecedes($1.id.string.utf8) }
        for (one, other) in zip(read.entries, read.entries.dropFirst()) where one.id == other.id {
            throw SanctionsFileError(first, line: nil, field: "id", "entry \(one.id) stands twice")
        }
        guard let count = try? Whole<1, 60_000>(read.entries.count) else {
            throw SanctionsFileError(
                first,
                line: nil,
                field: nil,
                "it has \(read.entries.count) entries; 1 to 60000 can be adopted"
            )
        }
        var files: [ScreeningList.File] = []
        for input in inputs {
            guard let name = Text<100>(cutting: input.name),
                let digest = try? DigestText(Base64.encode(Array(SHA256.hash(data: input.bytes))))
            else { continue }
            files.append(ScreeningList.File(name: name, digest: digest))
        }
        guard let files = try? Entries<1, 3, ScreeningList.File>(files) else {
            throw SanctionsFileError(first, line: nil, field: nil, "it has no name")
        }
        source = read.source
        entries = read.entries
        publication = ScreeningList.Publication(
            published: day,
            files: files,
            entryCount: count,
            content: ListedEntries.content(of: read.entries)
        )
    }

    /// Whether a text is a day as it is written here.
    static func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }

    /// The changes from a list whose entries have these versions, by identifier.
    public func changes(
        from versions: [String: DigestText]
    ) -> (removed: [Text<40>], put: [ListedEntry]) {
        let kept = Set(entries.map(\.id.string))
        let removed = versions.keys.filter { !kept.contains($0) }.sorted().compactMap {
            Text<40>(cutting: $0)
        }
        return (removed, entries.filter { versions[$0.id.string] != $0.version })
    }
}

/// Why a published list could not be read.
public struct SanctionsFileError: Error, Hashable, CustomStringConvertible {
    /// The file's name.
    public let file: String
    /// The line of the row or the element, from 1 on, where there is one.
    public let line: Int?
    /// The field, by the format's own name.
    public let field: String?
    /// What is wrong.
    public let reason: String

    init(_ file: String, line: Int?, field: String?, _ reason: String) {
        self.file = file
        self.line = line
        self.field = field
        self.reason = reason
    }

    /// The place, the field and the reason.
    public var description: String {
        let place = line.map { ":\($0)" } ?? ""
        return "\(file)\(place): \(field.map { "\($0): " } ?? "")\(reason)"
    }
}

/// An entry while it is gathered, with where it stands.
struct EntryDraft {
    let file: String
    let line: Int
    var id: String
    var kind: ListedEntry.Kind
    var programmes: [String] = []
    var names: [(name: String, isWeak: Bool)] = []
    var imo: String?

    func entry(_ idField: String, _ nameField: String) throws(SanctionsFileError) -> ListedEntry {
        guard let id = try? Text<40>(id) else {
            throw error(idField, "it has 1 to 40 bytes, not \(id.utf8.count)")
        }
        var programmes: [Text<100>] = []
        for programme in self.programmes {
            guard let text = try? Text<100>(programme) else {
                throw error("program", "\(id): it has 1 to 100 bytes")
            }
            if !programmes.contains(text) { programmes.append(text) }
        }
        var names: [ListedName] = []
        for (name, isWeak) in self.names {
            guard let text = try? Text<400>(name) else {
                throw error(nameField, "\(id): a name has 1 to 400 bytes, not \(name.utf8.count)")
            }
            guard !names.contains(where: { $0.name == text }) else { continue }
            names.append(ListedName(name: text, isWeak: isWeak ? true : nil))
        }
        guard let allNames = try? Entries<1, 300, ListedName>(names) else {
            throw error(nameField, "\(id): it has 1 to 300 names, not \(names.count)")
        }
        guard let allProgrammes = try? Entries<0, 40, Text<100>>(programmes) else {
            throw error("program", "\(id): it has 40 programmes at most")
        }
        var number: IMONumber?
        if let imo {
            do throws(ParseError) { number = try IMONumber(parsing: imo) } catch {
                throw self.error("IMO", "\(id): \(error.reason)")
            }
        }
        return ListedEntry(
            id: id,
            kind: kind,
            programmes: allProgrammes,
            names: allNames,
            imo: number
        )
    }

    func error(_ field: String, _ reason: String) -> SanctionsFileError {
        SanctionsFileError(file, line: line, field: field, reason)
    }
}

extension SanctionsFiles {
    /// A part of the changes that one command brings.
    public struct Part: JSONWritable, Sendable {
        /// The entries that are there no more.
        public var removed: [Text<40>] = []
        /// The entries that are new or changed.
        public var put: [ListedEntry] = []

        /// Writes the members of the command.
        public func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.key("put")
            put.write(to: &writer)
            writer.key("removed")
            removed.write(to: &writer)
            writer.endObject()
        }
    }

    /// The changes in parts, each of 256 KiB or little more and within the limits of a command.
    public func parts(removed: [Text<40>], put: [ListedEntry]) -> [Part] {
        var parts: [Part] = []
        var part = Part()
        var bytes = 0
        for id in removed {
            if part.removed.count == 2000 {
                parts.append(part)
                part = Part()
            }
            part.removed.append(id)
        }
        for entry in put {
            if part.put.count == 1000 || bytes > 256 << 10 {
                parts.append(part)
                (part, bytes) = (Part(), 0)
            }
            part.put.append(entry)
            bytes += (try? entry.canonicalBytes().count) ?? 0
        }
        return parts + [part]
    }
}

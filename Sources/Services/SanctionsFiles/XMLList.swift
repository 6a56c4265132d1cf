import Contracts

/// Lists that are published in XML: OFAC's `sdn.xml`,
/// and the consolidated list of the United Nations.
enum XMLList {
    static func read(
        _ input: SanctionsFiles.Input
    ) throws(SanctionsFileError) -> (
        source: ListSource, entries: [ListedEntry], published: String?
    ) {
        var elements = XMLElements(input.bytes)
        do {
            let root = try elements.root()
            let read: (ListSource, [ListedEntry], String?)
            switch root.name {
            case "sdnList":
                let (entries, published) = try ofac(&elements, input.name)
                read = (.ofac, entries, published)
            case "CONSOLIDATED_LIST":
                let day = root.attributes["dateGenerated"].map { String($0.prefix(10)) }
                read = (.un, try unitedNations(&elements, input.name), day)
            default:
                throw SanctionsFileError(
                    input.name,
                    line: root.line,
                    field: nil,
                    "<\(root.name)> is neither OFAC's sdnList nor the UN's CONSOLIDATED_LIST"
                )
            }
            try elements.finish()
            return read
        } catch let malformed as XMLElements.Malformed {
            throw SanctionsFileError(
                input.name,
                line: malformed.line,
                field: nil,
                malformed.reason
            )
        } catch let error as SanctionsFileError {
            throw error
        } catch {
            throw SanctionsFileError(input.name, line: nil, field: nil, "\(error)")
        }
    }

    /// The entries of `sdn.xml`, as many as it says, and the day of its publication.
    private static func ofac(
        _ elements: inout XMLElements,
        _ file: String
    ) throws -> ([ListedEntry], String?) {
        var entries: [ListedEntry] = []
        var (published, stated): (String?, Int?) = (nil, nil)
        while let element = try elements.next(in: "sdnList") {
            switch element.name {
            case "publshInformation":
                published = element.text("Publish_Date").flatMap(day)
                stated = element.text("Record_Count").flatMap { Int($0) }
            case "sdnEntry":
                entries.append(try ofacEntry(element, file))
            default:
                throw SanctionsFileError(
                    file,
                    line: element.line,
                    field: nil,
                    "<\(element.name)> is no part of a list"
                )
            }
        }
        if let stated, stated != entries.count {
            throw SanctionsFileError(
                file,
                line: nil,
                field: "Record_Count",
                "it says \(stated) entries and has \(entries.count)"
            )
        }
        return (entries, published)
    }

    private static func ofacEntry(
        _ element: XMLElements.Element,
        _ file: String
    ) throws(SanctionsFileError) -> ListedEntry {
        var draft = EntryDraft(
            file: file,
            line: element.line,
            id: element.text("uid") ?? "",
            kind: .entity
        )
        switch element.text("sdnType") {
        case "Individual": draft.kind = .individual
        case "Entity": draft.kind = .entity
        case "Vessel": draft.kind = .vessel
        case "Aircraft": draft.kind = .aircraft
        case let other:
            throw draft.error("sdnType", "\(draft.id): '\(other ?? "")' is no kind of entry")
        }
        draft.programmes = (element.first("programList")?.all("program") ?? []).map(\.text)
        draft.names = [(name(element), false)]
        for aka in element.first("akaList")?.all("aka") ?? [] {
            let category = aka.text("category")
            guard category == "strong" || category == "weak" else {
                throw draft.error("category", "\(draft.id): it is strong or weak")
            }
            draft.names.append((name(aka), category == "weak"))
        }
        if draft.kind == .vessel {
            for id in element.first("idList")?.all("id") ?? []
            where id.text("idType") == "Vessel Registration Identification" {
                draft.imo = id.text("idNumber").flatMap(imo) ?? draft.imo
            }
        }
        return try draft.entry("uid", "lastName")
    }

    /// The family name with what goes before it, as the list writes it.
    private static func name(_ element: XMLElements.Element) -> String {
        let last = element.text("lastName") ?? ""
        return element.text("firstName").map { "\(last), \($0)" } ?? last
    }

    /// `IMO 9187629`; registrations of other kinds are none.
    static func imo(_ text: String) -> String? {
        text.hasPrefix("IMO") ? text : nil
    }

    /// `11/26/2026` as `2026-11-26`.
    static func day(_ text: String) -> String? {
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count == 3 else { return nil }
        let padded = parts.map { $0.utf8.count == 1 ? "0\($0)" : $0 }
        return "\(padded[2])-\(padded[0])-\(padded[1])"
    }

    private static func unitedNations(
        _ elements: inout XMLElements,
        _ file: String
    ) throws -> [ListedEntry] {
        var entries: [ListedEntry] = []
        while let group = try elements.next(in: "CONSOLIDATED_LIST") {
            let kind: ListedEntry.Kind
            switch group.name {
            case "INDIVIDUALS": kind = .individual
            case "ENTITIES": kind = .entity
            default:
                throw SanctionsFileError(
                    file,
                    line: group.line,
                    field: nil,
                    "<\(group.name)> is no part of a list"
                )
            }
            for element in group.children {
                guard element.name == (kind == .individual ? "INDIVIDUAL" : "ENTITY") else {
                    throw SanctionsFileError(
                        file,
                        line: element.line,
                        field: nil,
                        "<\(element.name)> is no part of <\(group.name)>"
                    )
                }
                entries.append(try unitedNationsEntry(element, kind, file))
            }
        }
        return entries
    }

    private static func unitedNationsEntry(
        _ element: XMLElements.Element,
        _ kind: ListedEntry.Kind,
        _ file: String
    ) throws(SanctionsFileError) -> ListedEntry {
        var draft = EntryDraft(
            file: file,
            line: element.line,
            id: element.text("REFERENCE_NUMBER") ?? "",
            kind: kind
        )
        draft.programmes = [element.text("UN_LIST_TYPE")].compactMap(\.self)
        let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"]
        draft.names = [(parts.compactMap { element.text($0) }.joined(separator: " "), false)]
        if let original = element.text("NAME_ORIGINAL_SCRIPT") {
            draft.names.append((original, false))
        }
        for alias in element.all(kind == .individual ? "INDIVIDUAL_ALIAS" : "ENTITY_ALIAS") {
            // An alias without a name is how the list says that there is none.
            guard let names = alias.text("ALIAS_NAME") else { continue }
            let isWeak = alias.text("QUALITY")?.lowercased() == "low"
            for name in names.split(separator: ";") {
                let name = String(name).trimmed
                if !name.isEmpty { draft.names.append((name, isWeak)) }
            }
        }
        // Ships stand among the entities, their number in the comments.
        if kind == .entity, let comments = element.text("COMMENTS1"),
            let place = comments.firstRange(of: "IMO number: ")
        {
            let digits = comments[place.upperBound...].prefix { $0.isASCII && $0.isNumber }
            if digits.count == 7 { draft.imo = String(digits) }
        }
        return try draft.entry("REFERENCE_NUMBER", "FIRST_NAME")
    }
}

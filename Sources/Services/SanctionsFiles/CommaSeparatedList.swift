import Contracts

/// OFAC's three files of comma-separated values: `sdn.csv`, `alt.csv` and `add.csv`.
///
/// Rows have no headings; a value that there is none of is `-0-`. `sdn.csv` has 12 fields: number,
/// name, kind, programmes, title, call sign, type of ship, tonnage, gross tonnage, flag, owner,
/// remarks. `alt.csv` has 5: the entry's number, the alias's own, what it is, the alias, remarks.
/// `add.csv` has 6 and holds addresses, which are not screened; it is read so that all three are
/// known to be of one publication.
enum CommaSeparatedList {
    static func read(
        _ inputs: [SanctionsFiles.Input]
    ) throws(SanctionsFileError) -> [ListedEntry] {
        let names = try input("sdn.csv", inputs)
        let aliases = try input("alt.csv", inputs)
        let addresses = try input("add.csv", inputs)
        var drafts: [EntryDraft] = []
        var places: [String: Int] = [:]
        try rows(names, 12) { (row) throws(SanctionsFileError) in
            let draft = try entry(row, names.name)
            guard places.updateValue(drafts.count, forKey: draft.id) == nil else {
                throw draft.error("ent_num", "entry \(draft.id) stands twice")
            }
            drafts.append(draft)
        }
        try rows(aliases, 5) { (row) throws(SanctionsFileError) in
            let place = try place(of: row, aliases.name, places)
            drafts[place].names.append((row.fields[3], false))
        }
        try rows(addresses, 6) { (row) throws(SanctionsFileError) in
            _ = try place(of: row, addresses.name, places)
        }
        var entries: [ListedEntry] = []
        for draft in drafts { entries.append(try draft.entry("ent_num", "SDN_Name")) }
        return entries
    }

    private static func entry(
        _ row: CommaSeparatedRows.Row,
        _ file: String
    ) throws(SanctionsFileError) -> EntryDraft {
        let fields = row.fields
        var draft = EntryDraft(file: file, line: row.line, id: fields[0], kind: .entity)
        guard !draft.id.isEmpty, draft.id.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw draft.error("ent_num", "'\(draft.id)' is no number")
        }
        switch fields[2] {
        case "-0-", "": draft.kind = .entity
        case "individual": draft.kind = .individual
        case "vessel": draft.kind = .vessel
        case "aircraft": draft.kind = .aircraft
        default: throw draft.error("SDN_Type", "'\(fields[2])' is no kind of entry")
        }
        if fields[1] == "-0-" { throw draft.error("SDN_Name", "\(draft.id) has no name") }
        draft.names = [(fields[1], false)]
        // `SDGT] [IRAN`: the brackets around the whole are left out.
        draft.programmes =
            fields[3] == "-0-"
            ? [] : fields[3].split(separator: "] [").map { String($0).trimmed }
        let remarks = fields[11]
        // Weak aliases stand in the remarks: `a.k.a. 'THE ADMIRAL'`.
        for part in remarks.split(separator: ";") {
            let part = String(part).trimmed
            if let range = part.firstRange(of: "a.k.a. '"), let end = part.lastIndex(of: "'"),
                range.upperBound < end
            {
                draft.names.append((String(part[range.upperBound..<end]), true))
            }
            if draft.kind == .vessel,
                let range = part.firstRange(of: "Vessel Registration Identification IMO ")
            {
                draft.imo = String(part[range.upperBound...].prefix { $0.isASCII && $0.isNumber })
            }
        }
        return draft
    }

    private static func place(
        of row: CommaSeparatedRows.Row,
        _ file: String,
        _ places: [String: Int]
    ) throws(SanctionsFileError) -> Int {
        guard let place = places[row.fields[0]] else {
            throw SanctionsFileError(
                file,
                line: row.line,
                field: "ent_num",
                "sdn.csv has no entry \(row.fields[0])"
            )
        }
        return place
    }

    private static func input(
        _ name: String,
        _ inputs: [SanctionsFiles.Input]
    ) throws(SanctionsFileError) -> SanctionsFiles.Input {
        let found = inputs.filter {
            $0.name.split(separator: "/").last.map { $0.lowercased() } == name
        }
        guard let input = found.first, found.count == 1 else {
            throw SanctionsFileError(
                name,
                line: nil,
                field: nil,
                "it is missing: OFAC's three files are sdn.csv, alt.csv and add.csv"
            )
        }
        return input
    }

    private static func rows(
        _ input: SanctionsFiles.Input,
        _ count: Int,
        _ read: (CommaSeparatedRows.Row) throws(SanctionsFileError) -> Void
    ) throws(SanctionsFileError) {
        var rows = CommaSeparatedRows(input.bytes)
        while true {
            let row: CommaSeparatedRows.Row?
            do throws(CommaSeparatedRows.Malformed) { row = try rows.next() } catch {
                throw SanctionsFileError(input.name, line: error.line, field: nil, error.reason)
            }
            guard let row else { return }
            guard row.fields.count == count else {
                throw SanctionsFileError(
                    input.name,
                    line: row.line,
                    field: nil,
                    "a row has \(count) fields, not \(row.fields.count)"
                )
            }
            try read(row)
        }
    }
}

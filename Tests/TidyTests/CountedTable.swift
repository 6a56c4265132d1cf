/// The tables of the page "Adding to it" that were counted, held against what there is.
enum CountedTable {
    /// A row of a table: its cells, without the backticks.
    private static func rows(of page: String, under heading: [String]) -> [[String]] {
        var rows: [[String]] = []
        var inTable = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .dropFirst().dropLast()
                .map { $0.filter { $0 != "`" }.trimmed }
            if cells == heading {
                inTable = true
            } else if cells.count != heading.count {
                inTable = false
            } else if inTable, !cells[0].contains("---") {
                rows.append(cells)
            }
        }
        return rows
    }

    /// What of the files that an approval runs through is not there, or counted as another number;
    /// `files` are the paths of all that are.
    static func violations(inApproval page: String, files: Set<String>) -> [Violation] {
        let place = "AddingToIt.md"
        var module = ""
        var counts: [String: Int] = [:]
        var found: [Violation] = []
        for row in rows(of: page, under: ["module", "file", "what it does for this request"]) {
            if !row[0].isEmpty { module = row[0] }
            counts[module, default: 0] += 1
            let path = "Sources/\(module)/\(row[1]).swift"
            if !files.contains(path) { found.append(Violation(place, "\(path) is not there")) }
        }
        let below = ["CanonicalJSON", "Marine", "TransparencyLog"]
        let all = counts.values.reduce(0, +)
        let computing = below.reduce(0) { $0 + (counts[$1] ?? 0) }
        let modules = counts.count - below.count
        let stated = page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for text in [
            "runs through \(all) source files",
            "these \(all - computing) carry it on, in \(modules) modules; \(computing) read, write",
            "of the \(all) name a claim",
        ] where !stated.contains(text) {
            found.append(Violation(place, "it does not say: \(text)"))
        }
        return found
    }

    /// The modules whose lines the page states as others than they are by more than a tenth;
    /// `lines` are those of each module's Swift files, written and generated.
    static func violations(
        inLines page: String,
        of lines: [String: (written: Int, generated: Int)]
    ) -> [Violation] {
        let place = "AddingToIt.md"
        var found: [Violation] = []
        var named: Set<String> = []
        for row in rows(of: page, under: ["module", "before", "now", "generated"]) {
            let counted =
                row[0] == "all"
                ? lines.values.reduce((0, 0)) { ($0.0 + $1.written, $0.1 + $1.generated) }
                : lines[row[0]].map { ($0.written, $0.generated) }
            named.insert(row[0])
            guard let counted else {
                found.append(Violation(place, "there is no module \(row[0])"))
                continue
            }
            for (stated, counted) in [(row[2], counted.0), (row[3], counted.1)] {
                let stated = Int(stated.filter { $0 != "," }) ?? 0
                guard abs(stated - counted) * 10 > max(counted, 100) else { continue }
                found.append(Violation(place, "\(row[0]) has \(counted) lines, not \(stated)"))
            }
        }
        for module in Set(lines.keys).subtracting(named).sorted() {
            found.append(Violation(place, "its table of lines lacks \(module)"))
        }
        return found
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

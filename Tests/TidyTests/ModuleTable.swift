/// The Architecture page's table of modules: which there are and what each may import.
struct ModuleTable {
    /// One module's row.
    struct Row: Hashable {
        var module: String
        /// What it may import, other modules of ours and libraries alike, as far as they are named.
        var mayImport: Set<String>
    }

    /// The rows, top to bottom; a line that names two modules gives two.
    let rows: [Row]

    /// Reads the table whose columns are module, holds and may import, out of a page.
    ///
    /// - Returns: `nil` where the page has no such table.
    init?(markdown: String) {
        var written: [(modules: [String], mayImport: [String])] = []
        var inTable = false
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            let cells = Self.cells(line)
            if cells.map({ $0.lowercased() }) == ["module", "holds", "may import"] {
                inTable = true
            } else if cells.count != 3 {
                inTable = false
            } else if inTable, !cells[0].allSatisfy({ "-: ".contains($0) }) {
                written.append((Self.names(cells[0]), Self.names(cells[2])))
            }
        }
        guard !written.isEmpty else { return nil }
        let everything = Set(written.flatMap(\.modules))
        var above: Set<String> = []
        var rows: [Row] = []
        for (modules, names) in written {
            var mayImport: Set<String> = []
            for name in names {
                switch name.lowercased() {
                case "nothing", "not foundation": continue
                case "all of the above": mayImport.formUnion(above)
                case "anything": mayImport.formUnion(everything)
                default: mayImport.insert(name)
                }
            }
            for module in modules {
                rows.append(Row(module: module, mayImport: mayImport.subtracting([module])))
            }
            above.formUnion(modules)
        }
        self.rows = rows
    }

    /// The modules of a table that has only what each holds, as the README's does.
    ///
    /// - Returns: `nil` where the page has no such table.
    static func modules(ofShortTable markdown: String) -> [String]? {
        var named: [String]?
        var inTable = false
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            let cells = cells(line)
            if cells.map({ $0.lowercased() }) == ["module", "holds"] {
                inTable = true
                named = []
            } else if cells.count != 2 {
                inTable = false
            } else if inTable, !cells[0].allSatisfy({ "-: ".contains($0) }) {
                named?.append(contentsOf: names(cells[0]))
            }
        }
        return named
    }

    /// The modules that have a row.
    var modules: Set<String> { Set(rows.map(\.module)) }

    subscript(module: String) -> Row? { rows.first { $0.module == module } }

    /// Everything that a module reaches through its row and the rows of what it imports.
    func reach(of module: String) -> Set<String> {
        var reached: Set<String> = []
        var pending = [module]
        while let next = pending.popLast() {
            for imported in self[next]?.mayImport ?? [] where reached.insert(imported).inserted {
                pending.append(imported)
            }
        }
        return reached
    }

    private static func cells(_ line: Substring) -> [String] {
        let trimmed = line.trimmingSpaces
        guard trimmed.hasPrefix("|"), trimmed.hasSuffix("|"), trimmed.count > 1 else { return [] }
        return trimmed.dropFirst().dropLast()
            .split(separator: "|", omittingEmptySubsequences: false)
            .map { $0.filter { $0 != "`" }[...].trimmingSpaces }
    }

    private static func names(_ cell: String) -> [String] {
        cell.split(separator: ",").map(\.trimmingSpaces).filter { !$0.isEmpty }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

extension SourceFile {
    /// Work left open, and ways to stop the process that input might reach.
    var leftovers: [Violation] {
        var found: [Violation] = []
        for (index, line) in lines.enumerated() {
            let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
            for word in words where ["FIXME", "TODO", "XXX"].contains(word) {
                found.append(Violation(path, line: index + 1, "\(word) left open"))
            }
        }
        for (index, line) in codeLines.enumerated() where line.contains("try!") {
            found.append(Violation(path, line: index + 1, "try! stops the process"))
        }
        for token in tokens where token.text == "fatalError" {
            found.append(Violation(path, line: token.line, "fatalError stops the process"))
        }
        return found
    }

    /// A file too long to have one subject.
    var overlength: [Violation] {
        let limit = 400
        guard lines.count > limit, !isGenerated else { return [] }
        return [Violation(path, "\(lines.count) lines; the limit is \(limit)")]
    }

    /// Lines too wide for two files side by side;
    /// the formatter leaves comments and texts as they are.
    var overwide: [Violation] {
        let limit = 100
        guard !isGenerated else { return [] }
        return lines.enumerated().filter { $0.element.count > limit }.map {
            Violation(path, line: $0.offset + 1, "\($0.element.count) columns of \(limit)")
        }
    }
}

/// Names at the top of the checkout beyond the agreed layout; dot files are free.
func unknownNames(atTop names: Set<String>) -> [Violation] {
    let agreed: Set = [
        "Package.swift", "Sources", "Tests", "Fixtures", "Scripts", "README.md", "LICENSE",
    ]
    return names.subtracting(agreed).filter { !$0.hasPrefix(".") }.sorted().map {
        Violation($0, "is not in the agreed layout")
    }
}

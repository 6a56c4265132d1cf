/// Types at the top of two files that have the same name, whatever modules they stand in.
///
/// A reader who meets the name must know which is meant without looking the module up.
func duplicateTypes(in sources: [SourceFile]) -> [Violation] {
    var first: [String: String] = [:]
    var found: [Violation] = []
    for file in sources {
        for type in file.declarations.types {
            if let place = first[type.text] {
                found.append(
                    Violation(file.path, line: type.line, "\(type.text) stands in \(place) too")
                )
            } else {
                first[type.text] = "\(file.path):\(type.line)"
            }
        }
    }
    return found
}

/// Types within others that have the name of one at the top of a file: inside the one that holds
/// it, the name means something else than everywhere else.
///
/// What every contract has under one name, by the protocol `Contract`, may be called so.
func shadowingTypes(in sources: [SourceFile]) -> [Violation] {
    let ofContracts: Set = ["Command", "Instruction"]
    var top: [String: String] = [:]
    for file in sources {
        for type in file.declarations.types { top[type.text] = "\(file.path):\(type.line)" }
    }
    return sources.flatMap { file in
        file.declarations.nestedTypes.compactMap { type in
            guard !ofContracts.contains(type.text), let place = top[type.text] else { return nil }
            return Violation(
                file.path,
                line: type.line,
                "\(type.text) has the name of the type in \(place)"
            )
        }
    }
}

/// Files of whose declarations no other file uses any.
///
/// What counts is whether a name is spelled elsewhere, which is enough to find a file that was left
/// behind. An extension is used by its members' names, and by the type's own where it adds an
/// initialiser or a subscript; one that adds a conformance is used wherever the protocol is.
func deadFiles(in sources: [SourceFile]) -> [Violation] {
    var users: [String: Int] = [:]
    let spelled = sources.map { Set($0.tokens.lazy.filter(\.isWord).map(\.text)) }
    for words in spelled { for word in words { users[word, default: 0] += 1 } }
    return sources.filter { file in
        let declared = file.declarations
        guard !declared.isEntryPoint, !declared.addsConformance else { return false }
        // Each name is spelled once here, where it is declared.
        return !declared.usableNames.contains { users[$0, default: 0] > 1 }
    }.map { Violation($0.path, "none of what it declares is used by another file") }
}

/// What a file declares that others may use.
struct Declarations {
    /// The types at its top level.
    var types: [Token] = []
    /// The types within others, or within functions.
    var nestedTypes: [Token] = []
    /// The names by which other files would use it.
    var usableNames: Set<String> = []
    /// Whether the program starts here.
    var isEntryPoint = false
    /// Whether an extension of it says that a type conforms to a protocol.
    var addsConformance = false
}

extension SourceFile {
    private static let typeWords: Set = [
        "struct", "class", "enum", "actor", "protocol", "typealias",
    ]
    private static let memberWords: Set = ["func", "var", "let", "case"]

    /// What stands at the file's top level, and in extensions that do.
    var declarations: Declarations {
        var found = Declarations(isEntryPoint: name == "main")
        var depth = 0
        var extended: String?
        for (index, token) in tokens.enumerated() {
            switch token.text {
            case "{": depth += 1
            case "}":
                depth -= 1
                if depth == 0 { extended = nil }
            default:
                if depth > 0 { takeNested(at: index, into: &found) }
                guard depth == 0 || depth == 1 && extended != nil else { continue }
                take(token, at: index, of: extended, into: &found)
                if depth == 0, token.text == "extension" {
                    let header = tokens[(index + 1)...].prefix { $0.text != "{" }
                    let subject = header.prefix { $0.text != ":" && $0.text != "where" }
                    // Of `Outer.Inner<Argument>` the name that is used is the inner one's.
                    extended = subject.prefix { $0.text != "<" }.last { $0.isWord }?.text ?? ""
                    if header.dropFirst(subject.count).first?.text == ":" {
                        found.addsConformance = true
                    }
                }
            }
        }
        return found
    }

    private func takeNested(at index: Int, into found: inout Declarations) {
        guard Self.typeWords.contains(tokens[index].text), index + 1 < tokens.count,
            tokens[index + 1].isWord, !Self.memberWords.contains(tokens[index + 1].text)
        else { return }
        found.nestedTypes.append(tokens[index + 1])
    }

    private func take(
        _ token: Token,
        at index: Int,
        of extended: String?,
        into found: inout Declarations
    ) {
        if token.text == "main", index > 0, tokens[index - 1].text == "@" {
            found.isEntryPoint = true
        }
        if let extended, ["init", "subscript"].contains(token.text) {
            found.usableNames.insert(extended)
        }
        guard index + 1 < tokens.count, tokens[index + 1].isWord,
            index == 0 || tokens[index - 1].text != "import"
        else { return }
        let declared = tokens[index + 1]
        if Self.typeWords.contains(token.text), !Self.memberWords.contains(declared.text) {
            if extended == nil { found.types.append(declared) }
            found.usableNames.insert(declared.text)
        } else if Self.memberWords.contains(token.text) {
            found.usableNames.insert(declared.text)
        }
    }
}

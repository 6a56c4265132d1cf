extension SourceFile {
    /// Types, and the file itself, whose names say nothing of what they are.
    var emptyNames: [Violation] {
        let introducers: Set = [
            "struct", "class", "enum", "protocol", "actor", "typealias", "associatedtype",
        ]
        var found: [Violation] = []
        // What is made bears the names of what it is made from.
        if isGenerated { return [] }
        if let word = Self.bannedWord(in: name) {
            found.append(Violation(path, "the file's name holds \(word)"))
        }
        for (introducer, declared) in zip(tokens, tokens.dropFirst())
        where introducers.contains(introducer.text) && declared.isWord {
            if let word = Self.bannedWord(in: declared.text) {
                found.append(
                    Violation(path, line: declared.line, "\(declared.text) holds \(word)")
                )
            }
        }
        return found
    }

    private static let banned: Set = [
        "Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities",
        "Data", "Info",
    ]

    /// The first banned word of a name in camel case; `Metadata` is one word and none of them.
    private static func bannedWord(in name: String) -> String? {
        var words: [String] = []
        for character in name {
            if character.isUppercase || words.isEmpty {
                words.append(String(character))
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words.first { banned.contains($0) }
    }
}

/// A Swift file as the rules see it.
struct SourceFile {
    /// The path from the checkout's root, such as `Sources/Marine/Money.swift`.
    let path: String
    /// Everything in it, by line.
    let lines: [Substring]
    /// The same lines with comments and string literals blanked out.
    let codeLines: [Substring]
    /// The words of the code, in order.
    let tokens: [Token]

    init(path: String, text: String) {
        self.path = path
        // A last line's end opens no further line.
        let whole = text.hasSuffix("\n") ? text.dropLast() : text[...]
        lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
        let code = SwiftLexer.blankingCommentsAndStrings(text)
        codeLines = code.split(separator: "\n", omittingEmptySubsequences: false)
        tokens = SwiftLexer.tokens(codeLines)
    }

    /// The module that the file belongs to, by its folder.
    var module: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// Whether the file is made from others by `Scripts/make-records`.
    var isGenerated: Bool { path.hasSuffix(".generated.swift") }

    /// The file's name without its ending.
    var name: String {
        let last = path.split(separator: "/").last ?? ""
        return String(last.prefix { $0 != "." })
    }
}

/// A word, number or punctuation mark of a source file.
struct Token: Hashable {
    var text: String
    /// Counted from 1.
    var line: Int

    var isWord: Bool { text.first.map { $0.isLetter || $0 == "_" } ?? false }
}

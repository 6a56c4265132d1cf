/// As much of Swift's lexical grammar as the rules need: what is comment, what is string,
/// what is word.
///
/// Code inside a string's interpolation counts as part of the string.
enum SwiftLexer {
    /// The text with every comment and string literal turned into spaces, line ends kept.
    static func blankingCommentsAndStrings(_ text: String) -> String {
        var scanner = Scanner(text)
        while !scanner.atEnd {
            if scanner.starts("//") {
                while !scanner.atEnd, scanner.current != "\n" { scanner.blank() }
            } else if scanner.starts("/*") {
                skipBlockComment(&scanner)
            } else if let opening = stringOpening(scanner) {
                skipString(&scanner, opening)
            } else {
                scanner.keep()
            }
        }
        return String(scanner.output)
    }

    /// Words, numbers with their fraction, and single punctuation marks.
    static func tokens(_ codeLines: [Substring]) -> [Token] {
        var tokens: [Token] = []
        for (index, line) in codeLines.enumerated() {
            var rest = line
            while let first = rest.first {
                if first.isWhitespace {
                    rest.removeFirst()
                    continue
                }
                var text = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
                if text.isEmpty { text = String(first) }
                if first.isNumber, !["$", "."].contains(tokens.last?.text ?? "") {
                    let after = rest.dropFirst(text.count)
                    if after.first == ".", after.dropFirst().first?.isNumber == true {
                        text += "." + after.dropFirst().prefix { $0.isNumber || $0 == "_" }
                    }
                }
                tokens.append(Token(text: text, line: index + 1))
                rest.removeFirst(text.count)
            }
        }
        return tokens
    }

    private struct Opening {
        var hashes: Int
        var quotes: Int
    }

    private static func stringOpening(_ scanner: Scanner) -> Opening? {
        var hashes = 0
        while scanner.peek(hashes) == "#" { hashes += 1 }
        guard scanner.peek(hashes) == "\"" else { return nil }
        let threefold = scanner.peek(hashes + 1) == "\"" && scanner.peek(hashes + 2) == "\""
        return Opening(hashes: hashes, quotes: threefold ? 3 : 1)
    }

    private static func skipString(_ scanner: inout Scanner, _ opening: Opening) {
        let hashes = String(repeating: "#", count: opening.hashes)
        let closing = String(repeating: "\"", count: opening.quotes) + hashes
        let escape = "\\" + hashes
        scanner.blank(opening.hashes + opening.quotes)
        while !scanner.atEnd {
            if scanner.starts(closing) {
                scanner.blank(closing.count)
                return
            }
            if scanner.starts(escape + "(") {
                scanner.blank(escape.count + 1)
                skipInterpolation(&scanner)
            } else if scanner.starts(escape) {
                scanner.blank(escape.count + 1)
            } else if scanner.current == "\n", opening.quotes == 1 {
                return
            } else {
                scanner.blank()
            }
        }
    }

    private static func skipInterpolation(_ scanner: inout Scanner) {
        var depth = 1
        while !scanner.atEnd, depth > 0 {
            if let opening = stringOpening(scanner) {
                skipString(&scanner, opening)
                continue
            }
            if scanner.current == "(" { depth += 1 }
            if scanner.current == ")" { depth -= 1 }
            scanner.blank()
        }
    }

    private static func skipBlockComment(_ scanner: inout Scanner) {
        var depth = 0
        while !scanner.atEnd {
            if scanner.starts("/*") {
                depth += 1
                scanner.blank(2)
            } else if scanner.starts("*/") {
                depth -= 1
                scanner.blank(2)
                if depth == 0 { return }
            } else {
                scanner.blank()
            }
        }
    }

    private struct Scanner {
        private let characters: [Character]
        private var position = 0
        private(set) var output: [Character] = []

        init(_ text: String) { characters = Array(text) }

        var atEnd: Bool { position >= characters.count }
        var current: Character { characters[position] }

        func peek(_ distance: Int) -> Character? {
            position + distance < characters.count ? characters[position + distance] : nil
        }

        func starts(_ text: String) -> Bool { characters[position...].starts(with: text) }

        mutating func keep() {
            output.append(current)
            position += 1
        }

        mutating func blank(_ count: Int = 1) {
            for _ in 0..<count where !atEnd {
                output.append(current == "\n" ? "\n" : " ")
                position += 1
            }
        }
    }
}

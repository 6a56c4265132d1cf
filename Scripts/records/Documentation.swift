import Foundation
import SwiftParser
import SwiftSyntax

/// A name without backticks.
func plain(_ name: String) -> String { name.filter { $0 != "`" } }

/// The first paragraph of a documentation comment, in one line and without links: it is read where
/// there is nothing to follow them to.
func documentation(of trivia: Trivia) -> String {
    commentLines(trivia).prefix { !$0.isEmpty && !$0.hasPrefix("- ") }.joined(separator: " ")
        .replacingOccurrences(of: "<doc:([^>]*)>", with: "$1", options: .regularExpression)
        .replacingOccurrences(
            of: "\\[([^\\]]*)\\]\\([^)]*\\)",
            with: "$1",
            options: .regularExpression
        )
        .replacingOccurrences(of: "``", with: "")
}

/// What a documentation comment's line `- Remedy: …` says, and the lines that go on with it.
func remedy(of trivia: Trivia) -> String {
    let mark = "- Remedy: "
    let lines = commentLines(trivia).drop { !$0.hasPrefix(mark) }
    guard let first = lines.first else { return "" }
    let further = lines.dropFirst().prefix { !$0.isEmpty && !$0.hasPrefix("- ") }
    return ([String(first.dropFirst(mark.count))] + further).joined(separator: " ")
}

/// The edition in a documentation comment's line `- Since: edition 2`; a line that means to be one
/// and is not spelled so is a fault.
func edition(of trivia: Trivia) -> Int? {
    let mark = "- Since: edition "
    guard let line = commentLines(trivia).first(where: { $0.lowercased().hasPrefix("- since") })
    else { return nil }
    guard line.hasPrefix(mark), let number = Int(line.dropFirst(mark.count)), number > 1 else {
        misspelled.append("'\(line)' is not '\(mark)' and a number above 1")
        return nil
    }
    return number
}

extension RecordDeclaration {
    /// What of it does not say what it means: itself, a member or a case.
    var silent: [String] {
        let own = meaning.isEmpty ? [name] : []
        switch content {
        case .members(let members):
            return own + members.filter(\.meaning.isEmpty).map { "\(name).\($0.key)" }
        case .cases(let cases):
            return own
                + cases.flatMap { one in
                    let whole = "\(name).\(one.key)"
                    return (one.meaning.isEmpty ? [whole] : [])
                        + one.members.map(\.member).filter(\.meaning.isEmpty).map {
                            "\(whole).\($0.key)"
                        }
                }
        }
    }
}

extension ValueDeclaration {
    /// What of it does not say what it means: itself or a case.
    var silent: [String] {
        (meaning.isEmpty ? [name] : [])
            + cases.filter(\.meaning.isEmpty).map { "\(name).\($0.key)" }
    }
}

/// Marks of editions that are not spelled as they must be.
var misspelled: [String] = []

func commentLines(_ trivia: Trivia) -> [String] {
    var lines: [String] = []
    for piece in trivia {
        switch piece {
        case .docLineComment(let text):
            lines.append(String(text.dropFirst(3)).trimmingCharacters(in: .whitespaces))
        case .newlines(let count) where count > 1: lines = []
        default: break
        }
    }
    return lines
}

import Foundation
import SwiftParser
import SwiftSyntax

// What follows from the codes that the contracts refuse with: one enumeration of all.

/// One code of a refusal.
struct RefusalEntry {
    /// The type that declares it: `Claim.RefusalCode`.
    let type: String
    let name: String
    let number: Int
    let meaning: String
    /// What whoever is refused does about it.
    let remedy: String

    static let meaning =
        "The permanent codes of refusals: 1xxx any contract's, a thousand for each contract, 7xxx "
        + "the ledger's."

    /// All codes as the one coded type that they make.
    static func declaration(of refusals: [RefusalEntry]) -> ValueDeclaration {
        ValueDeclaration(
            name: "Refusal.Code",
            meaning: meaning,
            access: "public ",
            cases: refusals.map { ($0.name, $0.meaning, $0.name, nil) }
        )
    }
}

/// Finds the enumerations of codes.
final class RefusalVisitor: SyntaxVisitor {
    /// The protocol that these conform to.
    static let mark = "RefusalCodes"

    private var entries: [RefusalEntry] = []
    private var path: [String] = []
    private var faults: [String] = []

    init() { super.init(viewMode: .sourceAccurate) }

    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        path.append(node.extendedType.trimmedDescription)
        return .visitChildren
    }
    override func visitPost(_ node: ExtensionDeclSyntax) { path.removeLast() }
    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        path.append(node.name.text)
        return .visitChildren
    }
    override func visitPost(_ node: StructDeclSyntax) { path.removeLast() }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        path.append(node.name.text)
        guard conforms(node.inheritanceClause, RefusalVisitor.mark) else { return .visitChildren }
        let type = path.joined(separator: ".")
        for item in node.memberBlock.members {
            guard let declaration = item.decl.as(EnumCaseDeclSyntax.self) else { continue }
            for element in declaration.elements {
                let value = element.rawValue?.value.as(IntegerLiteralExprSyntax.self)
                guard let number = value?.representedLiteralValue else {
                    faults.append("\(type).\(element.name.text) has no number")
                    continue
                }
                entries.append(
                    RefusalEntry(
                        type: type,
                        name: element.name.text,
                        number: number,
                        meaning: documentation(of: declaration.leadingTrivia),
                        remedy: remedy(of: declaration.leadingTrivia)
                    )
                )
            }
        }
        return .visitChildren
    }
    override func visitPost(_ node: EnumDeclSyntax) { path.removeLast() }

    /// The codes by their numbers.
    ///
    /// - Throws: `Fault` where a number or a name is given twice, or two types share a thousand.
    func checked() throws -> [RefusalEntry] {
        var owners: [Int: String] = [:]
        var names: Set<String> = []
        var numbers: Set<Int> = []
        for entry in entries {
            if entry.remedy.isEmpty {
                faults.append(
                    "\(entry.type).\(entry.name): no `- Remedy:` says what to do about it"
                )
            }
            if !names.insert(entry.name).inserted {
                faults.append("\(entry.type).\(entry.name): another code has the name")
            }
            if !numbers.insert(entry.number).inserted {
                faults.append("\(entry.type).\(entry.name): \(entry.number) is another code's")
            }
            let thousand = entry.number / 1000
            if let owner = owners[thousand], owner != entry.type {
                faults.append("\(entry.type).\(entry.name): \(thousand)xxx are \(owner)'s")
            }
            owners[thousand] = entry.type
        }
        if let fault = faults.first { throw Fault(fault) }
        return entries.sorted { $0.number < $1.number }
    }
}

extension Module {
    /// The one enumeration of all codes; nothing in a module without any.
    func makeRefusals(_ text: inout Text) {
        guard !refusals.isEmpty else { return }
        text.line()
        text.block("extension Refusal") { text in
            text.line("/// \(RefusalEntry.meaning)")
            text.block(
                "public enum Code: Int, JSONWritable, JSONShaped, Hashable, Sendable, CaseIterable"
            ) { text in
                for code in refusals {
                    text.line("/// \(code.meaning)")
                    text.line("case \(code.name) = \(code.number)")
                }
            }
        }
        text.line()
        text.block("extension Refusal.Code") { text in
            text.line(
                "/// The contract whose own code it is; `nil` where any contract, or the ledger, "
                    + "has it."
            )
            text.block("public var contract: ContractName?") { text in
                text.block("switch self") { text in
                    for contract in contracts {
                        let own = refusals.filter { $0.type.hasPrefix("\(contract.type).") }
                        guard !own.isEmpty else { continue }
                        text.line("case \(own.map { ".\($0.name)" }.joined(separator: ", ")):")
                        text.indented { $0.line(".\(contract.name)") }
                    }
                    text.line("default: nil")
                }
            }
            makeText("What is refused, in a sentence.", "meaning", \.meaning, &text)
            makeText("What whoever is refused does about it.", "remedy", \.remedy, &text)
        }
    }

    private func makeText(
        _ comment: String,
        _ name: String,
        _ value: (RefusalEntry) -> String,
        _ text: inout Text
    ) {
        text.line("/// \(comment)")
        text.block("public var \(name): String") { text in
            text.block("switch self") { text in
                for code in refusals {
                    text.line("case .\(code.name): \(quoted(value(code)))")
                }
            }
        }
    }
}

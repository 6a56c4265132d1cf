import Foundation
import SwiftParser
import SwiftSyntax

/// The coded types that are no records, by what they or their extensions conform to.
final class ValueVisitor: SyntaxVisitor {
    static let marks: Set<String> = [
        "JSONCoded", "RawCoded", "JSONShaped", "TextCoded", "Base64Coded",
    ]

    /// The file that is walked.
    var file = ""

    private var declared: [String: ValueDeclaration] = [:]
    private var coded: Set<String> = []
    /// What is private, and what is generic: neither is one type that could be named.
    private var unnamed: Set<String> = []
    /// Extensions that make a type coded: what they say, and where.
    private var extended: [String: (meaning: String, file: String)] = [:]
    private var path: [String] = []

    var values: [ValueDeclaration] {
        coded.compactMap { name in
            declared[name]
                ?? others[name].map {
                    ValueDeclaration(name: name, meaning: $0.meaning, access: "", cases: [])
                }
        }
    }

    /// The files that make types of other modules coded.
    var filesOfOthers: Set<String> { Set(others.values.map(\.file)) }

    private var others: [String: (meaning: String, file: String)] {
        extended.filter { declared[$0.key] == nil && !unnamed.contains($0.key) }
    }

    init() { super.init(viewMode: .sourceAccurate) }

    private func enter(
        _ name: String,
        _ modifiers: DeclModifierListSyntax,
        _ generic: GenericParameterClauseSyntax?,
        _ clause: InheritanceClauseSyntax?,
        _ trivia: Trivia,
        _ cases: [(key: String, meaning: String, name: String, since: Int?)] = []
    ) -> SyntaxVisitorContinueKind {
        // What is private cannot be named beside its file, and a generic type is many types.
        let isHidden = modifiers.contains { ["private", "fileprivate"].contains($0.name.text) }
        guard !isHidden, generic == nil else {
            unnamed.insert((path + [name]).joined(separator: "."))
            return .skipChildren
        }
        path.append(name)
        let whole = path.joined(separator: ".")
        declared[whole] = ValueDeclaration(
            name: whole,
            meaning: documentation(of: trivia),
            access: access(modifiers),
            cases: cases
        )
        note(whole, clause)
        return .visitChildren
    }

    private func note(_ name: String, _ clause: InheritanceClauseSyntax?) {
        if isCoded(clause) { coded.insert(name) }
    }

    private func isCoded(_ clause: InheritanceClauseSyntax?) -> Bool {
        ValueVisitor.marks.contains { conforms(clause, $0) }
    }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(
            node.name.text,
            node.modifiers,
            node.genericParameterClause,
            node.inheritanceClause,
            node.leadingTrivia
        )
    }
    override func visitPost(_ node: StructDeclSyntax) { leave(node.name.text) }

    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        let cases = node.memberBlock.members.compactMap { $0.decl.as(EnumCaseDeclSyntax.self) }
            .flatMap { declaration in
                declaration.elements.map { element in
                    (
                        element.rawValue?.value.as(StringLiteralExprSyntax.self)?
                            .representedLiteralValue ?? plain(element.name.text),
                        documentation(of: declaration.leadingTrivia), element.name.text,
                        edition(of: declaration.leadingTrivia)
                    )
                }
            }
        return enter(
            node.name.text,
            node.modifiers,
            node.genericParameterClause,
            node.inheritanceClause,
            node.leadingTrivia,
            cases
        )
    }
    override func visitPost(_ node: EnumDeclSyntax) { leave(node.name.text) }

    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        let name = node.extendedType.trimmedDescription
        if path.isEmpty {
            note(name, node.inheritanceClause)
            if isCoded(node.inheritanceClause) {
                extended[name] = (documentation(of: node.leadingTrivia), file)
            }
        }
        path.append(name)
        return .visitChildren
    }
    override func visitPost(_ node: ExtensionDeclSyntax) { path.removeLast() }

    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

    // A declaration whose children were skipped is left all the same.
    private func leave(_ name: String) {
        if path.last == name { path.removeLast() }
    }
}

import Foundation
import SwiftParser
import SwiftSyntax

final class RecordVisitor: SyntaxVisitor {
    var records: [RecordDeclaration] = []
    var imports: [String: String] = [:]
    var fault: Fault?

    private let file: String
    private let declared: [String: Set<String>]
    private let scopes: [String: [(name: String, entry: ScopeVisitor.Entry)]]
    private var path: [String] = []

    init(
        file: String,
        declared: [String: Set<String>],
        scopes: [String: [(name: String, entry: ScopeVisitor.Entry)]]
    ) {
        self.file = file
        self.declared = declared
        self.scopes = scopes
        super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind {
        let module = node.path.trimmedDescription
        imports[module] = access(node.modifiers)
        return .skipChildren
    }

    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        path.append(node.extendedType.trimmedDescription)
        return .visitChildren
    }
    override func visitPost(_ node: ExtensionDeclSyntax) { path.removeLast() }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        path.append(node.name.text)
        guard isDescribed(node.inheritanceClause) else { return .visitChildren }
        let name = path.joined(separator: ".")
        var members: [Member] = []
        for item in node.memberBlock.members {
            guard let variable = item.decl.as(VariableDeclSyntax.self),
                !variable.modifiers.contains(where: {
                    ["static", "lazy", "class"].contains($0.name.text)
                })
            else { continue }
            for binding in variable.bindings where !isComputed(binding) {
                guard let pattern = binding.pattern.as(IdentifierPatternSyntax.self),
                    let type = binding.typeAnnotation?.type
                else {
                    fault = Fault("\(file): \(name) has a stored property without a type")
                    continue
                }
                members.append(
                    member(
                        pattern.identifier.text,
                        type,
                        initial: binding.initializer?.value.trimmedDescription,
                        meaning: documentation(of: variable.leadingTrivia),
                        since: edition(of: variable.leadingTrivia)
                    )
                )
            }
        }
        apply(scopes[name] ?? [], to: &members)
        records.append(
            RecordDeclaration(
                name: name,
                access: access(node.modifiers),
                isGeneric: node.genericParameterClause != nil,
                isAnswer: conforms(node.inheritanceClause, "Answer"),
                isCommand: conforms(node.inheritanceClause, "ContractCommand"),
                isInstruction: conforms(node.inheritanceClause, "ContractInstruction"),
                hasInitialiser: node.memberBlock.members.contains {
                    $0.decl.is(InitializerDeclSyntax.self)
                },
                meaning: documentation(of: node.leadingTrivia),
                content: .members(members),
                file: file
            )
        )
        return .visitChildren
    }
    override func visitPost(_ node: StructDeclSyntax) { path.removeLast() }

    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        path.append(node.name.text)
        guard isDescribed(node.inheritanceClause) else { return .visitChildren }
        var cases: [Case] = []
        for item in node.memberBlock.members {
            guard let declaration = item.decl.as(EnumCaseDeclSyntax.self) else { continue }
            for element in declaration.elements {
                let parameters = Array(element.parameterClause?.parameters ?? [])
                cases.append(
                    Case(
                        name: element.name.text,
                        key: plain(element.name.text),
                        meaning: documentation(of: declaration.leadingTrivia),
                        since: edition(of: declaration.leadingTrivia),
                        members: parameters.enumerated().map { number, parameter in
                            let label = parameter.firstName?.text
                            return (
                                label,
                                member(
                                    label ?? "_\(number)",
                                    parameter.type,
                                    initial: parameter.defaultValue?.value.trimmedDescription,
                                    meaning: documentation(of: parameter.leadingTrivia),
                                    since: edition(of: parameter.leadingTrivia)
                                )
                            )
                        }
                    )
                )
            }
        }
        records.append(
            RecordDeclaration(
                name: path.joined(separator: "."),
                access: access(node.modifiers),
                isAnswer: conforms(node.inheritanceClause, "Answer"),
                isCommand: conforms(node.inheritanceClause, "ContractCommand"),
                isEvent: conforms(node.inheritanceClause, "ContractEvent"),
                isInstruction: conforms(node.inheritanceClause, "ContractInstruction"),
                hasInitialiser: true,
                meaning: documentation(of: node.leadingTrivia),
                content: .cases(cases),
                discriminator: discriminator(of: path.joined(separator: "."), cases),
                file: file
            )
        )
        return .visitChildren
    }
    override func visitPost(_ node: EnumDeclSyntax) { path.removeLast() }

    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
        path.append(node.name.text)
        return .visitChildren
    }
    override func visitPost(_ node: ClassDeclSyntax) { path.removeLast() }

    private func discriminator(of type: String, _ cases: [Case]) -> String? {
        let named = (scopes[type] ?? []).filter { $0.entry.mark == .discriminator }
        guard let found = named.first?.entry.key else { return nil }
        // Whoever passes the text once must know the case before its members come.
        let first = cases.flatMap(\.members).map(\.member.key).min()
        if named.count > 1 || first.map({ $0 <= found }) == true {
            fault = Fault("\(file): \(type) has one discriminator, before all other members")
        }
        return found
    }

    private func member(
        _ name: String,
        _ type: TypeSyntax,
        initial: String?,
        meaning: String,
        since: Int? = nil
    ) -> Member {
        var wrapped = type
        var isOptional = false
        if let optional = type.as(OptionalTypeSyntax.self) {
            wrapped = optional.wrappedType
            isOptional = true
        }
        if since != nil, !isOptional {
            fault = Fault("\(file): \(name) came with a later edition and must be optional")
        }
        return Member(
            name: name,
            key: plain(name),
            type: qualified(wrapped.trimmedDescription),
            isOptional: isOptional,
            initial: initial,
            meaning: meaning,
            since: since
        )
    }

    /// A type's text with the names of types nested around it written in full, as an extension at
    /// the top of a file does not see them.
    private func qualified(_ type: String) -> String {
        var out = ""
        var word = ""
        func flush() {
            defer { word = "" }
            guard !word.isEmpty else { return }
            guard out.last != "." else {
                out += word
                return
            }
            for depth in stride(from: path.count, to: 0, by: -1) {
                let scope = path.prefix(depth).joined(separator: ".")
                if declared[scope]?.contains(word) == true {
                    out += "\(scope).\(word)"
                    return
                }
            }
            out += word
        }
        for character in type {
            if character.isLetter || character.isNumber || character == "_" {
                word.append(character)
            } else {
                flush()
                out.append(character)
            }
        }
        flush()
        return out
    }

    private func apply(
        _ entries: [(name: String, entry: ScopeVisitor.Entry)],
        to members: inout [Member]
    ) {
        for (name, entry) in entries {
            if let index = members.firstIndex(where: { $0.name == name }) {
                if !members[index].apply(entry.mark) {
                    fault = Fault("\(file): \(name) is optional where it is \(entry.mark.rawValue)")
                }
            } else if entry.mark == .answerOnly {
                members.append(
                    Member(
                        name: name,
                        key: entry.key,
                        type: "",
                        isOptional: false,
                        initial: nil,
                        meaning: entry.meaning,
                        scope: .answerOnly
                    )
                )
            }
        }
    }
}

extension Member {
    /// Takes up what a nested enumeration says of it; false where that does not fit its type.
    fileprivate mutating func apply(_ mark: ScopeVisitor.Mark) -> Bool {
        switch mark {
        case .ledgerOnly: scope = .ledgerOnly
        case .answerOnly: scope = .answerOnly
        case .flattened: scope = .flattened
        case .nullable: absence = .null
        case .omittable: absence = .leftOut
        case .discriminator: return false
        }
        return absence == .byDialect || isOptional
    }
}

extension RecordDeclaration {
    /// The enumeration of the values of its discriminator.
    var discriminatorType: String? {
        discriminator.map { "\(name).\($0.prefix(1).uppercased() + $0.dropFirst())" }
    }

    /// The same, described.
    var discriminatorValue: ValueDeclaration? {
        guard let type = discriminatorType, case .cases(let cases) = content else { return nil }
        return ValueDeclaration(
            name: type,
            meaning: meaning,
            access: access,
            cases: cases.map { ($0.key, $0.meaning, $0.name, $0.since) }
        )
    }
}

func isDescribed(_ clause: InheritanceClauseSyntax?) -> Bool {
    conforms(clause, "Record") || conforms(clause, "Answer")
        || conforms(clause, "ContractInstruction")
}

func conforms(_ clause: InheritanceClauseSyntax?, _ name: String) -> Bool {
    clause?.inheritedTypes.contains { $0.type.trimmedDescription == name } ?? false
}

func isComputed(_ binding: PatternBindingSyntax) -> Bool {
    switch binding.accessorBlock?.accessors {
    case .getter: true
    case .accessors(let accessors):
        accessors.contains { ["get", "_read"].contains($0.accessorSpecifier.text) }
    default: false
    }
}

func access(_ modifiers: DeclModifierListSyntax) -> String {
    for modifier in modifiers where ["public", "package"].contains(modifier.name.text) {
        return "\(modifier.name.text) "
    }
    return ""
}

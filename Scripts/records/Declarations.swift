import Foundation
import SwiftParser
import SwiftSyntax

struct Fault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// One member of a structure or one associated value of a case.
struct Member {
    enum Scope: String {
        case everywhere
        case ledgerOnly
        case answerOnly
        case flattened
    }

    /// How it is spelled that an optional member has no value.
    enum Absence: String {
        case byDialect
        case null
        case leftOut
    }

    /// The name in Swift, with backticks where it has them.
    let name: String
    /// The name in JSON.
    let key: String
    /// The type without the mark of an optional.
    let type: String
    let isOptional: Bool
    let initial: String?
    let meaning: String
    /// The edition of the rules that added it; `nil` where it was always there.
    var since: Int?
    var scope = Scope.everywhere
    var absence = Absence.byDialect

    var declared: String { isOptional ? "\(type)?" : type }
}

struct Case {
    let name: String
    let key: String
    let meaning: String
    /// The edition of the rules that added it; `nil` where it was always there.
    let since: Int?
    /// Each associated value; those without a label are named `_0`, `_1`.
    let members: [(label: String?, member: Member)]
}

/// A declaration that conforms to `Record` or `Answer`.
struct RecordDeclaration {
    enum Content {
        case members([Member])
        case cases([Case])
    }

    /// The whole name: `Claim.Notice`.
    let name: String
    let access: String
    /// Whether it is many types, none of which can be listed.
    var isGeneric = false
    /// Whether it is only ever written.
    let isAnswer: Bool
    /// Whether its cases are what may be asked of an instance.
    let isCommand: Bool
    /// Whether its cases are what happens to an instance.
    var isEvent = false
    /// Whether its cases are what members may ask of the ledger.
    let isInstruction: Bool
    /// Whether its body declares an initialiser, so that the compiler makes none.
    let hasInitialiser: Bool
    let meaning: String
    let content: Content
    /// The member that names the case, where the case's own members stand beside it.
    var discriminator: String?
    /// Where it is declared, for messages.
    let file: String
}

/// A type that is coded and is no record: what it means, and its cases.
struct ValueDeclaration {
    /// The whole name: `Claim.Stage`.
    let name: String
    let meaning: String
    let access: String
    /// Each case's name as it is coded, its name in Swift and the edition that added it.
    let cases: [(key: String, meaning: String, name: String, since: Int?)]
}

/// All that is declared in a module's files.
struct Module {
    let name: String
    let folder: String
    private(set) var records: [RecordDeclaration] = []
    private(set) var values: [ValueDeclaration] = []
    /// Imports of the files that declare records, by module: the widest access.
    private(set) var imports: [String: String] = [:]
    /// The contracts in the order of the registry; empty in every module but theirs.
    private(set) var contracts: [ContractEntry] = []
    /// The codes of refusals in the order of their numbers; empty in every module but the contracts'.
    private(set) var refusals: [RefusalEntry] = []

    var generatedPath: String { "\(folder)/\(name).generated.swift" }

    static func all(under sources: String) throws -> [Module] {
        try FileManager.default.contentsOfDirectory(atPath: sources).sorted().compactMap { name in
            var isFolder: ObjCBool = false
            let folder = "\(sources)/\(name)"
            let isThere = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
            return isThere && isFolder.boolValue ? try Module(name: name, folder: folder) : nil
        }
    }

    /// The wider of two accesses.
    static func wider(_ one: String, _ other: String) -> String {
        ["public ", "package "].first { $0 == one || $0 == other } ?? ""
    }

    init(name: String, folder: String) throws {
        self.name = name
        self.folder = folder
        var files: [(path: String, tree: SourceFileSyntax)] = []
        var declared: [String: Set<String>] = [:]
        let paths = (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? [])
            .filter { $0.hasSuffix(".swift") && !$0.hasSuffix(".generated.swift") }.sorted()
        for path in paths {
            let text = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
            // Most files describe nothing and name no type that a description needs.
            let tree = Parser.parse(source: text)
            files.append((path, tree))
            let names = NameVisitor()
            names.walk(tree)
            guard names.conditions.isEmpty || !names.describes else {
                throw Fault(
                    "\(folder)/\(path): '#if' in a file that describes types is not read: what a type "
                        + "consists of does not depend on how it is built"
                )
            }
            for (parent, children) in names.nested {
                declared[parent, default: []].formUnion(children)
            }
        }
        let codes = RefusalVisitor()
        for file in files { codes.walk(file.tree) }
        refusals = try codes.checked()
        if !refusals.isEmpty { declared["Refusal", default: []].insert("Code") }
        let scopes = ScopeVisitor()
        for file in files { scopes.walk(file.tree) }
        for file in files {
            let visitor = RecordVisitor(file: file.path, declared: declared, scopes: scopes.scopes)
            visitor.walk(file.tree)
            if let fault = visitor.fault { throw fault }
            guard !visitor.records.isEmpty else { continue }
            records += visitor.records
            for (module, access) in visitor.imports {
                imports[module] = Module.wider(access, imports[module] ?? "")
            }
        }
        for file in files {
            let registry = RegistryVisitor()
            registry.walk(file.tree)
            contracts += registry.contracts.map { entry in
                var entry = entry
                entry.hasInstructions = records.contains { $0.name == "\(entry.type).Instruction" }
                return entry
            }
        }
        if let fault = misspelled.first { throw Fault("\(folder): \(fault)") }
        for (type, names) in scopes.scopes {
            guard let record = records.first(where: { $0.name == type }) else { continue }
            guard case .members(let members) = record.content else { continue }
            let known = Set(members.map(\.name))
            for (name, entry) in names where entry.mark != .answerOnly && !known.contains(name) {
                throw Fault("\(type): '\(name)' is listed and is no stored property")
            }
        }
        records.sort { $0.name < $1.name }
        // What CanonicalJSON codes are the standard library's types, which mean what they are.
        guard name != "CanonicalJSON" else { return }
        let coded = ValueVisitor()
        for file in files {
            coded.file = file.path
            coded.walk(file.tree)
        }
        values = coded.values + records.compactMap(\.discriminatorValue)
        for file in files where coded.filesOfOthers.contains(file.path) {
            let visitor = RecordVisitor(file: file.path, declared: declared, scopes: scopes.scopes)
            visitor.walk(file.tree)
            for module in visitor.imports.keys where imports[module] == nil { imports[module] = "" }
        }
        if !refusals.isEmpty { values.append(RefusalEntry.declaration(of: refusals)) }
        values.sort { $0.name < $1.name }
    }
}

/// Which types are nested in which, by their whole names.
final class NameVisitor: SyntaxVisitor {
    var nested: [String: Set<String>] = [:]
    /// The conditions of `#if` in the file.
    var conditions: [String] = []
    /// Whether a type in the file is described or coded, or is part of a registry.
    var describes = false
    private var path: [String] = []

    init() { super.init(viewMode: .sourceAccurate) }

    private func enter(_ name: String) -> SyntaxVisitorContinueKind {
        nested[path.joined(separator: "."), default: []].insert(name)
        path.append(name)
        return .visitChildren
    }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text)
    }
    override func visitPost(_ node: StructDeclSyntax) { path.removeLast() }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text)
    }
    override func visitPost(_ node: EnumDeclSyntax) { path.removeLast() }
    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text)
    }
    override func visitPost(_ node: ClassDeclSyntax) { path.removeLast() }
    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text)
    }
    override func visitPost(_ node: ActorDeclSyntax) { path.removeLast() }
    override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind {
        nested[path.joined(separator: "."), default: []].insert(node.name.text)
        return .skipChildren
    }
    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        path.append(node.extendedType.trimmedDescription)
        return .visitChildren
    }
    override func visitPost(_ node: ExtensionDeclSyntax) { path.removeLast() }
    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

    override func visit(_ node: IfConfigDeclSyntax) -> SyntaxVisitorContinueKind {
        conditions.append(node.clauses.first?.condition?.trimmedDescription ?? "")
        return .visitChildren
    }
    override func visit(_ node: InheritanceClauseSyntax) -> SyntaxVisitorContinueKind {
        if NameVisitor.marks.contains(where: { conforms(node, $0) }) { describes = true }
        return .skipChildren
    }

    private static let marks = ValueVisitor.marks.union([
        "Record", "Answer", "ContractCommand", "ContractInstruction", RefusalVisitor.mark,
    ])
}

/// The enumerations `LedgerOnly`, `AnswerOnly`, `Flattened`, `Nullable`, `Omittable` and
/// `Discriminator` of each type.
final class ScopeVisitor: SyntaxVisitor {
    enum Mark: String {
        case ledgerOnly = "LedgerOnly"
        case answerOnly = "AnswerOnly"
        case flattened = "Flattened"
        case nullable = "Nullable"
        case omittable = "Omittable"
        case discriminator = "Discriminator"
    }

    struct Entry {
        let mark: Mark
        let key: String
        let meaning: String
    }

    var scopes: [String: [(name: String, entry: Entry)]] = [:]
    private var path: [String] = []

    init() { super.init(viewMode: .sourceAccurate) }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        path.append(node.name.text)
        return .visitChildren
    }
    override func visitPost(_ node: StructDeclSyntax) { path.removeLast() }
    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        path.append(node.extendedType.trimmedDescription)
        return .visitChildren
    }
    override func visitPost(_ node: ExtensionDeclSyntax) { path.removeLast() }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        let type = path.joined(separator: ".")
        path.append(node.name.text)
        guard let mark = Mark(rawValue: node.name.text) else { return .visitChildren }
        for member in node.memberBlock.members {
            guard let cases = member.decl.as(EnumCaseDeclSyntax.self) else { continue }
            let meaning = documentation(of: cases.leadingTrivia)
            for element in cases.elements {
                let name = element.name.text
                let key =
                    element.rawValue?.value.as(StringLiteralExprSyntax.self)?
                    .representedLiteralValue ?? plain(name)
                scopes[type, default: []].append(
                    (name, Entry(mark: mark, key: key, meaning: meaning))
                )
            }
        }
        return .skipChildren
    }
    override func visitPost(_ node: EnumDeclSyntax) { path.removeLast() }
}

/// The coded types that are no records, by what they or their extensions conform to.
final class ValueVisitor: SyntaxVisitor {
    static let marks: Set<String> = ["JSONCoded", "JSONShaped", "TextCoded", "Base64Coded"]

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

private func isDescribed(_ clause: InheritanceClauseSyntax?) -> Bool {
    conforms(clause, "Record") || conforms(clause, "Answer")
        || conforms(clause, "ContractInstruction")
}

func conforms(_ clause: InheritanceClauseSyntax?, _ name: String) -> Bool {
    clause?.inheritedTypes.contains { $0.type.trimmedDescription == name } ?? false
}

private func isComputed(_ binding: PatternBindingSyntax) -> Bool {
    switch binding.accessorBlock?.accessors {
    case .getter: true
    case .accessors(let accessors):
        accessors.contains { ["get", "_read"].contains($0.accessorSpecifier.text) }
    default: false
    }
}

private func access(_ modifiers: DeclModifierListSyntax) -> String {
    for modifier in modifiers where ["public", "package"].contains(modifier.name.text) {
        return "\(modifier.name.text) "
    }
    return ""
}

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

/// Marks of editions that are not spelled as they must be.
var misspelled: [String] = []

private func commentLines(_ trivia: Trivia) -> [String] {
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

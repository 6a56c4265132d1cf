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
    /// The codes of refusals in the order of their numbers;
    /// empty in every module but the contracts'.
    private(set) var refusals: [RefusalEntry] = []
    /// The triggers by their names; empty in every module but the contracts'.
    private(set) var triggers: [TriggerEntry] = []

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
                    "\(folder)/\(path): '#if' in a file that describes types is not read: what a "
                        + "type consists of does not depend on how it is built"
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
        let rules = TriggerVisitor()
        for file in files { rules.walk(file.tree) }
        if let fault = rules.fault { throw fault }
        triggers = rules.entries.sorted { $0.name < $1.name }
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
        if let silent = (records.flatMap(\.silent) + values.flatMap(\.silent)).first {
            throw Fault("\(folder): \(silent) has no comment that says what it means")
        }
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
        TriggerVisitor.mark,
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

import Foundation
import Testing

/// The house's rules against this checkout.
@Suite struct CheckoutTests {
    @Test func `every target keeps to its row of the module table`() throws {
        let table = try architecture()
        expectNone(table.violations(in: try Checkout.package()))
    }

    @Test func `the README's module table names every target and no other`() throws {
        let page = try Checkout.text("README.md")
        let named = try #require(ModuleTable.modules(ofShortTable: page), "it has no module table")
        expectNone(differences(ofShortTable: named, from: try Checkout.package()))
    }

    @Test func `every import keeps to the module table`() throws {
        let table = try architecture()
        expectNone(try violations(table.violations))
    }

    @Test func `every Swift target enables the upcoming features`() throws {
        let package = try Checkout.package()
        let swiftTargets = Checkout.swiftTargets(of: package)
        #expect(!swiftTargets.isEmpty)
        expectNone(missingFeatures(in: package, swiftTargets: swiftTargets))
    }

    @Test func `the core is pure`() throws {
        expectNone(try violations(\.impurities))
    }

    @Test func `names say what things are`() throws {
        expectNone(try violations(\.emptyNames, in: [Checkout.tests, Checkout.scripts]))
    }

    @Test func `nothing is left open`() throws {
        // The rules' own tests are made of what is left open.
        expectNone(try violations(\.leftovers, in: [Checkout.scripts]))
    }

    @Test func `no file is overlong`() throws {
        expectNone(try violations(\.overlength, in: [Checkout.tests, Checkout.scripts]))
    }

    @Test func `no line is overwide`() throws {
        expectNone(try violations(\.overwide, in: [Checkout.tests]))
    }

    @Test func `no two types have one name`() throws {
        expectNone(
            duplicateTypes(in: try Checkout.sources.get() + Checkout.tests.get())
        )
    }

    @Test func `no nested type has the name of one at the top of a file`() throws {
        expectNone(shadowingTypes(in: try Checkout.sources.get()))
    }

    @Test func `no file is dead`() throws {
        expectNone(deadFiles(in: try Checkout.sources.get()))
    }

    @Test func `every generated file is what its generator makes`() throws {
        let generated = Checkout.paths(under: "Sources", ending: ".generated.swift")
        #expect(!generated.isEmpty)
        expectNone(try staleFiles(checkedBy: "Scripts/make-records"))
    }

    @Test func `every module that describes types has them filled by the record tests`() throws {
        let generated = Checkout.paths(under: "Sources", ending: ".generated.swift")
        let modules = generated.compactMap {
            $0.split(separator: "/").last?.split(separator: ".").first
        }
        let list = try Checkout.text("Tests/RecordTests/DescribedModules.generated.swift")
        for module in modules {
            #expect(list.contains("records: \(module)Records.all"), "\(module)")
        }
    }

    @Test func `a file that describes types may not depend on how it is built`() throws {
        let member = "    /// A count.\n    var b: Int\n"
        let record = "/// A record.\nstruct A: Record {\n\(member)}\n"
        #expect(try madeFrom(record) == 1)
        #expect(
            try madeFrom(
                "/// A record.\nstruct A: Record {\n    #if DEBUG\n\(member)    #endif\n}\n"
            ) == 2
        )
        #expect(try madeFrom("#if DEBUG\n\(record)#endif\n") == 2)
        #expect(try madeFrom("#if DEBUG\nstruct A {\n\(member)}\n#endif\n") == 1)
    }

    @Test(arguments: [
        "struct A: Record {\n    /// A count.\n    var b: Int\n}\n",
        "/// A record.\nstruct A: Record {\n    var b: Int\n}\n",
        "/// A record.\nenum A: Record {\n    case b\n}\n",
        "/// A record.\nenum A: Record {\n    /// One.\n    case b(c: Int)\n}\n",
        "/// A choice.\nenum A: String, JSONCoded {\n    case b\n}\n",
    ])
    func `what is described says what it means, each member and each case`(
        text: String
    ) throws {
        #expect(try madeFrom(text) == 2)
    }

    /// With what status records are made from a module of one file: 1 where there is something to
    /// be made, 2 where a declaration is refused.
    private func madeFrom(_ text: String) throws -> Int32 {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "plimsoll-records-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let module = folder.appending(path: "Sources/Example")
        try FileManager.default.createDirectory(at: module, withIntermediateDirectories: true)
        try text.write(to: module.appending(path: "A.swift"), atomically: true, encoding: .utf8)
        return try Checkout.status(
            of: ["env", "PLIMSOLL_RECORDS_ROOT=\(folder.path)", "Scripts/make-records", "--check"]
        ).status
    }

    @Test func `the top level holds the agreed names only`() throws {
        let names = try Checkout.topLevelNames()
        #expect(names.contains("Package.swift"))
        expectNone(unknownNames(atTop: names))
    }

    private func architecture() throws -> ModuleTable {
        let page = try Checkout.text("Sources/plimsoll/Plimsoll.docc/Architecture.md")
        return try #require(ModuleTable(markdown: page), "the page has no module table")
    }

    /// What a rule finds in all sources, and in others; that there are some is part of the check.
    private func violations(
        _ rule: (SourceFile) -> [Violation],
        in others: [Result<[SourceFile], any Error>] = []
    ) throws -> [Violation] {
        let sources = try Checkout.sources.get()
        try #require(sources.count > 10)
        let all = try sources + others.flatMap { try $0.get() }
        for other in others { try #require(try other.get().count > 3) }
        return all.flatMap(rule)
    }

    /// Expects that a rule found nothing, and names each thing that it did
    /// find on a line of its own.
    private func expectNone(
        _ violations: [Violation],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let listing = violations.map(\.description).joined(separator: "\n")
        #expect(violations.isEmpty, "\(listing)", sourceLocation: sourceLocation)
    }
}

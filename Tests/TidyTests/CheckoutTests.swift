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
        expectNone(try violations(\.emptyNames))
    }

    @Test func `nothing is left open`() throws {
        expectNone(try violations(\.leftovers))
    }

    @Test func `no file is overlong`() throws {
        expectNone(try violations(\.overlength))
    }

    @Test func `no two types have one name`() throws {
        expectNone(duplicateTypes(in: try Checkout.sources.get()))
    }

    @Test func `no file is dead`() throws {
        expectNone(deadFiles(in: try Checkout.sources.get()))
    }

    @Test func `every generated file is what its generator makes`() throws {
        let generated = Checkout.paths(under: "Sources", ending: ".generated.swift")
        #expect(!generated.isEmpty)
        expectNone(try staleFiles(checkedBy: "Scripts/make-records"))
    }

    @Test func `the top level holds the agreed names only`() throws {
        let names = try Checkout.topLevelNames()
        #expect(names.contains("Package.swift"))
        expectNone(strangers(atTop: names))
    }

    private func architecture() throws -> ModuleTable {
        let page = try Checkout.text("Sources/plimsoll/Plimsoll.docc/Architecture.md")
        return try #require(ModuleTable(markdown: page), "the page has no module table")
    }

    /// What a rule finds in all sources; that there are sources is part of the check.
    private func violations(_ rule: (SourceFile) -> [Violation]) throws -> [Violation] {
        let sources = try Checkout.sources.get()
        try #require(sources.count > 10)
        return sources.flatMap(rule)
    }

    /// Expects that a rule found nothing, and names each thing that it did find on a line of its own.
    private func expectNone(
        _ violations: [Violation],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let listing = violations.map(\.description).joined(separator: "\n")
        #expect(violations.isEmpty, "\(listing)", sourceLocation: sourceLocation)
    }
}

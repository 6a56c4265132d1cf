import Foundation
import Testing

/// Each rule against one example made to break it, and its nearest lawful neighbour.
@Suite struct RuleTests {
    static let table = """
        | module | holds | may import |
        |---|---|---|
        | `Marine` | the vocabulary | nothing, not Foundation |
        | `TransparencyLog` | the tree | Crypto |
        | `Contracts` | the contracts | Marine |
        | `Ledger` | the sequencer | Contracts, TransparencyLog |
        | `Services` | use cases | all of the above |
        | `plimsoll` | the command line | anything |
        | `CCurl`, `CZlib` | C interfaces | |

        | store | holds | if lost |
        |---|---|---|
        | `view.sqlite` | tables | rebuilt |
        """

    private func architecture() throws -> ModuleTable {
        try #require(ModuleTable(markdown: Self.table))
    }

    private func source(_ path: String, _ text: String) -> SourceFile {
        SourceFile(path: "Sources/\(path)", text: text)
    }

    private func package(_ targets: String) throws -> PackageDescription {
        try JSONDecoder().decode(
            PackageDescription.self,
            from: Data(#"{"targets": [\#(targets)]}"#.utf8)
        )
    }

    private func target(
        _ name: String,
        _ dependencies: [String] = [],
        products: [String] = [],
        features: [String] = []
    ) -> String {
        let all =
            dependencies.map { #"{"byName": ["\#($0)", null]}"# }
            + products.map { #"{"product": ["\#($0)", "elsewhere", null, null]}"# }
        let settings = features.map {
            #"{"kind": {"enableUpcomingFeature": {"_0": "\#($0)"}}, "tool": "swift"}"#
        }
        return """
            {"name": "\(name)", "type": "regular", "dependencies": [\(all.joined(separator: ","))],
             "settings": [\(settings.joined(separator: ","))]}
            """
    }

    @Test func `the table is read with its turns of phrase`() throws {
        let table = try architecture()
        #expect(table["Marine"]?.mayImport == [])
        #expect(
            table["Services"]?.mayImport == ["Marine", "TransparencyLog", "Contracts", "Ledger"]
        )
        #expect(table["plimsoll"]?.mayImport.contains("CZlib") == true)
        #expect(table["CCurl"]?.mayImport == [])
        #expect(table["view.sqlite"] == nil)
        #expect(table.reach(of: "Ledger") == ["Contracts", "TransparencyLog", "Crypto", "Marine"])
        #expect(ModuleTable(markdown: "# No table here") == nil)
    }

    @Test func `a dependency beyond the row is found`() throws {
        let lawful = [
            target("Marine"), target("TransparencyLog", products: ["Crypto"]),
            target("Contracts", ["Marine"]), target("Services", ["Ledger", "Marine"]),
            target("plimsoll", ["Services"]), target("CCurl"), target("CZlib"),
        ].joined(separator: ",")
        let table = try architecture()
        let good = try package(
            lawful + "," + target("Ledger", ["Contracts"], products: ["Logging"])
        )
        #expect(table.violations(in: good).isEmpty)
        let bad = try package(lawful + "," + target("Ledger", ["Services"]))
        #expect(
            table.violations(in: bad) == [Violation("Ledger", "depends on Services beyond its row")]
        )
    }

    @Test func `a library in the pure core is found`() throws {
        let bad = try package(target("Marine", products: ["Logging"]))
        #expect(
            try architecture().violations(in: bad)
                .contains(Violation("Marine", "depends on Logging beyond its row"))
        )
    }

    @Test func `a target without a row and a row without a target are found`() throws {
        let found = try architecture().violations(in: try package(target("Extras")))
        #expect(found.contains(Violation("Extras", "has no row in the module table")))
        #expect(found.contains(Violation("Ledger", "has a row in the module table and no target")))
    }

    @Test func `an import beyond the row is found`() throws {
        let table = try architecture()
        let good = source("Ledger/Replay.swift", "public import Marine\nimport Foundation\n")
        #expect(table.violations(in: good).isEmpty)
        let bad = source("Ledger/Replay.swift", "// why\n@testable import struct Services.Quote\n")
        #expect(
            table.violations(in: bad)
                == [
                    Violation(
                        "Sources/Ledger/Replay.swift",
                        line: 2,
                        "imports Services beyond its row"
                    )
                ]
        )
    }

    @Test(arguments: ["Foundation", "Dispatch", "Glibc", "Synchronization", "TransparencyLog"])
    func `an import into the pure core is found`(name: String) throws {
        let bad = source("Contracts/Claim.swift", "import Marine\nimport \(name)\n")
        #expect(try architecture().violations(in: bad).map(\.line) == [2])
    }

    @Test(arguments: [
        "let x: Double = 1", "let half = 0.5", "func f() async {}", "let id = UUID()",
        "let n = Int.random(in: 0..<6)", "let now = ContinuousClock.now", "x.hashValue",
        "actor Book {}",
    ])
    func `an impurity in the pure core is found`(line: String) {
        #expect(source("Marine/Money.swift", line).impurities.count == 1)
        #expect(source("Storage/Store.swift", line).impurities.isEmpty)
    }

    @Test func `what only looks impure is let pass`() {
        let text = """
            /// As a Double would be, 0.5 or random.
            let text = "async \\(pair.0.1) 0.5" + #"Float "quoted" \\(1.5)"#
            let pair = nested.0.1 + rows.map { $0.1 }
            let actor = context.actor
            for digit in 0...9 { use(digit) }
            """
        #expect(source("Marine/Money.swift", text).impurities.isEmpty)
        let number = "let bits = value as Double"
        #expect(source("CanonicalJSON/ECMAScriptNumber.swift", number).impurities.isEmpty)
    }

    @Test(arguments: [
        "struct LedgerManager {}", "enum DateUtils {}", "protocol ClaimInfo {}",
        "final class ShipmentData {}", "actor UploadHelper {}", "typealias DataSource = Int",
    ])
    func `an empty name is found`(line: String) {
        #expect(source("Ledger/Replay.swift", line).emptyNames.count == 1)
    }

    @Test func `a file's empty name is found and a meaning name let pass`() {
        #expect(source("Ledger/ReplayUtils.swift", "").emptyNames.count == 1)
        #expect(
            source("Ledger/Metadata.swift", "struct Metadata { var info: Data }").emptyNames.isEmpty
        )
    }

    @Test(arguments: [
        "// FIXME: later", "/* TODO */", "let mark = \"XXX\"", "let x = try! read()",
        "guard ok else { fatalError() }",
    ])
    func `what was left open is found`(line: String) {
        #expect(source("Ledger/Replay.swift", "\n" + line).leftovers.map(\.line) == [2])
    }

    @Test func `what only speaks of stopping is let pass`() {
        let text = "// never fatalError or try! here\nlet x = try !flag()\nlet y = \"try! it\""
        #expect(source("Ledger/Replay.swift", text).leftovers.isEmpty)
    }

    @Test func `a long file is found at its first line too many`() {
        let lines = String(repeating: "let x = 1\n", count: 400)
        #expect(source("Ledger/Replay.swift", lines).overlength.isEmpty)
        #expect(source("Ledger/Replay.swift", lines + "let y = 2\n").overlength.count == 1)
    }

    @Test func `a line of 101 columns is found, in a comment too`() {
        let text = "// " + String(repeating: "é", count: 97)
        #expect(source("Ledger/Replay.swift", text).overwide.isEmpty)
        #expect(source("Ledger/Replay.swift", "let x = 1\n\(text).").overwide.map(\.line) == [2])
        #expect(source("Ledger/Ledger.generated.swift", text + ".").overwide.isEmpty)
    }

    @Test func `a target that the README's table lacks, and a name too many, are found`() throws {
        let page = """
            | module | holds |
            |---|---|
            | `Marine` | the vocabulary |
            | `CCurl`, `CZlib` | C interfaces |

            | store | holds |
            """
        let named = try #require(ModuleTable.modules(ofShortTable: page))
        #expect(named == ["Marine", "CCurl", "CZlib"])
        #expect(ModuleTable.modules(ofShortTable: Self.table) == nil)
        let good = try package(
            [target("Marine"), target("CCurl"), target("CZlib")]
                .joined(separator: ",")
        )
        #expect(differences(ofShortTable: named, from: good).isEmpty)
        let bad = try package(
            [target("Marine"), target("CCurl"), target("Audit")]
                .joined(separator: ",")
        )
        #expect(
            differences(ofShortTable: named + ["Marine"], from: bad) == [
                Violation("Audit", "has no row in the README's module table"),
                Violation("CZlib", "has a row in the README's module table and no target"),
                Violation("Marine", "has two rows in the README's module table"),
            ]
        )
    }

    @Test func `two types of one name are found, whatever they are`() {
        let one = source(
            "Ledger/Place.swift",
            "public struct Place { enum Kind {} }\nextension Place { struct Row {} }"
        )
        let nested = source("Witness/Rules.swift", "enum Rules { struct Place {}; enum Kind {} }")
        #expect(duplicateTypes(in: [one, nested]).isEmpty)
        let other = source("Witness/Place.swift", "// why\nprivate typealias Place = Int")
        #expect(
            duplicateTypes(in: [one, nested, other])
                == [
                    Violation(
                        "Sources/Witness/Place.swift",
                        line: 2,
                        "Place stands in Sources/Ledger/Place.swift:1 too"
                    )
                ]
        )
    }

    @Test func `a nested type with the name of one at the top is found`() {
        let top = source(
            "Ledger/Place.swift",
            "public struct Place { enum Kind {} }\n"
                + "struct Command { class func place(actor: Int) {} }"
        )
        let contract = source(
            "Contracts/Claim.swift",
            "enum Claim { enum Command {}; enum Kind {} }"
        )
        #expect(shadowingTypes(in: [top, contract]).isEmpty)
        let nested = source(
            "Witness/Rules.swift",
            "extension Rules {\n    private struct Place {}\n}"
        )
        #expect(
            shadowingTypes(in: [top, contract, nested])
                == [
                    Violation(
                        "Sources/Witness/Rules.swift",
                        line: 2,
                        "Place has the name of the type in Sources/Ledger/Place.swift:1"
                    )
                ]
        )
    }

    @Test func `a file that nothing uses is found`() {
        let used = source("Ledger/Place.swift", "struct Place { let row = 1 }")
        let user = source("Ledger/Use.swift", "@main enum Use { static let it = Place().row }")
        #expect(deadFiles(in: [used, user]).isEmpty)
        for text in [
            "struct Forgotten { let place = Place() }",
            "func forgotten(_ place: Place) { print(place) }",
            "// Use speaks of Place.forgotten here only.\nlet forgotten = Place()",
            "extension Place { var forgotten: Int { row } }",
        ] {
            let dead = source("Ledger/Left.swift", text)
            #expect(
                deadFiles(in: [used, user, dead])
                    == [
                        Violation(
                            "Sources/Ledger/Left.swift",
                            "none of what it declares is used by another file"
                        )
                    ],
                "\(text)"
            )
        }
    }

    @Test(arguments: [
        "extension Place { init(two: Int) { self.init() } }",
        "extension Place: Sendable {}", "extension Place { var it: Int { row } }",
    ])
    func `an extension is used by what it adds`(text: String) {
        let used = source("Ledger/Place.swift", "struct Place { let row = 1 }")
        let user = source("Ledger/Use.swift", "@main enum Use { static let it = Place().row }")
        #expect(deadFiles(in: [used, user, source("Ledger/More.swift", text)]).isEmpty)
    }

    @Test(arguments: [0, 1, 2])
    func `a generated file that is stale is found, and a generator that fails is no answer`(
        status: Int32
    ) throws {
        let generator = FileManager.default.temporaryDirectory
            .appending(path: "generator-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: generator) }
        let stale = "Sources/Contracts/Records.generated.swift"
        let script = "#!/bin/sh\ntest \"$1\" = --check || exit 3\necho \(stale)\nexit \(status)\n"
        try Data(script.utf8).write(to: generator)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700],
            ofItemAtPath: generator.path
        )
        guard status < 2 else {
            #expect(throws: Checkout.CommandFailed.self) {
                try staleFiles(checkedBy: generator.path)
            }
            return
        }
        let violation = Violation(stale, "is not what \(generator.path) makes")
        #expect(try staleFiles(checkedBy: generator.path) == (status == 0 ? [] : [violation]))
    }

    @Test func `a stranger at the top is found`() {
        #expect(unknownNames(atTop: ["Package.swift", "Sources", ".ci", "README.md"]).isEmpty)
        #expect(
            unknownNames(atTop: ["Sources", "docs"])
                == [Violation("docs", "is not in the agreed layout")]
        )
    }

    @Test func `a missing upcoming feature is found`() throws {
        let all = ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility"]
        let package = try package(
            [target("Marine", features: all), target("Ledger", features: Array(all.dropLast()))]
                .joined(separator: ",")
        )
        #expect(
            missingFeatures(in: package, swiftTargets: ["Marine", "Ledger"])
                == [
                    Violation(
                        "Ledger",
                        "does not enable the upcoming feature MemberImportVisibility"
                    )
                ]
        )
        #expect(missingFeatures(in: package, swiftTargets: ["Marine"]).isEmpty)
    }

    @Test func `comments and strings are no code, whatever they nest`() {
        let text = #"""
            a /* one /* two */ still */ b // c
            "d \(e("f)") + g) h" i #"j " k"# l
            """#
        let words = source("Ledger/Replay.swift", text).tokens.map(\.text)
        #expect(words == ["a", "b", "i", "l"])
        let threefold = "x \"\"\"\n y \" z\n \"\"\" w"
        #expect(source("Ledger/Replay.swift", threefold).tokens.map(\.line) == [1, 3])
    }
}

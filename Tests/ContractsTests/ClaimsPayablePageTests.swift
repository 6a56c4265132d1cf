import CanonicalJSON
import Foundation
import Marine
import TestSamples
import Testing

@testable import Contracts

/// The page that says what makes a claim payable is true to the code.
@Suite struct ClaimsPayablePageTests {
    private static func page(_ name: String) throws -> String {
        let page = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/plimsoll/Plimsoll.docc/\(name).md")
        return try String(contentsOf: page, encoding: .utf8)
    }

    private static func rows(
        under heading: String,
        of name: String = "ClaimsPayable"
    ) throws -> [[String]] {
        let text = try page(name)
        let section = try #require(text.split(separator: "\n## ").first { $0.hasPrefix(heading) })
        return section.split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2).map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    @Test func `every check is listed in its order with its clause`() throws {
        var ledger = try CaseLedger()
        let judged = try ledger.run(CaseLedger.Voyage()).checks
        let rows = try Self.rows(under: "The checks, in order")
        #expect(
            rows.map { $0.prefix(2).joined(separator: ": ") }
                == judged.map { check in
                    "`\(check.name)`: \(check.clause?.string ?? "")"
                }
        )
    }

    @Test func `every trigger is listed with its perils and its clause`() throws {
        let rows = try Self.rows(under: "The triggers", of: "CoverParts")
        #expect(
            rows.map { $0.prefix(3).joined(separator: ": ") }
                == Trigger.rules.map { name, rule in
                    let perils = rule.perils.map { "`\($0)`" }.joined(separator: ", ")
                    return "`\(name)`: \(perils): \(rule.clause)"
                }
        )
    }

    @Test func `the members of a part and of a scale are those of the page`() throws {
        let members = try Self.rows(under: "Overview", of: "CoverParts").map { $0[0] }
        #expect(members == CoverPart.description.members.map { "`\($0.name)`" })
        let scales = try Self.rows(under: "The scales", of: "CoverParts").map { $0[0] }
        #expect(scales == PayoutScale.description.cases.map { "`\($0.name)`" })
    }

    @Test func `the days after arrival are those of the clause sets`() throws {
        let rows = try Self.rows(under: "The carriage")
        let days = rows.map { $0[1] }
        let sets: [ClauseSet] = [.iccA, .frozenFoodA, .strikesCargo, .warCargo]
        #expect(days == sets.map { "\($0.daysAfterArrival(in: .second) ?? 0)" })
        #expect(ClauseSet.iccB.daysAfterArrival(in: .second) == 60)
        #expect(ClauseSet.iccC.daysAfterArrival(in: .second) == 60)
    }

    @Test func `the page on the ledger's format names every refusal`() throws {
        let text = try Self.page("LedgerFormat")
        let sections = text.split(separator: "\n## ")
        let section = try #require(sections.first { $0.hasPrefix("Refusals") })
        let missing = Refusal.Code.allCases.filter { !section.contains("`\($0)`") }
        #expect(missing == [])
    }
}

import Audit
import CanonicalJSON
import Contracts
import Ledger
import Marine
import TestSupport
import Testing

/// Ledgers that adopt an edition are audited by the rules that were in force at each entry.
@Suite struct NextEditionAuditTests {
    private func source(adopting edition: Edition = .draft) throws -> AuditedSource {
        try AuditedSource(
            and: Scenario.claim + Scenario.heldByCover + Scenario.manyKeys
                + Scenario.adoption(of: edition),
            latest: edition,
            foundedBy: .first
        )
    }

    @Test(arguments: [Edition.current, .draft])
    func `a ledger that crosses a change of the rules audits clean`(edition: Edition) async throws {
        let source = try source(adopting: edition)
        let adoption = try source.index(of: "adoptEdition")
        for fact in ["keepSecret", "hold", "insure"] {
            #expect(try source.index(of: fact) > adoption)
        }
        let report = try await source.audit(latest: edition)
        #expect(report.isClean, "\(report.text)")
        #expect(report.sections.first { $0.name == "contracts" }?.examined == source.entries.count)
    }

    @Test(arguments: [Edition.current, .draft])
    func `a ledger on which officers act and holders change audits clean`(
        edition: Edition
    ) async throws {
        let source = try AuditedSource(of: Scenario.people(in: edition), latest: edition)
        let report = try await source.audit(latest: edition)
        #expect(report.isClean, "\(report.text)")
        #expect(report.sections.first { $0.name == "contracts" }?.examined == source.entries.count)
    }

    @Test(arguments: [Edition.first, .draft], [Edition.first, .draft])
    func `findings are computed again by the edition of the entry that records them`(
        entry: Edition,
        findings: Edition
    ) async throws {
        let source = try AuditedSource(
            latest: .draft,
            AuditedSource.warming,
            foundedBy: .first,
            recordedIn: entry,
            evaluatedIn: findings
        )
        let report = try await source.audit(latest: .draft)
        let found = report.sections.first { $0.name == "findings" }?.findings ?? []
        #expect(found.isEmpty == (entry == findings), "\(report.text)")
        #expect(report.isClean == (entry == findings), "\(report.text)")
    }

    @Test func `an auditor's program that does not know the edition says where it is adopted`()
        async throws
    {
        let source = try source()
        let report = try await source.audit()
        let adoption = try source.index(of: "adoptEdition")
        #expect(report.verdict == .incomplete, "what is not known is no finding")
        let stopped = report.sections.first { $0.name == "contracts" }?.incomplete
        #expect(
            stopped?.hasPrefix("the replay ended: entry \(adoption) is of edition \(Edition.draft)")
                == true
        )
    }

    @Test func `an entry that claims another edition than the one in force is found`() async throws
    {
        for (action, edition) in [("adoptEdition", 3), ("open", 3), ("refer", 1)] {
            var source = try source()
            let index = try #require(
                try source.entries.lastIndex {
                    try Transition(leaf: $0.leaf).edge.action == action
                }
            )
            try source.write(index) { $0["edition"] = .integer(Int64(edition)) }
            let report = try await source.audit(latest: .draft)
            #expect(report.findings(at: index), "\(action): \(report.text)")
        }
    }
}

extension AuditReport {
    /// Whether something was found at an entry.
    fileprivate func findings(at index: Int) -> Bool {
        sections.flatMap(\.findings).contains { $0.place == "hand-made ledger entry \(index)" }
    }
}

import CanonicalJSON
import Contracts
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing

@testable import Witness

/// A validating witness follows a ledger on which officers act and holders change.
@Suite struct PeopleWitnessTests {
    private func log(in edition: Edition = .draft) throws -> TestLog {
        TestLog(try LedgerWriter(Scenario.people(in: edition), latest: edition).entries)
    }

    @Test(arguments: [Edition.current, .draft])
    func `subscribed slips, officers' decisions and a new holder of two claims are cosigned`(
        edition: Edition
    ) async throws {
        let verdicts = try await Verdicts(of: try log(in: edition), latest: edition)
        #expect(verdicts.with == "cosigned")
        #expect(verdicts.without == "cosigned")
    }

    @Test func `a holder's command that moves one claim twice is refused for good`() async throws {
        let honest = try log()
        let index = try ForgedLeaf.index(of: "passHolder", in: honest) + 1
        let forged = try honest.moving(index, to: "claim-1")
        let verdicts = try await Verdicts(of: forged, latest: .draft)
        for verdict in [verdicts.with, verdicts.without] {
            #expect(verdict.hasPrefix("entry \(index) breaks the rule 'workflow'"), "\(verdict)")
            #expect(verdict.contains("one command moves claim claim-1 twice"), "\(verdict)")
        }
    }

    @Test func `a key for an officer that there is not is found by whoever reads the payload`()
        async throws
    {
        let signer = MemberKey.second
        let register = ScenarioCommand(
            "key",
            by: .leader,
            .key(signer, ofOfficer: "adjuster"),
            at: day(48)
        )
        var writer = try LedgerWriter(Scenario.people, latest: .draft)
        var before = try #require(writer.states[.consortium].flatMap(Consortium.unwrap))
        try writer.write(register)
        let entry = try #require(writer.entries.last)
        let transition = try Transition(leaf: entry.leaf)
        func verdict(_ state: Consortium.State) -> Rule? {
            var rules = RegistrationRules(
                origin: LedgerWriter.origin,
                size: entry.index,
                state: state,
                latest: .draft
            )
            do {
                try rules.admit(transition, entry.payload)
                return nil
            } catch { return (error as? RuleViolation)?.rule }
        }
        #expect(verdict(before) == nil)
        before.members[.leader]?.officers?.removeAll { $0.id == id("adjuster") }
        #expect(verdict(before) == .decision)
    }
}

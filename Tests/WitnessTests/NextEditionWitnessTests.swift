import CanonicalJSON
import Contracts
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing

@testable import Witness

/// A validating witness follows a ledger into the edition that it adopts.
@Suite struct NextEditionWitnessTests {
    private func log(adopting edition: Edition = .draft) throws -> TestLog {
        TestLog(
            try LedgerWriter(
                Scenario.founded(by: .first, Scenario.wholeVoyage)
                    + Scenario.heldByCover + Scenario.manyKeys
                    + Scenario.adoption(of: edition),
                latest: edition
            ).entries
        )
    }

    @Test(arguments: [Edition.current, .draft])
    func `a witness that knows the edition cosigns before and beyond its adoption`(
        edition: Edition
    ) async throws {
        let log = try log(adopting: edition)
        let adoption = try ForgedLeaf.index(of: "adoptEdition", in: log)
        for fact in ["keepSecret", "hold", "insure"] {
            #expect(try ForgedLeaf.index(of: fact, in: log) > adoption)
        }
        let verdicts = try await Verdicts(of: log, latest: edition)
        #expect(verdicts.with == "cosigned")
        #expect(verdicts.without == "cosigned")
    }

    @Test(arguments: [Edition.first, .draft])
    func `the limits of the entry's edition hold when a registration is decided again`(
        edition: Edition
    ) throws {
        var writer = try LedgerWriter(
            Scenario.foundedWithMembers + Scenario.manyKeys,
            latest: .draft
        )
        let before = try #require(writer.states[.consortium].flatMap(Consortium.unwrap))
        try writer.write(Scenario.anotherKey(111))
        let entry = try #require(writer.entries.last)
        let leaf = try #require(try JSONValue(parsing: entry.leaf).objectValue)
            .merging(["edition": .integer(Int64(edition.number))]) { $1 }
        let transition = try Transition(leaf: JSONValue.object(leaf).canonicalBytes())
        var state = before
        state.edition = edition
        var rules = RegistrationRules(
            origin: LedgerWriter.origin,
            size: entry.index,
            state: state,
            latest: .draft
        )
        var broken: RuleViolation?
        do { try rules.admit(transition, entry.payload) } catch let violation as RuleViolation {
            broken = violation
        }
        // 101 keys are within the first edition's limit and beyond the third's.
        #expect(broken?.rule == (edition == .first ? nil : .decision), "\(broken?.reason ?? "")")
        #expect(broken?.reason.contains("tooManyEntries") != false)
    }

    @Test func `a witness that does not know it says so, and holds nothing against the log`()
        async throws
    {
        let log = try log()
        let adoption = try ForgedLeaf.index(of: "adoptEdition", in: log)
        let verdicts = try await Verdicts(of: log)
        for verdict in [verdicts.with, verdicts.without] {
            #expect(
                verdict.hasPrefix("entry \(adoption + 1) is of edition \(Edition.draft), which"),
                "\(verdict)"
            )
        }
    }

    @Test func `a checkpoint that ends with the adoption is no violation for it either`()
        async throws
    {
        var log = try log()
        let adoption = try ForgedLeaf.index(of: "adoptEdition", in: log)
        log.entries.removeSubrange((adoption + 1)...)
        let verdicts = try await Verdicts(of: log)
        #expect(
            verdicts.with.hasPrefix("entry \(adoption) is of edition \(Edition.draft), which"),
            "\(verdicts.with)"
        )
        #expect(verdicts.without == "cosigned", "leaves alone do not say what is adopted")
    }

    @Test func `a transition of an edition that is not in force is found`() async throws {
        for (action, edition) in [("open", 3), ("adoptEdition", 3), ("refer", 1)] {
            let honest = try log()
            let index = try ForgedLeaf.index(of: action, in: honest)
            let forged = try honest.changing(index) { $0["edition"] = .integer(Int64(edition)) }
            let verdicts = try await Verdicts(of: forged, latest: .draft)
            #expect(
                verdicts.with.hasPrefix("entry \(index) breaks the rule 'edition'"),
                "\(verdicts.with)"
            )
        }
    }
}

import CanonicalJSON
import Contracts
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing

/// A ledger on which officers act, holders change and a slip is subscribed.
@Suite struct PeopleLedgerTests {
    private static var limits: Sequencer.Limits {
        var limits = Sequencer.Limits()
        limits.edition = .draft
        return limits
    }

    @Test(arguments: [Edition.current, .draft])
    func `what the sequencer makes of it is what folds from its entries`(
        edition: Edition
    ) async throws {
        let acts = Scenario.people(in: edition)
        let writer = try LedgerWriter(acts, latest: edition)
        var limits = Sequencer.Limits()
        limits.edition = edition
        let store = MemoryLogStore()
        let node = try await TestLedger.with(acts, store, limits: limits)
        #expect(node.sequencer.consortium()?.edition == edition)
        var fold = LedgerFold(latest: edition)
        for entry in writer.entries { try fold.apply(entry) }
        for (key, state) in writer.states {
            #expect(fold.instance(key)?.state == state, "\(key)")
            #expect(try await node.sequencer.instance(key)?.state == state, "\(key)")
        }
        #expect(await node.sequencer.size() == writer.size)
        let claim = try #require(writer.states[.claim].flatMap(Claim.unwrap))
        #expect(claim.adjustedBy == id("adjuster"))
        #expect(claim.approvedBy == [id("first"), id("second")])
        #expect(claim.settledBy == id("settler"))
        #expect(claim.payment?.payee == .bank)
        let second = try #require(
            writer.states[InstanceKey(.claim, id("claim-2"))].flatMap(Claim.unwrap)
        )
        #expect(second.payment?.contributions?.map(\.amount) == [usd("50.01"), usd("50.00")])
    }

    @Test func `the command on the ledger carries the officer, and an earlier edition none`()
        async throws
    {
        let writer = try LedgerWriter(Scenario.people, latest: .draft)
        let named = try writer.entries.compactMap { entry in
            try entry.command.map { try Command(canonical: $0.bytes).officer?.text ?? "none" }
        }
        #expect(named.filter { $0 == "adjuster" }.count == 4)
        #expect(named.filter { $0 == "settler" }.count == 2)
        for (edition, code) in [
            (Edition.first, Refusal.Code.editionUnknown), (.second, .officerUnknown),
        ] {
            let node = try await TestLedger.with(
                Scenario.founded(by: edition, Scenario.founding),
                MemoryLogStore()
            )
            var command = try node.command("list", by: .platform, .list("MV Aurora"))
            command.officer = id("nobody")
            let refused = await Outcome { [command] in
                try await node.sequencer.submit(Submission(attestedByOperator: command))
            }
            #expect(refused == .refused(code))
        }
    }

    @Test func `an officer's signature says whose it is`() async throws {
        let signer = MemberKey.second
        let register = ScenarioCommand(
            "adjuster's key",
            by: .leader,
            .key(signer, ofOfficer: "adjuster"),
            at: day(47)
        )
        let node = try await TestLedger.with(
            Scenario.people + [register],
            MemoryLogStore(),
            limits: Self.limits
        )
        let list = Instruction.list("MV Aurora")
        var command = try node.command("other", by: .leader, list)
        command.officer = id("settler")
        let other = await Outcome { [command] in
            try await node.sequencer.submit(signer.sign(command))
        }
        #expect(other == .refused(.officerNotOfKey))
        try await node.submit("own", by: .leader, list, signer: signer)
        // A proof that names no officer is none for an officer's key.
        let unproved = await node.outcome(
            "another",
            by: .leader,
            .consortium(
                .registerKey(
                    member: .leader,
                    publicKey: MemberKey.device.publicKey,
                    proof: MemberKey.device.proof(.leader),
                    officer: id("adjuster")
                )
            ),
            signer: signer
        )
        #expect(unproved == .refused(.keyNotProved))
    }
}

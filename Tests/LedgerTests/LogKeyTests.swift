import Contracts
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// The log's key is replaced by a transition that it signs itself.
@Suite struct LogKeyTests {
    private static var rotation: ScenarioCommand {
        var act = ScenarioCommand("log key", by: .platform, .rotateLogKey, at: day(1))
        act.isOfLog = true
        return act
    }

    private func signedBy(_ note: SignedNote?) -> [String] {
        let known = [LedgerWriter.signer, LedgerWriter.successor].map(\.verifierKey)
        let verified = note.flatMap { try? $0.verify(with: known) } ?? []
        return verified.map(\.key.description)
    }

    @Test(arguments: Engine.allCases)
    func `both keys sign the checkpoint that covers it, and the new one those after`(
        engine: Engine
    ) async throws {
        let home = try LogLocation(engine)
        let (old, new) = (LedgerWriter.signer.verifierKey, LedgerWriter.successor.verifierKey)
        let node = try await TestLedger.with(
            Scenario.signing,
            try home.open(),
            successor: LedgerWriter.successor
        )
        #expect(signedBy(try await node.store.head().checkpoint) == [old.description])
        let receipt = try await node.submit(Self.rotation)
        let both = try await node.store.head().checkpoint
        #expect(signedBy(both) == [old.description, new.description])

        let leaf = try #require(
            try await node.store.entries(at: [receipt.receipts[0].index]).first
        ).leaf
        let transition = try Transition(leaf: leaf)
        #expect(transition.edge.action == "rotateLogKey")
        guard case .log(let key, _) = transition.attestation else {
            Issue.record("the leaf does not say that the log's key signed")
            return
        }
        #expect(key == old.description)
        #expect(
            transition.attestation.holds(origin: LedgerWriter.origin, digest: transition.command)
        )

        try await node.submit("next", .list("next"))
        #expect(signedBy(try await node.store.head().checkpoint) == [new.description])
        try await Recomputation.expect(node)

        // Whichever of the two comes first to whoever starts the ledger again.
        for (first, second) in [
            (LedgerWriter.signer, LedgerWriter.successor),
            (LedgerWriter.successor, LedgerWriter.signer),
        ] {
            let again = TestLedger(try home.open(), signer: first, successor: second)
            try await again.sequencer.start()
            try await again.submit("\(first.verifierKey.keyID)", .list("\(first.verifierKey)"))
            #expect(signedBy(try await again.store.head().checkpoint) == [new.description])
        }
        let lost = TestLedger(try home.open(), signer: LedgerWriter.signer)
        let error = await #expect(throws: LedgerFault.self) { try await lost.sequencer.start() }
        guard case .keyNotHeld(let reason) = error else {
            Issue.record("it was reported as \(error.debugDescription)")
            return
        }
        #expect(reason.contains("key"), "\(reason)")
    }

    @Test(arguments: Engine.allCases, CommitStep.allCases)
    func `a rotation whose append fails is whole or never was`(
        engine: Engine,
        step: CommitStep
    ) async throws {
        let home = try LogLocation(engine)
        let node = try await TestLedger.with(
            Scenario.signing,
            try home.open(),
            successor: LedgerWriter.successor
        )
        let size = await node.sequencer.size()
        home.faults.failOnce(at: step)
        let outcome = await Outcome { try await node.submit(Self.rotation) }
        let isDurable = step == .committed
        #expect(isDurable ? outcome == .done([size], isRepeat: false) : outcome.isNotCommitted)

        let again = try await TestLedger.started(try home.open(), successor: LedgerWriter.successor)
        try await Recomputation.expect(again)
        let inForce = isDurable ? LedgerWriter.successor : LedgerWriter.signer
        #expect(again.sequencer.consortium()?.logKey.string == inForce.verifierKey.description)
        try await again.submit("next", .list("next"))
        #expect(
            signedBy(try await again.store.head().checkpoint) == [inForce.verifierKey.description]
        )
    }

    @Test func `a key that the ledger's writer does not hold does not come into force`()
        async throws
    {
        let node = try await TestLedger.with(Scenario.signing, MemoryLogStore())
        let outcome = await Outcome { try await node.submit(Self.rotation) }
        #expect(outcome == .refused(.logKeyNotHeld))
    }

    @Test func `without the signature of the key in force nothing comes into force`() async throws {
        let node = try await TestLedger.with(
            Scenario.signing,
            MemoryLogStore(),
            successor: LedgerWriter.successor
        )
        let asked = try node.command("log key", by: .platform, .rotateLogKey)
        #expect(
            await node.outcome("log key", by: .platform, .rotateLogKey)
                == .refused(.logKeyMustSign)
        )
        let salt = [UInt8](repeating: 1, count: 16)
        let digest = try Submission(asked, salt: salt, attestation: .operator).digest
        let text = Attestation.signedText(origin: asked.origin, commandDigest: digest)
        for (signer, named, code) in [
            (LedgerWriter.successor, LedgerWriter.successor, Refusal.Code.logKeyMustSign),
            (LedgerWriter.successor, LedgerWriter.signer, .signatureRefused),
        ] {
            let signature = try signer.sign(String(decoding: text, as: UTF8.self)).bytes
            let submission = try Submission(
                asked,
                salt: salt,
                attestation: .log(
                    key: named.verifierKey.description,
                    signature: Base64.encode(signature)
                )
            )
            #expect(
                await Outcome { try await node.sequencer.submit(submission) } == .refused(code)
            )
        }
    }

    @Test func `a new log key is proved to be held, and is this ledger's`() async throws {
        let other = try NoteSigner(name: "other.example", seed: [UInt8](repeating: 8, count: 32))
        for (new, code) in [
            (LedgerWriter.successor.verifierKey.description, Refusal.Code.keyNotProved),
            (other.verifierKey.description, .keyMalformed), ("next", .keyMalformed),
        ] {
            let node = TestLedger(MemoryLogStore(), successor: LedgerWriter.successor)
            try await node.sequencer.start()
            for act in Scenario.signing { try await node.submit(act) }
            var act = ScenarioCommand(
                "log key",
                by: .platform,
                .consortium(
                    .rotateLogKey(
                        old: try Text(LedgerWriter.signer.verifierKey.description),
                        new: try Text(new),
                        proof: .unproved
                    )
                ),
                at: day(1)
            )
            act.isOfLog = true
            let asked = act
            #expect(await Outcome { try await node.submit(asked) } == .refused(code), "\(new)")
        }
    }
}

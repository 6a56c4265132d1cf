import CanonicalJSON
import Contracts
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// What the ledger's writer takes from members that sign and from others.
@Suite struct KeyCommandTests {
    private static let salt = [UInt8](repeating: 6, count: 16)

    private func signing(_ engine: Engine = .memory) async throws -> TestLedger {
        try await TestLedger.with(Scenario.signing, try LogLocation(engine).open())
    }

    private func outcome(_ node: TestLedger, _ submission: Submission) async -> Outcome {
        await Outcome { try await node.sequencer.submit(submission) }
    }

    @Test(arguments: Engine.allCases)
    func `the operator cannot act for a member that holds a key, and the member can`(
        engine: Engine
    ) async throws {
        let node = try await signing(engine)
        let size = await node.sequencer.size()
        let open = Instruction.openCover(.openCover(id: .cover, terms: .frozenGoods))
        let attempts: [(MemberID, Instruction)] = [
            (.leader, open), (.leader, .list("MV Nowhere")),
            (
                .leader,
                .consortium(
                    .registerKey(
                        member: .leader,
                        publicKey: MemberKey.second.publicKey,
                        proof: MemberKey.second.proof(.leader)
                    )
                )
            ),
            (
                .leader,
                .consortium(.nameAuditors(member: .leader, auditors: []))
            ),
        ]
        for (number, (member, instruction)) in attempts.enumerated() {
            #expect(
                await node.outcome("\(number)", by: member, instruction)
                    == .refused(.memberSignsItself)
            )
        }
        #expect(
            await node.outcome(
                "revoke",
                by: .platform,
                .consortium(
                    .revokeKey(member: .leader, publicKey: MemberKey.leader.publicKey)
                )
            ) == .refused(.actorNotEntitled)
        )
        #expect(await node.sequencer.size() == size)
        let signed = try MemberKey.leader.sign(node.command("open", by: .leader, open))
        #expect(await outcome(node, signed) == .done([size], isRepeat: false))
        try await Recomputation.expect(node)
    }

    @Test func `readings come in for a member that signs, on the operator's attestation`()
        async throws
    {
        var acts = Scenario.signing + Scenario.cover
        acts += Scenario.certificate + Scenario.shipment.dropLast()
        let node = try await TestLedger.with(acts, MemoryLogStore())
        try await node.submit(
            "shipper's key",
            by: .shipper,
            .consortium(
                .registerKey(
                    member: .shipper,
                    publicKey: MemberKey.second.publicKey,
                    proof: MemberKey.second.proof(.shipper)
                )
            )
        )
        node.clock.set(day(45))
        let record = Instruction.record(
            .above(hours(30)),
            deviceKey: MemberKey.device.deviceKey
        )
        let size = await node.sequencer.size()
        #expect(await node.outcome("r", by: .shipper, record) == .done([size], isRepeat: false))
        let arrive = Instruction.shipment(.arrive(shipment: .shipment, at: day(44)))
        #expect(
            await node.outcome("a", by: .shipper, arrive) == .refused(.memberSignsItself)
        )
    }

    /// A registration in the broker's name, and what is wrong with its proof.
    enum BadProof: String, CaseIterable {
        case nobodys, ofAnotherMember, ofAnotherOrigin, ofAnotherKey, byAnotherKey, otherAuditors

        var command: Consortium.Command {
            let key = MemberKey.second
            let proof =
                switch self {
                case .nobodys: SignatureText.unproved
                case .ofAnotherMember: key.proof(.assured)
                case .ofAnotherOrigin: key.proof(.broker, origin: "other.example/ledger")
                case .ofAnotherKey: key.proof(.broker, of: .stranger)
                case .byAnotherKey: MemberKey.stranger.proof(.broker, of: key)
                case .otherAuditors: key.proof(.broker, naming: "auditor")
                }
            return .registerKey(member: .broker, publicKey: key.publicKey, proof: proof)
        }
    }

    @Test(arguments: BadProof.allCases, [MemberID.broker, .platform])
    func `nobody registers a key that does not say itself whose it is`(
        proof: BadProof,
        by member: MemberID
    ) async throws {
        let node = try await signing()
        #expect(
            await node.outcome("bad", by: member, .consortium(proof.command))
                == .refused(.keyNotProved)
        )
        let right = Consortium.Command.registerKey(
            member: .broker,
            publicKey: MemberKey.second.publicKey,
            proof: MemberKey.second.proof(.broker)
        )
        let size = await node.sequencer.size()
        #expect(
            await node.outcome("right", by: member, .consortium(right))
                == .done([size], isRepeat: false)
        )
    }

    @Test func `a key is proved when it is put in another's place, and when it is restored`()
        async throws
    {
        let node = try await signing()
        let stranger = MemberKey.stranger.publicKey
        let rotate = try node.command(
            "rotate",
            by: .leader,
            .consortium(
                .rotateKey(
                    member: .leader,
                    old: MemberKey.leader.publicKey,
                    new: stranger,
                    proof: MemberKey.stranger.proof(.auditor)
                )
            )
        )
        #expect(
            await outcome(node, try MemberKey.leader.sign(rotate)) == .refused(.keyNotProved)
        )
        let restore = try node.command(
            "restore",
            by: .auditor,
            .consortium(
                .restoreKey(
                    member: .leader,
                    publicKey: stranger,
                    proof: MemberKey.second.proof(.leader)
                )
            )
        )
        #expect(
            await outcome(node, try MemberKey.auditor.sign(restore)) == .refused(.keyNotProved)
        )
    }

    /// A signed command of the leader's that comes again, as it was or changed.
    enum Replay: String, CaseIterable {
        case asItWas, otherSalt, onTheOperatorsWord, otherName, otherContent, otherLedger
        case otherLedgersName, asAnotherMembers
    }

    @Test(arguments: Engine.allCases, Replay.allCases)
    func `a signed command is done once, whoever sends it again and how`(
        engine: Engine,
        replay: Replay
    ) async throws {
        let node = try await signing(engine)
        let key = MemberKey.leader
        var command = try node.command("once", by: .leader, .list("MV Once"))
        let first = try key.sign(command, salt: Self.salt)
        let size = await node.sequencer.size()
        #expect(await outcome(node, first) == .done([size], isRepeat: false))
        let expected: Outcome
        let again: Submission
        func signedBefore() throws -> Submission {
            try Submission(command, salt: Self.salt, attestation: first.attestation)
        }
        switch replay {
        case .asItWas:
            (again, expected) = (first, .done([size], isRepeat: true))
        case .otherSalt:
            again = try key.sign(command, salt: [UInt8](repeating: 5, count: 16))
            expected = .done([size], isRepeat: true)
        case .onTheOperatorsWord:
            again = try Submission(attestedByOperator: command)
            expected = .done([size], isRepeat: true)
        case .otherName:
            command.id = "twice"
            (again, expected) = (try signedBefore(), .refused(.signatureRefused))
        case .otherContent:
            command.instruction = .list("MV Twice")
            (again, expected) = (try key.sign(command), .refused(.commandReused))
        case .otherLedger:
            command.origin = "other.example/ledger"
            (again, expected) = (try key.sign(command), .refused(.originMismatch))
        case .otherLedgersName:
            var other = command
            other.origin = "other.example/ledger"
            let attestation = try key.sign(other, salt: Self.salt).attestation
            again = try Submission(command, salt: Self.salt, attestation: attestation)
            expected = .refused(.signatureRefused)
        case .asAnotherMembers:
            command.member = .follower
            (again, expected) = (try key.sign(command), .refused(.signatureRefused))
        }
        #expect(await outcome(node, again) == expected)
        #expect(await node.sequencer.size() == size + 1)
        try await Recomputation.expect(node)
    }

    @Test func `a signature opens no instance that its member is no party to`() async throws {
        let node = try await TestLedger.with(
            Scenario.signing + Scenario.cover + Scenario.certificate,
            MemoryLogStore()
        )
        let size = await node.sequencer.size()
        for (number, instruction) in [
            Instruction.certificate(.cancel(certificate: .certificate, reason: "mine")),
            .certificate(.payPremium(certificate: .certificate, amount: usd("1"))),
            .openCover(.closeCover(cover: .cover)),
        ].enumerated() {
            let command = try node.command("\(number)", by: .auditor, instruction)
            #expect(
                await outcome(node, try MemberKey.auditor.sign(command))
                    == .refused(.actorNotEntitled)
            )
        }
        #expect(await node.sequencer.size() == size)
    }

    @Test func `a locked member is let in again by the auditor it named, and by nobody else`()
        async throws
    {
        let node = try await signing()
        let revoke = Instruction.consortium(
            .revokeKey(member: .leader, publicKey: MemberKey.leader.publicKey)
        )
        _ = try await node.sequencer.submit(
            MemberKey.leader.sign(node.command("revoke", by: .leader, revoke))
        )
        let restore = Instruction.consortium(
            .restoreKey(
                member: .leader,
                publicKey: MemberKey.second.publicKey,
                proof: MemberKey.second.proof(.leader)
            )
        )
        #expect(await node.outcome("a", by: .leader, .list("x")) == .refused(.memberLocked))
        #expect(await node.outcome("b", by: .leader, restore) == .refused(.memberLocked))
        #expect(await node.outcome("c", by: .platform, restore) == .refused(.actorNotEntitled))
        #expect(await node.outcome("d", by: .auditor, restore) == .refused(.memberSignsItself))
        let late = try MemberKey.leader.sign(node.command("e", by: .leader, .list("x")))
        #expect(await outcome(node, late) == .refused(.keyRevoked))
        let size = await node.sequencer.size()
        let right = try MemberKey.auditor.sign(node.command("f", by: .auditor, restore))
        #expect(await outcome(node, right) == .done([size], isRepeat: false))
        let signed = try MemberKey.second.sign(node.command("g", by: .leader, .list("x")))
        #expect(await outcome(node, signed) == .done([size + 1], isRepeat: false))
    }
}

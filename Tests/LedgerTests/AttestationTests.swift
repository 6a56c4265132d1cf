import CanonicalJSON
import Contracts
import Crypto
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// A member's own signature proves itself from the public leaf; the ledger takes no other.
@Suite struct AttestationTests {
    private func founded() async throws -> TestLedger {
        try await TestLedger.with(Scenario.foundedWithMembers, MemoryLogStore())
    }

    @Test(arguments: Engine.allCases)
    func `a signed command's leaf carries key and signature, which verify from it alone`(
        engine: Engine
    ) async throws {
        let node = try await TestLedger.with(
            Scenario.foundedWithMembers + Scenario.cover.prefix(1),
            try LogLocation(engine).open()
        )
        let size = await node.sequencer.size()
        let leaf = try #require(try await node.store.entries(at: [size - 1]).first).leaf

        let fields = try JSONValue(parsing: leaf)
        let attestation = try #require(fields["attestation"])
        #expect(attestation["by"]?.stringValue == "member")
        let key = try #require(attestation["key"]?.stringValue)
        let signature = try #require(attestation["signature"]?.stringValue)
        let digest = try #require(fields["command"]?.stringValue)
        #expect(key == MemberKey.leader.publicKey.text)
        let text = "plimsoll command v1\nplimsoll.example/ledger\n\(digest)\n"
        let publicKey = try Curve25519.Signing.PublicKey(
            rawRepresentation: try #require(Base64.decode(key))
        )
        let bytes = try #require(Base64.decode(signature))
        #expect(publicKey.isValidSignature(bytes, for: [UInt8](text.utf8)))

        let transition = try Transition(leaf: leaf)
        #expect(
            transition.attestation.holds(origin: node.sequencer.origin, digest: transition.command)
        )
        #expect(!transition.attestation.holds(origin: "other.example", digest: transition.command))
        let signed = Attestation.signedText(
            origin: "plimsoll.example/ledger",
            commandDigest: transition.command
        )
        #expect(signed == [UInt8](text.utf8))
    }

    @Test func `an operator's attestation alone is said to be that`() async throws {
        let node = try await founded()
        let leaf = try #require(try await node.store.entries(at: [0]).first).leaf
        let attestation = try JSONValue(parsing: leaf)["attestation"]
        #expect(attestation == .object(["by": .string("operator")]))
    }

    /// Signatures that prove nothing for this command of the leader's.
    enum Forgery: String, CaseIterable {
        case flippedBit, otherSalt, otherCommand, otherOrigin, unregisteredKey, otherMembersKey
        case signatureOfOtherKey, shortSignature, emptySignature, signatureNotBase64
        case keyNotBase64, shortKey

        func submission(_ node: TestLedger) throws -> Submission {
            let command = try node.command("forged", by: .leader, .list("name"))
            let salt = [UInt8](repeating: 9, count: 16)
            let right = try MemberKey.leader.sign(command, salt: salt)
            guard case .member(let key, let signature) = right.attestation else { return right }
            func with(_ key: String, _ signature: String) throws -> Submission {
                try Submission(
                    command,
                    salt: salt,
                    attestation: .member(key: key, signature: signature)
                )
            }
            var bytes = Base64.decode(signature) ?? []
            switch self {
            case .flippedBit:
                bytes[17] ^= 4
                return try with(key, Base64.encode(bytes))
            case .otherSalt:
                return try Submission(
                    command,
                    salt: [UInt8](repeating: 8, count: 16),
                    attestation: right.attestation
                )
            case .otherCommand:
                let other = try MemberKey.leader.sign(
                    node.command("other", by: .leader, .list("name")),
                    salt: salt
                )
                return try Submission(command, salt: salt, attestation: other.attestation)
            case .otherOrigin:
                let other = try MemberKey.leader.attest(
                    origin: "other.example/ledger",
                    digest: right.salted.digest
                )
                return try Submission(command, salt: salt, attestation: other)
            case .unregisteredKey: return try MemberKey.stranger.sign(command, salt: salt)
            case .otherMembersKey: return try MemberKey.device.sign(command, salt: salt)
            case .signatureOfOtherKey: return try with(MemberKey.stranger.publicKey.text, signature)
            case .shortSignature: return try with(key, Base64.encode(bytes.dropLast()))
            case .emptySignature: return try with(key, "")
            case .signatureNotBase64: return try with(key, "not base64")
            case .keyNotBase64: return try with("not base64", signature)
            case .shortKey:
                return try with(Base64.encode([UInt8](repeating: 1, count: 31)), signature)
            }
        }
    }

    @Test(arguments: Forgery.allCases)
    func `a signature that is not the member's over this command is refused`(
        forgery: Forgery
    ) async throws {
        let node = try await founded()
        // The device's key is registered here, but it is the follower's.
        try await node.submit(
            "follower's key",
            .register(.device, for: .follower)
        )
        let size = await node.sequencer.size()
        let submission = try forgery.submission(node)
        let outcome = await Outcome { try await node.sequencer.submit(submission) }
        #expect(outcome == .refused(.signatureRefused))
        #expect(await node.sequencer.size() == size)
    }

    @Test func `a revoked key signs no more, and what it signed stands`() async throws {
        let node = try await founded()
        let signed = try MemberKey.leader.sign(node.command("a", by: .leader, .list("name a")))
        let first = try await node.sequencer.submit(signed)
        try await node.submit(
            "revoke",
            by: .leader,
            .consortium(
                .revokeKey(member: .leader, publicKey: MemberKey.leader.publicKey)
            ),
            signer: .leader
        )
        let late = try MemberKey.leader.sign(node.command("b", by: .leader, .list("name b")))
        #expect(await Outcome { try await node.sequencer.submit(late) } == .refused(.keyRevoked))
        let again = try await node.sequencer.submit(signed)
        #expect(again == CommandReceipt(receipts: first.receipts, isRepeat: true))
        try await Recomputation.expect(node)
    }

    @Test func `a key signs once it is registered`() async throws {
        let node = try await founded()
        let early = try MemberKey.stranger.sign(
            node.command("early", by: .broker, .list("name"))
        )
        #expect(
            await Outcome { try await node.sequencer.submit(early) } == .refused(.signatureRefused)
        )
        try await node.submit(
            "broker's key",
            .register(.stranger, for: .broker)
        )
        // The signature now holds; what the member may not do, it may still not do.
        let outcome = await Outcome { try await node.sequencer.submit(early) }
        #expect(outcome == .refused(.actorNotEntitled))
    }

    @Test(arguments: [
        (Refusal.Code.revisionMismatch, 7001), (.commandReused, 7002), (.signatureRefused, 7003),
        (.originMismatch, 7004), (.tooLarge, 7005),
    ])
    func `each refusal of the ledger's own is reached, under its permanent code`(
        code: Refusal.Code,
        number: Int
    ) async throws {
        #expect(code.rawValue == number)
        let node = try await founded()
        let size = await node.sequencer.size()
        var command = try node.command("a", by: .leader, .list("name"))
        switch code {
        case .revisionMismatch: command.expectedRevision = Int(size) - 1
        case .commandReused:
            command = try node.command("found", by: .platform, .list("name"))
        case .originMismatch: command.origin = "other.example/ledger"
        case .tooLarge:
            var upload = Shipment.Upload.sample("digest-1", "TT-1")
            upload.segments = Array(repeating: upload.segments[0], count: Salted.byteLimit / 50)
            command.instruction = .shipment(
                .recordTelemetry(
                    shipment: .shipment,
                    upload: upload,
                    findings: TelemetryFindings(devices: [])
                )
            )
        default: break
        }
        let submission =
            code == .signatureRefused
            ? try MemberKey.stranger.sign(command) : try Submission(attestedByOperator: command)
        #expect(await Outcome { try await node.sequencer.submit(submission) } == .refused(code))
        #expect(await node.sequencer.size() == size)
    }

    @Test func `the expected revision is that of the instruction's subject`() async throws {
        let node = try await founded()
        let revision = Int(await node.sequencer.size())
        #expect(
            await node.outcome("a", .list("a"), expecting: revision)
                == .done([UInt64(revision)], isRepeat: false)
        )
        #expect(
            await node.outcome("b", .list("b"), expecting: revision)
                == .refused(.revisionMismatch)
        )
        let open = Instruction.openCover(.openCover(id: .cover, terms: .frozenGoods))
        #expect(
            await node.outcome("c", by: .leader, open, expecting: 1)
                == .refused(.revisionMismatch)
        )
        #expect(
            await node.outcome("c", by: .leader, open, expecting: 0, signer: .leader)
                == .done([UInt64(revision) + 1], isRepeat: false)
        )
    }

    @Test(arguments: [
        ("", Refusal.Code.textLength), (String(repeating: "n", count: 101), .textLength),
    ])
    func `a command's name has 1 to 100 bytes`(name: String, code: Refusal.Code) async throws {
        let node = try await founded()
        #expect(await node.outcome(name, .list("name")) == .refused(code))
        let longest = String(repeating: "n", count: 100)
        #expect(await node.outcome(longest, .list("name")) == .done([9], isRepeat: false))
    }

    @Test func `who is no member asks for nothing`() async throws {
        let node = try await founded()
        let outcome = await node.outcome("a", by: id("nobody"), .list("name"))
        #expect(outcome == .refused(.memberUnknown))
    }
}

import Contracts
import Crypto
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@testable import Audit
@testable import Ledger

/// Keys under which anybody signs: refused wherever one is registered, and wherever one verifies.
@Suite struct KeysThatAreNoneTests {
    /// Where a key is registered on the ledger.
    enum Place: CaseIterable {
        case registerKey, rotateKey, restoreKey, bindDevice

        func submission(_ text: String, _ node: TestLedger) throws -> Submission {
            let key = try PublicKeyText(text)
            let proof = try SignatureText(SmallOrderKey.signatureBase64)
            let consortium: Consortium.Command
            switch self {
            case .registerKey:
                consortium = .registerKey(member: .broker, publicKey: key, proof: proof)
                return try Submission(
                    attestedByOperator: node.command("k", by: .broker, .consortium(consortium))
                )
            case .rotateKey:
                let old = MemberKey.leader.publicKey
                consortium = .rotateKey(member: .leader, old: old, new: key, proof: proof)
                return try MemberKey.leader.sign(
                    node.command("k", by: .leader, .consortium(consortium))
                )
            case .restoreKey:
                consortium = .restoreKey(member: .leader, publicKey: key, proof: proof)
                return try MemberKey.auditor.sign(
                    node.command("k", by: .auditor, .consortium(consortium))
                )
            case .bindDevice:
                let bind = Instruction.shipment(
                    .bindDevice(shipment: .shipment, device: "TT-9", publicKey: DeviceKeyText(key))
                )
                return try Submission(attestedByOperator: node.command("k", by: .shipper, bind))
            }
        }
    }

    @Test(arguments: Place.allCases)
    func `no such key is registered`(place: Place) async throws {
        let acts = Scenario.signing + Scenario.cover + Scenario.certificate
        let node = try await TestLedger.with(acts + Scenario.shipment.prefix(1), MemoryLogStore())
        for key in SmallOrderKey.all {
            let submission = try place.submission(key.base64, node)
            #expect(
                await Outcome { try await node.sequencer.submit(submission) }
                    == .refused(.keyMalformed),
                "\(key)"
            )
        }
    }

    /// y = 2, for which the curve has no x: base64 `AgAAAA...`.
    private static let pointless = [2] + [UInt8](repeating: 0, count: 31)

    @Test(arguments: Place.allCases)
    func `no key that is no point is registered`(place: Place) async throws {
        let acts = Scenario.signing + Scenario.cover + Scenario.certificate
        let node = try await TestLedger.with(acts + Scenario.shipment.prefix(1), MemoryLogStore())
        let submission = try place.submission(
            Base64.encode(KeysThatAreNoneTests.pointless),
            node
        )
        #expect(
            await Outcome { try await node.sequencer.submit(submission) }
                == .refused(.keyMalformed)
        )
    }

    @Test(arguments: [NoteVerifierKey.Algorithm.ed25519, .cosignatureV1])
    func `no key that is no point is a log's or a witness's`(
        algorithm: NoteVerifierKey.Algorithm
    ) {
        let error = #expect(throws: LogFormatError.self) {
            try NoteVerifierKey(
                name: LedgerWriter.origin,
                algorithm: algorithm,
                publicKey: KeysThatAreNoneTests.pointless
            )
        }
        #expect(error?.code == .verifierKey)
        #expect(error?.reason.contains("no point") == true)
    }

    @Test(arguments: SmallOrderKey.all)
    func `no such key comes into force as the log's`(key: SmallOrderKey) async throws {
        let node = try await TestLedger.with(Scenario.signing, MemoryLogStore())
        var act = ScenarioCommand(
            "log key",
            by: .platform,
            .consortium(
                .rotateLogKey(
                    old: try Text(LedgerWriter.signer.verifierKey.description),
                    new: try Text(verifierKey(key, .ed25519)),
                    proof: try SignatureText(SmallOrderKey.signatureBase64)
                )
            ),
            at: day(1)
        )
        act.isOfLog = true
        let asked = act
        #expect(await Outcome { try await node.submit(asked) } == .refused(.keyMalformed))
    }

    @Test(
        arguments: SmallOrderKey.all,
        [NoteVerifierKey.Algorithm.ed25519, .cosignatureV1]
    )
    func `no such key is a log's or a witness's`(
        key: SmallOrderKey,
        algorithm: NoteVerifierKey.Algorithm
    ) {
        let text = verifierKey(key, algorithm)
        let error = #expect(throws: LogFormatError.self) { try NoteVerifierKey(parsing: text) }
        #expect(error?.code == .verifierKey)
        #expect(error?.reason.contains("small order") == true)
        let policies = ["log \(text)\nquorum none\n", "witness w \(text)\nquorum w\n"]
        for policy in policies {
            #expect(throws: LogFormatError.self) { try TlogPolicy(parsing: policy) }
        }
    }

    /// swift-crypto by itself takes the signature for any message, as most libraries do.
    @Test func `the constant signature is one that a library takes`() throws {
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: SmallOrderKey.neutral.bytes)
        for message in ["pay", "do not pay"] {
            #expect(key.isValidSignature(SmallOrderKey.signature, for: Array(message.utf8)))
        }
    }

    @Test(arguments: SmallOrderKey.all)
    func `nothing is verified by such a key`(key: SmallOrderKey) throws {
        let signature = SmallOrderKey.signatureBase64
        // One message in eight at least holds under every one of them.
        for number in 0..<64 {
            let digest = Hash.sha256(of: Array("\(number)".utf8))
            let member = Attestation.member(key: key.base64, signature: signature)
            let log = Attestation.log(key: verifierKey(key, .ed25519), signature: signature)
            for attestation in [member, log] {
                #expect(!attestation.holds(origin: "o", digest: digest))
                #expect(attestation.holdsByOpenSSL("o", digest) == false)
            }
            let possession = ProofOfPossession(
                publicKey: key.base64,
                signature: signature,
                text: digest.bytes
            )
            #expect(!possession.holds)
            #expect(!possession.holdsByOpenSSL)
            // What a device's uploads are judged by, when they come and in the audit.
            #expect(
                !Attestation.verify(key: key.base64, signature: signature, text: digest.bytes)
            )
            #expect(
                !Ed25519ByOpenSSL.verify(
                    key: key.bytes,
                    signature: SmallOrderKey.signature,
                    message: digest.bytes
                )
            )
        }
    }

    /// The verifier key with the right key ID, as a stranger would write it.
    private func verifierKey(
        _ key: SmallOrderKey,
        _ algorithm: NoteVerifierKey.Algorithm
    ) -> String {
        let material = [algorithm.rawValue] + key.bytes
        let name = LedgerWriter.origin
        let id = Hash.sha256(of: Array(name.utf8) + [0x0A] + material).bytes.prefix(4)
        return "\(name)+\(Hex.encode(Array(id)))+\(Base64.encode(material))"
    }
}

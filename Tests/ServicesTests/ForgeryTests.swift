import Audit
import CanonicalJSON
import Contracts
import Crypto
import DataFolder
import Foundation
import Ledger
import Marine
import Services
import Storage
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// An operator that holds the log's key and writes what no contract would: the tree is honest, the
/// checkpoint is signed, and only the contracts' own rules tell.
@Suite struct ForgeryTests {
    @Test func `a premium beyond what is due is found by executing the contract again`()
        async throws
    {
        let voyage = try await SampleVoyage()
        let usd = try Currency(parsing: "USD")
        let amount = try Money(parsing: "100000.00", currency: usd)
        let index = try await forge(
            in: voyage,
            key: InstanceKey(.certificate, voyage.certificate),
            edge: .init(action: "payPremium", from: "attached", to: "attached"),
            payload: .certificate(
                StepRecord(
                    arguments: .payPremium(amount: amount),
                    events: [.premiumPaid(amount: amount)]
                )
            ),
            instruction: .certificate(.payPremium(certificate: voyage.certificate, amount: amount))
        )
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(report.firstFinding?.place == "ledger.sqlite entry \(index)", "\(report.text)")
        #expect(report.firstFinding?.reason.contains("premiumOverpaid") == true, "\(report.text)")
        let tree = report.sections.filter { ["leaves", "tiles", "checkpoints"].contains($0.name) }
        #expect(tree.allSatisfy { $0.findingCount == 0 && $0.examined > 0 })
    }

    @Test func `an edge that the public graph has not is found`() async throws {
        let voyage = try await SampleVoyage()
        let at = SampleVoyage.start
        let index = try await forge(
            in: voyage,
            key: InstanceKey(.shipment, voyage.shipment),
            edge: .init(action: "deliver", from: "underway", to: "delivered"),
            payload: .shipment(
                StepRecord(arguments: .deliver(at: at), events: [.delivered(at: at)])
            ),
            instruction: .shipment(.deliver(shipment: voyage.shipment, at: at))
        )
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(report.firstFinding?.place == "ledger.sqlite entry \(index)", "\(report.text)")
        #expect(report.firstFinding?.reason.contains("no edge deliver") == true, "\(report.text)")
    }

    /// Everything about the transition is right, but that the member did not ask for it.
    @Test func `a command that the operator attests for a member that signs is found`()
        async throws
    {
        let voyage = try await SampleVoyage()
        let key = Curve25519.Signing.PrivateKey()
        let publicKey = Base64.encode(Array(key.publicKey.rawRepresentation))
        let proof = try key.signature(
            for: ProofOfPossession.text(
                origin: voyage.platform.origin,
                member: voyage.insurer.member,
                publicKey: publicKey,
                auditors: []
            )
        )
        let amount = try Money(parsing: "1.00", currency: try Currency(parsing: "USD"))
        func payment() async throws -> UInt64 {
            try await forge(
                in: voyage,
                key: InstanceKey(.certificate, voyage.certificate),
                edge: .init(action: "payPremium", from: "attached", to: "attached"),
                payload: .certificate(
                    StepRecord(
                        arguments: .payPremium(amount: amount),
                        events: [.premiumPaid(amount: amount)]
                    )
                ),
                instruction: .certificate(
                    .payPremium(certificate: voyage.certificate, amount: amount)
                )
            )
        }
        // As long as the member holds no key, the operator's attestation is enough.
        _ = try await payment()
        // The view knows nothing yet of what was forged.
        let attested = try await FolderAudit.run(path: voyage.path)
        let found = attested.sections.filter { $0.findingCount > 0 }.map(\.name)
        #expect(found == ["seals"], "the server that stopped did not write it")
        // Whoever writes the ledger takes the record of the stop before away with it.
        try FileManager.default.removeItem(atPath: "\(voyage.path)/clean-stop.note")
        try await voyage.world.open()
        try await voyage.ask(
            .consortium(
                .registerKey(
                    member: voyage.insurer.member,
                    publicKey: try PublicKeyText(publicKey),
                    auditors: [],
                    proof: try SignatureText(Base64.encode(Array(proof)))
                )
            ),
            as: voyage.insurer
        )
        let index = try await payment()
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(report.firstFinding?.place == "ledger.sqlite entry \(index)", "\(report.text)")
        #expect(report.firstFinding?.reason.contains("memberSignsItself") == true)
        #expect(Refusal.Code.memberSignsItself.rawValue == 2010)
        let tree = report.sections.filter {
            ["leaves", "tiles", "checkpoints", "signatures"].contains($0.name)
        }
        #expect(tree.count == 4)
        #expect(tree.allSatisfy { $0.findingCount == 0 })
    }

    /// Appends one transition with the log's own key.
    ///
    /// - Returns: its index.
    private func forge(
        in voyage: SampleVoyage,
        key: InstanceKey,
        edge: StateGraph.Edge,
        payload: StepPayload,
        instruction: Instruction
    ) async throws -> UInt64 {
        let consortium = try await voyage.platform.consortium()
        let held = try #require(try await voyage.platform.sequencer.instance(key))
        #expect(consortium.members[voyage.insurer.member] != nil)
        try await voyage.opened.close()
        let signer = try NoteSigner(ofLedgerIn: voyage.path)
        let store = try SQLiteLogStore(path: LedgerFolder.File.ledger.path(in: voyage.path))
        let index = try await store.appendForged(
            Command(
                origin: signer.verifierKey.name,
                member: voyage.insurer.member,
                named: "forged-\(held.revision)",
                expectedRevision: nil,
                instruction: instruction
            ),
            payload,
            by: signer
        ) { command, payload in
            Transition(
                contract: key.contract,
                edition: .current,
                instance: key.instance,
                revision: held.revision + 1,
                previous: held.lastIndex,
                action: try Text(edge.action),
                from: try edge.from.map { try Text($0) },
                to: try Text(edge.to),
                actor: voyage.insurer.member,
                at: systemTime(),
                command: command,
                part: CommandPart(0, of: 1),
                payload: payload,
                attestation: .operator
            )
        }
        try store.close()
        return index
    }
}

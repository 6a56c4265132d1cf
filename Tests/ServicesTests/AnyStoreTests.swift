import Audit
import Contracts
import Crypto
import Ledger
import Logging
import Marine
import Services
import Telemetry
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// The services over stores that are no SQLite files: nothing in them asks for an engine.
@Suite struct AnyStoreTests {
    /// A platform in memory alone, put together as a data folder puts one together.
    private struct MemoryPlatform {
        let base = MemoryLogStore()
        let view = RecordingView()
        let segments = InMemorySegmentStore()
        let clock = ManualClock(day(0))
        let platform: Platform
        let automation: ClaimsAutomation
        private(set) var operatorKey: String?

        init() async throws {
            let key = LedgerWriter.signer.verifierKey
            let store = VerifiedLogStore(base, origin: key.name) { [key] }
            let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            let sequencer = Sequencer(
                origin: key.name,
                store: store,
                view: view,
                keys: LogKeys(LedgerWriter.signer),
                logger: logger
            ) { [clock] in clock.now }
            try await sequencer.start()
            platform = Platform(
                sequencer: sequencer,
                store: store,
                view: view,
                segments: segments,
                logKey: key,
                logger: logger
            ) { [clock] in clock.now }
            automation = ClaimsAutomation(
                platform: platform,
                cursors: MemoryFollowerCursors(),
                logger: logger
            )
            operatorKey = try await platform.writeGenesisIfEmpty(operatorName: "Operator")
        }

        /// Admits the scenario's members, and carries out its acts from the cover to the departure.
        func setSail() async throws {
            let consortium = try await platform.consortium()
            let caller = Caller(member: consortium.operatorMember, roles: [.operator])
            for act in Scenario.members {
                guard case .consortium(let command) = act.instruction, case .admitMember = command
                else { continue }
                _ = try await platform.consort(
                    command,
                    as: caller,
                    options: ChangeOptions()
                )
            }
            let voyage = Scenario.cover + Scenario.certificate + Scenario.shipment.dropLast()
            for act in voyage {
                clock.set(act.at)
                _ = try await platform.submit(act.instruction, as: act.member, id: act.id)
            }
        }

        /// Uploads ten-minute readings from a day on, signed by the device.
        func upload(from start: Instant, hours: Int64, celsius: String) async throws {
            let lines = (0..<hours * 6).map { number in
                let at = start.advanced(byMilliseconds: number * 600_000)
                return #"{"device":"TT-1","time":"\#(at)","temperature":\#(celsius)}"#
            }
            let bytes = Array(lines.joined(separator: "\n").utf8)
            clock.set(start.advanced(byMilliseconds: hours * 3_600_000))
            let shipper = Caller(member: .shipper, roles: [.shipper])
            var upload = try await platform.beginUpload(
                to: .shipment,
                format: .ndjson,
                as: shipper
            )
            try upload.consume(bytes)
            let text = Platform.uploadSignedText(
                origin: platform.origin,
                shipment: .shipment,
                digest: Hash.sha256(of: bytes).bytes
            )
            let signature = try MemberKey.device.secret.signature(for: text)
            _ = try await platform.finish(
                upload,
                signature: ClaimedSignature(
                    device: "TT-1",
                    signature: Base64.encode(Array(signature))
                ),
                as: shipper,
                options: ChangeOptions()
            )
            try await automation.follow()
        }

        func audit() async throws -> AuditReport {
            try await platform.sequencer.bringViewUp()
            let shown = await view.folded
            let source = AuditSource(
                store: base,
                logKey: platform.logKey,
                checkpoints: { try await base.checkpoints(from: $0, limit: $1) },
                commands: AuditedCommands(
                    page: { from, limit throws(LogStoreError) in
                        try await base.commands(from: from, limit: limit)
                    },
                    damage: { () throws(LogStoreError) in try await base.damagedCommandIndex() }
                ),
                segments: segments,
                view: AuditedView(
                    take: { entries in
                        for entry in entries {
                            #expect(shown[Int(entry.index)].state == entry.state)
                        }
                    },
                    verdict: { _ in ViewVerdict(differences: [], behind: 0) }
                )
            )
            return try await Auditor(source).run(at: clock.now)
        }
    }

    @Test func `a voyage is insured, claimed for and paid over stores in memory, and audits clean`()
        async throws
    {
        let memory = try await MemoryPlatform()
        let platform = memory.platform
        let secret = try #require(memory.operatorKey)
        let caller = try #require(try await platform.authenticate(apiKey: secret))
        #expect(caller.roles == [.operator])
        try await memory.setSail()

        try await memory.upload(from: day(30), hours: 48, celsius: "-20")
        #expect(try await claims(platform).isEmpty)
        try await memory.upload(from: day(32), hours: 30, celsius: "-9.5")
        let claim = try #require(try await claims(platform).first)
        #expect(claim.stage == .settled)
        #expect(claim.checks.allSatisfy { $0.outcome == .passed })
        // 60 % of 100,000 less 1 % of 100,000.
        #expect(claim.payment?.amount.amountText == "59000.00")

        let leader = Caller(member: .leader, roles: [.insurer])
        let history = try await platform.history(.certificate, as: leader, after: 0, limit: 100)
        #expect(history.items.first?.transition.edge.action == "issue")
        let stranger = Caller(member: .auditor, roles: [])
        await #expect(throws: ServiceError.self) {
            try await platform.read(Certificate.self, .certificate, as: stranger)
        }
        let report = try await memory.audit()
        #expect(report.isClean, "\(report.text)")
        #expect(report.sections.allSatisfy { $0.incomplete == nil }, "\(report.text)")
    }

    private func claims(_ platform: Platform) async throws -> [Claim.State] {
        try await platform.listClaims(
            as: Caller(member: .leader, roles: [.insurer]),
            stage: nil,
            certificate: InstanceID.certificate.text,
            shipment: nil,
            after: nil,
            limit: 100
        ).items.map(\.state)
    }
}

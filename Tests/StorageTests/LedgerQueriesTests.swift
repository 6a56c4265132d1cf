import Contracts
import Ledger
import Marine
import Storage
import TestSamples
import TestSupport
import Testing

/// The views that answer use cases; each is held to the same statements.
enum ViewEngine: String, CaseIterable {
    case memory
    case sqlite

    func open(_ home: LogLocation) throws -> any LedgerQueries {
        switch self {
        case .memory: RecordingView()
        case .sqlite: try SQLiteView(path: home.path("view.sqlite"))
        }
    }
}

@Suite struct LedgerQueriesTests {
    /// Two certificates, two claims of which one is declined, and an issued key.
    private static let acts = Scenario.wholeVoyage + Scenario.aftermath

    private struct Asked {
        let view: any LedgerQueries
        let folded: [FoldedEntry]

        /// The first entry of an instance.
        func first(_ key: InstanceKey) throws -> UInt64 {
            try #require(folded.first { $0.transition.key == key }).index
        }

        /// The shipments that a device was bound to, newest first.
        func bindings(of device: DeviceName) -> [ListedBinding] {
            var found: [ListedBinding] = []
            for entry in folded.reversed() {
                guard case .shipment(let record) = entry.payload else { continue }
                for case .deviceBound(let bound) in record.events where bound.id == device {
                    let shipment = ListedInstance(key: entry.transition.key, first: entry.first)
                    found.append(ListedBinding(device: device.string, shipment: shipment))
                }
            }
            return found
        }

        func found(
            _ devices: [String],
            _ member: MemberID,
            _ limit: Int = 10
        ) async throws -> [ListedBinding] {
            try await view.bindings(of: devices, for: member, limit: limit)
        }

        func listed(_ keys: InstanceKey...) throws -> [ListedInstance] {
            try keys.map { ListedInstance(key: $0, first: try first($0)) }
        }
    }

    private func with(
        _ engine: ViewEngine,
        _ body: (Asked) async throws -> Void
    ) async throws {
        let home = try LogLocation(.memory)
        let view = try engine.open(home)
        let store = MemoryLogStore()
        var writer = try LedgerWriter(Self.acts)
        try await store.append(try writer.batch(), expecting: 0)
        var folded: [FoldedEntry] = []
        try await store.replay { page in
            folded += page
            return true
        }
        try await view.apply(folded)
        try await body(Asked(view: view, folded: folded))
        withExtendedLifetime(home) {}
    }

    private static let secondCertificate = InstanceKey(.certificate, id("certificate-2"))
    private static let secondClaim = InstanceKey(.claim, id("claim-2"))

    @Test(arguments: ViewEngine.allCases)
    func `instances are listed oldest first and in pages`(engine: ViewEngine) async throws {
        try await with(engine) { asked in
            let all = try asked.listed(.certificate, Self.secondCertificate)
            let view = asked.view
            func page(_ after: UInt64?, _ limit: Int) async throws -> [ListedInstance] {
                try await view.instances(of: .certificate, for: nil, after: after, limit: limit)
            }
            #expect(try await page(nil, 10) == all)
            #expect(try await page(nil, 1) == [all[0]])
            #expect(try await page(all[0].first, 1) == [all[1]])
            #expect(try await page(all[1].first, 10).isEmpty)
            #expect(try await page(.max, 10).isEmpty)
            #expect(try await page(nil, 0).isEmpty)
        }
    }

    @Test(arguments: ViewEngine.allCases)
    func `a member's lists hold what it is party to, and never the consortium`(
        engine: ViewEngine
    ) async throws {
        try await with(engine) { asked in
            for contract in ContractName.allCases {
                for member in [MemberID.leader, .broker, .shipper, .auditor, .platform] {
                    let own = asked.folded.filter { entry in
                        entry.before == nil && entry.transition.contract == contract
                            && contract != .consortium && entry.state.parties.contains(member)
                    }.map { ListedInstance(key: $0.transition.key, first: $0.index) }
                    let listed = try await asked.view.instances(
                        of: contract,
                        for: member,
                        after: nil,
                        limit: 100
                    )
                    #expect(listed == own, "\(contract) for \(member)")
                }
            }
            let covers = try await asked.view.instances(
                of: .openCover,
                for: .follower,
                after: nil,
                limit: 9
            )
            #expect(try covers == asked.listed(.cover))
        }
    }

    @Test(arguments: ViewEngine.allCases)
    func `claims are found by stage, certificate and shipment as they are now`(
        engine: ViewEngine
    ) async throws {
        try await with(engine) { asked in
            func claims(
                _ filter: ClaimFilter,
                for member: MemberID? = nil,
                after: UInt64? = nil,
                limit: Int = 10
            ) async throws -> [ListedInstance] {
                try await asked.view.claims(filter, for: member, after: after, limit: limit)
            }
            let both = try asked.listed(.claim, Self.secondClaim)
            let certificate = InstanceID.certificate.text
            #expect(try await claims(ClaimFilter()) == both)
            #expect(try await claims(ClaimFilter(), limit: 1) == [both[0]])
            #expect(try await claims(ClaimFilter(), after: both[0].first) == [both[1]])
            #expect(try await claims(ClaimFilter(stage: "closed")) == [both[0]])
            #expect(try await claims(ClaimFilter(stage: "declined")) == [both[1]])
            #expect(try await claims(ClaimFilter(stage: "notified")).isEmpty)
            #expect(try await claims(ClaimFilter(certificate: certificate)) == both)
            #expect(try await claims(ClaimFilter(certificate: "certificate-2")).isEmpty)
            let shipped = asked.folded.filter { entry in
                guard entry.before == nil, case .claim(let claim) = entry.state else {
                    return false
                }
                return claim.notice.shipment == .shipment
            }.map { ListedInstance(key: $0.transition.key, first: $0.index) }
            #expect(!shipped.isEmpty)
            #expect(try await claims(ClaimFilter(shipment: "shipment-1")) == shipped)
            #expect(try await claims(ClaimFilter(shipment: "shipment-2")).isEmpty)
            let declined = ClaimFilter(stage: "declined", certificate: certificate)
            #expect(try await claims(declined) == [both[1]])
            #expect(try await claims(declined, for: .assured) == [both[1]])
            #expect(try await claims(declined, for: .auditor).isEmpty)
        }
    }

    @Test(arguments: ViewEngine.allCases)
    func `a history has an instance's own entries after a revision`(
        engine: ViewEngine
    ) async throws {
        try await with(engine) { asked in
            let own = asked.folded.filter { $0.transition.key == .certificate }.map(\.index)
            let first = try asked.first(.certificate)
            #expect(own.count > 2)
            #expect(try await asked.view.history(first, after: 0, limit: 100) == own)
            #expect(try await asked.view.history(first, after: 1, limit: 1) == [own[1]])
            #expect(try await asked.view.history(first, after: own.count, limit: 9).isEmpty)
            #expect(
                try await asked.view.history(own[1], after: 0, limit: 9).isEmpty,
                "a later entry names no instance"
            )
        }
    }

    @Test(arguments: ViewEngine.allCases)
    func `a device's shipments are found by its name for who is party to them`(
        engine: ViewEngine
    ) async throws {
        try await with(engine) { asked in
            let own = asked.bindings(of: "TT-1")
            try #require(!own.isEmpty)
            #expect(try await asked.found(["TT-1"], .shipper) == own)
            #expect(try await asked.found(["none", "TT-1"], .assured) == own)
            #expect(try await asked.found(["TT-1"], .shipper, 0).isEmpty)
            #expect(try await asked.found(["tt-1", "TT-%", ""], .shipper).isEmpty)
            #expect(try await asked.found(["TT-1"], .stranger).isEmpty)
            let many = (0..<1_200).map { "N-\($0)" } + ["TT-1"]
            #expect(try await asked.found(many, .shipper) == own)
        }
    }

    @Test(arguments: ViewEngine.allCases)
    func `an API key is known by its digest, revoked or not`(engine: ViewEngine) async throws {
        try await with(engine) { asked in
            let digest = MemberKey.stranger.apiKeyDigest.text
            let found = try await asked.view.member(ofKeyDigest: digest)
            #expect(found == .shipper)
            let none = try await asked.view.member(ofKeyDigest: "none")
            #expect(none == nil)
        }
    }

    @Test(arguments: ViewEngine.allCases)
    func `entries are taken once and without a gap`(engine: ViewEngine) async throws {
        try await with(engine) { asked in
            let size = UInt64(asked.folded.count)
            #expect(try await asked.view.appliedSize() == size)
            try await asked.view.apply(asked.folded)
            #expect(try await asked.view.appliedSize() == size)
            let home = try LogLocation(.memory)
            let other = try engine.open(home)
            try await other.apply(Array(asked.folded[..<3]))
            await #expect(throws: ReplayError.self) {
                try await other.apply(Array(asked.folded[4...]))
            }
            #expect(try await other.appliedSize() == 3)
        }
    }
}

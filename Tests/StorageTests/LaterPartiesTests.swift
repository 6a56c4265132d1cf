import Contracts
import Ledger
import Marine
import Storage
import TestSamples
import TestSupport
import Testing

/// Whoever is let in after an instance began: a later holder, a surveyor.
@Suite struct LaterPartiesTests {
    @Test func `the lists of a later holder and a surveyor have what they were let into`()
        async throws
    {
        let home = try LogLocation(.sqlite)
        var limits = Sequencer.Limits()
        limits.edition = .draft
        let view = try SQLiteView(path: home.path("view.sqlite"))
        let node = try await TestLedger.with(
            Scenario.people,
            try home.open(),
            view: view,
            limits: limits
        )
        try await node.sequencer.bringViewUp()
        func listed(_ contract: ContractName, _ member: MemberID) async throws -> [String] {
            try await view.instances(of: contract, for: member, after: nil, limit: 10)
                .map(\.key.instance.text)
        }
        #expect(try await listed(.claim, .bank) == ["claim-1", "claim-2"])
        #expect(try await listed(.certificate, .bank) == ["certificate-1"])
        #expect(try await listed(.openCover, .bank) == [])
        #expect(try await listed(.claim, .stranger) == ["claim-1"])
        #expect(try await listed(.survey, .stranger) == ["survey-1"])
        #expect(try await listed(.authority, .leader) == ["leader"])
        #expect(try await listed(.authority, .follower) == [])
        #expect(try await listed(.paymentReference, .leader).count == 2)
        #expect(try await listed(.paymentReference, .bank) == [])
        let again = try SQLiteView(path: home.path("rebuilt.sqlite"))
        try await TestLedger(node.store, view: again, limits: limits).sequencer.start()
        #expect(try await view.differences(from: again, limit: 100) == [])
    }
}

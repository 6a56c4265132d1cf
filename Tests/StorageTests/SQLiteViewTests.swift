import Contracts
import GRDB
import Ledger
import Marine
import SQLiteFiles
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@testable import Storage

/// The view is a fold of the ledger: the same however it came about, and checked row by row.
@Suite struct SQLiteViewTests {
    /// A whole voyage with API keys, one of them revoked and one digest issued twice.
    private static let acts =
        Scenario.wholeVoyage + [
            ScenarioCommand(
                "key 1",
                by: .shipper,
                .consortium(
                    .issueAPIKey(
                        member: .shipper,
                        id: id("k-1"),
                        digest: MemberKey.leader.apiKeyDigest
                    )
                ),
                at: day(46)
            ),
            ScenarioCommand(
                "key 2",
                by: .broker,
                .consortium(
                    .issueAPIKey(
                        member: .broker,
                        id: id("k-2"),
                        digest: MemberKey.device.apiKeyDigest
                    )
                ),
                at: day(46)
            ),
            ScenarioCommand(
                "revoke 2",
                by: .broker,
                .consortium(.revokeAPIKey(member: .broker, id: id("k-2"))),
                at: day(47)
            ),
        ]

    /// A node whose view has seen every command as a batch of its own.
    private func live(_ home: LogLocation, _ acts: [ScenarioCommand] = Self.acts) async throws
        -> TestLedger
    {
        let view = try SQLiteView(path: home.path("view.sqlite"))
        let node = try await TestLedger.with([], try home.open(), view: view)
        for act in acts {
            try await node.submit(act)
            try await node.sequencer.bringViewUp()
        }
        return node
    }

    private func rebuilt(_ home: LogLocation, from store: any LogStore) async throws -> SQLiteView {
        let view = try SQLiteView(path: home.path("rebuilt.sqlite"))
        try await TestLedger(store, view: view).sequencer.start()
        return view
    }

    @Test func `a view rebuilt from nothing is the live one`() async throws {
        let home = try LogLocation(.sqlite)
        let node = try await live(home)
        let view = try #require(node.view as? SQLiteView)
        let again = try await rebuilt(home, from: node.store)
        #expect(try await view.differences(from: again, limit: 100) == [])
        #expect(try await again.differences(from: view, limit: 100) == [])
        #expect(try await again.appliedSize() == node.sequencer.size())
    }

    @Test func `a view from before devices were listed is folded again`() async throws {
        let home = try LogLocation(.sqlite)
        let node = try await live(home)
        let view = try #require(node.view as? SQLiteView)
        let again = try await rebuilt(home, from: node.store)
        try view.close()
        for sql in [
            "DROP TABLE device", "DELETE FROM grdb_migrations WHERE identifier = 'view 3'",
        ] {
            try LedgerFile.tamper(home.path("view.sqlite"), sql)
        }
        let opened = try SQLiteView(path: home.path("view.sqlite"))
        #expect(try await opened.appliedSize() == 0)
        try await TestLedger(node.store, view: opened).sequencer.start()
        #expect(try await opened.differences(from: again, limit: 100) == [])
        let bound = try await opened.bindings(of: ["TT-1"], for: .shipper, limit: 9)
        #expect(!bound.isEmpty)
    }

    /// However many shipments there are, a device is found through its own rows.
    @Test func `a device's shipments are looked up by keys alone`() async throws {
        let home = try LogLocation(.sqlite)
        let node = try await live(home)
        let view = try #require(node.view as? SQLiteView)
        let plan = try await view.file.read { db in
            try Row.fetchAll(
                db,
                sql: "EXPLAIN QUERY PLAN \(SQLiteView.bindingsOfDevice)",
                arguments: ["assured", "TT-1", 50]
            ).compactMap { String.fromDatabaseValue($0["detail"]) }
        }
        #expect(plan.count == 3, "\(plan)")
        #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plan)")
    }

    @Test func `an API key's digest issued to two members is the same in either view`()
        async throws
    {
        let home = try LogLocation(.sqlite)
        let digest = MemberKey.leader.apiKeyDigest
        let node = try await live(home, Scenario.foundedWithMembers)
        // The second may be refused; if it is not, both views must agree on whose key it is.
        for (number, member) in [MemberID.shipper, .broker].enumerated() {
            _ = await node.outcome(
                "issue \(number)",
                .consortium(.issueAPIKey(member: member, id: id("k"), digest: digest))
            )
        }
        let view = try #require(node.view as? SQLiteView)
        let again = try await rebuilt(home, from: node.store)
        #expect(try await view.differences(from: again, limit: 100) == [])
    }

    @Test(arguments: [
        ("instance", "UPDATE instance SET id = 'other' WHERE contract = 'claim'"),
        ("instance", "DELETE FROM instance WHERE contract = 'shipment'"),
        ("instance", "UPDATE instance SET first = first + 1 WHERE contract = 'claim'"),
        ("party", "INSERT INTO party VALUES ('stranger', 'claim', 16)"),
        ("party", "DELETE FROM party WHERE member = 'assured'"),
        ("history", "UPDATE history SET revision = 99 WHERE idx = 4"),
        ("history", "DELETE FROM history WHERE idx = 4"),
        ("claim", "UPDATE claim SET stage = 'declined'"),
        ("api_key", "DELETE FROM api_key"),
        ("api_key", "UPDATE api_key SET member = 'plimsoll'"),
        ("device", "INSERT INTO device VALUES ('TT-9', 16)"),
        ("device", "DELETE FROM device WHERE name = 'TT-1'"),
        ("progress", "UPDATE progress SET size = size - 1"),
    ])
    func `a row that was changed is named`(table: String, sql: String) async throws {
        let home = try LogLocation(.sqlite)
        let node = try await live(home)
        let view = try #require(node.view as? SQLiteView)
        let again = try await rebuilt(home, from: node.store)
        try LedgerFile.tamper(home.path("view.sqlite"), sql)
        let differences = try await view.differences(from: again, limit: 100)
        let first = try #require(differences.first)
        #expect(Set(differences.map(\.table)) == [table])
        #expect(first.found != first.expected)
        #expect(first.description.hasPrefix("\(table): found "))
        #expect(try await view.differences(from: again, limit: 1).count == 1)
        #expect(try await view.differences(from: again, limit: 0).isEmpty)
    }

    @Test func `a view behind the ledger is caught up on start`() async throws {
        let home = try LogLocation(.sqlite)
        let acts = Self.acts
        for upTo in [0, 1, 9, 14, acts.count] {
            let store = MemoryLogStore()
            let name = "behind-\(upTo).sqlite"
            let view = try SQLiteView(path: home.path(name))
            let early = try await TestLedger.with(Array(acts[..<upTo]), store, view: view)
            let ahead = try await TestLedger.started(store, clock: early.clock)
            for act in acts[upTo...] { try await ahead.submit(act) }
            try view.close()

            let reopened = try SQLiteView(path: home.path(name))
            let node = try await TestLedger.started(store, view: reopened)
            #expect(try await reopened.appliedSize() == node.sequencer.size())
            let again = try SQLiteView(path: home.path("whole-\(upTo).sqlite"))
            try await TestLedger(store, view: again).sequencer.start()
            #expect(try await reopened.differences(from: again, limit: 10) == [])
        }
    }

    @Test func `a view ahead of its ledger is refused`() async throws {
        let home = try LogLocation(.sqlite)
        _ = try await live(home)
        let other = MemoryLogStore()
        _ = try await TestLedger.with(Scenario.founding, other)
        let view = try SQLiteView(path: home.path("view.sqlite"))
        let error = await #expect(throws: LedgerFault.self) {
            try await TestLedger(other, view: view).sequencer.start()
        }
        guard case .damaged(let place) = error else {
            Issue.record("it was reported as \(error.debugDescription)")
            return
        }
        #expect(place.hasPrefix("view: "), "\(place)")
    }

    @Test func `a view takes no gap and passes over what it has`() async throws {
        let home = try LogLocation(.sqlite)
        let view = try SQLiteView(path: home.path("view.sqlite"))
        var fold = LedgerFold()
        let folded = try LedgerWriter(Scenario.wholeVoyage).entries.map { try fold.apply($0) }
        try await view.apply(Array(folded[..<5]))
        await #expect(throws: ReplayError.self) { try await view.apply(Array(folded[6...])) }
        #expect(try await view.appliedSize() == 5)
        try await view.apply([])
        try await view.apply(Array(folded[..<3]))
        #expect(try await view.appliedSize() == 5)
        try await view.apply(Array(folded[2...]))
        #expect(try await view.appliedSize() == UInt64(folded.count))
        let whole = try SQLiteView(path: home.path("whole.sqlite"))
        try await whole.apply(folded)
        #expect(try await view.differences(from: whole, limit: 10) == [])
    }
}

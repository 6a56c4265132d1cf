import Contracts
import DataFolder
import Foundation
import GRDB
import Ledger
import Marine
import SQLiteFiles
import Services
import TestSamples
import TestSupport
import Testing

@testable import Storage

/// Lists while the file of the query tables takes no writes.
@Suite struct UnappliedEntriesTests {
    @Test func `lists, claims and histories are whole while the view cannot be written to`()
        async throws
    {
        let voyage = try await SampleVoyage()
        try await voyage.upload(SampleVoyage.readings(hours: 0..<30) { _ in 5 })
        let pool = voyage.opened.stores.view.file.pool
        try await pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA query_only = ON")
        }
        // A claim is begun, and moves on, with the view unable to take any of it.
        try await voyage.upload(SampleVoyage.readings(hours: 30..<60) { _ in 12 })
        try await voyage.automate()
        #expect(voyage.platform.sequencer.viewIsBehind)
        let during = try await answers(voyage)
        #expect(during.contains { $0.contains("settled") })

        try await pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA query_only = OFF")
        }
        try await voyage.platform.sequencer.bringViewUp()
        #expect(!voyage.platform.sequencer.viewIsBehind)
        #expect(try await answers(voyage) == during)
        try await voyage.opened.close()
        try await voyage.world.open()
        #expect(try await answers(voyage) == during)
    }

    @Test func `a key that was issued while the view was behind is known`() async throws {
        let voyage = try await SampleVoyage()
        let pool = voyage.opened.stores.view.file.pool
        try await pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA query_only = ON")
        }
        let issued = try await voyage.platform.issueAPIKey(
            for: voyage.insurer.member,
            as: TestPlatform.operatorCaller,
            options: ChangeOptions()
        )
        let secret = try #require(issued.secret)
        let caller = try await voyage.platform.authenticate(apiKey: secret)
        #expect(caller?.member == voyage.insurer.member)
        #expect(try await voyage.platform.authenticate(apiKey: "plimsoll_none") == nil)
        try voyage.opened.stores.view.close()
        #expect(try await voyage.platform.authenticate(apiKey: secret)?.member == caller?.member)
    }

    @Test func `keys are known from the moment they are issued`() async throws {
        let voyage = try await SampleVoyage()
        let platform = voyage.platform
        let operated = TestPlatform.operatorCaller
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<10 {
                        let issued = try await platform.issueAPIKey(
                            for: voyage.insurer.member,
                            as: operated,
                            options: ChangeOptions()
                        )
                        let secret = try #require(issued.secret)
                        let caller = try await platform.authenticate(apiKey: secret)
                        #expect(caller?.member == voyage.insurer.member)
                        #expect(try await platform.authenticate(apiKey: "plimsoll_none") == nil)
                        let key = issued.id
                        _ = try await platform.revokeAPIKey(
                            key,
                            of: voyage.insurer.member,
                            as: operated,
                            options: ChangeOptions()
                        )
                        #expect(try await platform.authenticate(apiKey: secret) == nil)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Every list that there is, as several pages and by every filter.
    private func answers(_ voyage: SampleVoyage) async throws -> [String] {
        let platform = voyage.platform
        var seen: [String] = []
        for caller in [voyage.insurer, voyage.assured, voyage.stranger] {
            for limit in [1, 50] {
                let page = try await platform.list(
                    Certificate.self,
                    as: caller,
                    after: nil,
                    limit: limit
                )
                seen += page.items.map { "\($0.key) \($0.revision)" }
                for stage in [nil, "settled", "notified", "referred"] {
                    let claims = try await platform.listClaims(
                        as: caller,
                        stage: stage,
                        certificate: voyage.certificate.text,
                        shipment: nil,
                        after: nil,
                        limit: limit
                    )
                    seen += claims.items.map { "\(stage ?? "any"): \($0.key) \($0.state.stage)" }
                }
            }
        }
        let shipment = InstanceKey(.shipment, voyage.shipment)
        var after = 0
        while true {
            let page = try await platform.history(
                shipment,
                as: voyage.insurer,
                after: after,
                limit: 2
            )
            seen += page.items.map { "\($0.receipt.index) \($0.transition.edge.action)" }
            guard let next = page.next else { break }
            after = Int(next)
        }
        return seen
    }
}

import Audit
import Contracts
import DataFolder
import Foundation
import GRDB
import Ledger
import Marine
import Services
import Storage
import Telemetry
import TestSupport
import Testing

@Suite struct AutomationTests {
    @Test func `an excursion beyond the terms is notified once, judged and settled`() async throws {
        let voyage = try await SampleVoyage()
        try await voyage.upload(SampleVoyage.readings(hours: 0..<20) { _ in 5 })
        try await voyage.automate()
        #expect(try await voyage.claims().isEmpty)

        try await voyage.upload(SampleVoyage.readings(hours: 20..<60) { $0 < 50 ? 12 : 5 })
        try await voyage.automate()
        let claim = try #require(try await voyage.claims().first)
        #expect(claim.stage == .settled)
        // 60 % of 21,635.90 is 12,981.54; less 1 % of 21,635.90.
        #expect(claim.payment?.amount.amountText == "12765.18")
        #expect(claim.checks.allSatisfy { $0.outcome == .passed })
        #expect(claim.checks.count == 29)

        try await voyage.upload(SampleVoyage.readings(hours: 60..<70) { _ in 13 })
        try await voyage.automate()
        #expect(try await voyage.claims().count == 1)
    }

    @Test func `reading the ledger again from the start changes nothing`() async throws {
        let voyage = try await SampleVoyage()
        try await voyage.upload(SampleVoyage.readings(hours: 0..<60) { _ in 12 })
        try await voyage.automate()
        let size = await voyage.platform.sequencer.size()
        try await voyage.opened.cursors.advance("claims-automation", to: 0)
        try await voyage.automate()
        #expect(await voyage.platform.sequencer.size() == size)
    }

    @Test func `exactly the allowance is no claim, and ten minutes more is`() async throws {
        let voyage = try await SampleVoyage()
        try await voyage.upload(SampleVoyage.readings(hours: 0..<40) { $0 < 24 ? 9 : 5 })
        try await voyage.automate()
        #expect(try await voyage.claims().isEmpty)
        try await voyage.upload(SampleVoyage.readings(hours: 40..<42) { _ in 9 })
        try await voyage.automate()
        #expect(try await voyage.claims().first?.stage == .settled)
    }

    @Test func `an unsigned upload refers with its figure, and pays nothing`() async throws {
        let voyage = try await SampleVoyage()
        try await voyage.upload(SampleVoyage.readings(hours: 0..<60) { _ in 12 }, signed: false)
        try await voyage.automate()
        let claim = try #require(try await voyage.claims().first)
        #expect(claim.stage == .referred)
        #expect(claim.payment == nil)
        #expect(claim.referralReasons.map { String($0.string.prefix(14)) } == ["uploadsSigned:"])
    }

    @Test func `an amount beyond the automaton's authority is referred`() async throws {
        let voyage = try await SampleVoyage(authority: "12765.17")
        try await voyage.upload(SampleVoyage.readings(hours: 0..<60) { _ in 12 })
        try await voyage.automate()
        let claim = try #require(try await voyage.claims().first)
        #expect(claim.stage == .referred)
        #expect(
            claim.referralReasons == [
                "amountWithinAuthority: USD 12765.18 (asked: USD 12765.17)"
            ]
        )
    }

    @Test func `a gap that a late file fills is judged again and settled`() async throws {
        let voyage = try await SampleVoyage()
        try await voyage.upload(SampleVoyage.readings(hours: 0..<10) { _ in 5 })
        try await voyage.upload(SampleVoyage.readings(hours: 20..<60) { _ in 12 })
        try await voyage.automate()
        #expect(try await voyage.claims().first?.stage == .referred)
        try await voyage.upload(SampleVoyage.readings(hours: 10..<20) { _ in 5 })
        try await voyage.automate()
        #expect(try await voyage.claims().first?.stage == .settled)
    }

    @Test func `a repeated upload under its name gives the first answer`() async throws {
        let voyage = try await SampleVoyage()
        let text = SampleVoyage.readings(hours: 0..<10) { _ in 5 } + "\nnot json"
        let options = ChangeOptions(idempotencyKey: "file-1")
        let first = try await voyage.upload(text, options: options)
        let second = try await voyage.upload(text, options: options)
        #expect(first.accepted == 60)
        #expect(second.accepted == 60)
        #expect(second.receipt == first.receipt)
        #expect(second.rejected.map(\.line) == [61])
        let unnamed = try await voyage.upload(text)
        #expect(unnamed.accepted == 0)
        #expect(unnamed.duplicates == 60)
        #expect(unnamed.receipt == nil)
        await #expect(throws: Refusal.self) {
            try await voyage.upload(text + "\n", options: options)
        }
    }

    @Test func `readings of a device that is not bound are rejected, line by line`() async throws {
        let voyage = try await SampleVoyage()
        let text =
            SampleVoyage.readings(hours: 0..<1) { _ in 5 }
            + #"\#n{"device":"XX","time":"2026-03-02T00:00:00Z","temperature":9}"#
        let outcome = try await voyage.upload(text)
        #expect(outcome.accepted == 6)
        #expect(outcome.rejected.map(\.code.rawValue) == ["deviceNotBound"])
        #expect(outcome.rejected.map(\.line) == [7])
    }

    @Test func `a stranger sees nothing of the voyage`() async throws {
        let voyage = try await SampleVoyage()
        await #expect(throws: ServiceError.self) {
            try await voyage.platform.read(
                Certificate.self,
                voyage.certificate,
                as: voyage.stranger
            )
        }
        let list = try await voyage.platform.list(
            Shipment.self,
            as: voyage.stranger,
            after: nil,
            limit: 10
        )
        #expect(list.items.isEmpty)
    }

    @Test func `lost segments come back when their files are uploaded again`() async throws {
        let voyage = try await SampleVoyage()
        let first = SampleVoyage.readings(hours: 0..<10) { _ in 5 }
        let second = SampleVoyage.readings(hours: 8..<20) { _ in 5 }
        try await voyage.upload(first, options: ChangeOptions(idempotencyKey: "one"))
        try await voyage.upload(second)
        let size = await voyage.platform.sequencer.size()
        try await voyage.opened.close()
        let queue = try DatabaseQueue(path: LedgerFolder.File.telemetry.path(in: voyage.path))
        try await queue.write { db in try db.execute(sql: "DELETE FROM segment") }
        try queue.close()
        try await voyage.world.open()
        #expect(try await FolderAudit.run(path: voyage.path).isClean == false)

        try await voyage.upload(first, options: ChangeOptions(idempotencyKey: "one"))
        let again = try await voyage.upload(second)
        #expect(again.accepted == 0)
        #expect(await voyage.platform.sequencer.size() == size)
        #expect(try await FolderAudit.run(path: voyage.path).isClean)
    }
}

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
import TestSamples
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

    private static let ofTT2 =
        #"{"device":"TT-2","time":"2026-03-02T00:00:00Z","temperature":5.5}"#

    @Test func `an upload under its name is judged again once its device is bound`() async throws {
        let voyage = try await SampleVoyage()
        let text = SampleVoyage.readings(hours: 0..<1) { _ in 5 } + "\n" + Self.ofTT2
        let options = ChangeOptions(idempotencyKey: String(repeating: "file", count: 25))
        let first = try await voyage.upload(text, options: options)
        #expect(first.rejected.map(\.code.rawValue) == ["deviceNotBound"])
        try await voyage.ask(
            .shipment(.bindDevice(shipment: voyage.shipment, device: "TT-2", publicKey: nil)),
            as: voyage.assured
        )
        let second = try await voyage.upload(text, options: options)
        #expect((second.accepted, second.duplicates, second.rejectedCount) == (1, 6, 0))
        #expect(second.receipt != first.receipt)
        let third = try await voyage.upload(text, options: options)
        #expect(third.receipt == second.receipt)
        #expect(third.isRepeat)
    }

    @Test func `a withdrawn upload is judged no more, and its claim is referred`() async throws {
        let voyage = try await SampleVoyage()
        try await voyage.upload(SampleVoyage.readings(hours: 0..<60) { _ in 5 })
        // The same hours in another zone's time.
        let wrong = SampleVoyage.readings(hours: 60..<120) { _ in 12 }
        let options = ChangeOptions(idempotencyKey: "wrong-zone")
        let upload = try await voyage.upload(wrong, signed: false, options: options)
        try await voyage.automate()
        #expect(try await voyage.claims().map(\.stage) == [.referred], "it is not signed")
        let withdraw = Instruction.shipment(
            .withdrawUpload(
                shipment: voyage.shipment,
                upload: upload.digest,
                reason: "The times are of another zone."
            )
        )
        await #expect(throws: Refusal.self) { try await voyage.ask(withdraw, as: voyage.insurer) }
        try await voyage.ask(withdraw, as: voyage.assured)
        try await voyage.automate()
        let claim = try #require(try await voyage.claims().first)
        #expect(claim.stage == .referred)
        #expect(claim.evidenceWithdrawn?.map(\.upload) == [upload.digest])
        #expect(claim.checks.first { $0.name == "triggerMet" }?.outcome != .passed)
        let shipment = try await voyage.platform.read(
            Shipment.self,
            voyage.shipment,
            as: voyage.assured
        ).state
        #expect(shipment.findings.devices.first?.maximum?.milliCelsius == 5_000)
        #expect(shipment.withdrawn?.first?.readings == 360)
        // A gateway that sends it again under its name brings nothing back, and is told so.
        await #expect(throws: Refusal.self) {
            try await voyage.upload(wrong, signed: false, options: options)
        }
    }

    @Test func `readings of a clock that runs ahead are judged when they are past`() async throws {
        let voyage = try await SampleVoyage()
        let hour: Int64 = 3_600_000
        voyage.clock.set(SampleVoyage.departure.advanced(byMilliseconds: 41 * hour))
        // The last of it is of 20 hours after now.
        try await voyage.upload(SampleVoyage.readings(hours: 0..<60) { $0 < 30 ? 5 : 12 })
        let automation = ClaimsAutomation(
            platform: voyage.platform,
            cursors: voyage.opened.cursors,
            logger: silent
        )
        try await automation.follow()
        #expect(try await voyage.claims().isEmpty)
        voyage.clock.set(SampleVoyage.departure.advanced(byMilliseconds: 66 * hour))
        try await automation.judgeWhatIsPast()
        try await automation.follow()
        let loss = try #require(try await voyage.claims().first?.notice)
        #expect(loss.lossFrom == SampleVoyage.departure.advanced(byMilliseconds: 31 * hour))
    }

    @Test func `what waits is found again after a start`() async throws {
        let voyage = try await SampleVoyage()
        voyage.clock.set(SampleVoyage.departure.advanced(byMilliseconds: hours(41)))
        try await voyage.upload(SampleVoyage.readings(hours: 0..<60) { $0 < 30 ? 5 : 12 })
        try await voyage.automate()
        voyage.clock.set(SampleVoyage.departure.advanced(byMilliseconds: hours(66)))
        let automation = ClaimsAutomation(
            platform: voyage.platform,
            cursors: voyage.opened.cursors,
            logger: silent
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await automation.run() }
            group.addTask {
                while try await voyage.claims().isEmpty {
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            try await group.next()
            group.cancelAll()
        }
        #expect(try await voyage.claims().count == 1)
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

import Audit
import Contracts
import DataFolder
import Foundation
import Ledger
import Marine
import Services
import TestSamples
import TestSupport
import Testing

/// Folders whose ledger is founded with a clock that the operator sets.
@Suite struct SimulatedClockTests {
    private static let beginning = instant("2031-03-01T08:00:00Z")
    private static let later = instant("2031-03-02T06:00:00.250Z")
    private static let operatorCaller = TestPlatform.operatorCaller

    private static func open(
        _ path: String,
        _ choice: ClockChoice
    ) async throws -> OpenedPlatform {
        try await TestPlatform.open(
            path,
            choosing: choice,
            clockGuard: ClockGuard(clock: systemTime)
        )
    }

    /// The instant of the next entry.
    private static func stamp(_ opened: OpenedPlatform, _ name: String) async throws -> Instant {
        let receipt = try await opened.platform.submit(
            .list(name),
            as: .operator,
            id: name
        )
        let index = receipt.receipts[0].index
        let entries = try await opened.platform.store.entries(at: [index])
        return try Transition(leaf: #require(entries.first).leaf).at
    }

    @Test func `it stands still until it is set, and each entry has what it shows`() async throws {
        let folder = try TemporaryFolder()
        let opened = try await Self.open(folder.path("data"), .simulated(from: Self.beginning))
        let platform = opened.platform
        #expect(platform.ledgerClock == .simulated)
        #expect(try await platform.consortium().clock == .simulated)
        #expect(try await Self.stamp(opened, "MV First") == Self.beginning)
        #expect(try await Self.stamp(opened, "MV Second") == Self.beginning)
        #expect(try platform.setClock(to: Self.later, as: Self.operatorCaller) == Self.later)
        #expect(try await Self.stamp(opened, "MV Third") == Self.later)
        #expect(platform.sequencer.clockFault() == nil)
        try await opened.close()
    }

    @Test func `it never goes back, and stays where it is when that fails`() async throws {
        let clock = SimulatedClock(at: Self.later)
        #expect(throws: ServiceError.self) {
            try clock.set(to: Self.later.advanced(byMilliseconds: -1))
        }
        #expect(clock.now == Self.later)
        try clock.set(to: Self.later)
        try clock.set(to: Self.later.advanced(byMilliseconds: 1))
        #expect(clock.now == Self.later.advanced(byMilliseconds: 1))
    }

    @Test func `a start goes on from the last entry, or from an instant after it`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("data")
        let first = try await Self.open(path, .simulated(from: Self.beginning))
        _ = try first.platform.setClock(to: Self.later, as: Self.operatorCaller)
        _ = try await Self.stamp(first, "MV First")
        // What was set after the last entry left no trace.
        let unused = Self.later.advanced(byMilliseconds: hours(1))
        _ = try first.platform.setClock(to: unused, as: Self.operatorCaller)
        try await first.close()
        for choice in [ClockChoice.simulated(from: nil), .founded, .simulated(from: Self.later)] {
            let again = try await Self.open(path, choice)
            #expect(again.platform.clock() == Self.later)
            try await again.close()
        }
        let ahead = try await Self.open(path, .simulated(from: unused))
        #expect(try await Self.stamp(ahead, "MV Second") == unused)
        try await ahead.close()
    }

    @Test func `a folder opens by the clock of its founding alone, and is else left as it was`()
        async throws
    {
        let folder = try TemporaryFolder()
        let simulated = folder.path("simulated")
        try await Self.open(simulated, .simulated(from: Self.later)).close()
        let real = folder.path("real")
        try await TestPlatform.open(real).close()
        let before = Self.later.advanced(byMilliseconds: -1)
        let refused: [(path: String, choice: ClockChoice, said: [String])] = [
            (simulated, .machine, ["founded with a simulated clock", "\(Self.later)", "--clock"]),
            (simulated, .simulated(from: before), ["does not go back", "\(Self.later)"]),
            (real, .simulated(from: nil), ["founded with the machine's clock", "without --clock"]),
            (real, .simulated(from: .latest), ["founded with the machine's clock"]),
        ]
        for (path, choice, said) in refused {
            let digests = try FolderDigests(path)
            let error = try await #require(throws: LedgerFolderError.self) {
                try await Self.open(path, choice).close()
            }
            for words in said { #expect(error.description.contains(words), "\(error)") }
            #expect(error.description.contains("Nothing was served"), "\(error)")
            #expect(try FolderDigests(path) == digests, "\(choice)")
        }
        try await Self.open(simulated, .simulated(from: nil)).close()
        try await TestPlatform.open(real).close()
        let opened = try await Self.open(real, .founded)
        #expect(opened.platform.ledgerClock == nil)
        try await opened.close()
    }

    @Test func `nothing is founded without an instant for its clock to begin at`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("data")
        let error = try await #require(throws: LedgerFolderError.self) {
            try await Self.open(path, .simulated(from: nil)).close()
        }
        #expect(error.description.contains("Nothing was founded"), "\(error)")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a founding that was cut short before its first entry may begin by either clock`()
        async throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path("data")
        try await Self.open(path, .simulated(from: Self.beginning)).close()
        for name in try FileManager.default.contentsOfDirectory(atPath: path) where name != "keys" {
            try FolderFault.remove(name, from: path)
        }
        try FolderFault.write("plimsoll founding v1\n", to: "\(path)/ledger.founding")
        let error = try await #require(throws: LedgerFolderError.self) {
            try await Self.open(path, .simulated(from: nil)).close()
        }
        #expect(error.description.contains("Nothing was founded"), "\(error)")
        let opened = try await Self.open(path, .machine)
        #expect(opened.platform.ledgerClock == nil)
        try await opened.close()
    }

    @Test func `an audit names the clock and holds its entries against no other`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("data")
        let opened = try await Self.open(path, .simulated(from: Self.later))
        _ = try await Self.stamp(opened, "MV First")
        try await opened.close()
        let report = try await FolderAudit.run(path: path, at: Self.beginning)
        #expect(report.isClean, "\(report.text)")
        #expect(report.inputs.clock == .simulated)
        #expect(report.text.contains("simulated, as the ledger was founded"))
        // That of a ledger by the machine's clock is held against it.
        let other = folder.path("other")
        try await TestPlatform.open(other, clock: { Self.later }).close()
        let held = try await FolderAudit.run(path: other, at: Self.beginning)
        #expect(held.inputs.clock == .machine)
        #expect(!held.isClean)
        #expect(!held.text.contains("simulated"))
    }

    @Test func `the log's key is replaced at the instant that the clock shows`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("data")
        try await Self.open(path, .simulated(from: Self.later)).close()
        _ = try await LogKeyRotation.run(
            path: path,
            passphrase: nil,
            logger: silent,
            clock: systemTime
        )
        let opened = try await Self.open(path, .simulated(from: nil))
        #expect(
            try await opened.platform.consortium().formerLogKeys?.map(\.replacedAt) == [Self.later]
        )
        try await opened.close()
    }
}

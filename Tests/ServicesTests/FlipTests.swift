import Audit
import Contracts
import DataFolder
import Foundation
import Glibc
import Ledger
import Logging
import Services
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// A file of a data folder changed at random: the server refuses to start, naming the place; or
/// it makes the file again; or, where the bytes changed mean nothing, it answers as before.
@Suite(.serialized) struct FlipTests {
    private static let isSlow = ProcessInfo.processInfo.environment["PLIMSOLL_SLOW"] != nil
    private static let seed: UInt64 =
        ProcessInfo.processInfo.environment["PLIMSOLL_SEED"].flatMap(UInt64.init)
        ?? UInt64.random(in: 0...UInt64.max)

    /// What came of one change.
    private enum End: String {
        case refused
        case sameAnswers
        /// It was opened, and said of what was asked that it is damaged.
        case damageNamed
    }

    private struct Change {
        let offset: Int
        let bit: Int
    }

    @Test func `a bit flipped while the server is stopped is refused or means nothing`()
        async throws
    {
        let model = try await FlipModel()
        var generator = SeededGenerator(seed: FlipTests.seed)
        for (file, rounds) in [(LedgerFolder.File.ledger, 10), (.view, 3), (.telemetry, 6)]
            + [(.followers, 2)]
        {
            print("flips in \(file.rawValue) with seed \(FlipTests.seed)")
            var ends: [End: Int] = [:]
            for round in 0..<(FlipTests.isSlow ? rounds * 40 : rounds) {
                let copy = try model.copy()
                defer { copy.remove() }
                let change = try copy.flip(file, &generator)
                let end = try await model.end(of: copy)
                #expect(end != nil, "seed \(FlipTests.seed), round \(round): \(change)")
                if let end { ends[end, default: 0] += 1 }
            }
            print("flips in \(file.rawValue): \(ends.map { "\($0.value) \($0.key.rawValue)" })")
            // The ledger's bytes all mean something, save for the free space of its pages.
            if file == .ledger { #expect(ends[.refused, default: 0] > 0) }
        }
    }

    @Test func `a bit that the disk forgot, unseen by its file's times, is never given out`()
        async throws
    {
        let model = try await FlipModel()
        var generator = SeededGenerator(seed: FlipTests.seed)
        print("forgotten bits with seed \(FlipTests.seed)")
        var ends: [End: Int] = [:]
        for round in 0..<(FlipTests.isSlow ? 300 : 8) {
            let copy = try model.copy()
            defer { copy.remove() }
            // Stopped in order where it lies now, so that its next start is a quick one.
            try await copy.openAndClose()
            let change = try copy.flip(.ledger, &generator, keepingTimes: true)
            let end = try await model.end(of: copy)
            #expect(end != nil, "seed \(FlipTests.seed), round \(round): \(change)")
            if let end { ends[end, default: 0] += 1 }
        }
        print("forgotten bits: \(ends.map { "\($0.value) \($0.key.rawValue)" })")
    }

    @Test func `a file that is cut short is refused or made again`() async throws {
        let model = try await FlipModel()
        var generator = SeededGenerator(seed: FlipTests.seed)
        print("files cut short with seed \(FlipTests.seed)")
        for file in [LedgerFolder.File.ledger, .ledger, .ledger, .view, .telemetry, .followers] {
            let copy = try model.copy()
            defer { copy.remove() }
            let length = try copy.truncate(file, &generator)
            let end = try await model.end(of: copy)
            #expect(end != nil, "seed \(FlipTests.seed): \(file.rawValue) cut to \(length)")
            if file == .ledger { #expect(end == .refused, "cut to \(length)") }
        }
    }

    @Test func `what a crash leaves in a write-ahead log is all there, or its loss is refused`()
        async throws
    {
        let model = try await FlipModel(crashed: true)
        var generator = SeededGenerator(seed: FlipTests.seed)
        print("write-ahead log with seed \(FlipTests.seed)")
        let whole = try model.copy()
        defer { whole.remove() }
        #expect(try await model.end(of: whole) == .sameAnswers)
        for round in 0..<(FlipTests.isSlow ? 60 : 6) {
            let copy = try model.copy()
            defer { copy.remove() }
            if round % 2 == 0 {
                _ = try copy.flip(.ledger, suffix: "-wal", &generator)
            } else {
                _ = try copy.truncate(.ledger, suffix: "-wal", &generator)
            }
            let end = try await model.end(of: copy)
            #expect(end == .refused || end == .sameAnswers, "seed \(FlipTests.seed)")
        }
        let copy = try model.copy()
        defer { copy.remove() }
        let log = LedgerFolder.File.ledger.path(in: copy.path) + "-wal"
        try FileManager.default.removeItem(atPath: log)
        #expect(try await model.end(of: copy) == .refused)
    }
}

extension FlipTests {
    /// A data folder whose answers are known, to be copied and changed.
    private final class FlipModel {
        private let voyage: SampleVoyage
        private let image: String
        private let answers: [AnyHashable]
        private let commands: [RecordedCommand]

        /// `crashed` leaves the folder as a power failure would: everything is in the logs.
        init(crashed: Bool = false) async throws {
            voyage = try await SampleVoyage()
            try await voyage.upload(SampleVoyage.readings(hours: 0..<30) { _ in 5 })
            try await voyage.upload(SampleVoyage.readings(hours: 30..<60) { _ in 12 })
            try await voyage.automate()
            for number in 0..<260 {
                try await voyage.ask(
                    .list("party \(number)"),
                    as: TestPlatform.operatorCaller,
                    id: "list-\(number)"
                )
            }
            answers = try await FlipModel.answers(of: voyage.opened)
            commands = try await FlipModel.commands(of: voyage.opened)
            image = voyage.path + "-image"
            if !crashed { try await voyage.opened.close() }
            try FileManager.default.copyItem(atPath: voyage.path, toPath: image)
            if crashed {
                for name in try FileManager.default.contentsOfDirectory(atPath: image)
                where name.hasSuffix("-shm") {
                    try FileManager.default.removeItem(atPath: "\(image)/\(name)")
                }
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: image) }

        func copy() throws -> FolderCopy {
            let path = "\(voyage.path)-\(UUID().uuidString.prefix(8))"
            try FileManager.default.copyItem(atPath: image, toPath: path)
            return FolderCopy(path: path)
        }

        /// What a server makes of a copy; `nil` where it gives out what was never written.
        func end(of copy: FolderCopy) async throws -> End? {
            let opened: OpenedPlatform
            do { opened = try await TestPlatform.open(copy.path) } catch {
                let text = "\(error)"
                #expect(error is LedgerFolderError, "\(error)")
                let reasons = ["damaged at", "entries are lost", "it held one that is lost"]
                #expect(reasons.contains { text.contains($0) }, "\(text)")
                return .refused
            }
            defer { Task { try? await opened.close() } }
            do {
                guard try await FlipModel.answers(of: opened) == answers else { return nil }
                let found = try await FlipModel.commands(of: opened)
                if found == commands { return .sameAnswers }
                // A name that an index has lost cannot be told from one never used, where it is
                // looked up; the scrub begins with the index, at once after the start.
                guard Set(found).isSubset(of: commands) else { return nil }
                try await Scrub(
                    of: opened.platform.sequencer,
                    pace: Scrub.Pace(entriesPerSecond: 1_000_000),
                    logger: Logger(label: "test")
                ).round()
                return nil
            } catch LedgerFault.damaged, LogStoreError.damaged {
                return .damageNamed
            }
        }

        /// What anyone can ask of a server.
        private static func answers(of opened: OpenedPlatform) async throws -> [AnyHashable] {
            let platform = opened.platform
            var seen: [AnyHashable] = [try await platform.store.head()]
            let entries = try await platform.store.entries(from: 0, limit: 1000)
            seen += entries.map { $0 as AnyHashable }
            for bundle: UInt64 in 0..<2 {
                seen += try await platform.store.leaves(from: bundle * 256, width: 256)
                    .map { $0 as AnyHashable }
                seen.append(
                    try await platform.store.tile(level: 0, index: bundle, width: 256)
                )
            }
            seen.append(try await platform.store.tile(level: 1, index: 0, width: 1))
            return seen + (try await answersOfViews(platform))
        }

        /// Which commands are found under the names that the entries hold.
        private static func commands(of opened: OpenedPlatform) async throws -> [RecordedCommand] {
            let platform = opened.platform
            let entries = try await platform.store.entries(from: 0, limit: 1000)
            let names = try entries.compactMap { entry -> CommandName? in
                guard let command = entry.command else { return nil }
                let read = try JSONDecoder().decode(Named.self, from: Data(command.bytes))
                return CommandName(
                    member: try Transition(leaf: entry.leaf).actor,
                    id: read.id
                )
            }
            return try await platform.store.commands(named: names)
        }

        private static func answersOfViews(_ platform: Platform) async throws -> [AnyHashable] {
            let reader = Caller(member: .auditor, roles: [.auditor])
            let insurer = Caller(member: .leader, roles: [.insurer])
            var seen: [AnyHashable] = []
            for caller in [reader, insurer] {
                let shipments = try await platform.list(
                    Shipment.self,
                    as: caller,
                    after: nil,
                    limit: 50
                )
                for shipment in shipments.items {
                    seen.append(shipment.state)
                    let readings = try await platform.readingSet(of: shipment.state)
                    seen.append("\(readings)")
                }
                seen += try await platform.list(
                    Certificate.self,
                    as: caller,
                    after: nil,
                    limit: 50
                ).items.map { $0.state as AnyHashable }
                let claims = try await platform.listClaims(
                    as: caller,
                    stage: nil,
                    certificate: "crt-1",
                    shipment: nil,
                    after: nil,
                    limit: 50
                ).items
                for claim in claims {
                    seen.append(claim.state)
                    let history = try await platform.history(
                        claim.key,
                        as: caller,
                        after: 0,
                        limit: 100
                    )
                    seen += history.items.map { $0.transition as AnyHashable }
                }
            }
            return seen
        }

        private struct Named: Decodable { let id: String }
    }

    /// A copy that may be changed.
    private struct FolderCopy {
        let path: String

        func remove() { try? FileManager.default.removeItem(atPath: path) }

        func openAndClose() async throws {
            try await TestPlatform.open(path).close()
        }

        func flip(
            _ file: LedgerFolder.File,
            suffix: String = "",
            _ generator: inout SeededGenerator,
            keepingTimes: Bool = false
        ) throws -> Change {
            let name = file.path(in: path) + suffix
            var times = stat()
            stat(name, &times)
            var bytes = try Data(contentsOf: URL(fileURLWithPath: name))
            var offset = Int.random(in: 0..<bytes.count, using: &generator)
            // Most of a young file is zeros that nothing reads: one flip in five is left there.
            while bytes[offset] == 0, generator.next() % 5 > 0 {
                offset = Int.random(in: 0..<bytes.count, using: &generator)
            }
            let bit = Int.random(in: 0..<8, using: &generator)
            bytes[offset] ^= UInt8(1) << UInt8(bit)
            // In place, as a disk does it: the file keeps its number.
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: name))
            try handle.seek(toOffset: UInt64(offset))
            try handle.write(contentsOf: bytes[offset..<offset + 1])
            try handle.close()
            if keepingTimes {
                let kept = [times.st_atim, times.st_mtim]
                #expect(utimensat(AT_FDCWD, name, kept, 0) == 0)
            }
            return Change(offset: offset, bit: bit)
        }

        func truncate(
            _ file: LedgerFolder.File,
            suffix: String = "",
            _ generator: inout SeededGenerator
        ) throws -> Int {
            let name = file.path(in: path) + suffix
            let length = try Data(contentsOf: URL(fileURLWithPath: name)).count
            let kept = Int.random(in: 0..<length, using: &generator)
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: name))
            try handle.truncate(atOffset: UInt64(kept))
            try handle.close()
            return kept
        }
    }
}

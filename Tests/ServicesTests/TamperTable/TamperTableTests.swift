import Audit
import Foundation
import GRDB
import Ledger
import Notifier
import Services
import Storage
import TestSupport
import Testing

@testable import DataFolder

/// Every row of every store of a data folder, changed in every way: the audit names it, the start
/// refuses it or makes the file again, or the Threat model says why it cannot matter.
@Suite(.serialized) struct TamperTableTests {
    private static let isSlow = ProcessInfo.processInfo.environment["PLIMSOLL_SLOW"] != nil

    /// Tables in which a voyage of one ship leaves no rows, and the test that tampers with them.
    private static let emptyTables = [
        // It is written once in 2^15 entries: StorageTests/CommandIndexTests.
        "ledger.sqlite command_part"
    ]

    /// What is noticed by nobody in a folder whose server stopped in order,
    /// and why it cannot matter.
    private static let harmless = [
        "ledger.sqlite checkpoint delete the first": "the latest root commits to all before it"
    ]

    /// The same of one whose server was killed, by table, kind and column.
    ///
    /// The audit says of such a folder that nothing vouches for these files.
    private static let unsealed = [
        "followers.sqlite cursor delete": "it is read from the start, which is harmless",
        "notifier.sqlite delivery one bit attempts": "how often it was tried; receivers know ids",
        "notifier.sqlite delivery one bit body": "receivers fetch what a message names",
        "notifier.sqlite delivery one bit completedAt": "when a record is dropped",
        "notifier.sqlite delivery one bit createdAt": "shown to the endpoint's member alone",
        "notifier.sqlite delivery one bit id": "the order of a list",
        "notifier.sqlite delivery one bit lastAddress": "shown to the endpoint's member alone",
        "notifier.sqlite delivery one bit lastAttemptAt": "shown to the endpoint's member alone",
        "notifier.sqlite delivery one bit lastDurationMilliseconds":
            "shown to the endpoint's member alone",
        "notifier.sqlite delivery one bit lastError": "shown to the endpoint's member alone",
        "notifier.sqlite delivery one bit lastStatus": "shown to the endpoint's member alone",
        "notifier.sqlite delivery one bit nextAttemptAt": "clamped to the longest delay at start",
        "notifier.sqlite delivery one bit notification": "receivers meet an id again",
        "notifier.sqlite delivery one bit state": "receivers miss or meet ids",
        "notifier.sqlite delivery one bit waitsSince": "clamped at start",
        "notifier.sqlite delivery delete": "receivers miss an index, and ask for a replay",
        "notifier.sqlite endpoint one bit cursor":
            "receivers miss an index or meet one again, and ask for a replay",
        "notifier.sqlite endpoint one bit disabledAt": "its member sees it, and enables it",
        "notifier.sqlite endpoint one bit disabledReason": "shown to its member alone",
        "notifier.sqlite endpoint one bit failingSince": "clamped at start",
        "notifier.sqlite endpoint one bit pausedAt": "clamped at start",
        "notifier.sqlite endpoint one bit pausedUntil": "clamped to an hour at start",
        "notifier.sqlite endpoint one bit previousSecretExpiresAt": "clamped to a day at start",
        "notifier.sqlite request": "a request that is asked again is carried out again or refused",
        "notifier.sqlite sqlite_sequence": "ordinals are given again, or left out",
        "publication.sqlite evidence delete": "the witness still has it, and is asked at the start",
        "publication.sqlite policy": "cosignatures are judged anew under the policy in force",
        "publication.sqlite published one bit witnessed": "readers judge cosignatures themselves",
        "publication.sqlite timestamp delete": "old ones are dropped in any case",
    ]

    private static let threatModel = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent("Sources/plimsoll/Plimsoll.docc/ThreatModel.md").path

    /// Who notices.
    private struct Notice: OptionSet, Hashable {
        let rawValue: Int
        static let audit = Notice(rawValue: 1)
        static let start = Notice(rawValue: 2)
        /// The start made the file again, without the change.
        static let remade = Notice(rawValue: 4)

        var words: String {
            [(Notice.audit, "audit"), (.start, "start"), (.remade, "made again")]
                .filter { contains($0.0) }.map(\.1).joined(separator: ", ")
        }
    }

    @Test(.enabled(if: isSlow)) func `no row can be changed unnoticed, but where it cannot matter`()
        async throws
    {
        let folder = try await FullFolder()
        let untouched = try await audit(folder.copy(), folder)
        #expect(untouched.isClean, "\(untouched.text)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".sqlite") }.sorted()
        #expect(files == LedgerFolder.File.stores.map(\.rawValue).sorted())
        let unnoticed = try await tamper(with: files, of: folder)
        #expect(unnoticed == Set(TamperTableTests.harmless.keys))
    }

    @Test(.enabled(if: isSlow)) func `what a killed server leaves unsealed is noticed or harmless`()
        async throws
    {
        let folder = try await FullFolder()
        try FileManager.default.removeItem(atPath: "\(folder.path)/clean-stop.note")
        let files = CleanStop.sealed.map(\.rawValue).sorted()
        let unnoticed = try await tamper(with: files, of: folder)
        let named = TamperTableTests.unsealed.keys
        for tampering in unnoticed.sorted() {
            #expect(named.contains { tampering.hasPrefix($0) }, "\(tampering)")
        }
    }

    /// Carries out every tampering with some files, and prints the table of who notices.
    ///
    /// - Returns: what nobody notices.
    private func tamper(with files: [String], of folder: FullFolder) async throws -> Set<String> {
        var unnoticed: Set<String> = []
        let kinds = TamperingKind.allCases.map(\.rawValue)
        var table = ["| table | \(kinds.joined(separator: " | ")) |", "|---|---|---|---|---|"]
        var count = 0
        for file in files {
            // Opening it here alone would break the seal.
            let path = "\(try folder.copy())/\(file)"
            let before = try RowTampering.tables(of: path)
            for (name, rows) in before where rows.isEmpty {
                #expect(TamperTableTests.emptyTables.contains("\(file) \(name)"))
            }
            let tamperings = try RowTampering.all(of: file, at: path)
            for name in before.keys.sorted() {
                var cells: [TamperingKind: [Notice]] = [:]
                for tampering in tamperings where tampering.table == name {
                    let notice = try await notice(of: tampering, in: folder, before)
                    cells[tampering.kind, default: []].append(notice)
                    count += 1
                    if notice.isEmpty { unnoticed.insert(tampering.name) }
                }
                let row = TamperingKind.allCases.map { words(cells[$0] ?? []) }
                table.append("| `\(file)` \(name) | \(row.joined(separator: " | ")) |")
            }
        }
        print(table.joined(separator: "\n"))
        let page = try String(contentsOfFile: TamperTableTests.threatModel, encoding: .utf8)
        let lines = Set(page.split(separator: "\n").map(String.init))
        for line in table where !lines.contains(line) {
            Issue.record("not in the Threat model: \(line)")
        }
        print("\(count) tamperings, \(unnoticed.count) unnoticed")
        return unnoticed
    }

    /// What all of a cell's tamperings are noticed by.
    private func words(_ notices: [Notice]) -> String {
        guard let first = notices.first else { return "–" }
        let unnoticed = notices.count { $0.isEmpty }
        guard unnoticed == 0 else { return unnoticed == notices.count ? "none" : "in part" }
        let common = notices.dropFirst().reduce(first) { $0.intersection($1) }
        return common.isEmpty ? "audit or start" : common.words
    }

    private func notice(
        of tampering: RowTampering,
        in folder: FullFolder,
        _ before: [String: [[DatabaseValue]]]
    ) async throws -> Notice {
        var notice: Notice = []
        let audited = try folder.copy()
        defer { try? FileManager.default.removeItem(atPath: audited) }
        try tampering.carryOut(on: "\(audited)/\(tampering.file)")
        do {
            // That nothing seals the files is said of every folder whose server was killed.
            if try await audit(audited, folder).verdict == .findings { notice.insert(.audit) }
        } catch { notice.insert(.audit) }
        let started = try folder.copy()
        defer { try? FileManager.default.removeItem(atPath: started) }
        try tampering.carryOut(on: "\(started)/\(tampering.file)")
        let changed = try RowTampering.tables(of: "\(started)/\(tampering.file)")
        do {
            let opened = try await TestPlatform.open(started)
            do { try opened.openDeliveries().close() } catch {
                notice.insert(.start)
            }
            if await opened.platform.sequencer.standingFault() != nil { notice.insert(.start) }
            try await opened.close()
            let after = try RowTampering.tables(of: "\(started)/\(tampering.file)")
            let table = after[tampering.table]
            if table != changed[tampering.table],
                table == before[tampering.table] || table?.isEmpty == true
            {
                notice.insert(.remade)
            }
        } catch { notice.insert(.start) }
        return notice
    }

    private func audit(_ path: String, _ folder: FullFolder) async throws -> AuditReport {
        try await FolderAudit.run(
            path: path,
            logKey: folder.logKey,
            policy: folder.policy,
            authorities: folder.authorities
        )
    }
}

import Audit
import Contracts
import Foundation
import Ledger
import Notifier
import Services
import Storage
import TransparencyLog

/// The rows that the audit of the ledger and of its view does not meet.
extension FolderAudit {
    private static let page = 500
    private static let strangeMessageLimit = 20

    /// Audits every other row of a folder, after its ledger and its view.
    static func addingRows(
        of folder: AuditedFolder,
        _ path: String,
        _ logKey: NoteVerifierKey,
        to report: AuditReport
    ) async throws -> AuditReport {
        let report = try await strayRows(folder).adding(to: report)
        return try await seals(folder, path, logKey)?.adding(to: report) ?? report
    }

    private static func strayRows(_ folder: AuditedFolder) async throws -> StrayRows {
        let size = try await folder.ledger.head().size
        var rows = StrayRows()
        rows.take(try await folder.ledger.strayRows())
        if let publication = folder.publication { rows.take(try await publication.strayRows()) }
        if let cursors = folder.cursors {
            let followers: Set = [ClaimsAutomation.name]
            rows.take(try await cursors.strayRows(of: followers, ledgerSize: size))
        }
        if let deliveries = folder.deliveries {
            let found = try await deliveries.strayRows(ledgerSize: size)
            rows.take(try await found + strangeMessages(deliveries, folder.ledger, size))
        }
        return rows
    }

    /// Deliveries that say something else of their entry than its leaf does.
    private static func strangeMessages(
        _ deliveries: DeliveryStore,
        _ ledger: SQLiteLogStore,
        _ size: UInt64
    ) async throws -> [(place: String, reason: String)] {
        var found: [(place: String, reason: String)] = []
        var after = Int64.min
        while found.count < strangeMessageLimit {
            let messages = try await deliveries.messages(after: after, limit: page)
            guard let last = messages.last else { break }
            for message in messages where found.count < strangeMessageLimit {
                guard let index = UInt64(exactly: message.index), index < size,
                    let entry = try await ledger.entries(from: index, limit: 1).first,
                    let transition = try? Transition(leaf: entry.leaf)
                else { continue }
                let isOfEntry =
                    message.subject == "\(transition.key)"
                    && message.type.hasPrefix("\(transition.contract.rawValue).")
                    && message.notification.hasSuffix("_\(index)")
                guard !isOfEntry else { continue }
                found.append(
                    (
                        "notifier.sqlite delivery \(message.id)",
                        "it is not what happened with entry \(index)"
                    )
                )
            }
            after = last.id
        }
        return found
    }

    /// The files that are sealed against the record of the last stop; `nil` where a server has them
    /// open, or there are none.
    private static func seals(
        _ folder: AuditedFolder,
        _ path: String,
        _ logKey: NoteVerifierKey
    ) async throws -> SealAudit? {
        let manager = FileManager.default
        let sealed = CleanStop.sealed.filter { manager.fileExists(atPath: $0.path(in: path)) }
        let note = manager.contents(atPath: "\(path)/\(CleanStop.name)")
        guard !folder.isServed, !sealed.isEmpty || note != nil else { return nil }
        var audit = try await SealAudit(store: folder.ledger, logKey: logKey)
        guard let note else {
            audit.passOver("the server did not stop in order, or the record of it is gone")
            return audit
        }
        guard let signed = try? SignedNote(parsing: note),
            let stop = try? CleanStop(signedText: signed.text)
        else {
            audit.refuse("it is no record of a clean stop")
            return audit
        }
        guard !stop.checkpoint.isEmpty else {
            audit.passOver("the record of the last stop is of an earlier program")
            return audit
        }
        guard audit.admit(signed, of: stop.checkpoint) else { return audit }
        for file in CleanStop.sealed {
            let found = CleanStop.digest(of: file.path(in: path))
            // What was not there is sealed as nothing.
            let isAbsent = stop.absent.contains(file.rawValue)
            if isAbsent, found == nil { continue }
            audit.compare(
                file.rawValue,
                sealed: isAbsent ? "" : stop.contents[file.rawValue],
                found: found
            )
        }
        return audit
    }
}

import Audit
import Contracts
import Foundation
import Ledger
import Notifier
import SQLiteFiles
import Services
import Storage
import TransparencyLog

/// The rows that the audit of the ledger and of its view does not meet.
extension FolderAudit {
    private static let page = 500
    private static let strangeMessageLimit = 20

    /// Looks at every other row of a folder; what keeps one file from being read leaves the others.
    static func leftoverRows(
        _ folder: AuditedFolder,
        _ size: UInt64,
        into rows: inout LeftoverRows
    ) async {
        for file in LedgerFolder.File.stores where file.store?.holdsOtherRows == true {
            if let failure = folder.failure(of: file) {
                rows.leave(file.rawValue, "it cannot be read: \(failure)")
                continue
            }
            do {
                if let found = try await leftoverRows(of: file, in: folder, size) {
                    rows.take(found)
                }
            } catch {
                let failure = StoreFailure(error, of: file)
                rows.leave(file.rawValue, "it cannot be read to its end: \(failure.text)")
            }
        }
    }

    /// The rows of one file that nothing accounts for; `nil` where the file is not there.
    private static func leftoverRows(
        of file: LedgerFolder.File,
        in folder: AuditedFolder,
        _ size: UInt64
    ) async throws -> [(place: String, reason: String)]? {
        switch file {
        case .ledger: return try await folder.ledger?.leftoverRows()
        case .publication: return try await folder.publication?.leftoverRows()
        case .followers:
            return try await folder.cursors?
                .leftoverRows(of: ClaimsAutomation.cursorNames, ledgerSize: size)
        case .notifier:
            guard let deliveries = folder.deliveries else { return nil }
            let found = try await deliveries.leftoverRows(ledgerSize: size)
            guard let ledger = folder.ledger else { return found }
            return try await found + strangeMessages(deliveries, ledger, size)
        case .telemetry, .view, .fold, .logKey, .nextLogKey, .identity: return nil
        }
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
            // A damaged page may hold ids out of their order, which a search never leaves.
            guard last.id > after else {
                throw NotifierError.storageDamaged(place: "deliveries out of their order")
            }
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

    /// Compares the webhook endpoints with what the server signed of them as they were registered,
    /// which a kill leaves there.
    static func compareEndpoints(_ folder: AuditedFolder, in audit: inout SealAudit) async {
        guard let deliveries = folder.deliveries, !folder.isOfEarlierProgram(.notifier) else {
            return
        }
        let place = "\(LedgerFolder.File.notifier.rawValue) endpoints"
        do {
            audit.compare(
                place,
                EndpointNote.difference(try await deliveries.endpointSeal()) { [audit] note in
                    audit.isSignedByLog(note)
                }
            )
        } catch { audit.leave("\(place): \(StoreFailure(error, of: .notifier).text)") }
    }

    /// Compares the files that are sealed with the record of the last stop.
    static func compareSeals(
        _ folder: AuditedFolder,
        _ path: String,
        in audit: inout SealAudit
    ) {
        let note: Data
        switch folder.stopNote {
        case .success(let found?): note = found
        case .failure(.damaged(let place)): return audit.refuse(place)
        case .failure(let error): return audit.leave("\(error)")
        case .success(nil):
            let isKept = CleanStop.sealed.contains {
                FileManager.default.fileExists(atPath: $0.path(in: path))
            }
            if folder.isServed {
                audit.passOver("the folder is served: its files are sealed when the server stops")
            } else if isKept {
                audit.leave(
                    "the server did not stop in order, or the record of it is gone"
                        + (folder.isLocked ? "; another process has locked the folder" : "")
                )
            } else {
                audit.passOver("none of the files is here that a server seals")
            }
            return
        }
        guard let signed = try? SignedNote(parsing: note),
            let stop = try? CleanStop(signedText: signed.text)
        else { return audit.refuse("it is no record of a clean stop") }
        guard !stop.checkpoint.isEmpty else {
            return audit.leave("the record of the last stop is of an earlier program")
        }
        guard audit.admit(signed, of: stop.checkpoint) else { return }
        for (file, suffix) in stop.sideFiles(in: path) {
            audit.compare(
                file.rawValue + suffix,
                "the server left no such file: SQLite would write what it holds into "
                    + "\(file.rawValue)"
            )
        }
        for file in CleanStop.sealed {
            do throws(SQLiteFileError) {
                audit.compare(
                    file.rawValue,
                    sealed: stop.contents[file.rawValue],
                    wasAbsent: stop.absent.contains(file.rawValue),
                    found: try CleanStop.digest(of: file.path(in: path))
                )
            } catch { audit.leave("\(error)") }
        }
    }
}

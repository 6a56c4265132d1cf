import Foundation
import Glibc
package import Ledger
import Logging
import SQLiteFiles
package import Storage
import TransparencyLog

extension LedgerFolder {
    /// The stores of a data folder, each found whole or made again.
    package struct Stores: Sendable {
        package let ledger: VerifiedLogStore<SQLiteLogStore>
        package let view: SQLiteView
        package let segments: SQLiteSegmentStore
        package let cursors: SQLiteFollowerCursors

        /// Closes the files as they are.
        func close() {
            try? ledger.base.close()
            try? view.close()
            try? segments.close()
            try? cursors.close()
        }
    }

    /// Opens the stores of a folder that was found right.
    ///
    /// Where what holds the ledger cannot be opened, as on a full disk, nothing has changed.
    static func openStores(
        in folder: String,
        _ inspection: FolderInspection,
        _ keys: LogKeyFolder,
        _ logKeys: LogKeys,
        _ logger: Logger
    ) async throws -> Stores {
        let (ledger, segments) = try CleanStop.withdrawn(in: folder) {
            let ledger = try openLedger(in: folder)
            do {
                let segments = try SQLiteSegmentStore(path: File.telemetry.path(in: folder))
                do {
                    if try keys.sealWhatIsPlain() {
                        logger.notice("the log's key lay in clear, and is encrypted now")
                    }
                    return (ledger, segments)
                } catch {
                    try? segments.close()
                    throw error
                }
            } catch {
                try? ledger.close()
                throw error
            }
        }
        do {
            return Stores(
                ledger: VerifiedLogStore(ledger, origin: logKeys.verifierKeys[0].name) {
                    logKeys.verifierKeys
                },
                view: try openView(in: folder, inspection, logger),
                segments: segments,
                cursors: try openCursors(in: folder, inspection.untouched, logger)
            )
        } catch {
            try? segments.close()
            try? ledger.close()
            throw error
        }
    }

    private static func openLedger(in folder: String) throws -> SQLiteLogStore {
        do throws(LogStoreError) {
            return try SQLiteLogStore(path: File.ledger.path(in: folder))
        } catch LogStoreError.damaged(let place) {
            throw LedgerFolderError.damagedLedger(folder, place)
        } catch LogStoreError.unreadable(let reason) {
            throw LedgerFolderError.unopenedLedger(folder, reason)
        }
    }

    private static func openView(
        in folder: String,
        _ inspection: FolderInspection,
        _ logger: Logger
    ) throws -> SQLiteView {
        let path = File.view.path(in: folder)
        guard case .remade(let draft) = inspection.view else { return try SQLiteView(path: path) }
        SQLiteFile.discard(path)
        if let draft {
            guard rename(draft, path) == 0 else {
                throw LedgerFolderError("\(path): \(String(cString: strerror(errno)))")
            }
            logger.notice("the view is folded again")
        }
        return try SQLiteView(path: path)
    }

    /// A cursor that was moved ahead would have entries passed over, and reading the ledger again
    /// from its start is harmless: cursors that nothing vouches for are dropped.
    private static func openCursors(
        in folder: String,
        _ untouched: Set<File>,
        _ logger: Logger
    ) throws -> SQLiteFollowerCursors {
        let path = File.followers.path(in: folder)
        do {
            if untouched.contains(.followers) { return try SQLiteFollowerCursors(path: path) }
        } catch LedgerFault.damaged(let place) {
            logger.warning("the cursors are made again", metadata: ["damaged": "\(place)"])
        }
        SQLiteFile.discard(path)
        return try SQLiteFollowerCursors(path: path)
    }
}

extension LedgerFolder {
    /// Looks through a file's own structure, and changes nothing of it.
    ///
    /// - Throws: `LedgerFault.damaged` with the first thing that is wrong.
    static func requireWhole(_ path: String) throws(LedgerFault) {
        do throws(SQLiteFileError) { try SQLiteFile.requireWhole(path) } catch {
            throw LedgerFault(error)
        }
    }
}

import Foundation
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
        /// Whether the notifier's file is as it was when the server last stopped in order.
        let notifierIsUntouched: Bool
    }

    /// Opens the stores of a folder.
    ///
    /// A file that was written to since the server last stopped in order, by a crash or by anyone,
    /// is looked through first. What is derived is then made again; what is not must be whole.
    ///
    /// The record of the last clean stop is one of `stopKeys`, and the checkpoints are signed by
    /// one of `logKeys`.
    ///
    /// - Throws: `LedgerFolderError` with the place that is damaged and what to do.
    static func openStores(
        in folder: String,
        origin: String,
        logger: Logger,
        stopKeys: [NoteVerifierKey],
        logKeys: @escaping @Sendable () -> [NoteVerifierKey]
    ) async throws -> Stores {
        // Cursors are dropped below; what the others lose, nothing gives back.
        let changed = CleanStop.changedSeals(in: folder, logKeys: stopKeys)
            .filter { $0 != .followers }
        if let file = changed.first {
            throw LedgerFolderError(
                "\(file.path(in: folder)): it was changed since the server stopped, by other than "
                    + "the server. Restore it from a backup, or move it away; to go on with it as "
                    + "it is, remove \(CleanStop.name)"
            )
        }
        // Asked before any file is opened: that alone may change them.
        let untouched = CleanStop.take(from: folder, logKeys: stopKeys)
        let ledger = try openLedger(in: folder)
        let size: UInt64
        do throws(LogStoreError) { size = try await ledger.head().size } catch {
            guard case .damaged(let place) = error else { throw LedgerFault(reading: error) }
            throw LedgerFolderError.damagedLedger(folder, place)
        }
        return Stores(
            ledger: VerifiedLogStore(
                ledger,
                origin: origin,
                logKeys: logKeys
            ),
            view: try await openView(in: folder, untouched, ledgerSize: size, logger),
            segments: try openSegments(in: folder, untouched),
            cursors: try await openCursors(in: folder, untouched, ledgerSize: size, logger),
            notifierIsUntouched: untouched.contains(.notifier)
        )
    }

    private static func openLedger(in folder: String) throws -> SQLiteLogStore {
        do throws(LogStoreError) {
            return try SQLiteLogStore(path: File.ledger.path(in: folder))
        } catch LogStoreError.damaged(let place) {
            throw LedgerFolderError.damagedLedger(folder, place)
        } catch LogStoreError.unreadable(let reason) {
            throw LedgerFolderError("\(folder): the ledger cannot be opened now: \(reason)")
        }
    }

    /// The view is a fold: one that is not surely whole is folded again.
    private static func openView(
        in folder: String,
        _ untouched: Set<File>,
        ledgerSize: UInt64,
        _ logger: Logger
    ) async throws -> SQLiteView {
        let path = File.view.path(in: folder)
        var size: UInt64 = 0
        do {
            let view = try SQLiteView(path: path)
            if untouched.contains(.view) { return view }
            size = (try? await view.appliedSize()) ?? 0
            try? view.close()
        } catch {
            logger.warning("the view is made again", metadata: ["damaged": "\(error)"])
        }
        guard size <= ledgerSize else {
            throw LedgerFolderError(
                "\(path): it has folded in \(size) entries, but the ledger has \(ledgerSize): "
                    + "entries are lost, or the ledger is an older copy. Restore the newest "
                    + "backup, or catch up from a mirror (plimsoll restore); only if entries were "
                    + "given up on purpose: plimsoll rebuild --data \(folder)"
            )
        }
        if size > 0 {
            logger.notice("the view is folded again", metadata: ["entries": "\(ledgerSize)"])
        }
        SQLiteFile.discard(path)
        return try SQLiteView(path: path)
    }

    private static func openSegments(
        in folder: String,
        _ untouched: Set<File>
    ) throws -> SQLiteSegmentStore {
        let path = File.telemetry.path(in: folder)
        do {
            let store = try SQLiteSegmentStore(path: path)
            if !untouched.contains(.telemetry) { try requireWhole(path) }
            return store
        } catch LedgerFault.damaged(let place) {
            throw LedgerFolderError(
                "\(path): damaged at \(place). Restore it from a backup; without one, move the "
                    + "file away and have the shippers upload the same files again: the audit "
                    + "names what is missing"
            )
        }
    }

    /// A cursor that was moved ahead would have entries passed over, and reading the ledger again
    /// from its start is harmless: cursors that nothing vouches for are dropped.
    private static func openCursors(
        in folder: String,
        _ untouched: Set<File>,
        ledgerSize: UInt64,
        _ logger: Logger
    ) async throws -> SQLiteFollowerCursors {
        let path = File.followers.path(in: folder)
        do {
            let cursors = try SQLiteFollowerCursors(path: path)
            try await requireNothingAhead(of: ledgerSize, cursors: cursors, in: folder)
            if untouched.contains(.followers) { return cursors }
            try cursors.close()
        } catch LedgerFault.damaged(let place) {
            logger.warning("the cursors are made again", metadata: ["damaged": "\(place)"])
        }
        SQLiteFile.discard(path)
        return try SQLiteFollowerCursors(path: path)
    }
}

extension LedgerFolder {
    /// Looks through a file's own structure.
    ///
    /// - Throws: `LedgerFault.damaged` with the first thing that is wrong.
    static func requireWhole(_ path: String) throws(LedgerFault) {
        do throws(SQLiteFileError) { try SQLiteFile.requireWhole(path) } catch {
            throw LedgerFault(error)
        }
    }
}

import Audit
import Foundation
import Glibc
import Ledger
import Notifier
import SQLiteFiles
import Storage

/// The stores of a data folder, opened to be read only: nothing in it is made or changed.
///
/// It may be served meanwhile, left by a process that was killed, or on a disk that takes no writes.
struct AuditedFolder {
    let ledger: SQLiteLogStore
    let segments: SQLiteSegmentStore?
    let view: SQLiteView?
    let publication: SQLitePublicationStore?
    let deliveries: DeliveryStore?
    let cursors: SQLiteFollowerCursors?
    let files: AuditedFiles
    /// Whether a server may write to the folder meanwhile.
    let isServed: Bool
    private let sources: [ReadOnlyFile]

    /// Opens what there is in a folder.
    ///
    /// - Throws: `LedgerFolderError` where there is no ledger, and what keeps a store from being read.
    init(_ path: String) throws {
        let isLocked = AuditedFolder.isLocked(path)
        var files = AuditedFiles()
        var sources: [ReadOnlyFile] = []
        func source(_ file: LedgerFolder.File) throws -> ReadOnlyFile? {
            let place = file.path(in: path)
            guard FileManager.default.fileExists(atPath: place) else { return nil }
            let source = try ReadOnlyFile(place, isServed: isLocked)
            sources.append(source)
            files.read.append(file.rawValue)
            return source
        }
        guard let ledger = try source(.ledger) else {
            throw LedgerFolderError(
                "\(LedgerFolder.File.ledger.path(in: path)): there is no ledger here"
            )
        }
        self.ledger = try SQLiteLogStore(reading: ledger)
        segments = try source(.telemetry).map { try SQLiteSegmentStore(reading: $0) }
        if segments == nil { files.missing.append(LedgerFolder.File.telemetry.rawValue) }
        view = try source(.view).map { try SQLiteView(reading: $0) }
        if view == nil { files.toBeMade.append(LedgerFolder.File.view.rawValue) }
        publication = try source(.publication).map { try SQLitePublicationStore(reading: $0) }
        // It holds secrets, so that its owner alone may read it.
        let mayReadDeliveries = FileManager.default.isReadableFile(
            atPath: LedgerFolder.File.notifier.path(in: path)
        )
        deliveries =
            mayReadDeliveries
            ? try source(.notifier).map { try DeliveryStore(reading: $0) } : nil
        cursors = try source(.followers).map { try SQLiteFollowerCursors(reading: $0) }
        files.copied = sources.filter { $0.condition == .copied }.map {
            URL(fileURLWithPath: $0.path).lastPathComponent
        }
        isServed = sources.contains { $0.condition == .inUse }
        self.files = files
        self.sources = sources
    }

    /// Makes sure that what was read as unchanging did not change.
    func requireUnchanged() throws {
        for source in sources { try source.requireUnchanged() }
    }

    /// Closes the stores and removes the copies.
    func close() {
        try? ledger.close()
        try? segments?.close()
        try? view?.close()
        try? publication?.close()
        try? deliveries?.close()
        try? cursors?.close()
        for source in sources { source.discardCopy() }
    }

    /// Whether a process has the folder for itself, as a server does.
    static func isLocked(_ path: String) -> Bool {
        let descriptor = open("\(path)/lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }
}

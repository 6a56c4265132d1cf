import Ledger
import Notifier
import SQLiteFiles
import Storage
import TransparencyLog

/// What was set back of the webhooks, where they were ahead of the ledger's end.
public struct LoweredCursors: Hashable, Sendable {
    /// How many entries the ledger has, and so where the endpoints are now.
    public let size: UInt64
    /// How many endpoints were ahead.
    public let endpoints: Int
    /// How many deliveries were about entries that there are not.
    public let deliveries: Int
}

extension LedgerFolder {
    /// Sets webhook endpoints that are ahead of the ledger's end back to it, and drops the deliveries
    /// of entries that there are not; no server has the folder open.
    ///
    /// The record of the last clean stop is taken away, as it is of the file before: the next start
    /// checks everything.
    ///
    /// - Throws: `LedgerFolderError` where the ledger is not as long as its checkpoint says, or the
    ///   notifier's file is not as the server left it; what keeps the files from being used.
    public static func lowerCursors(in folder: String) async throws -> LoweredCursors {
        let size = try await signedSize(in: folder)
        let path = File.notifier.path(in: folder)
        guard try FilePlace.isThere(path) else { throw NamedFile.failure(path, 2) }
        let keys = [try verifierKey(in: folder)]
        if let broken = try CleanStop.brokenSeals(in: folder, logKeys: keys).first {
            throw LedgerFolderError.brokenSeal(broken, in: folder)
        }
        let deliveries = try DeliveryStore(path: path)
        do {
            // Before anything is changed: were it left, it would accuse whoever asked for this.
            try CleanStop.remove(from: folder)
            let lowered = try await deliveries.forgetEntries(from: size)
            try deliveries.close()
            return LoweredCursors(
                size: size,
                endpoints: lowered.endpoints,
                deliveries: lowered.deliveries
            )
        } catch {
            try? deliveries.close()
            throw error
        }
    }

    /// How many entries a ledger has, by its tables and by its latest checkpoint.
    private static func signedSize(in folder: String) async throws -> UInt64 {
        let path = File.ledger.path(in: folder)
        let source = try ReadOnlyFile(path, for: .owner)
        defer { source.discardCopy() }
        let ledger = try SQLiteLogStore(reading: source)
        defer { try? ledger.close() }
        let head = try await ledger.head()
        let signed = try head.checkpoint.map { try Checkpoint(parsing: $0.text) }
        guard let signed, signed.size == head.size else {
            throw LedgerFolderError(
                "\(path): it has \(head.size) entries, but its checkpoint is of "
                    + "\(signed.map { "\($0.size)" } ?? "none"); audit it before anything else"
            )
        }
        return head.size
    }
}

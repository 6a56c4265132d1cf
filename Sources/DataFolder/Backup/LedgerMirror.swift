public import Ledger
import SQLiteFiles
import Storage
public import Telemetry

/// Somebody else who holds entries of the ledger.
public struct LedgerMirror: Sendable {
    /// What it is called in messages.
    public let name: String
    /// Its entries, with the payloads and commands that it has, or that it shows.
    public let store: any LogStore
    /// Its segments; `nil` where it shows none.
    public let segments: (any SegmentStore)?
    /// What is read of a folder; copies last as long as they are held.
    private var sources: [ReadOnlyFile] = []

    /// Names a mirror.
    public init(name: String, store: any LogStore, segments: (any SegmentStore)? = nil) {
        self.name = name
        self.store = store
        self.segments = segments
    }

    /// The data folder or the backup of another node; it is only read.
    ///
    /// - Throws: `LogStoreError` or `LedgerFault` where its files cannot be opened.
    public init(folder: String) throws {
        let isServed = AuditedFolder.isLocked(folder)
        let ledger: ReadOnlyFile
        let telemetry: ReadOnlyFile
        do throws(SQLiteFileError) {
            ledger = try ReadOnlyFile(
                LedgerFolder.File.ledger.path(in: folder),
                isServed: isServed
            )
            telemetry = try ReadOnlyFile(
                LedgerFolder.File.telemetry.path(in: folder),
                isServed: isServed
            )
        } catch { throw LedgerFault(error) }
        self.init(
            name: folder,
            store: try SQLiteLogStore(reading: ledger),
            segments: try SQLiteSegmentStore(reading: telemetry)
        )
        sources = [ledger, telemetry]
    }
}

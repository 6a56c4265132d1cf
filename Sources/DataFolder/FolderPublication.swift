public import Ledger
import Storage

/// What was published of a folder's ledger, in its file.
public struct FolderPublication: Sendable {
    private let held: SQLitePublicationStore

    /// What was published.
    public var store: any PublicationStore { held }

    /// Opens a folder's file, or makes it where there is none.
    ///
    /// - Throws: `StoreFault` where it cannot be opened.
    public init(in folder: String) throws {
        held = try SQLitePublicationStore(path: LedgerFolder.File.publication.path(in: folder))
    }

    /// Closes the file.
    public func close() throws { try held.close() }
}

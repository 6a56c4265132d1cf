import Foundation
import Ledger
import Logging
import Storage
import TransparencyLog

/// What was published from a data folder, held against the folder's ledger at each start.
///
/// Losing the record is harmless. One that contradicts the ledger is not: members and witnesses
/// hold what was published, so that the ledger is then not the one that they know.
struct PublishedRecord {
    private let folder: String
    private let ledger: any LogStore
    private let logKeys: [NoteVerifierKey]
    private let logger: Logger

    init(
        of folder: String,
        against ledger: any LogStore,
        logKeys: [NoteVerifierKey],
        logger: Logger
    ) {
        self.folder = folder
        self.ledger = ledger
        self.logKeys = logKeys
        self.logger = logger
    }

    /// Compares roots at the sizes of the newest checkpoints published, witnessed, cosigned by
    /// each witness and timestamped; the audit compares every one.
    ///
    /// - Returns: why the ledger may take no commands, where more was published than is there;
    ///   `nil` where the record and the ledger agree, or there is no record.
    /// - Throws: `LedgerFolderError` where another tree was published than the ledger's.
    func disownment() async throws -> String? {
        let path = LedgerFolder.File.publication.path(in: folder)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let record: SQLitePublicationStore
        do { record = try SQLitePublicationStore(path: path) } catch {
            throw LedgerFolderError(
                "\(path): it does not open: \(error). What it holds can be asked for anew: move it "
                    + "away, and start again"
            )
        }
        defer { try? record.close() }
        let size = try await ledger.head().size
        for note in try await record.landmarks(upTo: size) { try await compare(note, path) }
        guard let lost = try await record.newest(upTo: .max), lost.size > size else { return nil }
        return Disownment.reason(published: lost.size, size: size)
    }

    private func compare(_ note: SignedNote, _ path: String) async throws {
        let published: Checkpoint
        do {
            published = try SignedCheckpoint.open(
                note,
                origin: logKeys[0].name,
                logKeys: logKeys
            ).checkpoint
        } catch {
            // Not what the log has signed, so that nobody can hold it against the ledger.
            logger.warning(
                "a published checkpoint is not one that this log has signed",
                metadata: ["file": "\(path)", "error": "\(error)"]
            )
            return
        }
        guard published.size > 0 else { return }
        let root = try await ledger.root(at: published.size)
        guard root != published.root else { return }
        throw LedgerFolderError(
            "\(path): a checkpoint of \(published.size) entries was published from this folder, "
                + "whose root is \(published.root.base64), and the first \(published.size) entries "
                + "of \(LedgerFolder.File.ledger.rawValue) have the root \(root.base64): this is "
                + "another history than the one that members know. Nothing was served. "
                + "\(Disownment.advice). Only where this record is of another copy of the ledger: "
                + "move it away"
        )
    }
}

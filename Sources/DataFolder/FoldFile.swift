import CanonicalJSON
import Foundation
import Ledger
import Logging
import TransparencyLog

/// The snapshot of the fold beside the ledger's file, bound to that very file as it was closed.
///
/// What an attacker who can write the file can do is nothing without the ledger's signing key: a
/// snapshot that is changed, or of another file, is passed over and the ledger folded whole.
struct FoldFile: Sendable {
    private let path: String
    private let ledger: String

    init(folder: String) {
        path = LedgerFolder.File.fold.path(in: folder)
        ledger = LedgerFolder.File.ledger.path(in: folder)
    }

    /// The snapshot, where the ledger's file is as it was left at the last clean stop.
    func read(logKey: NoteVerifierKey, logger: Logger) -> FoldSnapshot? {
        guard let binding = binding(), let bytes = try? FolderContents.bytes(of: path) else {
            return nil
        }
        do {
            return try FoldSnapshot(reading: Array(bytes), binding: binding, logKey: logKey)
        } catch {
            logger.notice("the ledger is verified whole", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    /// Writes the snapshot of a ledger whose file is closed.
    func write(_ snapshot: FoldSnapshot, signer: NoteSigner) throws {
        guard let binding = binding() else { return }
        let bytes = try snapshot.encoded(binding: binding, signer: signer)
        try PrivateFile.replace(path, with: bytes)
    }

    /// What tells the ledger's file as it is from any other and from itself once it is written to;
    /// `nil` while a write-ahead log beside it holds what the file does not.
    private func binding() -> String? {
        guard let identity = CleanStop.Identity(path: ledger),
            let bytes = try? identity.canonicalBytes()
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}

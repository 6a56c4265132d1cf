import Foundation
import Ledger
import Notifier
import SQLiteFiles
import Storage
import TransparencyLog

extension LedgerFolderError {
    /// A signing key that is not the ledger's in force.
    static func keyOfAnotherTerm(
        _ held: [NoteVerifierKey],
        _ inForce: String,
        in folder: String
    ) -> LedgerFolderError {
        LedgerFolderError(
            "\(LedgerFolder.File.logKey.path(in: folder)): it is the key of "
                + "\(held.map(\.description).joined(separator: " and of ")), but the key in force "
                + "of this ledger is \(inForce): nothing could be signed that others would accept. "
                + "Nothing was served. Put the file of the key in force there; a backup has the "
                + "key of its own time"
        )
    }
}

/// Starts that would contradict what the folder itself says.
extension LedgerFolder {
    /// Refuses signing keys of which none is the folder's, before anything is opened or changed.
    ///
    /// The identity names the key in force, or the one before it where a rotation was cut short;
    /// either is then held. Where none that is held has signed the newest checkpoint, the ledger's
    /// own entries say which key is in force.
    static func requireKeyOfLedger(_ keys: LogKeys, in folder: String) async throws {
        let held = keys.verifierKeys
        let stated = try verifierKey(in: folder)
        guard held.contains(stated) else {
            throw LedgerFolderError.keyOfAnotherTerm(held, "\(stated)", in: folder)
        }
        // A server that stops signs by the key in force, and to open its files here would change them.
        guard !CleanStop.isSigned(in: folder, by: held) else { return }
        let path = File.ledger.path(in: folder)
        guard FileManager.default.fileExists(atPath: path) else { return }
        // What does not open is told by whoever opens it in earnest.
        guard let store = try? SQLiteLogStore(path: path) else { return }
        defer { try? store.close() }
        guard let head = try? await store.head(), let note = head.checkpoint else { return }
        let isSignedByOne = note.signatures.contains { signature in
            held.contains { $0.name == signature.name && $0.keyID == signature.keyID }
        }
        // Where the entries name a key that is held, it is the checkpoint that is wrong.
        guard !isSignedByOne,
            let chain = try? await LogKeyChain(along: store, size: head.size),
            !held.contains(chain.inForce)
        else { return }
        throw LedgerFolderError.keyOfAnotherTerm(held, "\(chain.inForce)", in: folder)
    }

    /// Refuses followers that have read more entries than the ledger has: entries are lost, and
    /// others would take their places unread.
    static func requireNothingAhead(
        of size: UInt64,
        cursors: SQLiteFollowerCursors,
        in folder: String
    ) async throws {
        if let furthest = try await cursors.furthest(), furthest.next > size {
            throw LedgerFolderError(
                "\(File.followers.path(in: folder)): '\(furthest.follower)' has read "
                    + "\(furthest.next) entries, but the ledger has \(size). \(lostEntries). Only "
                    + "if entries were given up on purpose: move this file away; the ledger is "
                    + "then read again from its start"
            )
        }
    }

    /// Refuses receivers that were told of more entries than the ledger has.
    static func requireNoReceiverAhead(of size: UInt64, in folder: String) async throws {
        let path = File.notifier.path(in: folder)
        guard FileManager.default.fileExists(atPath: path) else { return }
        // What does not open or read is told by whoever opens it in earnest.
        guard let deliveries = try? DeliveryStore(path: path) else { return }
        defer { try? deliveries.close() }
        if let cursor = try? await deliveries.furthestCursor(), cursor > size {
            throw LedgerFolderError(
                "\(path): an endpoint has been told of \(cursor) entries, but the ledger has "
                    + "\(size). \(lostEntries). \(givenUp)"
            )
        }
        if let index = try? await deliveries.furthestDelivery(), index >= size {
            throw LedgerFolderError(
                "\(path): there is a delivery of entry \(index), but the ledger has \(size) "
                    + "entries. \(lostEntries). \(givenUp)"
            )
        }
    }

    private static let lostEntries =
        "Entries are lost, or the ledger is an older copy. Nothing was served. Restore the newest "
        + "backup, or catch up from a mirror (plimsoll restore)"

    private static let givenUp =
        "Only if entries were given up on purpose: tell the receivers which indexes they must "
        + "forget, and move this file away; endpoints are then registered again"
}

extension LedgerFolder {
    /// The policy that was last published by from a folder; `nil` where there is none, or none
    /// that reads.
    ///
    /// The file is read as it is, and not changed.
    public static func recordedPolicy(in folder: String) async throws -> [UInt8]? {
        let path = File.publication.path(in: folder)
        guard FileManager.default.fileExists(atPath: path),
            let file = try? ReadOnlyFile(path, isServed: false)
        else { return nil }
        defer { file.discardCopy() }
        guard let record = try? SQLitePublicationStore(reading: file) else { return nil }
        defer { try? record.close() }
        return try await record.policy()
    }

    /// Leaves the policy that was last published by from a folder.
    public static func leavePolicy(in folder: String) async throws {
        guard let record = record(in: folder) else { return }
        defer { try? record.close() }
        try await record.leavePolicy()
    }

    /// Forgets what witnesses have shown against a folder's ledger.
    ///
    /// - Returns: the names of those witnesses.
    public static func dismissEvidence(in folder: String) async throws -> [String] {
        guard let record = record(in: folder) else { return [] }
        defer { try? record.close() }
        let names = try await record.evidence().map(\.witness.name)
        try await record.dismissEvidence()
        return names
    }

    /// What does not open is told when the folder is opened.
    private static func record(in folder: String) -> SQLitePublicationStore? {
        let path = File.publication.path(in: folder)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try? SQLitePublicationStore(path: path)
    }
}

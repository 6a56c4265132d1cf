import Foundation
import Ledger
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

    /// A statement of the ledger's key that is not what the ledger's entries say.
    static func wrongIdentity(
        _ stated: NoteVerifierKey,
        _ inForce: NoteVerifierKey,
        isHeld: Bool,
        in folder: String
    ) -> LedgerFolderError {
        LedgerFolderError(
            "\(LedgerFolder.File.identity.path(in: folder)): it names \(stated), but by the "
                + "ledger's own entries the key in force is \(inForce). Nothing was served, and "
                + "nothing is changed. Put that key's line there, "
                + "once it is the one that members have"
                + (isHeld ? "" : ", and its file in \(LedgerFolder.File.logKey.path(in: folder))")
        )
    }

    /// A statement of the ledger's key that is not of the signing key, where no entry says which is
    /// right.
    static func keysDiffer(
        _ held: [NoteVerifierKey],
        _ stated: NoteVerifierKey,
        in folder: String
    ) -> LedgerFolderError {
        LedgerFolderError(
            "\(LedgerFolder.File.identity.path(in: folder)): it names \(stated), but "
                + "\(LedgerFolder.File.logKey.path(in: folder)) is the key of "
                + "\(held.map(\.description).joined(separator: " and of ")), and there is no entry "
                + "that says which is the ledger's. Nothing was served, and nothing is changed. "
                + "Put there what members and a backup have"
        )
    }

    /// A reader of the ledger that has come further than the ledger goes.
    static func ahead(
        _ reader: LedgerReader,
        _ fact: String,
        of size: UInt64,
        in folder: String
    ) -> LedgerFolderError {
        let givenUp =
            switch reader {
            case .view: "plimsoll rebuild --data \(folder)"
            case .followers: "move this file away; the ledger is then read again from its start"
            case .publication: "move this file away; what it holds is asked for anew"
            case .notifier:
                "tell the receivers which indexes they must forget, and run plimsoll webhook "
                    + "lower-cursors --data \(folder)"
            }
        return LedgerFolderError(
            "\(reader.file.path(in: folder)): \(fact), but the ledger has \(size) entries: entries "
                + "are lost, or the ledger is an older copy. Nothing was served. Restore the "
                + "newest backup, or catch up from a mirror (plimsoll restore). Only if entries "
                + "were given up on purpose: \(givenUp)"
        )
    }

    /// A store that is not what was written, and what to do about it.
    static func damaged(
        _ file: LedgerFolder.File,
        _ place: String,
        in folder: String
    ) -> LedgerFolderError {
        let without =
            switch file {
            case .telemetry:
                "have the shippers upload the same files again: the audit names what is missing"
            case .notifier: "endpoints are then registered again, and may replay from any index"
            case .publication: "what it holds is asked for anew"
            case .view, .followers, .fold: "it is made again from the ledger"
            case .ledger, .logKey, .nextLogKey, .identity: "nothing else has what it holds"
            }
        return LedgerFolderError(
            "\(file.path(in: folder)): damaged at \(place). Nothing was served. Restore the folder "
                + "from a backup with plimsoll restore; without one, move this file and "
                + "\(folder)/\(CleanStop.name) away: \(without)"
        )
    }

    /// Webhook endpoints that are not those that the log's key has signed.
    static func strangeEndpoints(_ difference: String, in folder: String) -> LedgerFolderError {
        LedgerFolderError(
            """
            \(LedgerFolder.File.notifier.path(in: folder)): the webhook endpoints may have been \
            tampered with: \(difference). Nothing was served, and nothing is changed.
            What happens on the ledger would be sent to whoever has put an address there. Restore \
            the newest backup into another folder: plimsoll restore BACKUP --data FOLDER. Or have \
            the members say which endpoints are theirs, and accept them as they are, which lists \
            them: plimsoll webhook accept-endpoints --data \(folder)
            """
        )
    }

    /// A file that is not what the server left when it last stopped in order.
    static func brokenSeal(_ seal: CleanStop.BrokenSeal, in folder: String) -> LedgerFolderError {
        let path = seal.file.path(in: folder)
        let fact: String
        switch seal.change {
        case .beside(let suffix): return strangeSideFile(path + suffix, of: seal.file, in: folder)
        case .changed: fact = "it was changed since the server stopped, by other than the server"
        case .gone: fact = "it is gone, and was there when the server stopped"
        case .added: fact = "it was put there since the server stopped, by other than the server"
        }
        return LedgerFolderError(
            """
            \(path): \(fact). Nothing was served, and nothing is changed.
            The files of a data folder belong together, and one alone of a backup is not the one \
            that was there. Put back the very file that the server left; or restore all of them \
            from a backup, into another folder: plimsoll restore BACKUP --data FOLDER.
            Only to go on with the files as they are, after plimsoll audit --data \(folder): \
            remove \(folder)/\(CleanStop.name). Nothing vouches for them then, and the server \
            verifies whatever the ledger tells of them.
            """
        )
    }
}

extension LedgerFolderError {
    /// Something beside a database that was closed, which SQLite would write into it.
    private static func strangeSideFile(
        _ path: String,
        of file: LedgerFolder.File,
        in folder: String
    ) -> LedgerFolderError {
        LedgerFolderError(
            """
            \(path): the server left no such file when it stopped: other than the server put it \
            there, and SQLite would write what it holds into \(file.rawValue) as that is opened. \
            Nothing was served, and nothing is changed.
            Move this file out of the folder, and keep it; open none of the databases meanwhile. \
            Then run plimsoll audit --data \(folder), which compares \(file.rawValue) with its \
            seal, and start again.
            """
        )
    }

    /// A record of the last clean stop that no server left so.
    static func invalidStop(_ reason: String, in folder: String) -> LedgerFolderError {
        LedgerFolderError(
            """
            \(folder)/\(CleanStop.name): \(reason). Nothing was served, and nothing is changed.
            What the notifier, the followers and the publication hold beside the ledger may have \
            been changed with it. Compare the folder with a backup, or restore one into another \
            folder: plimsoll restore BACKUP --data FOLDER.
            Only where this file alone was damaged, after plimsoll audit --data \(folder): remove \
            it. Nothing vouches for the other files then, and the next start checks everything.
            """
        )
    }
}

/// What was recorded of the publication, without a platform around it.
extension LedgerFolder {
    /// The policy that was last published by from a folder; `nil` where there is none, or none
    /// that reads.
    ///
    /// The file is read as it is, and not changed.
    public static func recordedPolicy(in folder: String) async throws -> [UInt8]? {
        let path = File.publication.path(in: folder)
        guard FileManager.default.fileExists(atPath: path),
            let file = try? ReadOnlyFile(path, for: .owner)
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

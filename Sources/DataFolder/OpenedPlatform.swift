import Contracts
public import Ledger
public import Notifier
public import Services
import Storage
import TransparencyLog

/// A platform opened from its data folder.
public struct OpenedPlatform: Sendable {
    /// The services.
    public let platform: Platform
    /// The stores beneath them.
    package let stores: LedgerFolder.Stores
    /// The operator's API key, where the folder was empty and the ledger was founded just now.
    public internal(set) var operatorKey: String?
    /// Where the notifier keeps its endpoints.
    public let notifierPath: String
    let folder: String
    let foldFile: FoldFile
    let logKeys: LogKeys

    /// The followers' cursors.
    public var cursors: any FollowerCursors { stores.cursors }

    /// Answers what was taken and closes the files; the next start goes on from here.
    ///
    /// The notifier's and the publication's files are to be closed before.
    public func close() async throws {
        await platform.sequencer.stop()
        let checkpoint = try? await stores.ledger.base.head().checkpoint?.text
        let snapshot = try? await platform.sequencer.snapshot()
        try stores.ledger.base.close()
        let signer = logKeys.inForce(platform.sequencer.consortium())
        if let snapshot, let signer {
            try? foldFile.write(snapshot, signer: signer)
        }
        try stores.view.close()
        try stores.segments.close()
        try stores.cursors.close()
        // Without the record the next start only takes longer; where nothing was founded, there is
        // nothing to vouch for.
        if let signer, let checkpoint, await platform.sequencer.damagedPlace() == nil {
            let isWhole = platform.viewDamage.place == nil
            try? CleanStop.record(
                in: folder,
                without: isWhole ? [] : [.view],
                at: checkpoint,
                signer: signer
            )
        }
    }
}

extension OpenedPlatform {
    /// Opens what the notifier keeps, whose endpoints the log's key seals from then on.
    ///
    /// As the folder was opened, it was found whole.
    ///
    /// - Throws: `NotifierError` where it cannot be opened.
    public func openDeliveries() throws -> DeliveryStore {
        let signer = logKeys.inForce(platform.sequencer.consortium())
        return try DeliveryStore(
            path: notifierPath,
            sealing: signer.map { EndpointNote.sealing($0) }
        )
    }
}

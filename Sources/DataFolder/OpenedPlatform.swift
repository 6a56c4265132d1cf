import Contracts
public import Ledger
import Logging
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
    /// Whether the endpoints are sealed as they are: the record of the last clean stop vouches for
    /// those of an earlier program.
    let adoptsEndpoints: Bool
    /// Whether the folder was sealed as it was found, or is a new ledger's.
    let wasSealed: Bool
    let logger: Logger

    /// The followers' cursors.
    public var cursors: any FollowerCursors { stores.cursors }

    /// Answers what was taken and closes the files; the next start goes on from here.
    ///
    /// The notifier's and the publication's files are to be closed before. The folder is sealed,
    /// unless its ledger or its endpoints are damaged.
    public func close() async throws { try await close(isSealed: true) }

    /// Closes the files of a folder that nothing was served from.
    ///
    /// It is sealed only if it was: nothing vouches for what a server left
    /// that did not stop in order.
    public func closeUnserved() async throws { try await close(isSealed: wasSealed) }

    private func close(isSealed: Bool) async throws {
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
        if isSealed, let signer, let checkpoint, await platform.sequencer.damagedPlace() == nil,
            await hasSealedEndpoints()
        {
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
            sealing: signer.map { EndpointNote.sealing($0, logKeys: endpointKeys, logger) },
            isAdopted: adoptsEndpoints
        )
    }

    private var endpointKeys: [NoteVerifierKey] {
        EndpointNote.logKeys(logKeys, platform.sequencer.consortium())
    }

    /// Whether the endpoints, whose file is closed, are those that were sealed; what is not is
    /// never sealed by a record of a clean stop.
    private func hasSealedEndpoints() async -> Bool {
        do {
            let difference = try await EndpointNote.difference(in: folder, logKeys: endpointKeys)
            guard let difference else { return true }
            logger.critical(
                "the webhook endpoints may have been tampered with: the folder is not sealed",
                metadata: ["reason": "\(difference)"]
            )
        } catch {
            logger.critical(
                "the webhook endpoints cannot be read: the folder is not sealed",
                metadata: ["reason": "\(error)"]
            )
        }
        return false
    }
}

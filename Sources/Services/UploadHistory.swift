public import Contracts
import Ledger
public import Marine
import TransparencyLog

/// An upload as the ledger has it.
public struct TakenUpload: Sendable {
    /// What it brought.
    public let upload: Shipment.Upload
    /// Who uploaded it.
    public let by: MemberID
    /// When it came onto the ledger.
    public let at: Instant
}

extension Platform {
    /// How many transitions of a shipment are looked through for one page of its uploads.
    private static let transitionsPerPage = 500

    /// A shipment's uploads that brought something new and stand, oldest first, from the ledger's
    /// own entries: the shipment's segments are merged, and name them no more.
    ///
    /// - Parameters:
    ///   - shipment: The shipment.
    ///   - caller: Who asks, and may read it.
    ///   - revision: The revision after which to go on.
    /// - Returns: Those among the next 500 transitions, which may be none, and where to go on.
    /// - Throws: `ServiceError.notFound` where the caller may not read the shipment, and
    ///   `LedgerFault` where the ledger cannot be read.
    public func recordedUploads(
        of shipment: Viewed<Shipment.State>,
        as caller: Caller,
        after revision: Int
    ) async throws -> Page<TakenUpload> {
        let page = try await history(
            shipment.key,
            as: caller,
            after: revision,
            limit: Self.transitionsPerPage
        )
        let recording = Shipment.Instruction.Action.recordTelemetry.rawValue
        let items = page.items.filter { $0.transition.edge.action == recording }
        let entries = try await store.entries(at: items.map(\.receipt.index))
        var taken: [TakenUpload] = []
        for (item, entry) in zip(items, entries) {
            guard let upload = try Self.upload(recordedBy: entry) else { continue }
            let one = TakenUpload(
                upload: upload,
                by: item.transition.actor,
                at: item.transition.at
            )
            if !Self.isWithdrawn(one, from: shipment.state) { taken.append(one) }
        }
        return Page(items: taken, next: page.next)
    }

    /// The caller's upload under an Idempotency-Key, if it brought something new and stands.
    ///
    /// - Throws: `Refusal` with `commandReused` where the key is of something else.
    public func recordedUpload(
        named key: String,
        to shipment: Viewed<Shipment.State>,
        as caller: Caller
    ) async throws -> TakenUpload? {
        guard
            let (upload, receipt) = try await recordedUpload(key, shipment.key.instance, caller),
            let entry = try await store.entries(at: [receipt.index]).first
        else { return nil }
        let one = TakenUpload(
            upload: upload,
            by: caller.member,
            at: try Transition(leaf: entry.leaf).at
        )
        return Self.isWithdrawn(one, from: shipment.state) ? nil : one
    }

    private static func isWithdrawn(_ one: TakenUpload, from shipment: Shipment.State) -> Bool {
        (shipment.withdrawn ?? []).contains {
            $0.upload == one.upload.digest && $0.by == one.by && $0.at >= one.at
        }
    }
}

import Ledger
import Notifier
import SQLiteFiles
import Storage

/// What reads the ledger and notes how far it has come.
enum LedgerReader: CaseIterable {
    case view, publication, notifier, followers

    /// The file in which that is noted.
    var file: LedgerFolder.File {
        switch self {
        case .view: .view
        case .publication: .publication
        case .notifier: .notifier
        case .followers: .followers
        }
    }

    /// What in its file is about entries beyond a ledger's size, in words; `nil` where nothing is.
    ///
    /// - Throws: what keeps the file from being read.
    func ahead(of size: UInt64, in source: ReadOnlyFile) async throws -> String? {
        switch self {
        case .view:
            let view = try SQLiteView(reading: source)
            defer { try? view.close() }
            let applied = try await view.appliedSize()
            return applied > size ? "it has folded in \(applied) entries" : nil
        case .followers:
            let cursors = try SQLiteFollowerCursors(reading: source)
            defer { try? cursors.close() }
            guard let furthest = try await cursors.furthest(), furthest.next > size else {
                return nil
            }
            return "'\(furthest.follower)' has read \(furthest.next) entries"
        case .notifier:
            let deliveries = try DeliveryStore(reading: source)
            defer { try? deliveries.close() }
            let cursor = try await deliveries.furthestCursor()
            if cursor > size { return "an endpoint has been told of \(cursor) entries" }
            guard let index = try await deliveries.furthestDelivery(), index >= size else {
                return nil
            }
            return "there is a delivery of entry \(index)"
        case .publication:
            let record = try SQLitePublicationStore(reading: source)
            defer { try? record.close() }
            let published = try await record.newest(upTo: .max)?.size ?? 0
            return published > size ? "\(published) entries were published" : nil
        }
    }
}

import Logging
import Synchronization

/// What the query tables were found to say that the ledger's fold does not.
///
/// Nobody is shown it, and commands go on: the ledger is whole. The server is not ready any more,
/// and the next start folds the tables again.
public final class ViewDamage: Sendable {
    private let first = Mutex<String?>(nil)
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    /// What was found first; `nil` where nothing was.
    public var place: String? { first.withLock { $0 } }

    func found(_ place: String) {
        let isFirst = first.withLock { first in
            defer { first = first ?? place }
            return first == nil
        }
        guard isFirst else { return }
        logger.critical(
            "the view is damaged; it is folded again at the next start",
            metadata: ["place": "\(place)"]
        )
    }
}

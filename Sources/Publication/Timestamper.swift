public import HTTPClient
public import Ledger
public import Logging
import Marine
public import ServiceLifecycle
public import Timestamping
import TransparencyLog

/// The follower that has the newest checkpoint timestamped (RFC 3161), once in an interval.
///
/// What is stamped is the note as the log signed it, without cosignatures; those exact bytes are
/// kept beside the authority's reply.
public struct Timestamper: Service {
    /// Whom to ask, and how often.
    public struct Configuration: Sendable {
        /// Where the authority answers.
        public var url: String
        /// The certificates that its tokens are held against before they are kept; `nil` where
        /// that is left to the audit.
        public var authorities: TrustedAuthorities?
        /// The least time between two tokens, in seconds.
        public var intervalSeconds: Int
        /// The longest that the authority may take, in milliseconds.
        public var timeoutMilliseconds = 10_000

        /// Asks an authority.
        public init(
            url: String,
            authorities: TrustedAuthorities? = nil,
            intervalSeconds: Int = 60
        ) {
            self.url = url
            self.authorities = authorities
            self.intervalSeconds = intervalSeconds
        }
    }

    private let ledger: PublishedLedger
    private let store: any PublicationStore
    private let client: CurlClient
    private let configuration: Configuration
    private let logger: Logger

    /// Puts the follower on a ledger.
    public init(
        ledger: PublishedLedger,
        store: any PublicationStore,
        client: CurlClient,
        configuration: Configuration,
        logger: Logger
    ) {
        self.ledger = ledger
        self.store = store
        self.client = client
        self.configuration = configuration
        self.logger = logger
    }

    /// Has checkpoints stamped until the task is cancelled or the services shut down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var failures = 0
            while !Task.isCancelled {
                do {
                    try await stampNewest()
                    failures = 0
                } catch {
                    failures += 1
                    guard !Task.isCancelled else { return }
                    if failures & (failures - 1) == 0 {
                        logger.warning("no timestamp", metadata: ["error": "\(error)"])
                    }
                }
                try? await Task.sleep(for: .seconds(max(1, configuration.intervalSeconds)))
            }
        }
    }

    /// Waits for a checkpoint that is not stamped, and has it stamped.
    private func stampNewest() async throws {
        let last = try await store.newestTimestamp()
        if let last {
            // After a restart the interval still counts from the last token.
            let next = last.milliseconds + Int64(configuration.intervalSeconds) * 1000
            let left = next - ledger.clock().millisecondsSinceEpoch
            if left > 0 {
                let longest = Int64(configuration.intervalSeconds) * 1000
                try await Task.sleep(for: .milliseconds(min(left, longest)))
            }
        }
        await ledger.progress.waitForPublication(beyond: last?.size ?? 0)
        guard !Task.isCancelled, let newest = ledger.progress.newest else { return }
        try await stamp(newest)
    }

    func stamp(_ checkpoint: PublishedCheckpoint) async throws {
        let stamped = Array(checkpoint.note.serialized.utf8)
        let query = try TimestampQuery(over: stamped, nonce: Salted.randomSalt())
        let response = try await client.send(
            CurlRequest(
                method: "POST",
                url: configuration.url,
                headers: [
                    .init("Content-Type", TimestampQuery.mediaType),
                    .init("Accept", TimestampReply.mediaType),
                ],
                body: query.bytes,
                connectTimeoutMilliseconds: configuration.timeoutMilliseconds,
                timeoutMilliseconds: configuration.timeoutMilliseconds,
                maximumResponseBytes: TimestampReply.maximumBytes
            )
        )
        guard response.status == 200 else {
            throw TimestampError("the authority answered \(response.status)")
        }
        let reply = try TimestampReply(parsing: response.body)
        try reply.answers(query)
        if let authorities = configuration.authorities {
            try reply.verify(over: stamped, trusting: authorities)
        }
        try await store.keep(
            StoredTimestamp(
                size: checkpoint.size,
                note: stamped,
                reply: reply.bytes,
                milliseconds: reply.milliseconds,
                authority: reply.authority
            )
        )
    }
}

import HTTPClient
import Logging
import ServiceLifecycle
import Services
import Storage
import TransparencyLog

/// What publishes checkpoints over one data folder, and its file and HTTP client.
struct PublicationServices {
    /// The services to run.
    let services: [any Service]
    private let store: PublicationStore
    private let client: CurlClient

    /// Opens what was published, asks the witnesses whether the ledger is what they know, and
    /// publishes what is committed.
    init(
        _ settings: PublicationSettings,
        platform: Platform,
        data: String,
        logger: Logger
    ) async throws {
        let policy = try settings.policy(for: platform.logKey)
        // The addresses are the operator's own choice, so that no guard is on them.
        let client = try CurlClient(configuration: .init(maximumConnections: 128))
        let store = try PublicationStore(path: LedgerFolder.File.publication.path(in: data))
        self.client = client
        self.store = store
        var configuration = PublisherConfiguration(policy: policy)
        configuration.timestampURL = settings.timestamping?.url
        let publisher = Publisher(
            platform: platform,
            store: store,
            client: client,
            configuration: configuration,
            logger: logger
        )
        try await platform.checkForRollback(by: policy, client: client, logger: logger)
        try await publisher.begin()
        let timestamper = settings.timestamping.map {
            Timestamper(
                platform: platform,
                store: store,
                client: client,
                configuration: $0,
                logger: logger
            )
        }
        services = [publisher] + (timestamper.map { [$0] } ?? [])
    }

    /// Ends the client and closes the file.
    func close() async throws {
        await client.shutdown()
        try store.close()
    }
}

import DataFolder
import HTTPClient
import Logging
import Publication
import ServiceLifecycle
import Services
import TransparencyLog

/// The services that publish checkpoints of one data folder, with their file and HTTP client.
struct PublicationServices {
    /// The services to run.
    let services: [any Service]
    private let file: FolderPublication
    private let client: CurlClient

    /// Opens the file, checks with the witnesses that the ledger has not been rolled back, and
    /// publishes the present checkpoint.
    init(
        _ settings: PublicationSettings,
        platform: Platform,
        data: String,
        logger: Logger
    ) async throws {
        let policy = try settings.policy(for: platform.logKey)
        // The operator has chosen these addresses, so no address guard applies.
        let client = try CurlClient(configuration: .init(maximumConnections: 128))
        let file = try FolderPublication(in: data)
        let store = file.store
        self.client = client
        self.file = file
        var configuration = PublisherConfiguration(policy: policy)
        configuration.timestampURL = settings.timestamping?.url
        let publisher = Publisher(
            ledger: platform.published,
            store: store,
            client: client,
            configuration: configuration,
            logger: logger
        )
        do {
            try await platform.published.checkForRollback(
                by: policy,
                client: client,
                record: store,
                logger: logger
            )
            try await publisher.begin()
        } catch {
            await client.shutdown()
            try? file.close()
            throw error
        }
        let timestamper = settings.timestamping.map {
            Timestamper(
                ledger: platform.published,
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
        try file.close()
    }
}

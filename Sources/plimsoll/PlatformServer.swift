import DataFolder
import Foundation
import Glibc
import HTTPAPI
import HTTPClient
import HTTPConnections
import Ledger
import Logging
import Marine
import Notifier
import ServiceLifecycle
import Services
import UnixSignals

/// The composition root: everything that runs over one data folder.
struct PlatformServer {
    /// What it is built from.
    struct Configuration: Sendable {
        var data: String
        var listen: ListenAddress
        var origin: String?
        var operatorName: String
        var webhookAllow: [Subnet]
        var logLevel: Logger.Level
        /// Entries a second that are checked in the background; none where it is 0.
        var scrub = Scrub.Pace().entriesPerSecond
        var publication: PublicationSettings?
        /// Whether the policy that the folder was last published by is left.
        var leavesPolicy = false
        /// Whether what witnesses have shown against the ledger is forgotten.
        var dismissesEvidence = false
        var passphrase: Passphrase?
        var operatorSigner: MemberSigner?
        /// The clock that the ledger goes by.
        var clock = ClockChoice.machine
        /// The most connections from one address; half of all where it is `nil`.
        var connectionsPerAddress: Int?
    }

    /// The operator's API key, where the ledger was founded just now.
    let operatorKey: String?
    let platform: Platform
    let host: String
    private let opened: OpenedPlatform
    private let notifier: Notifier
    private let curl: CurlClient
    private let deliveries: DeliveryStore
    private let publication: PublicationServices?
    private let configuration: Configuration
    private let logger: Logger
    private let lock: FolderLock

    init(configuration: Configuration) async throws {
        // Without this, writing to a connection that its peer has closed would end the process.
        signal(SIGPIPE, SIG_IGN)
        // Without this, a write beyond the limit of a file's size would end the process; now it
        // fails as on a full disk.
        signal(SIGXFSZ, SIG_IGN)
        try await configuration.listen.requireFree()
        self.configuration = configuration
        host = configuration.listen.host
        lock = try FolderLock(path: configuration.data)
        var logger = Logger(label: "plimsoll") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = configuration.logLevel
        self.logger = logger
        do { opened = try await PlatformServer.open(configuration, logger) } catch {
            lock.withdraw()
            throw error
        }
        platform = opened.platform
        operatorKey = opened.operatorKey
        do {
            // Not before: what the last server left is compared with its seal as it opens.
            if configuration.leavesPolicy {
                try await LedgerFolder.leavePolicy(in: configuration.data)
                logger.warning("the policy is left, and what comes is published by none")
            }
            curl = try CurlClient(
                configuration: .init(addressGuard: AddressGuard(opened: configuration.webhookAllow))
            )
            deliveries = try opened.openDeliveries()
        } catch {
            // What is closed in order is sealed again.
            try? await opened.closeUnserved()
            throw error
        }
        do {
            publication =
                if let settings = configuration.publication {
                    try await PublicationServices(
                        settings,
                        platform: opened.platform,
                        data: configuration.data,
                        logger: logger
                    )
                } else { nil }
        } catch {
            await curl.shutdown()
            try? deliveries.close()
            try? await opened.closeUnserved()
            throw error
        }
        var delivery = NotifierConfiguration()
        // Plain HTTP is for receivers in a subnet that the operator has opened by name.
        delivery.allowsPlainHTTP = !configuration.webhookAllow.isEmpty
        notifier = Notifier(
            store: deliveries,
            source: NotificationFeed(sequencer: platform.sequencer, store: platform.store),
            client: curl,
            configuration: delivery,
            logger: logger
        )
    }

    private static func open(
        _ configuration: Configuration,
        _ logger: Logger
    ) async throws -> OpenedPlatform {
        try configuration.publication?.check(data: configuration.data)
        if !configuration.leavesPolicy {
            try await RecordedPolicy.check(
                in: configuration.data,
                against: configuration.publication,
                logger: logger
            )
        }
        return try await LedgerFolder.open(
            path: configuration.data,
            origin: configuration.origin,
            operatorName: configuration.operatorName,
            passphrase: configuration.passphrase,
            operatorSigner: configuration.operatorSigner,
            dismissesEvidence: configuration.dismissesEvidence,
            logger: logger,
            choosing: configuration.clock,
            clockGuard: ClockGuard(clock: PlatformServer.clock),
            clock: PlatformServer.clock
        )
    }

    /// Serves until the process is signalled to stop, or `stopping` yields or ends.
    func run(
        stopping: AsyncStream<Void>? = nil,
        onListening: @escaping @Sendable (Int) -> Void
    ) async throws {
        let connections = FileLimit.connections(
            wanted: APIServer.connectionLimit,
            logger: logger
        )
        let api = APIServer(
            platform: platform,
            notifier: notifier,
            hostname: configuration.listen.host,
            port: configuration.listen.port,
            logger: logger,
            connections: ConnectionRegistry(
                limit: connections,
                limitPerAddress: configuration.connectionsPerAddress ?? connections / 2
            ),
            onRunning: onListening
        )
        let automation = ClaimsAutomation(
            platform: platform,
            cursors: opened.cursors,
            logger: logger
        )
        var services: [any Service] = [automation, notifier]
        services += publication?.services ?? []
        services.append(api)
        if configuration.scrub > 0 {
            let pace = Scrub.Pace(entriesPerSecond: configuration.scrub)
            services.append(
                ScrubService(scrub: Scrub(of: platform.sequencer, pace: pace, logger: logger))
            )
        }
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        let stopper = Task {
            guard let stopping else { return }
            for await _ in stopping { break }
            await group.triggerGracefulShutdown()
        }
        defer { stopper.cancel() }
        do {
            try await group.run()
        } catch {
            try await close()
            throw error
        }
        try await close()
    }

    private func close() async throws {
        await curl.shutdown()
        try await publication?.close()
        try deliveries.close()
        try await opened.close()
        lock.release()
    }

    /// The scrub as a service; when it has found something, the others go on running.
    private struct ScrubService: Service {
        let scrub: Scrub

        func run() async throws {
            await cancelWhenGracefulShutdown {
                await scrub.run()
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
            }
        }
    }

    /// The machine's clock in whole milliseconds.
    static let clock: @Sendable () -> Instant = {
        Instant(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000))
    }
}

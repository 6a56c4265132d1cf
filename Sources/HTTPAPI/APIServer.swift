public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import Notifier
public import ServiceLifecycle
public import Services

/// The HTTP interface as a service: it listens until the services shut down.
public struct APIServer: Service {
    /// The most connections that are open at once.
    public static let connectionLimit = 10_000
    /// How long a connection may be silent before it is closed, in seconds.
    public static let idleSeconds: Int64 = 120
    /// How long requests may go on after the server is told to stop, in seconds.
    public static let stopSeconds: Int64 = 5

    private let application: Application<RouterResponder<APIContext>>
    private let connections: ConnectionRegistry

    /// Prepares a server; it begins to listen when it is run.
    ///
    /// - Parameters:
    ///   - platform: The services that it puts on the network.
    ///   - notifier: Where webhook endpoints are kept; without one there are no routes for them.
    ///   - hostname: The name or address to listen on.
    ///   - port: The port to listen on; 0 lets the system choose one.
    ///   - logger: Where requests and failures are logged.
    ///   - connections: How many connections there may be, in all and from one address.
    ///   - pace: How slow a request may be.
    ///   - onRunning: Called with the port bound, once the server listens.
    public init(
        platform: Platform,
        notifier: Notifier?,
        hostname: String,
        port: Int,
        logger: Logger,
        connections: ConnectionRegistry = ConnectionRegistry(
            limit: APIServer.connectionLimit,
            limitPerAddress: APIServer.connectionLimit / 2
        ),
        pace: RequestPace = RequestPace(),
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.connections = connections
        application = Application(
            router: makeRouter(platform: platform, notifier: notifier, connections: connections),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        ConnectionGuard(registry: connections, pace: pace)
                    ],
                    idleTimeout: .seconds(APIServer.idleSeconds)
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(hostname, port: port),
                serverName: nil,
                backlog: 1024,
                // A few more may knock than may stay: whoever is known does, the rest make way.
                availableConnectionsDelegate: MaximumAvailableConnections(connections.limit + 64)
            ),
            onServerRunning: { channel in
                await onRunning(channel.localAddress?.port ?? port)
            },
            logger: logger
        )
    }

    /// Listens and answers until the task is cancelled or the services shut down.
    ///
    /// Requests that are being answered then have some seconds; what is still open after that is
    /// closed, whatever its client does.
    public func run() async throws {
        async let _: Void = closeWhatStays()
        try await application.run()
    }

    /// Ends with the server: it is cancelled once that has ended.
    private func closeWhatStays() async {
        do {
            try await gracefulShutdown()
            try await Task.sleep(for: .seconds(APIServer.stopSeconds))
            connections.closeAll()
        } catch {}
    }
}

/// Builds the router of the whole HTTP interface.
///
/// - Parameters:
///   - platform: The services behind the routes.
///   - notifier: Where webhook endpoints are kept; without one there are no routes for them.
///   - connections: Where a connection is noted on which a member's key was shown.
/// - Returns: The router, ready to be built into a responder.
public func makeRouter(
    platform: Platform,
    notifier: Notifier? = nil,
    connections: ConnectionRegistry? = nil
) -> Router<APIContext> {
    let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
    let table = RouteTable(platform: platform, connections: connections, router: router)
    router.add(middleware: ProblemResponses(table: table))
    addDocumentRoute(to: table)
    addHealthRoutes(to: table)
    addTileRoutes(to: table)
    addPublicationRoutes(to: table)
    table.authenticate()
    addMemberRoutes(to: table)
    addKeyRoutes(to: table)
    addCommandRoutes(to: table)
    addOpenCoverRoutes(to: table)
    addCertificateRoutes(to: table)
    addShipmentRoutes(to: table)
    addTelemetryRoutes(to: table)
    addClaimRoutes(to: table)
    addSanctionsRoutes(to: table)
    addLedgerRoutes(to: table)
    if let notifier { addWebhookRoutes(to: table, notifier: notifier) }
    return router
}

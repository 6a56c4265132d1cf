public import HTTPConnections
public import Hummingbird
public import Logging
public import Notifier
public import ServiceLifecycle
public import Services

/// The HTTP interface as a service: it listens until the services shut down.
public struct APIServer: Service {
    /// The most connections that are open at once.
    public static let connectionLimit = 10_000

    private let server: GuardedServer<RouterResponder<APIContext>>

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
    ///   - events: How streams of events are kept up.
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
        events: EventStreamTimes = EventStreamTimes(),
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        let router = makeRouter(
            platform: platform,
            notifier: notifier,
            connections: connections,
            events: events
        )
        server = GuardedServer(
            responder: router.buildResponder(),
            hostname: hostname,
            port: port,
            logger: logger,
            connections: connections,
            pace: pace,
            onRunning: onRunning
        )
    }

    /// Listens and answers until the task is cancelled or the services shut down.
    public func run() async throws { try await server.run() }
}

/// Builds the router of the whole HTTP interface.
///
/// - Parameters:
///   - platform: The services behind the routes.
///   - notifier: Where webhook endpoints are kept; without one there are no routes for them.
///   - connections: Where a connection is noted on which a member's key was shown.
///   - events: How streams of events are kept up.
/// - Returns: The router, ready to be built into a responder.
public func makeRouter(
    platform: Platform,
    notifier: Notifier? = nil,
    connections: ConnectionRegistry? = nil,
    events: EventStreamTimes = EventStreamTimes()
) -> Router<APIContext> {
    let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
    let table = RouteTable(platform: platform, connections: connections, router: router)
    router.add(middleware: ProblemResponses(table: table))
    addDocumentRoute(to: table)
    addHealthRoutes(to: table, notifier: notifier)
    addTileRoutes(to: table)
    addPublicationRoutes(to: table)
    table.authenticate()
    addMemberRoutes(to: table)
    addKeyRoutes(to: table)
    addOfficerRoutes(to: table)
    addCommandRoutes(to: table)
    addOpenCoverRoutes(to: table)
    addCertificateRoutes(to: table)
    addShipmentRoutes(to: table)
    addTelemetryUploadRoutes(to: table)
    addTelemetryRoutes(to: table)
    addTelemetryEventRoutes(to: table, times: events)
    addUploadRoutes(to: table)
    addEPCISRoutes(to: table)
    addClaimRoutes(to: table)
    addSurveyRoutes(to: table)
    addFactRoutes(to: table)
    addPaymentRoutes(to: table)
    addAccumulationRoutes(to: table)
    addSanctionsRoutes(to: table)
    addSanctionsListRoutes(to: table)
    addLedgerRoutes(to: table)
    addClockRoutes(to: table)
    if let notifier { addWebhookRoutes(to: table, notifier: notifier) }
    return router
}

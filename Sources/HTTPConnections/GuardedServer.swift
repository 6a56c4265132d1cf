public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// An HTTP/1.1 server as a service, whose clients can do nothing to each other by being slow, many
/// or silent.
///
/// It speaks plain HTTP: TLS and rate limits belong to a reverse proxy in front of it.
public struct GuardedServer<Responder: HTTPResponder>: Service
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    private let application: Application<ContinuingResponder<Responder>>
    private let connections: ConnectionRegistry

    /// Prepares a server; it begins to listen when it is run.
    ///
    /// - Parameters:
    ///   - responder: What answers.
    ///   - hostname: The name or address to listen on.
    ///   - port: The port to listen on; 0 lets the system choose one.
    ///   - logger: Where requests and failures are logged.
    ///   - connections: How many connections there may be, in all and from one address.
    ///   - pace: How slow a request may be.
    ///   - onRunning: Called with the port bound, once the server listens.
    public init(
        responder: Responder,
        hostname: String,
        port: Int,
        logger: Logger,
        connections: ConnectionRegistry,
        pace: RequestPace,
        onRunning: @escaping @Sendable (Int) async -> Void
    ) {
        self.connections = connections
        application = Application(
            responder: ContinuingResponder(responder: responder),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        ConnectionGuard(registry: connections, pace: pace)
                    ],
                    idleTimeout: .seconds(ServerTimes.idleSeconds)
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
            try await Task.sleep(for: .seconds(ServerTimes.stopSeconds))
            connections.closeAll()
        } catch {}
    }
}

/// What a server waits for.
public enum ServerTimes {
    /// How long a connection may be silent before it is closed, in seconds.
    public static let idleSeconds: Int64 = 120
    /// How long requests may go on after the server is told to stop, in seconds.
    public static let stopSeconds: Int64 = 5
}

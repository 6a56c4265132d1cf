public import HTTPConnections
import Hummingbird
public import Logging
public import ServiceLifecycle

/// The witness's HTTP interface as a service: it listens until the services shut down.
///
/// Its clients are held to the same pace and numbers as those of a platform. It speaks plain
/// HTTP/1.1: TLS and rate limits belong to a reverse proxy in front of it.
public struct WitnessServer: Service {
    /// The most connections that are open at once.
    public static let connectionLimit = 1000

    private let server: GuardedServer<CallbackResponder<BasicRequestContext>>

    /// Prepares a server; it begins to listen when it is run.
    ///
    /// - Parameters:
    ///   - witness: The witness to serve.
    ///   - hostname: The name or address to listen on.
    ///   - port: The port to listen on; 0 lets the system choose one.
    ///   - logger: Where requests and failures are logged.
    ///   - connections: How many connections there may be, in all and from one address.
    ///   - pace: How slow a request may be.
    ///   - onRunning: Called with the port bound, once the server listens.
    public init(
        witness: Witness,
        hostname: String,
        port: Int,
        logger: Logger,
        connections: ConnectionRegistry = ConnectionRegistry(
            limit: WitnessServer.connectionLimit,
            limitPerAddress: WitnessServer.connectionLimit / 2
        ),
        pace: RequestPace = RequestPace(),
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        server = GuardedServer(
            responder: makeWitnessResponder(witness: witness),
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

/// Reads the logs at intervals, so that a mirror keeps up even where its log submits nothing.
public struct WitnessFollower: Service {
    private let witness: Witness
    private let interval: Duration

    /// Reads them every `seconds`.
    public init(witness: Witness, seconds: Int) {
        self.witness = witness
        interval = .seconds(seconds)
    }

    /// Reads them until the task is cancelled or the services shut down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await witness.follow()
                try? await Task.sleep(for: interval)
            }
        }
    }
}

import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// The witness's HTTP interface as a service: it listens until the services shut down.
///
/// It speaks plain HTTP/1.1: TLS and rate limits belong to a reverse proxy in front of it.
public struct WitnessServer: Service {
    /// The most connections that are open at once.
    public static let connectionLimit = 1000
    /// How long a connection may be silent before it is closed, in seconds.
    public static let idleSeconds: Int64 = 120

    private let application: Application<CallbackResponder<BasicRequestContext>>

    /// Prepares a server; it begins to listen when it is run.
    ///
    /// - Parameters:
    ///   - witness: The witness to serve.
    ///   - hostname: The name or address to listen on.
    ///   - port: The port to listen on; 0 lets the system choose one.
    ///   - logger: Where requests and failures are logged.
    ///   - onRunning: Called with the port bound, once the server listens.
    public init(
        witness: Witness,
        hostname: String,
        port: Int,
        logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        application = Application(
            responder: makeWitnessResponder(witness: witness),
            server: .http1(configuration: .init(idleTimeout: .seconds(Self.idleSeconds))),
            configuration: ApplicationConfiguration(
                address: .hostname(hostname, port: port),
                serverName: nil,
                backlog: 256,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionLimit)
            ),
            onServerRunning: { channel in
                await onRunning(channel.localAddress?.port ?? port)
            },
            logger: logger
        )
    }

    /// Listens and answers until the task is cancelled or the services shut down.
    public func run() async throws { try await application.run() }
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

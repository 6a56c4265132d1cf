package import HTTPAPI
package import HTTPConnections
package import HTTPTypes
package import Hummingbird
import NIOCore
package import ServiceLifecycle
package import Services

/// A server on a loopback port of its own, until it is stopped.
package final class LoopbackServer: Sendable {
    package let port: Int
    package var url: String { "http://127.0.0.1:\(port)" }
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    /// Starts a service that reports the port it listens on.
    package init(_ make: (@escaping @Sendable (Int) async -> Void) throws -> any Service)
        async throws
    {
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let service = try make { bound.yield($0) }
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: service)], logger: silent)
        )
        self.group = group
        let running = Task {
            // Whoever waits for the port of a server that cannot listen would wait for ever.
            defer { bound.finish() }
            try await group.run()
        }
        self.running = running
        var iterator = ports.makeAsyncIterator()
        guard let port = await iterator.next() else {
            try await running.value
            throw CancellationError()
        }
        self.port = port
    }

    /// Serves a platform as `plimsoll serve` does, without webhooks.
    package convenience init(
        serving platform: Platform,
        connections: ConnectionRegistry = ConnectionRegistry(limit: 1000, limitPerAddress: 500),
        pace: RequestPace = RequestPace(),
        events: EventStreamTimes = EventStreamTimes()
    ) async throws {
        try await self.init { bound in
            APIServer(
                platform: platform,
                notifier: nil,
                hostname: "127.0.0.1",
                port: 0,
                logger: silent,
                connections: connections,
                pace: pace,
                events: events,
                onRunning: bound
            )
        }
    }

    /// Answers every request as the test says.
    package convenience init(
        answering answer: @escaping @Sendable (Request, [UInt8]) async throws -> Response
    ) async throws {
        try await self.init { bound in
            Application(
                responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                    var body: [UInt8] = []
                    for try await part in request.body { body += part.readableBytesView }
                    return try await answer(request, body)
                },
                configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { await bound($0.localAddress?.port ?? 0) },
                logger: silent
            )
        }
    }

    /// Stops the service, and throws what it ended with.
    package func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
    }
}

extension Response {
    package static func plain(_ status: HTTPResponse.Status, _ text: String = "") -> Response {
        Response(
            status: status,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    package static func plain(_ bytes: [UInt8]) -> Response {
        Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

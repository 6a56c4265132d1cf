import CanonicalJSON
import Foundation
import HTTPClient
import Hummingbird
import Logging
import NIOCore
import Notifier

/// A webhook endpoint of the demo on loopback that verifies every signature.
actor WebhookReceiver {
    private(set) var verified = 0
    private(set) var refused = 0
    private(set) var types: [String: Int] = [:]
    private var secrets: [WebhookSecret] = []
    private var port = 0
    private var serving: Task<Void, any Error>?

    /// Starts the receiver on a free port.
    static func start() async throws -> WebhookReceiver {
        let receiver = WebhookReceiver()
        let (ports, found) = AsyncStream<Int>.makeStream()
        let router = Router()
        router.post("/hooks") { request, _ -> HTTPResponse.Status in
            let body = try await request.body.collect(upTo: 1 << 16)
            let headers = request.headers.map { ($0.name.rawName, $0.value) }
            return await receiver.take(Array(body.readableBytesView), headers)
                ? .noContent : .unauthorized
        }
        var logger = Logger(label: "receiver")
        // The server is cancelled at the end, which it would log as an error.
        logger.logLevel = .critical
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                found.yield(channel.localAddress?.port ?? 0)
            },
            logger: logger
        )
        let task = Task {
            defer { found.finish() }
            try await application.run()
        }
        guard let port = await ports.first(where: { _ in true }), port != 0 else {
            throw CommandFailure("the webhook receiver did not start")
        }
        await receiver.started(port, task)
        return receiver
    }

    /// Where the receiver takes webhooks.
    var url: String { "http://127.0.0.1:\(port)/hooks" }

    /// Expects webhooks that are signed with this secret.
    func expect(_ secret: String) throws {
        guard let read = WebhookSecret(secret) else {
            throw CommandFailure("the server gave no webhook secret")
        }
        secrets.append(read)
    }

    /// Stops the receiver.
    func stop() async {
        serving?.cancel()
        _ = try? await serving?.value
    }

    private func started(_ port: Int, _ task: Task<Void, any Error>) {
        self.port = port
        serving = task
    }

    private func take(_ body: [UInt8], _ headers: [(String, String)]) -> Bool {
        let now = Int64(Date().timeIntervalSince1970)
        let carried = headers.map { CurlRequest.Header($0.0, $0.1) }
        for secret in secrets
        where
            (try? StandardWebhooks.verify(
                body: body,
                headers: carried,
                secret: secret,
                nowSeconds: now
            )) != nil
        {
            verified += 1
            if let type = (try? JSONDocument(parsing: body))?.string("type") {
                types[type, default: 0] += 1
            }
            return true
        }
        refused += 1
        return false
    }
}

package import HTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on a loopback port of its own, which keeps what it received and answers as the
/// test says.
package final class HTTPReceiver: Sendable {
    package struct Received: Sendable {
        package let method: String
        package let path: String
        package let headers: [CurlRequest.Header]
        package let body: [UInt8]

        package func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name }?.value
        }
    }

    package struct Answer: Sendable {
        package var status: Int
        package var headers: [CurlRequest.Header] = []
        package var body: [UInt8] = []

        package init(status: Int, headers: [CurlRequest.Header] = [], body: [UInt8] = []) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        package static let ok = Answer(status: 200)
    }

    /// What has arrived, and who waits for it.
    private final class Inbox: Sendable {
        private struct State {
            var received: [Received] = []
            var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        }

        private let state = Mutex(State())

        var received: [Received] { state.withLock { $0.received } }

        func record(_ request: Received) {
            let ready = state.withLock { state in
                state.received.append(request)
                let count = state.received.count
                let ready = state.waiters.filter { $0.count <= count }
                state.waiters.removeAll { $0.count <= count }
                return ready
            }
            for waiter in ready { waiter.continuation.resume() }
        }

        func wait(for count: Int) async {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    if state.received.count < count {
                        state.waiters.append((count, continuation))
                        return false
                    }
                    return true
                }
                if isThere { continuation.resume() }
            }
        }
    }

    private let inbox: Inbox
    private let channel: any Channel

    package var port: Int { channel.localAddress?.port ?? 0 }
    package var url: String { "http://127.0.0.1:\(port)/hook" }
    package var received: [Received] { inbox.received }

    package init(
        answering answer: @escaping @Sendable (Received) async -> Answer = { _ in .ok }
    ) async throws {
        let inbox = Inbox()
        self.inbox = inbox
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(
                        Handler(record: inbox.record, answer: answer)
                    )
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    package func close() async throws {
        try await channel.close()
    }

    /// Returns once so many requests have arrived in all.
    package func waitForRequests(_ count: Int) async {
        await inbox.wait(for: count)
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart

        private let record: @Sendable (Received) -> Void
        private let answer: @Sendable (Received) async -> Answer
        private var head: HTTPRequestHead?
        private var body: [UInt8] = []

        init(
            record: @escaping @Sendable (Received) -> Void,
            answer: @escaping @Sendable (Received) async -> Answer
        ) {
            self.record = record
            self.answer = answer
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                self.head = head
                body = []
            case .body(let buffer):
                body += buffer.readableBytesView
            case .end:
                guard let head else { return }
                let request = Received(
                    method: head.method.rawValue,
                    path: head.uri,
                    headers: head.headers.map { CurlRequest.Header($0.name, $0.value) },
                    body: body
                )
                let channel = context.channel
                let answer = answer
                record(request)
                Task {
                    let answer = await answer(request)
                    var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
                    headers.add(name: "content-length", value: "\(answer.body.count)")
                    let head = HTTPResponseHead(
                        version: .http1_1,
                        status: .init(statusCode: answer.status),
                        headers: headers
                    )
                    channel.write(HTTPServerResponsePart.head(head), promise: nil)
                    if request.method != "HEAD" {
                        channel.write(
                            HTTPServerResponsePart.body(
                                .byteBuffer(ByteBuffer(bytes: answer.body))
                            ),
                            promise: nil
                        )
                    }
                    channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
                }
            }
        }
    }
}

extension AddressGuard {
    /// The loopback opened, as an operator may; tests of the guard bring their own.
    package static let loopback = AddressGuard(opened: ["127.0.0.0/8"].compactMap { Subnet($0) })
}

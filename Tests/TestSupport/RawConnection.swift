import NIOCore
import NIOPosix
import Synchronization

/// A connection that sends what a test says, byte by byte, and keeps what it is answered.
package final class RawConnection: Sendable {
    private let channel: any Channel
    private let received: Received

    private final class Received: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private let text = Mutex("")

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let part = String(buffer: Self.unwrapInboundIn(data))
            text.withLock { $0 += part }
        }

        var value: String { text.withLock { $0 } }

        func take() -> String {
            text.withLock { text in
                defer { text = "" }
                return text
            }
        }
    }

    package init(port: Int) async throws {
        let received = Received()
        self.received = received
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { $0.pipeline.addHandler(received) }
            .connect(host: "127.0.0.1", port: port).get()
    }

    package func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    /// Closes the connection.
    package func close() async throws { try await channel.close() }

    /// What came until some text was in it.
    package func until(_ text: String) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(60)
        while !received.value.contains(text), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(10))
        }
        return received.take()
    }

    /// What came until the server closed the connection.
    package func untilClosed() async throws -> String {
        let closing = channel.closeFuture
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await closing.get() }
            group.addTask {
                try await Task.sleep(for: .seconds(60))
                throw CancellationError()
            }
            try await group.next()
            group.cancelAll()
        }
        return received.value
    }
}

import Foundation
import HTTPConnections
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

@testable import HTTPAPI

/// Clients that mean harm, in numbers: whoever does not is answered all the while.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["PLIMSOLL_SLOW"] != nil))
struct ConnectionStormTests {
    private typealias Served = ConnectionTests.Served

    /// A request for what every member may read, under a key.
    private func request(_ key: String) -> String {
        "GET /v1/members HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(key)\r\n\r\n"
    }

    private func isAnswered(_ served: Served) async throws -> Bool {
        let honest = try await served.connect()
        try await honest.send(request(served.key))
        return try await honest.until("operator").hasPrefix("HTTP/1.1 200 ")
    }

    @Test func `a million API keys that nobody holds are refused, and one that is held is known`()
        async throws
    {
        let (connections, rounds, batch) = (4, 1000, 250)
        let served = try await Served()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<connections {
                group.addTask {
                    let guesser = try await Guesser(port: served.server.port)
                    for round in 0..<rounds {
                        let first = (number * rounds + round) * batch
                        // Keys that are right but for their end, and keys that are none.
                        let keys = (first..<first + batch).map { guess in
                            guess % 2 == 0 ? "\(served.key.dropLast(8))\(guess)" : "\(guess)"
                        }
                        try await guesser.send(keys.map(request).joined(), refusals: batch)
                    }
                    return guesser.refused
                }
            }
            let refused = try await group.reduce(0, +)
            #expect(refused == connections * rounds * batch)
        }
        #expect(try await isAnswered(served))
        try await served.close()
    }

    @Test func `slow headers and slow bodies are closed, and others are answered meanwhile`()
        async throws
    {
        var pace = RequestPace()
        pace.headers = .seconds(2)
        pace.grace = .seconds(2)
        let served = try await Served(
            connections: ConnectionRegistry(limit: 1000, limitPerAddress: 1000),
            pace: pace
        )
        for _ in 0..<3 {
            var slow: [RawConnection] = []
            for number in 0..<200 {
                let connection = try await served.connect()
                try await connection.send(
                    number % 2 == 0
                        ? "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: " : served.post(1000) + "{"
                )
                slow.append(connection)
            }
            for _ in 0..<20 { #expect(try await isAnswered(served)) }
            for connection in slow { #expect(try await connection.untilClosed() == "") }
        }
        try await served.close()
    }
}

/// A connection on which many requests are sent at once, and their answers counted by status alone.
private final class Guesser: Sendable {
    private final class Counter: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private static let status = Array("HTTP/1.1 401 ".utf8)
        private let state = Mutex((matched: 0, count: 0))

        var count: Int { state.withLock { $0.count } }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Self.unwrapInboundIn(data).readableBytesView
            state.withLock { state in
                for byte in bytes {
                    // Its first byte stands in it once, so that a part of it is never begun anew.
                    let isNext = byte == Self.status[state.matched]
                    state.matched = isNext ? state.matched + 1 : byte == Self.status[0] ? 1 : 0
                    guard state.matched == Self.status.count else { continue }
                    state = (0, state.count + 1)
                }
            }
        }
    }

    private let channel: any Channel
    private let counter: Counter

    /// How many requests were refused.
    var refused: Int { counter.count }

    init(port: Int) async throws {
        let counter = Counter()
        self.counter = counter
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { $0.pipeline.addHandler(counter) }
            .connect(host: "127.0.0.1", port: port).get()
    }

    /// Sends requests, and returns once so many more were refused.
    func send(_ requests: String, refusals: Int) async throws {
        let expected = counter.count + refusals
        try await channel.writeAndFlush(ByteBuffer(string: requests))
        let deadline = ContinuousClock.now + .seconds(120)
        while counter.count < expected, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}

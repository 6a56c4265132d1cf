import HTTPConnections
import TestSupport
import Testing
import Witness

/// What slow and many clients may do to a witness: nothing, as to a platform.
@Suite struct WitnessConnectionTests {
    private func serve(
        connections: ConnectionRegistry = ConnectionRegistry(limit: 100, limitPerAddress: 100),
        _ body: (LoopbackServer) async throws -> Void
    ) async throws {
        var pace = RequestPace()
        pace.headers = .milliseconds(300)
        pace.grace = .milliseconds(300)
        try await TestWitness().run { witness in
            let server = try await LoopbackServer { [pace] bound in
                WitnessServer(
                    witness: witness,
                    hostname: "127.0.0.1",
                    port: 0,
                    logger: silent,
                    connections: connections,
                    pace: pace,
                    onRunning: bound
                )
            }
            try await body(server)
            try await server.stop()
        }
    }

    private func expectAlive(_ connection: RawConnection) async throws {
        try await connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await connection.until("ok\n").hasPrefix("HTTP/1.1 200 "))
    }

    @Test func `headers or a body that drip close the connection, and no other`() async throws {
        try await serve { server in
            let slow = try await RawConnection(port: server.port)
            try await slow.send("GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            let dripping = try await RawConnection(port: server.port)
            try await dripping.send(
                "POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\no"
            )
            let quick = try await RawConnection(port: server.port)
            try await expectAlive(quick)
            #expect(try await slow.untilClosed() == "")
            #expect(try await dripping.untilClosed() == "")
            try await expectAlive(quick)
        }
    }

    @Test func `one address has so many connections and no more`() async throws {
        let few = ConnectionRegistry(limit: 100, limitPerAddress: 2)
        try await serve(connections: few) { server in
            let first = try await RawConnection(port: server.port)
            try await expectAlive(first)
            let second = try await RawConnection(port: server.port)
            try await expectAlive(second)
            let third = try await RawConnection(port: server.port)
            #expect(try await third.untilClosed() == "")
            for one in [first, second] { try await expectAlive(one) }
        }
    }

    @Test func `where all places are taken the oldest makes way`() async throws {
        let few = ConnectionRegistry(limit: 2, limitPerAddress: 100)
        try await serve(connections: few) { server in
            let oldest = try await RawConnection(port: server.port)
            try await expectAlive(oldest)
            let younger = try await RawConnection(port: server.port)
            let next = try await RawConnection(port: server.port)
            _ = try await oldest.untilClosed()
            for one in [younger, next] { try await expectAlive(one) }
        }
    }

    @Test func `a submitter that asks first may send its body, without a key`() async throws {
        try await serve { server in
            let connection = try await RawConnection(port: server.port)
            let body = "old 0\n\nnothing\n"
            try await connection.send(
                "POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n"
            )
            #expect(try await connection.until("\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
            try await connection.send(body)
            #expect(try await connection.until("HTTP/1.1 4").hasPrefix("HTTP/1.1 4"))
        }
    }
}

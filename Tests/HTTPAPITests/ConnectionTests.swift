import Contracts
import DataFolder
import HTTPTypes
import Services
import TestSupport
import Testing

@testable import HTTPAPI
@testable import HTTPConnections

/// What slow, many and silent clients may do to others: nothing.
@Suite struct ConnectionTests {
    /// A server over a ledger of its own.
    struct Served {
        let world: TestPlatform
        let server: LoopbackServer
        let key: String

        init(
            connections: ConnectionRegistry = ConnectionRegistry(limit: 1000, limitPerAddress: 500),
            pace: RequestPace = RequestPace()
        ) async throws {
            let world = try await TestPlatform()
            self.world = world
            key = try #require(world.opened.operatorKey)
            server = try await LoopbackServer(
                serving: world.platform,
                connections: connections,
                pace: pace
            )
        }

        func connect() async throws -> RawConnection { try await RawConnection(port: server.port) }

        /// A connection that the server has taken for certain: those that are only made may be
        /// taken in any order.
        func connectAndAsk() async throws -> RawConnection {
            let connection = try await connect()
            try await connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await connection.until("alive").hasPrefix("HTTP/1.1 200 "))
            return connection
        }

        func close() async throws {
            try await server.stop()
            try await world.close()
        }

        func post(_ length: Int, withKey: Bool = true, _ headers: String = "") -> String {
            let authorization = withKey ? "Authorization: Bearer \(key)\r\n" : ""
            return "POST /v1/members HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "\(authorization)\(headers)Content-Length: \(length)\r\n\r\n"
        }
    }

    private var quick: RequestPace {
        var pace = RequestPace()
        pace.headers = .milliseconds(300)
        pace.grace = .milliseconds(300)
        return pace
    }

    @Test func `a body without a key is not waited for: 401, and the connection is closed`()
        async throws
    {
        let served = try await Served()
        let connection = try await served.connect()
        try await connection.send(served.post(1000, withKey: false))
        let answer = try await connection.untilClosed()
        #expect(answer.hasPrefix("HTTP/1.1 401 "), "\(answer)")
        #expect(answer.lowercased().contains("connection: close"))
        try await served.close()
    }

    @Test func `headers that do not come to an end close the connection`() async throws {
        let served = try await Served(pace: quick)
        let connection = try await served.connect()
        try await connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        #expect(try await connection.untilClosed() == "")
        try await served.close()
    }

    @Test func `a body that drips closes the connection, and one that comes is answered`()
        async throws
    {
        let served = try await Served(pace: quick)
        let slow = try await served.connect()
        try await slow.send(served.post(1000) + "{")
        let fast = try await served.connect()
        let body = #"{"name": "Bank", "roles": ["bank"]}"#
        try await fast.send(served.post(body.utf8.count) + body)
        #expect(try await fast.until("\"receipts\"").hasPrefix("HTTP/1.1 201 "))
        #expect(try await slow.untilClosed() == "")
        // The connection that did well is open still.
        try await fast.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await fast.until("alive").contains("HTTP/1.1 200 "))
        try await served.close()
    }

    @Test func `a client that asks before it sends a body is told to go on`() async throws {
        let served = try await Served()
        let body = #"{"name": "Bank", "roles": ["bank"]}"#
        let connection = try await served.connect()
        try await connection.send(served.post(body.utf8.count, "Expect: 100-continue\r\n"))
        let told = try await connection.until("\r\n\r\n")
        #expect(told.hasPrefix("HTTP/1.1 100 "), "\(told)")
        try await connection.send(body)
        #expect(try await connection.until("\"receipts\"").contains("HTTP/1.1 201 "))
        // Without a key the answer is the last word, and no body is asked for.
        let stranger = try await served.connect()
        try await stranger.send(
            served.post(body.utf8.count, withKey: false, "Expect: 100-continue\r\n")
        )
        #expect(try await stranger.untilClosed().hasPrefix("HTTP/1.1 401 "))
        try await served.close()
    }

    @Test func `what the headers settle is answered before a body is asked for`() async throws {
        let served = try await Served()
        let expect = "Expect: 100-continue\r\n"
        let wrongKey = served.post(40, withKey: false, "Authorization: Bearer wrong\r\n\(expect)")
        let asked = [
            (401, wrongKey),
            (413, served.post(1 << 30, expect)),
            (404, served.post(40, expect).replacing("/v1/members", with: "/v1/nothing")),
        ]
        for (status, request) in asked {
            let connection = try await served.connect()
            try await connection.send(request)
            let answer = try await connection.untilClosed()
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
        }
        try await served.close()
    }

    @Test func `one address has so many connections and no more`() async throws {
        let served = try await Served(
            connections: ConnectionRegistry(limit: 100, limitPerAddress: 2)
        )
        let first = try await served.connectAndAsk()
        let second = try await served.connectAndAsk()
        let third = try await served.connect()
        #expect(try await third.untilClosed() == "")
        for one in [first, second] {
            try await one.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await one.until("alive").contains("HTTP/1.1 200 "))
        }
        try await served.close()
    }

    @Test func `where all places are taken the oldest that showed no key makes way`() async throws {
        let served = try await Served(
            connections: ConnectionRegistry(limit: 3, limitPerAddress: 100)
        )
        let member = try await served.connect()
        let ask =
            "GET /v1/members HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(served.key)\r\n\r\n"
        try await member.send(ask)
        #expect(try await member.until("\"items\"").hasPrefix("HTTP/1.1 200 "))
        let oldest = try await served.connectAndAsk()
        let younger = try await served.connect()
        let next = try await served.connect()
        #expect(try await oldest.untilClosed() == "")
        for one in [younger, next] {
            try await one.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await one.until("alive").contains("HTTP/1.1 200 "))
        }
        try await member.send(ask)
        #expect(try await member.until("\"items\"").hasPrefix("HTTP/1.1 200 "))
        try await served.close()
    }

    @Test func `a stop ends although a client sends no more of what it announced`() async throws {
        let served = try await Served()
        let connection = try await served.connect()
        try await connection.send(served.post(1000) + "{")
        let other = try await served.connect()
        try await other.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = try await other.until("alive")
        try await served.server.stop()
        #expect(try await connection.untilClosed() == "")
        try await served.world.close()
    }
}

@Suite struct RequestProgressTests {
    private let start = ContinuousClock.now

    private func after(_ seconds: Int) -> ContinuousClock.Instant {
        start.advanced(by: .seconds(seconds))
    }

    @Test func `silence between requests is no fault of the client's`() {
        var progress = RequestProgress()
        progress.waits(at: start)
        #expect(!progress.isTooSlow(at: after(3600)))
        progress.received(100, at: after(3600))
        progress.begins()
        progress.ends()
        progress.answered()
        progress.waits(at: after(3600))
        #expect(!progress.isTooSlow(at: after(9000)))
    }

    @Test func `headers have ten seconds from their first byte`() {
        var progress = RequestProgress()
        progress.waits(at: start)
        progress.received(1, at: after(50))
        progress.waits(at: after(50))
        #expect(!progress.isTooSlow(at: after(60)))
        #expect(progress.isTooSlow(at: after(61)))
        // A byte now and then does not help.
        progress.received(1, at: after(58))
        progress.waits(at: after(58))
        #expect(progress.isTooSlow(at: after(61)))
    }

    @Test func `a body has its rate, over the time that the server waits for it`() {
        var progress = RequestProgress()
        progress.waits(at: start)
        progress.received(300, at: start)
        progress.begins()
        progress.waits(at: start)
        #expect(!progress.isTooSlow(at: after(15)))
        #expect(progress.isTooSlow(at: after(16)))
        progress.received(20 * 512, at: after(14))
        // The server does not read for an hour, which is its own affair.
        progress.waits(at: after(3614))
        #expect(!progress.isTooSlow(at: after(3619)))
        #expect(progress.isTooSlow(at: after(3622)))
        progress.ends()
        #expect(!progress.isTooSlow(at: after(9999)))
    }

    @Test func `a request is waited for fifteen minutes in all`() {
        var progress = RequestProgress()
        progress.received(1, at: start)
        progress.begins()
        progress.waits(at: start)
        progress.received(1 << 30, at: after(1))
        progress.waits(at: after(1))
        #expect(!progress.isTooSlow(at: after(900)))
        #expect(progress.isTooSlow(at: after(902)))
    }
}

@Suite struct BodyBudgetTests {
    @Test func `bodies have room for each member and for all, and give it back`() throws {
        let budget = BodyBudget(limit: 100, limitPerMember: 60)
        let one = try MemberID(parsing: "one")
        var first: BodyBudget.Held? = budget.hold(for: one)
        let second = budget.hold(for: one)
        let other = budget.hold(for: try MemberID(parsing: "other"))
        try first?.add(40)
        try second.add(20)
        let refusal = #expect(throws: Problem.self) { try second.add(1) }
        #expect(refusal?.status == .serviceUnavailable)
        #expect(refusal?.code == "bodiesTooMany")
        try other.add(40)
        #expect(throws: Problem.self) { try other.add(1) }
        first = nil
        try second.add(40)
        #expect(throws: Problem.self) { try budget.hold(for: nil).add(1) }
    }
}

import HTTPClient
import Synchronization
import TestSupport
import Testing

@Suite struct CurlClientTests {
    @Test func `a request arrives as given and the response comes back whole`() async throws {
        let receiver = try await HTTPReceiver { request in
            .init(status: 201, headers: [.init("X-One", "1")], body: request.body.reversed())
        }
        let client = try CurlClient()
        let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let response = try await client.send(
            CurlRequest(
                method: "PUT",
                url: receiver.url,
                headers: [.init("X-Plain", "a b"), .init("X-Empty", "")],
                body: body
            )
        )
        let request = try #require(receiver.received.first)
        #expect(request.method == "PUT" && request.path == "/hook")
        #expect(request.body == body)
        #expect(request.header("x-plain") == "a b")
        #expect(request.header("x-empty") == "")
        #expect(request.header("content-type") == nil)
        #expect(request.header("expect") == nil)
        #expect(response.status == 201)
        #expect(response.header("x-one") == "1")
        #expect(response.body == body.reversed())
        #expect(response.primaryAddress == "127.0.0.1")
        #expect(response.timings.totalMicroseconds > 0)
        await client.shutdown()
        try await receiver.close()
    }

    @Test func `whoever sends a body is told how much of it has gone out`() async throws {
        let receiver = try await HTTPReceiver { _ in .init(status: 200) }
        let client = try CurlClient()
        let told = Mutex<[Int]>([])
        let body = [UInt8](repeating: 7, count: 3 << 20)
        _ = try await client.send(
            CurlRequest(
                method: "POST",
                url: receiver.url,
                body: body,
                onSent: { bytes in told.withLock { $0.append(bytes) } }
            )
        )
        let counts = told.withLock { $0 }
        #expect(counts.last == body.count)
        #expect(counts == counts.sorted())
        await client.shutdown()
        try await receiver.close()
    }

    @Test(arguments: ["GET", "HEAD", "DELETE", "POST"])
    func `a request without a body is sent with its method`(_ method: String) async throws {
        let receiver = try await HTTPReceiver { _ in .init(status: 200, body: [1, 2, 3]) }
        let client = try CurlClient()
        let response = try await client.send(CurlRequest(method: method, url: receiver.url))
        #expect(receiver.received.map(\.method) == [method])
        #expect(response.body == (method == "HEAD" ? [] : [1, 2, 3]))
        await client.shutdown()
        try await receiver.close()
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is not followed`(_ status: Int) async throws {
        let receiver = try await HTTPReceiver { _ in
            .init(status: status, headers: [.init("Location", "/elsewhere")])
        }
        let client = try CurlClient()
        let response = try await client.send(CurlRequest(url: receiver.url))
        #expect(response.status == status)
        #expect(receiver.received.count == 1)
        await client.shutdown()
        try await receiver.close()
    }

    @Test(arguments: [
        "127.0.0.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "127.1", "localhost",
        "0", "0.0.0.0", "[::]", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    ])
    func `the guard refuses the loopback however it is spelt`(_ host: String) async throws {
        let receiver = try await HTTPReceiver()
        let client = try CurlClient(configuration: .init(addressGuard: AddressGuard()))
        let error = await #expect(throws: CurlError.self) {
            try await client.send(CurlRequest(url: "http://\(host):\(receiver.port)/"))
        }
        guard case .addressRefused = error else {
            Issue.record("\(host) gave \(String(describing: error))")
            return
        }
        #expect(receiver.received.isEmpty)
        await client.shutdown()
        try await receiver.close()
    }

    @Test func `the guard lets an opened subnet through`() async throws {
        let receiver = try await HTTPReceiver()
        let client = try CurlClient(
            configuration: .init(addressGuard: .loopback)
        )
        #expect(try await client.send(CurlRequest(url: receiver.url)).status == 200)
        await client.shutdown()
        try await receiver.close()
    }

    @Test func `a response beyond the limit fails or is cut off as asked`() async throws {
        let receiver = try await HTTPReceiver { _ in
            .init(status: 200, body: [UInt8](repeating: 7, count: 1_001))
        }
        let client = try CurlClient()
        var request = CurlRequest(url: receiver.url, maximumResponseBytes: 1_001)
        #expect(try await client.send(request).body.count == 1_001)
        request.maximumResponseBytes = 1_000
        await #expect(throws: CurlError.responseTooLarge(limit: 1_000)) {
            try await client.send(request)
        }
        request.overflow = .truncate
        let response = try await client.send(request)
        #expect(response.isTruncated && response.body.count == 1_000 && response.status == 200)
        await client.shutdown()
        try await receiver.close()
    }

    @Test(arguments: [
        CurlRequest(url: "http://127.0.0.1/", headers: [.init("X", "a\r\nY: b")]),
        CurlRequest(url: "http://127.0.0.1/", headers: [.init("X:", "a")]),
        CurlRequest(method: "GET / HTTP/1.1\r\n", url: "http://127.0.0.1/"),
        CurlRequest(url: "http://127.0.0.1/ x"),
        CurlRequest(url: ""),
        CurlRequest(url: "file:///etc/passwd"),
        CurlRequest(url: "http://127.0.0.1/", schemes: [.https]),
        CurlRequest(url: "http://127.0.0.1/", schemes: []),
    ])
    func `a request that could smuggle something is refused`(_ request: CurlRequest) async throws {
        let client = try CurlClient()
        let error = await #expect(throws: CurlError.self) { try await client.send(request) }
        guard case .invalidRequest = error else {
            Issue.record("gave \(String(describing: error))")
            return
        }
        await client.shutdown()
    }

    @Test func `nothing listening and no answer in time are told apart`() async throws {
        let gate = Gate()
        let receiver = try await HTTPReceiver { _ in
            await gate.pass()
            return .ok
        }
        let client = try CurlClient()
        await #expect(throws: CurlError.timedOut) {
            try await client.send(CurlRequest(url: receiver.url, timeoutMilliseconds: 30))
        }
        await gate.open()
        let url = receiver.url
        try await receiver.close()
        let error = await #expect(throws: CurlError.self) {
            try await client.send(CurlRequest(url: url))
        }
        #expect(error?.isOutcomeUnknown == false)
        await client.shutdown()
    }

    @Test func `a cancelled task breaks its exchange off at once`() async throws {
        let gate = Gate()
        let receiver = try await HTTPReceiver { _ in
            await gate.pass()
            return .ok
        }
        let client = try CurlClient()
        let task = Task { try await client.send(CurlRequest(url: receiver.url)) }
        await receiver.waitForRequests(1)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await gate.open()
        #expect(try await client.send(CurlRequest(url: receiver.url)).status == 200)
        await client.shutdown()
        try await receiver.close()
    }

    @Test func `a shut down client fails what is under way and what comes after`() async throws {
        let gate = Gate()
        let receiver = try await HTTPReceiver { _ in
            await gate.pass()
            return .ok
        }
        let client = try CurlClient()
        let task = Task { try await client.send(CurlRequest(url: receiver.url)) }
        await receiver.waitForRequests(1)
        await client.shutdown()
        await client.shutdown()
        await #expect(throws: CurlError.clientShutDown) { try await task.value }
        await #expect(throws: CurlError.clientShutDown) {
            try await client.send(CurlRequest(url: receiver.url))
        }
        await gate.open()
        try await receiver.close()
    }

    @Test func `more transfers than allowed are refused`() async throws {
        let gate = Gate()
        let receiver = try await HTTPReceiver { _ in
            await gate.pass()
            return .ok
        }
        let client = try CurlClient(configuration: .init(maximumTransfers: 1))
        let task = Task { try await client.send(CurlRequest(url: receiver.url)) }
        await receiver.waitForRequests(1)
        await #expect(throws: CurlError.tooManyTransfers(limit: 1)) {
            try await client.send(CurlRequest(url: receiver.url))
        }
        await gate.open()
        #expect(try await task.value.status == 200)
        #expect(try await client.send(CurlRequest(url: receiver.url)).status == 200)
        await client.shutdown()
        try await receiver.close()
    }

    @Test func `a thousand requests at once are all answered, each with its own`() async throws {
        let receiver = try await HTTPReceiver { .init(status: 200, body: $0.body) }
        let client = try CurlClient(configuration: .init(maximumConnections: 16))
        try await withThrowingTaskGroup { group in
            for number in 0..<1_000 {
                group.addTask {
                    let body = Array(String(number).utf8)
                    let request = CurlRequest(method: "POST", url: receiver.url, body: body)
                    return try await client.send(request).body == body
                }
            }
            for try await isSame in group { #expect(isSame) }
        }
        await client.shutdown()
        try await receiver.close()
    }
}

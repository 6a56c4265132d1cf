import Foundation
import HTTPClient
import TestSupport
import Testing

/// Names are resolved apart from transfers, so that one whose servers do
/// not answer delays no other.
@Suite struct NameResolutionTests {
    /// Answers with the loopback; `dead.` names get no answer until the test is over.
    private static func lookUp(
        until over: DispatchSemaphore
    ) -> @Sendable (String) -> Result<[IPAddress], CurlError> {
        { name in
            if name.hasPrefix("dead") {
                over.wait()
                over.signal()
            }
            guard let loopback = IPAddress("127.0.0.1") else {
                return .failure(.couldNotConnect("no loopback"))
            }
            return .success([loopback])
        }
    }

    @Test func `names whose servers do not answer delay no other, nor the end`() async throws {
        let receiver = try await HTTPReceiver()
        let over = DispatchSemaphore(value: 0)
        defer { over.signal() }
        let client = try CurlClient(lookUp: Self.lookUp(until: over))
        let port = receiver.port
        let dead = (0..<40).map { number in
            Task {
                try await client.send(
                    CurlRequest(
                        url: "http://dead-\(number).example:\(port)/",
                        connectTimeoutMilliseconds: 3_600_000,
                        timeoutMilliseconds: 3_600_000
                    )
                )
            }
        }
        for number in 0..<20 {
            let url = "http://live-\(number).example:\(port)/"
            let response = try await client.send(CurlRequest(url: url))
            #expect(response.status == 200 && response.primaryAddress == "127.0.0.1")
        }
        #expect(receiver.received[0].header("host") == "live-0.example:\(port)")
        await client.shutdown()
        for task in dead {
            await #expect(throws: CurlError.clientShutDown) { try await task.value }
        }
        try await receiver.close()
    }

    @Test func `a name that is not resolved in time fails in time`() async throws {
        let over = DispatchSemaphore(value: 0)
        defer { over.signal() }
        let client = try CurlClient(lookUp: Self.lookUp(until: over))
        let error = await #expect(throws: CurlError.self) {
            try await client.send(
                CurlRequest(url: "http://dead.example/", connectTimeoutMilliseconds: 20)
            )
        }
        #expect(error == .couldNotConnect("Resolving timed out: dead.example"))
        await client.shutdown()
    }

    @Test func `the guard judges a name's addresses however it was resolved`() async throws {
        let receiver = try await HTTPReceiver()
        let over = DispatchSemaphore(value: 1)
        let client = try CurlClient(
            configuration: .init(addressGuard: AddressGuard()),
            lookUp: Self.lookUp(until: over)
        )
        let error = await #expect(throws: CurlError.self) {
            try await client.send(CurlRequest(url: "http://live.example:\(receiver.port)/"))
        }
        #expect(error == .addressRefused(address: "127.0.0.1", range: "loopback 127.0.0.0/8"))
        #expect(receiver.received.isEmpty)
        await client.shutdown()
        try await receiver.close()
    }
}

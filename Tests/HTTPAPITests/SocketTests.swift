import CanonicalJSON
import DataFolder
import Foundation
import HTTPAPI
import HTTPClient
import Services
import TestSupport
import Testing

/// Over a real socket, with libcurl as the client.
@Suite struct SocketTests {
    @Test func `the server listens, serves keys, uploads and tiles, and stops`() async throws {
        let world = try await TestPlatform()
        let key = try #require(world.opened.operatorKey)
        let server = try await LoopbackServer(serving: world.platform)
        #expect(server.port > 0)
        let client = try CurlClient()
        func send(
            _ method: String,
            _ path: String,
            _ body: String = "",
            key: String? = nil
        ) async throws -> CurlResponse {
            var headers = [CurlRequest.Header("Content-Type", "application/json")]
            if let key { headers.append(.init("Authorization", "Bearer \(key)")) }
            return try await client.send(
                CurlRequest(
                    method: method,
                    url: server.url + path,
                    headers: headers,
                    body: Array(body.utf8)
                )
            )
        }
        #expect(try await send("GET", "/healthz").status == 200)
        #expect(try await send("GET", "/v1/members").status == 401)
        let admitted = try await send(
            "POST",
            "/v1/members",
            #"{"name": "Bank", "roles": ["bank"]}"#,
            key: key
        )
        #expect(admitted.status == 201)
        let location = try #require(admitted.header("Location"))
        let read = try await send("GET", location, key: key)
        #expect(try JSONValue(parsing: read.body)["name"] == .string("Bank"))
        #expect(try await send("GET", "/ledger/tile/0/000.p/3").body.count == 96)
        let large = try await send(
            "POST",
            "/v1/members",
            String(repeating: " ", count: (1 << 20) + 1),
            key: key
        )
        #expect(large.status == 413)
        #expect(try await send("PATCH", "/v1/members", key: key).status == 405)
        try await server.stop()
        await client.shutdown()
        try await world.close()
    }
}

package import CanonicalJSON
import Contracts
package import DataFolder
import HTTPAPI
import HTTPClient
package import HTTPTypes
import Hummingbird
package import HummingbirdTesting
package import NIOConcurrencyHelpers
import NIOCore
package import Notifier
import Services
package import TestSamples
import Testing

/// A platform's HTTP interface, asked through its router by members that have API keys.
package struct TestAPI: Sendable {
    package let client: any TestClientProtocol
    package let opened: OpenedPlatform
    package let clock: ManualClock
    /// The members' API keys, and the operator's where the ledger was founded just now.
    package let keys: NIOLockedValueBox<[String: String]>
    /// What tells endpoints, where there are routes for them.
    package let notifier: Notifier?

    /// Opens a platform with members, lets a test ask it, and closes it.
    package static func open(
        members: [SampleMember] = SampleMember.served,
        webhooks: Bool = false,
        _ body: @escaping @Sendable (TestAPI) async throws -> Void
    ) async throws {
        let clock = ManualClock(instant("2026-03-01T08:00:00Z"))
        let platform = try await TestPlatform { clock.now }
        let keys = NIOLockedValueBox(["operator": try #require(platform.opened.operatorKey)])
        for member in members {
            try await platform.admit(member)
            let secret = try await platform.issueAPIKey(for: member.id)
            keys.withLockedValue { $0[member.id.text] = secret }
        }
        try await serve(
            platform.opened,
            notifier: webhooks ? try notifier(platform.opened) : nil,
            clock: clock,
            keys: keys,
            body
        )
        try await platform.close()
    }

    /// Lets a test ask a platform that is open.
    package static func serve(
        _ opened: OpenedPlatform,
        notifier: Notifier? = nil,
        clock: ManualClock = ManualClock(),
        keys: NIOLockedValueBox<[String: String]> = NIOLockedValueBox([:]),
        _ body: @escaping @Sendable (TestAPI) async throws -> Void
    ) async throws {
        let application = Application(
            router: makeRouter(platform: opened.platform, notifier: notifier),
            logger: silent
        )
        try await application.test(.router) { client in
            try await body(
                TestAPI(
                    client: client,
                    opened: opened,
                    clock: clock,
                    keys: keys,
                    notifier: notifier
                )
            )
        }
    }

    private static func notifier(_ opened: OpenedPlatform) throws -> Notifier {
        Notifier(
            store: try opened.openDeliveries(),
            source: NotificationFeed(
                sequencer: opened.platform.sequencer,
                store: opened.platform.store
            ),
            client: try CurlClient(),
            logger: silent
        )
    }
}

/// An answer.
package struct Reply: Sendable {
    package let status: HTTPResponse.Status
    package let headers: HTTPFields
    package let bytes: [UInt8]

    package init(status: HTTPResponse.Status, headers: HTTPFields, bytes: [UInt8]) {
        self.status = status
        self.headers = headers
        self.bytes = bytes
    }

    /// The body as JSON; null where it is none.
    package var json: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }
    package var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The code of a problem.
    package var code: String? { json["code"]?.stringValue }
    package var id: String { json["id"]?.stringValue ?? "" }
    /// The items of a list.
    package var items: [JSONValue] { json["items"]?.arrayValue ?? [] }
    /// The pointers, parameters or headers of a problem's errors with their codes.
    package var errors: [String] {
        (json["errors"]?.arrayValue ?? []).map { error in
            let place = ["pointer", "parameter", "header"].compactMap { error[$0]?.stringValue }
            return "\(place.first ?? "?") \(error["code"]?.stringValue ?? "?")"
        }
    }
}

extension TestAPI {
    package func get(
        _ path: String,
        as member: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        try await send(.get, path, as: member, nil, headers)
    }

    package func post(
        _ path: String,
        as member: String? = nil,
        _ body: String,
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        var headers = headers
        if !body.isEmpty, headers[.contentType] == nil {
            headers[.contentType] = "application/json"
        }
        return try await send(.post, path, as: member, Array(body.utf8), headers)
    }

    package func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        as member: String? = nil,
        _ body: [UInt8]?,
        _ headers: HTTPFields = [:]
    ) async throws -> Reply {
        var headers = headers
        if let member {
            let key = keys.withLockedValue { $0[member] }
            headers[.authorization] = "Bearer \(try #require(key))"
        }
        let reply = try await execute(method, path, body, headers)
        for fault in try await description().faults(method, path, body, reply) {
            Issue.record("\(method) \(path) is not as described: \(fault)")
        }
        return reply
    }

    /// The API as it describes itself.
    package func description() async throws -> APIDescription {
        let key = notifier != nil
        if let known = TestAPI.described.withLockedValue({ $0[key] }) { return known }
        let reply = try await execute(.get, "/openapi.json", nil, [:])
        let described = APIDescription(document: try JSONValue(parsing: reply.bytes))
        TestAPI.described.withLockedValue { $0[key] = described }
        return described
    }

    /// The document of a server with webhooks, and that of one without.
    private static let described = NIOLockedValueBox<[Bool: APIDescription]>([:])

    private func execute(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: [UInt8]?,
        _ headers: HTTPFields
    ) async throws -> Reply {
        try await client.execute(
            uri: path,
            method: method,
            headers: headers,
            body: body.map { ByteBuffer(bytes: $0) }
        ) { response in
            Reply(
                status: response.status,
                headers: response.headers,
                bytes: Array(response.body.readableBytesView)
            )
        }
    }
}

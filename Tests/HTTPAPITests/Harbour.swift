import CanonicalJSON
import Contracts
import DataFolder
import Foundation
import HTTPAPI
import HTTPClient
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Marine
import NIOConcurrencyHelpers
import NIOCore
import Notifier
import Services
import Testing

/// A platform on a folder of its own, with members and their keys, behind its router.
struct Harbour: Sendable {
    let client: any TestClientProtocol
    let opened: OpenedPlatform
    let clock: HarbourClock
    let keys: NIOLockedValueBox<[String: String]>

    /// The members that every harbour has beside the operator, with their roles.
    static let members: [(id: String, roles: [String])] = [
        ("leader", ["insurer"]), ("follower", ["insurer"]), ("broker", ["broker"]),
        ("assured", ["assured", "shipper"]), ("carrier", ["carrier"]),
        ("stranger", ["assured", "shipper"]), ("auditor", ["auditor"]),
    ]

    /// Opens a harbour, lets a test use it, and removes it.
    static func open(
        members: [(id: String, roles: [String])] = Harbour.members,
        webhooks: Bool = false,
        _ body: @Sendable (Harbour) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "harbour-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = HarbourClock("2026-03-01T08:00:00Z")
        var logger = Logger(label: "harbour")
        logger.logLevel = .critical
        let opened = try await LedgerFolder.open(
            path: folder.path,
            origin: "test.example/ledger",
            logger: logger,
            clock: { clock.now }
        )
        let notifier =
            try webhooks ? Harbour.notifier(opened, logger) : nil
        let application = Application(
            router: makeRouter(platform: opened.platform, notifier: notifier),
            logger: logger
        )
        let operatorKey = try #require(opened.operatorKey)
        try await application.test(.router) { client in
            let harbour = Harbour(
                client: client,
                opened: opened,
                clock: clock,
                keys: NIOLockedValueBox(["operator": operatorKey])
            )
            for member in members { try await harbour.admit(member.id, member.roles) }
            try await body(harbour)
        }
        try await opened.close()
    }

    private static func notifier(_ opened: OpenedPlatform, _ logger: Logger) throws -> Notifier {
        Notifier(
            store: try DeliveryStore(path: opened.notifierPath),
            source: NotificationFeed(
                sequencer: opened.platform.sequencer,
                store: opened.platform.store
            ),
            client: try CurlClient(),
            logger: logger
        )
    }

    private func admit(_ id: String, _ roles: [String]) async throws {
        let admitted = try await post(
            "/v1/members",
            as: "operator",
            #"{"id": "\#(id)", "name": "The \#(id)", "roles": \#(roles)}"#
        )
        try #require(admitted.status == .created)
        let issued = try await post("/v1/members/\(id)/api-keys", as: "operator", "")
        let secret = try #require(issued.json["secret"]?.stringValue)
        keys.withLockedValue { $0[id] = secret }
    }
}

/// A clock that stands until it is set.
final class HarbourClock: Sendable {
    private let box: NIOLockedValueBox<Instant>

    init(_ text: String) {
        box = NIOLockedValueBox(
            (try? Instant(parsing: text)) ?? Instant(millisecondsSinceEpoch: 0)
        )
    }

    var now: Instant { box.withLockedValue { $0 } }

    /// Moves the clock, never backwards.
    func set(_ text: String) throws {
        let instant = try Instant(parsing: text)
        box.withLockedValue { $0 = max($0, instant) }
    }
}

/// An answer.
struct Reply: Sendable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let bytes: [UInt8]

    /// The body as JSON; null where it is none.
    var json: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The code of a problem.
    var code: String? { json["code"]?.stringValue }
    var id: String { json["id"]?.stringValue ?? "" }
    /// The items of a list.
    var items: [JSONValue] { json["items"]?.arrayValue ?? [] }
    /// The pointers, parameters or headers of a problem's errors with their codes.
    var errors: [String] {
        (json["errors"]?.arrayValue ?? []).map { error in
            let place = ["pointer", "parameter", "header"].compactMap { error[$0]?.stringValue }
            return "\(place.first ?? "?") \(error["code"]?.stringValue ?? "?")"
        }
    }
}

extension Harbour {
    func get(
        _ path: String,
        as member: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        try await send(.get, path, as: member, nil, headers)
    }

    func post(
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

    func send(
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
        return try await client.execute(
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

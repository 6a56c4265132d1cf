import CanonicalJSON
import Contracts
import DataFolder
import HTTPTypes
import Ledger
import NIOConcurrencyHelpers
import Services
import TestSamples
import TestSupport
import Testing

@testable import HTTPAPI

/// Server-sent events of what the ledger records of readings, over a real socket.
@Suite struct EventStreamTests {
    /// One event as it came.
    struct Received {
        let id: Int64
        let kind: String
        let data: JSONValue

        /// The events in what came; chunks' sizes stand between them.
        static func all(in text: String) -> [Received] {
            text.matches(of: /id: (\d+)\nevent: (\w+)\ndata: (.*)\n\n/).map { match in
                Received(
                    id: Int64(match.1) ?? -1,
                    kind: String(match.2),
                    data: (try? JSONValue(parsing: Array(match.3.utf8))) ?? .null
                )
            }
        }
    }

    /// A client that listens.
    struct Listener {
        let connection: RawConnection

        init(
            _ api: TestAPI,
            _ server: LoopbackServer,
            _ path: String,
            as member: String = "assured",
            after id: Int64? = nil
        ) async throws {
            connection = try await RawConnection(port: server.port)
            let key = try #require(api.keys.withLockedValue { $0[member] })
            let last = id.map { "Last-Event-ID: \($0)\r\n" } ?? ""
            try await connection.send(
                "GET \(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(key)\r\n\(last)\r\n"
            )
        }

        /// Waits until the stream is open.
        func opened() async throws -> String {
            let head = try await connection.until("retry: 2000\n\n")
            #expect(head.hasPrefix("HTTP/1.1 200 "), "\(head)")
            return head
        }

        /// What came until a text was in it.
        func events(until text: String) async throws -> [Received] {
            Received.all(in: try await connection.until(text))
        }

        /// What came up to an event.
        func events(through id: Int64) async throws -> [Received] {
            let deadline = ContinuousClock.now + .seconds(60)
            var text = ""
            while !Received.all(in: text).contains(where: { $0.id == id }),
                ContinuousClock.now < deadline
            {
                text += try await connection.until("}\n\n")
            }
            return Received.all(in: text)
        }
    }

    private static func serve(
        _ api: TestAPI,
        heartbeat: Duration = .seconds(15),
        _ body: (LoopbackServer) async throws -> Void
    ) async throws {
        var times = EventStreamTimes()
        times.heartbeat = heartbeat
        let server = try await LoopbackServer(serving: api.opened.platform, events: times)
        try await body(server)
        try await server.stop()
    }

    private static func line(_ time: String, _ celsius: String) -> String {
        FleetLine("A-1", time, celsius).json
    }

    @Test func `an upload, what it changes and its withdrawal are told as the ledger has them`()
        async throws
    {
        try await TestAPI.open { api in
            let shipment = try await api.shipment(with: "A-1", "A-2")
            let path = "/v1/shipments/\(shipment)/telemetry/events"
            api.clock.set(instant("2026-03-04T00:00:00Z"))
            try await Self.serve(api) { server in
                let listener = try await Listener(api, server, path, as: "carrier")
                let head = try await listener.opened().lowercased()
                #expect(head.contains("content-type: text/event-stream\r\n"))
                #expect(head.contains("cache-control: no-store\r\n"))
                let sent = try await api.upload(
                    [
                        Self.line("03T12:00", "3.5"), Self.line("03T12:30", "4.25"),
                        FleetLine("A-2", "03T12:00").json, "{",
                    ].joined(separator: "\n"),
                    to: shipment
                )
                let index = try #require(sent.json["receipt"]?["index"]?.integerValue)
                let told = try #require(try await listener.events(until: "}\n\n").first)
                #expect(told.kind == "upload")
                #expect(told.id == index)
                #expect(told.data["index"]?.integerValue == index)
                #expect(told.data["shipment"] == .string(shipment))
                #expect(told.data["upload"] == sent.json["upload"])
                #expect(told.data["by"] == .string("assured"))
                #expect(told.data["stored"]?.integerValue == 3)
                #expect(told.data["rejected"]?.integerValue == 1)
                let devices = told.data["devices"]?.arrayValue ?? []
                #expect(devices.map { $0["device"] } == [.string("A-1"), .string("A-2")])
                let latest = devices[0]["latest"]
                #expect(latest?["time"] == .string("2026-03-03T12:30:00.000Z"))
                #expect(latest?["temperature"] == .number("4.250"))
                #expect(latest?["flagged"] == .array([]))
                #expect(latest?["humidity"] == nil)
                let departed = try await api.post(
                    "/v1/shipments/\(shipment)/actions/depart",
                    as: "carrier",
                    #"{"at": "2026-03-02T06:00:00Z"}"#
                )
                try #require(departed.status == .ok, "\(departed.text)")
                try await ClaimsAutomation(
                    platform: api.opened.platform,
                    cursors: api.opened.cursors,
                    logger: silent
                ).follow()
                let judged = try #require(try await listener.events(until: "}\n\n").first)
                #expect(judged.kind == "findings")
                #expect(judged.data["findings"]?[0]?["maximum"] == .number("4.250"))
                let digest = try #require(sent.json["upload"]?.stringValue)
                let withdrawn = try await api.post(
                    "/v1/shipments/\(shipment)/actions/withdrawUpload",
                    as: "assured",
                    #"{"upload": "\#(digest)", "reason": "Another logger's"}"#
                )
                try #require(withdrawn.status == .ok, "\(withdrawn.text)")
                let taken = try #require(try await listener.events(until: "}\n\n").first)
                #expect(taken.kind == "withdrawal")
                #expect(taken.data["upload"] == .string(digest))
                #expect(taken.data["readings"]?.integerValue == 3)
            }
        }
    }

    @Test func `whoever lost the stream resumes after the last event, also after a restart`()
        async throws
    {
        let clock = ManualClock(instant("2026-03-01T08:00:00Z"))
        let world = try await TestPlatform(members: SampleMember.served) { clock.now }
        let keys = NIOLockedValueBox<[String: String]>([:])
        for member in SampleMember.served {
            let secret = try await world.issueAPIKey(for: member.id)
            keys.withLockedValue { $0[member.id.text] = secret }
        }
        let known = NIOLockedValueBox<(shipment: String, indices: [Int64])>(("", []))
        try await TestAPI.serve(world.opened, clock: clock, keys: keys) { api in
            let shipment = try await api.shipment(with: "A-1")
            clock.set(instant("2026-03-04T00:00:00Z"))
            var indices: [Int64] = []
            for minute in ["00", "10", "20"] {
                let sent = try await api.upload(Self.line("03T12:\(minute)", "3.5"), to: shipment)
                indices.append(try #require(sent.json["receipt"]?["index"]?.integerValue))
            }
            let all = indices
            known.withLockedValue { $0 = (shipment, all) }
        }
        let (shipment, indices) = known.withLockedValue { $0 }
        for isRestarted in [false, true] {
            if isRestarted { try await world.reopen() }
            try await TestAPI.serve(world.opened, clock: clock, keys: keys) { api in
                try await Self.serve(api) { server in
                    for path in [
                        "/v1/shipments/\(shipment)/telemetry/events", "/v1/telemetry/events",
                    ] {
                        for after in 0..<2 {
                            let listener = try await Listener(
                                api,
                                server,
                                path,
                                after: indices[after]
                            )
                            let rest = Array(indices[(after + 1)...])
                            let told = try await listener.events(through: indices[2])
                            #expect(told.map(\.id) == rest, "\(path)")
                        }
                        let key = try #require(keys.withLockedValue { $0["assured"] })
                        let asked = try await RawConnection(port: server.port)
                        try await asked.send(
                            "GET \(path)?lastEventId=\(indices[1]) HTTP/1.1\r\nHost: a\r\n"
                                + "Authorization: Bearer \(key)\r\n\r\n"
                        )
                        let text = try await asked.until("id: \(indices[2])\n")
                        #expect(!text.contains("id: \(indices[1])\n"))
                    }
                }
            }
        }
        try await world.close()
    }

    @Test func `a fleet's stream has the member's own shipments, and a stranger's is silent`()
        async throws
    {
        try await TestAPI.open { api in
            let one = try await api.shipment(with: "A-1")
            let other = try await api.shipment(with: "B-1", shipper: "stranger")
            api.clock.set(instant("2026-03-04T00:00:00Z"))
            try await Self.serve(api, heartbeat: .milliseconds(200)) { server in
                let own = try await Listener(api, server, "/v1/telemetry/events")
                let strangers = try await Listener(
                    api,
                    server,
                    "/v1/telemetry/events",
                    as: "stranger"
                )
                let follower = try await Listener(
                    api,
                    server,
                    "/v1/telemetry/events",
                    as: "auditor"
                )
                for listener in [own, strangers, follower] { _ = try await listener.opened() }
                let sent = try await api.stream([
                    FleetLine("A-1", "03T12:00", "3.1"), FleetLine("B-1", "03T12:00", "4.1"),
                ])
                let indices = (sent.json["shipments"]?.arrayValue ?? []).compactMap {
                    $0["receipt"]?["index"]?.integerValue
                }
                try #require(indices.count == 2, "\(sent.text)")
                // The entries after the last of them say who holds the readings.
                let size = await api.opened.platform.sequencer.size()
                // Silence is filled with comments that say how far the ledger was read.
                for listener in [own, follower] {
                    let text = try await listener.connection.until(": \(size)\n\n")
                    let told = Received.all(in: text)
                    #expect(Set(told.map(\.id)) == Set(indices))
                    #expect(
                        Set(told.map { $0.data["shipment"] }) == [.string(one), .string(other)]
                    )
                }
                let text = try await strangers.connection.until(": \(size)\n\n")
                #expect(
                    Received.all(in: text).map { $0.data["shipment"] } == [.string(other)]
                )
                #expect(!text.contains(one))
            }
            let path = "/v1/shipments/\(one)/telemetry/events"
            #expect(try await api.get(path, as: "stranger").status == .notFound)
            #expect(try await api.get(path).status == .unauthorized)
        }
    }

    @Test func `an id that is none of the ledger's is refused by name`() async throws {
        try await TestAPI.open { api in
            let shipment = try await api.shipment(with: "A-1")
            let last = try #require(HTTPField.Name("Last-Event-ID"))
            for path in ["/v1/shipments/\(shipment)/telemetry/events", "/v1/telemetry/events"] {
                for (id, code) in [("x", "eventIdMalformed"), ("9999", "beyondLedger")] {
                    let header = try await api.get(path, as: "assured", headers: [last: id])
                    #expect(header.status == .badRequest)
                    #expect(header.errors == ["Last-Event-ID \(code)"])
                    let query = try await api.get("\(path)?lastEventId=\(id)", as: "assured")
                    #expect(query.errors == ["lastEventId \(code)"])
                }
            }
        }
    }

    @Test func `a member's streams are limited, and one that is closed makes room`() async throws {
        try await TestAPI.open { api in
            try await Self.serve(api, heartbeat: .milliseconds(100)) { server in
                var open: [Listener] = []
                for _ in 0..<OpenStreams.standardLimitPerMember {
                    let listener = try await Listener(api, server, "/v1/telemetry/events")
                    _ = try await listener.opened()
                    open.append(listener)
                }
                func another(until text: String = "\r\n\r\n") async throws -> String {
                    let one = try await Listener(api, server, "/v1/telemetry/events")
                    return try await one.connection.until(text)
                }
                let answer = try await another(until: "streamsTooMany")
                #expect(answer.hasPrefix("HTTP/1.1 429 "), "\(answer)")
                #expect(answer.contains("streamsTooMany"))
                let other = try await Listener(
                    api,
                    server,
                    "/v1/telemetry/events",
                    as: "carrier"
                )
                _ = try await other.opened()
                try await open[0].connection.close()
                // The next comment finds that nobody reads it.
                let deadline = ContinuousClock.now + .seconds(30)
                var text = try await another()
                while text.hasPrefix("HTTP/1.1 429 "), ContinuousClock.now < deadline {
                    try await Task.sleep(for: .milliseconds(50))
                    text = try await another()
                }
                #expect(text.hasPrefix("HTTP/1.1 200 "), "\(text)")
            }
        }
    }

    @Test func `a stream ends with the server, and with the key that it was opened with`()
        async throws
    {
        try await TestAPI.open { api in
            var times = EventStreamTimes()
            times.heartbeat = .milliseconds(100)
            let server = try await LoopbackServer(serving: api.opened.platform, events: times)
            let carrier = try await Listener(api, server, "/v1/telemetry/events", as: "carrier")
            _ = try await carrier.opened()
            let keys = try await api.get("/v1/members/carrier/api-keys", as: "carrier")
            let key = try #require(keys.items.first?["id"]?.stringValue, "\(keys.text)")
            let revoked = try await api.send(
                .delete,
                "/v1/members/carrier/api-keys/\(key)",
                as: "carrier",
                nil
            )
            try #require(revoked.status.kind == .successful, "\(revoked.text)")
            let ended = try await carrier.connection.until("0\r\n\r\n")
            #expect(ended.hasSuffix("0\r\n\r\n"), "\(ended)")
            let own = try await Listener(api, server, "/v1/telemetry/events")
            _ = try await own.opened()
            try await server.stop()
            // A connection that is cut off has no last chunk.
            #expect(try await own.connection.untilClosed().hasSuffix("0\r\n\r\n"))
        }
    }
}

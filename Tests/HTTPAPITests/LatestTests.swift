import CanonicalJSON
import HTTPTypes
import Marine
import TestSamples
import TestSupport
import Testing

/// What each shipment's loggers reported last.
@Suite struct LatestTests {
    private static func latest(
        _ api: TestAPI,
        as member: String = "assured",
        _ query: String = ""
    ) async throws -> Reply {
        let reply = try await api.get("/v1/telemetry/latest\(query)", as: member)
        try #require(reply.status == .ok, "\(reply.text)")
        return reply
    }

    private static func item(_ reply: Reply, _ shipment: String) -> JSONValue? {
        reply.items.first { $0["shipment"] == .string(shipment) }
    }

    private static func line(_ device: String, _ time: String, _ members: String) -> String {
        #"{"device": "\#(device)", "time": "2026-03-\#(time):00Z", \#(members)}"#
    }

    @Test func `each metric is the latest that is believed, at its own time`() async throws {
        try await TestAPI.open { api in
            let shipment = try await api.shipment(with: "A-1", "A-2", "A-3")
            api.clock.set(instant("2026-03-04T00:00:00Z"))
            let sent = try await api.upload(
                [
                    Self.line("A-1", "03T00:00", #""temperature": 3.5, "door": "open""#),
                    Self.line("A-1", "03T01:00", #""temperature": 3.6, "humidity": 55"#),
                    Self.line("A-1", "03T01:10", #""latitude": 51.9, "longitude": 4.1"#),
                    Self.line("A-1", "03T01:20", #""temperature": 85, "battery": 87.5"#),
                    Self.line("A-1", "03T01:30", #""latitude": 0, "longitude": 0"#),
                    // More than a day ahead: of a clock that was not set.
                    Self.line("A-1", "09T00:00", #""temperature": 1"#),
                    Self.line("A-2", "03T02:00", #""light": 0, "shock": 0.25"#),
                ].joined(separator: "\n"),
                to: shipment
            )
            try #require(sent.json["accepted"]?.integerValue == 7, "\(sent.text)")
            let reply = try await Self.latest(api)
            #expect(reply.items.count == 1)
            let item = try #require(Self.item(reply, shipment))
            #expect(item["state"] == .string("registered"))
            #expect(item["problem"] == nil)
            let devices = item["devices"]?.arrayValue ?? []
            #expect(devices.map { $0["device"] } == [.string("A-1"), .string("A-2")])
            func shown(_ place: Int, _ metric: String) -> String {
                guard let point = devices[place][metric] else { return "none" }
                let time = point["time"]?.stringValue?.dropFirst(8).prefix(8) ?? ""
                return switch point["value"] {
                case .number(let text): "\(time) \(text)"
                case .string(let text): "\(time) \(text)"
                default: "\(time)"
                }
            }
            #expect(devices[0]["time"] == .string("2026-03-03T01:20:00.000Z"))
            #expect(shown(0, "temperature") == "03T01:00 3.600")
            #expect(shown(0, "humidity") == "03T01:00 55.000")
            #expect(shown(0, "door") == "03T00:00 open")
            #expect(shown(0, "battery") == "03T01:20 87.500")
            #expect(shown(0, "shock") == "none")
            #expect(devices[0]["position"]?["latitude"] == .number("51.900000"))
            #expect(devices[0]["position"]?["longitude"] == .number("4.100000"))
            #expect(
                devices[0]["position"]?["time"] == .string("2026-03-03T01:10:00.000Z")
            )
            #expect(shown(1, "light") == "03T02:00 0.000")
            #expect(shown(1, "shock") == "03T02:00 0.250")
        }
    }

    @Test func `it is carried on by uploads, withdrawals, the clock and the delivery`() async throws
    {
        try await TestAPI.open { api in
            let shipment = try await api.shipment(with: "A-1", "A-2")
            api.clock.set(instant("2026-03-03T00:00:00Z"))
            func temperatures() async throws -> [String] {
                let item = Self.item(try await Self.latest(api), shipment)
                return (item?["devices"]?.arrayValue ?? []).map { device in
                    guard case .number(let text) = device["temperature"]?["value"] else {
                        return "?"
                    }
                    return "\(device["device"]?.stringValue ?? "") \(text)"
                }
            }
            func upload(_ device: String, _ time: String, _ celsius: String) async throws -> Reply {
                let line = Self.line(device, time, #""temperature": \#(celsius)"#)
                return try await api.upload(line, to: shipment)
            }
            #expect(try await temperatures() == [])
            _ = try await upload("A-1", "02T10:00", "3.1")
            #expect(try await temperatures() == ["A-1 3.100"])
            _ = try await upload("A-2", "02T10:00", "4.1")
            let later = try await upload("A-1", "02T11:00", "3.2")
            #expect(try await temperatures() == ["A-1 3.200", "A-2 4.100"])
            // What comes late is not the latest.
            _ = try await upload("A-1", "02T09:00", "2.9")
            #expect(try await temperatures() == ["A-1 3.200", "A-2 4.100"])
            // What is said to be of later waits until it is past.
            _ = try await upload("A-2", "03T02:00", "4.2")
            #expect(try await temperatures() == ["A-1 3.200", "A-2 4.100"])
            api.clock.set(instant("2026-03-03T02:00:00Z"))
            #expect(try await temperatures() == ["A-1 3.200", "A-2 4.200"])
            let digest = try #require(later.json["upload"]?.stringValue)
            let withdrawn = try await api.post(
                "/v1/shipments/\(shipment)/actions/withdrawUpload",
                as: "assured",
                #"{"upload": "\#(digest)", "reason": "Another logger's"}"#
            )
            try #require(withdrawn.status == .ok, "\(withdrawn.text)")
            #expect(try await temperatures() == ["A-1 3.100", "A-2 4.200"])
            try await api.carry(shipment)
            // After delivery it is no longer the goods that it measures.
            _ = try await upload("A-1", "04T13:00", "20")
            #expect(try await temperatures() == ["A-1 3.100", "A-2 4.200"])
        }
    }

    @Test func `it is paged, of the member's own shipments alone`() async throws {
        try await TestAPI.open { api in
            let one = try await api.shipment(with: "A-1")
            let other = try await api.shipment(with: "B-1")
            api.clock.set(instant("2026-03-04T00:00:00Z"))
            let sent = try await api.stream([
                FleetLine("A-1", "03T12:00", "3.1"), FleetLine("B-1", "03T12:00", "4.1"),
            ])
            try #require(sent.status == .ok)
            let first = try await Self.latest(api, "?limit=1")
            #expect(first.items.map { $0["shipment"] } == [.string(one)])
            let next = try #require(first.json["next"]?.stringValue)
            let second = try await Self.latest(api, "?limit=1&after=\(next)")
            #expect(second.items.map { $0["shipment"] } == [.string(other)])
            #expect(second.json["next"] == .null)
            #expect(try await Self.latest(api, as: "stranger").items.isEmpty)
            #expect(try await Self.latest(api, as: "auditor").items.count == 2)
            let wrong = try await api.get("/v1/telemetry/latest?limit=0", as: "assured")
            #expect(wrong.errors == ["limit outOfRange"])
            #expect(try await api.get("/v1/telemetry/latest").status == .unauthorized)
        }
    }

    @Test func `what was found is kept, and a shipment that is lost hides no other`() async throws {
        try await TestAPI.open { api in
            let one = try await api.shipment(with: "A-1")
            let other = try await api.shipment(with: "B-1")
            api.clock.set(instant("2026-03-04T00:00:00Z"))
            _ = try await api.stream([FleetLine("A-1", "03T12:00"), FleetLine("B-1", "03T12:00")])
            let first = try await Self.latest(api, "?limit=1")
            #expect(first.items.map { $0["shipment"] } == [.string(one)])
            try api.write("telemetry.sqlite", "DELETE FROM segment")
            let reply = try await Self.latest(api)
            let kept = Self.item(reply, one)
            #expect(kept == first.items.first)
            #expect(kept?["devices"]?.arrayValue?.count == 1)
            let lost = Self.item(reply, other)
            #expect(lost?["problem"]?["code"] == .string("ledgerDamaged"), "\(reply.text)")
            #expect(lost?["devices"] == .array([]))
        }
    }
}

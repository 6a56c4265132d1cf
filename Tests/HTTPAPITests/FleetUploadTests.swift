import CanonicalJSON
import HTTPTypes
import Services
import TestSamples
import TestSupport
import Testing

@testable import HTTPAPI

@Suite struct FleetUploadTests {
    private static func count(_ reply: Reply, _ member: String) -> Int64 {
        reply.json[member]?.integerValue ?? -1
    }

    private static func parts(_ reply: Reply) -> [String: JSONValue] {
        let parts = reply.json["shipments"]?.arrayValue ?? []
        return Dictionary(
            uniqueKeysWithValues: parts.map { ($0["shipment"]?.stringValue ?? "", $0) }
        )
    }

    /// What went nowhere: device, code and how many readings.
    private static func unplaced(_ reply: Reply) -> [String] {
        (reply.json["unplaced"]?.arrayValue ?? []).map { one in
            "\(one["device"]?.stringValue ?? "") \(one["code"]?.stringValue ?? "") "
                + "\(one["readings"]?.integerValue ?? -1)"
        }
    }

    /// All that was sent is counted once.
    private static func requireSums(_ reply: Reply) {
        func count(_ member: String) -> Int64 { Self.count(reply, member) }
        #expect(
            count("rows") == count("readRows") + count("rejectedCount")
                + count("withoutMeasurement"),
            "\(reply.text)"
        )
        #expect(
            count("readings") == count("accepted") + count("duplicates") + count("refused")
                + count("unplacedCount"),
            "\(reply.text)"
        )
    }

    @Test func `each reading goes to its device's shipment, and the rest is named and counted`()
        async throws
    {
        try await TestAPI.open { api in
            let one = try await api.shipment(with: "A-1", "A-2")
            let other = try await api.shipment(with: "B-1")
            let lines = [
                FleetLine("A-1", "03T12:00", "3.1"), FleetLine("B-1", "03T12:00", "4.1"),
                FleetLine("C-1", "03T12:00"), FleetLine("A-2", "03T12:00", "3.2"),
                FleetLine("A-1", "03T12:10", "3.3"), FleetLine("A-1", "03T12:10", "3.3"),
                FleetLine("C-1", "03T12:10"),
            ]
            let headers: HTTPFields = [.contentType: "application/x-ndjson"]
            let body = lines.map(\.json).joined(separator: "\n") + "\n{\n"
            let reply = try await api.post("/v1/telemetry", as: "assured", body, headers: headers)
            #expect(reply.status == .ok, "\(reply.text)")
            Self.requireSums(reply)
            #expect(Self.count(reply, "rows") == 8)
            #expect(Self.count(reply, "readings") == 7)
            #expect(Self.count(reply, "accepted") == 4)
            #expect(Self.count(reply, "duplicates") == 1)
            #expect(Self.unplaced(reply) == ["C-1 deviceNotBound 2"])
            #expect(reply.json["rejected"]?[0]?["line"]?.integerValue == 8)
            let parts = Self.parts(reply)
            #expect(Set(parts.keys) == [one, other])
            #expect(parts[one]?["accepted"]?.integerValue == 3)
            #expect(parts[one]?["duplicates"]?.integerValue == 1)
            #expect(parts[one]?["upload"] == reply.json["upload"])
            let index = try #require(parts[other]?["receipt"]?["index"]?.integerValue)
            let entry = try await api.get("/v1/ledger/entries/\(index)", as: "assured")
            #expect(entry.json["leaf"]?["instance"] == .string(other), "\(entry.text)")
            #expect(
                try await api.temperatures(of: one) == [
                    "A-1": ["3.100", "3.300"], "A-2": ["3.200"],
                ]
            )
            #expect(try await api.temperatures(of: other) == ["B-1": ["4.100"]])
        }
    }

    @Test func `asked again, parts that were taken replay and devices bound since are taken`()
        async throws
    {
        try await TestAPI.open { api in
            let one = try await api.shipment(with: "A-1")
            let other = try await api.shipment(with: "B-1")
            let lines = [
                FleetLine("A-1", "03T12:00"), FleetLine("B-1", "03T12:00"),
                FleetLine("C-1", "03T12:00"),
            ]
            let first = try await api.stream(lines, key: "fleet-1")
            #expect(first.status == .ok, "\(first.text)")
            #expect(first.headers[.idempotencyReplayed] == nil)
            let again = try await api.stream(lines, key: "fleet-1")
            #expect(again.bytes == first.bytes)
            #expect(again.headers[.idempotencyReplayed] == "true")
            try await api.bind("C-1", to: other)
            let third = try await api.stream(lines, key: "fleet-1")
            Self.requireSums(third)
            #expect(Self.unplaced(third).isEmpty)
            #expect(Self.parts(third)[one] == Self.parts(first)[one])
            #expect(Self.parts(third)[other]?["accepted"]?.integerValue == 1)
            #expect(Self.parts(third)[other]?["duplicates"]?.integerValue == 1)
            let receipts = [first, third].map { Self.parts($0)[other]?["receipt"] }
            #expect(receipts[0] != receipts[1])
            #expect(try await api.stream(lines, key: "fleet-1").bytes == third.bytes)
            // Without a key, and under another, nothing is new.
            for key in [nil, "fleet-2"] {
                let known = try await api.stream(lines, key: key)
                #expect(Self.count(known, "accepted") == 0)
                #expect(Self.count(known, "duplicates") == 3)
            }
        }
    }

    @Test func `a key that was used with another body is refused before any of it is taken`()
        async throws
    {
        try await TestAPI.open { api in
            let one = try await api.shipment(with: "A-1")
            let other = try await api.shipment(with: "B-1")
            let first = [FleetLine("A-1", "03T12:00", "3.1")]
            #expect(try await api.stream(first, key: "fleet-1").status == .ok)
            let second = [
                FleetLine("B-1", "03T12:00", "4.1"), FleetLine("A-1", "03T12:10", "3.2"),
            ]
            let refused = try await api.stream(second, key: "fleet-1")
            #expect(refused.status == .unprocessableContent)
            #expect(refused.code == "commandReused")
            #expect(try await api.temperatures(of: one) == ["A-1": ["3.100"]])
            #expect(try await api.temperatures(of: other).isEmpty)
            // The same key names another request where other statements are made.
            let stated = try await api.post(
                "/v1/telemetry?zone=UTC",
                as: "assured",
                second.map(\.json).joined(separator: "\n"),
                headers: [
                    .contentType: "application/x-ndjson",
                    try #require(HTTPField.Name("Idempotency-Key")): "fleet-1",
                ]
            )
            #expect(Self.count(stated, "accepted") == 2, "\(stated.text)")
        }
    }

    @Test func `who may not upload to a shipment is told no more than of a device bound nowhere`()
        async throws
    {
        try await TestAPI.open { api in
            let shipment = try await api.shipment(with: "A-1")
            let lines = [FleetLine("A-1", "03T12:00"), FleetLine("Z-9", "03T12:00")]
            for member in ["stranger", "auditor"] {
                let reply = try await api.stream(lines, as: member)
                #expect(reply.status == .ok)
                Self.requireSums(reply)
                #expect(
                    Self.unplaced(reply) == ["A-1 deviceNotBound 1", "Z-9 deviceNotBound 1"],
                    "\(member)"
                )
                #expect(!reply.text.contains(shipment))
            }
            #expect(try await api.temperatures(of: shipment).isEmpty)
            let carried = try await api.stream(lines, as: "carrier")
            #expect(Self.parts(carried)[shipment]?["accepted"]?.integerValue == 1)
            let nobody = try await api.post(
                "/v1/telemetry",
                lines[0].json,
                headers: [.contentType: "application/x-ndjson"]
            )
            #expect(nobody.status == .unauthorized)
        }
    }

    @Test func `of two shipments of one device, the binding's time says whose a reading is`()
        async throws
    {
        try await TestAPI.open { api in
            let one = try await api.shipment(with: "A-1")
            api.clock.set(instant("2026-03-06T00:00:00Z"))
            // Whoever binds it there is no member of the first.
            let other = try await api.shipment(shipper: "stranger")
            try await api.bind("A-1", to: other, from: "2026-03-04T00:00:00Z", as: "stranger")
            let lines = [
                FleetLine("A-1", "03T12:00", "3.1"), FleetLine("A-1", "04T12:00", "3.2"),
                FleetLine("A-1", "05T12:00", "3.3"),
            ]
            let contested = try await api.stream(lines)
            Self.requireSums(contested)
            #expect(Self.unplaced(contested) == ["A-1 bindingAmbiguous 2"], "\(contested.text)")
            #expect(
                contested.json["unplaced"]?[0]?["shipments"]
                    == .array([one, other].sorted().map(JSONValue.string))
            )
            #expect(try await api.temperatures(of: one) == ["A-1": ["3.100"]])
            // The shipper of the second alone has one binding: it is live, and takes all.
            let strangers = try await api.stream([lines[1]], as: "stranger")
            #expect(Set(Self.parts(strangers).keys) == [other])
            let released = try await api.post(
                "/v1/shipments/\(one)/actions/releaseDevice",
                as: "assured",
                #"{"device": "A-1", "at": "2026-03-04T12:00:00Z"}"#
            )
            #expect(released.status == .ok, "\(released.text)")
            // The instant at which it changes over is the later one's.
            let settled = try await api.stream(lines)
            Self.requireSums(settled)
            #expect(Self.unplaced(settled).isEmpty, "\(settled.text)")
            #expect(Self.parts(settled)[other]?["accepted"]?.integerValue == 1)
            #expect(Self.parts(settled)[other]?["duplicates"]?.integerValue == 1)
            #expect(Self.parts(settled)[one]?["duplicates"]?.integerValue == 1)
        }
    }

    @Test func `after delivery late readings of the voyage are taken, and later ones are not`()
        async throws
    {
        try await TestAPI.open { api in
            let shipment = try await api.shipment(with: "A-1")
            try await api.carry(shipment)
            let reply = try await api.stream([
                FleetLine("A-1", "03T12:00"), FleetLine("A-1", "04T12:00"),
                FleetLine("A-1", "04T12:01"),
            ])
            Self.requireSums(reply)
            #expect(Self.parts(reply)[shipment]?["accepted"]?.integerValue == 2, "\(reply.text)")
            #expect(Self.unplaced(reply) == ["A-1 outsidePeriods 1"])
            let next = try await api.shipment(with: "A-1")
            // It is of no other's time, and travels with the next one's goods by now.
            let late = try await api.stream([FleetLine("A-1", "04T12:01")])
            #expect(Set(Self.parts(late).keys) == [next], "\(late.text)")
        }
    }

    @Test func `a part that cannot be taken says why, and the others are taken`() async throws {
        try await TestAPI.open { api in
            let one = try await api.shipment(with: "A-1")
            let other = try await api.shipment(with: "B-1")
            let first = try await api.stream([FleetLine("A-1", "03T12:00")])
            #expect(first.status == .ok)
            _ = try await api.stream([FleetLine("A-1", "03T12:05")])
            // What was taken back is read anew from the segments, which are lost.
            let upload = try #require(first.json["upload"]?.stringValue)
            let withdrawn = try await api.post(
                "/v1/shipments/\(one)/actions/withdrawUpload",
                as: "assured",
                #"{"upload":"\#(upload)","reason":"another trip"}"#
            )
            #expect(withdrawn.status == .ok, "\(withdrawn.text)")
            try api.write("telemetry.sqlite", "DELETE FROM segment")
            let reply = try await api.stream([
                FleetLine("A-1", "03T12:10"), FleetLine("B-1", "03T12:10"),
            ])
            #expect(reply.status == .ok, "\(reply.text)")
            Self.requireSums(reply)
            #expect(Self.count(reply, "refused") == 1)
            #expect(Self.count(reply, "accepted") == 1)
            let lost = Self.parts(reply)[one]
            #expect(lost?["problem"]?["code"] == .string("ledgerDamaged"), "\(reply.text)")
            #expect(lost?["accepted"]?.integerValue == 0)
            #expect(Self.parts(reply)[other]?["problem"] == nil)
            // Where nothing at all could be taken, the request itself has failed.
            let alone = try await api.stream([FleetLine("A-1", "03T12:20")])
            #expect(alone.status == .internalServerError)
            #expect(alone.code == "ledgerDamaged")
        }
    }

    @Test func `an upload that was withdrawn from one shipment is refused there under its key`()
        async throws
    {
        try await TestAPI.open { api in
            let one = try await api.shipment(with: "A-1")
            let other = try await api.shipment(with: "B-1")
            let lines = [FleetLine("A-1", "03T12:00"), FleetLine("B-1", "03T12:00")]
            let first = try await api.stream(lines, key: "fleet-1")
            let digest = try #require(first.json["upload"]?.stringValue)
            let withdrawn = try await api.post(
                "/v1/shipments/\(one)/actions/withdrawUpload",
                as: "assured",
                #"{"upload": "\#(digest)", "reason": "Another logger's"}"#
            )
            #expect(withdrawn.status == .ok, "\(withdrawn.text)")
            let again = try await api.stream(lines, key: "fleet-1")
            Self.requireSums(again)
            #expect(
                Self.parts(again)[one]?["problem"]?["code"] == .string("commandReused"),
                "\(again.text)"
            )
            #expect(Self.parts(again)[other] == Self.parts(first)[other])
            #expect(again.headers[.idempotencyReplayed] == nil)
        }
    }

    @Test func `what is of one shipment, or of no readings, is refused by name`() async throws {
        try await TestAPI.open { api in
            _ = try await api.shipment(with: "A-1")
            let line = FleetLine("A-1", "03T12:00").json
            let ndjson: HTTPFields = [.contentType: "application/x-ndjson"]
            for name in ["Upload-Signature", "If-Match"] {
                var headers = ndjson
                headers[try #require(HTTPField.Name(name))] = "\"1\""
                let reply = try await api.post(
                    "/v1/telemetry",
                    as: "assured",
                    line,
                    headers: headers
                )
                #expect(reply.status == .badRequest)
                #expect(reply.errors == ["\(name) notTaken"])
            }
            let other = try await api.post(
                "/v1/telemetry",
                as: "assured",
                line,
                headers: [.contentType: "application/xml"]
            )
            #expect(other.status == .unsupportedMediaType)
            let open = try await api.post(
                "/v1/telemetry",
                as: "assured",
                "time,temp (C)\n2026-03-03 12:00,3\n",
                headers: [.contentType: "text/csv"]
            )
            #expect(open.code == "statementsMissing")
            #expect(open.errors.sorted() == ["device deviceMissing", "zone timeZoneMissing"])
            let table = try await api.post(
                "/v1/telemetry?zone=UTC&device=A-1",
                as: "assured",
                "time,temp (C)\n2026-03-03 12:00,3\n",
                headers: [.contentType: "text/csv"]
            )
            #expect(Self.count(table, "accepted") == 1, "\(table.text)")
            #expect(Self.parts(table).count == 1)
            let many = (0...FleetUpload.deviceLimit).map {
                FleetLine("N-\($0)", "03T12:00").json
            }
            let tooMany = try await api.post(
                "/v1/telemetry",
                as: "assured",
                many.joined(separator: "\n"),
                headers: ndjson
            )
            #expect(tooMany.status == .unprocessableContent)
            #expect(tooMany.errors == ["/device tooManyDevices"])
            let most = try await api.post(
                "/v1/telemetry",
                as: "assured",
                many.dropLast().joined(separator: "\n"),
                headers: ndjson
            )
            #expect(most.status == .ok)
            #expect(most.json["unplaced"]?.arrayValue?.count == 1_000)
            #expect(Self.count(most, "unplacedCount") == Int64(FleetUpload.deviceLimit))
            let large = try await api.send(
                .post,
                "/v1/telemetry",
                as: "assured",
                GzipSource.bomb(repeats: (64 << 20) / 258 + 1),
                [.contentType: "application/x-ndjson", .contentEncoding: "gzip"]
            )
            #expect(large.code == "uploadTooLarge")
        }
    }

    /// The query tables propose: rows that are not so take nobody's readings anywhere.
    @Test func `rows added to the view send a stranger's readings to no shipment`() async throws {
        try await TestAPI.open { api in
            let shipment = try await api.shipment(with: "A-1")
            // The view may be behind until a list is asked for.
            #expect(try await api.get("/v1/shipments", as: "assured").items.count == 1)
            try api.write(
                "view.sqlite",
                """
                INSERT INTO device (name, first) SELECT 'Z-9', first FROM device;
                INSERT OR IGNORE INTO party (member, contract, first)
                SELECT 'stranger', contract, first FROM instance
                """
            )
            let lines = [FleetLine("A-1", "03T12:00"), FleetLine("Z-9", "03T12:00")]
            let strangers = try await api.stream(lines, as: "stranger")
            #expect(
                Self.unplaced(strangers) == ["A-1 deviceNotBound 1", "Z-9 deviceNotBound 1"]
            )
            let own = try await api.stream(lines)
            #expect(Self.unplaced(own) == ["Z-9 deviceNotBound 1"])
            #expect(try await api.temperatures(of: shipment) == ["A-1": ["3.500"]])
            #expect(try await api.get("/readyz").status == .serviceUnavailable)
        }
    }
}

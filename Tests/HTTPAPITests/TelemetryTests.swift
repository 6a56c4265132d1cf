import CanonicalJSON
import DataFolder
import Foundation
import HTTPTypes
import Services
import TestSamples
import TestSupport
import Testing

@testable import HTTPAPI

@Suite struct TelemetryTests {
    @Test func `good lines are kept whatever the bad ones are`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let body =
                SampleRequests.readings(["3.0", "3.5"]) + "\n" + #"{"device": "TT-9", "time": "#
                + #""2026-03-03T12:00:00Z", "temperature": 1}"# + "\n{\n"
            let first = try await api.upload(body, to: carriage.shipment)
            #expect(first.status == .ok)
            #expect(first.json["accepted"]?.integerValue == 2)
            #expect(first.json["rejectedCount"]?.integerValue == 2)
            let rejected = try #require(first.json["rejected"]?.arrayValue)
            #expect(rejected.map { $0["line"]?.integerValue } == [3, 4])
            #expect(rejected[0]["code"] == .string("deviceNotBound"))
            #expect(first.json["receipt"]?["index"]?.integerValue != nil)
            let again = try await api.upload(body, to: carriage.shipment, as: "carrier")
            #expect(again.json["accepted"]?.integerValue == 0)
            #expect(again.json["duplicates"]?.integerValue == 2)
            #expect(again.json["receipt"] == .null)
            #expect(again.headers[.eTag] == first.headers[.eTag])
        }
    }

    @Test func `an upload comes as JSON, CSV or NDJSON and as nothing else`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let path = "/v1/shipments/\(carriage.shipment)/telemetry"
            for (type, body) in [
                ("application/json", "[\(SampleRequests.readings(["1"], from: 1))]"),
                ("text/csv", "device,time,temperature (C)\nTT-2,2026-03-03T02:00:00Z,2.5\n"),
                ("application/x-ndjson; charset=utf-8", SampleRequests.readings(["1"], from: 3)),
            ] {
                let reply = try await api.post(
                    path,
                    as: "assured",
                    body,
                    headers: [.contentType: type]
                )
                #expect(reply.json["accepted"]?.integerValue == 1, "\(type): \(reply.text)")
            }
            let refused = try await api.post(
                path,
                as: "assured",
                "x",
                headers: [.contentType: "application/xml"]
            )
            #expect(refused.status == .unsupportedMediaType)
            #expect(refused.code == "contentTypeUnsupported")
        }
    }

    @Test func `gzip is inflated, also of several members`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            // More than one step of the inflater, in two members cut within a line.
            let lines = (0..<1500).map { offset in
                SampleRequests.readings(["3.\(offset % 10)"]).replacing(
                    "T12:00:00",
                    with: String(
                        format: "T%02d:%02d:%02d",
                        offset / 3600,
                        offset / 60 % 60,
                        offset % 60
                    )
                )
            }
            let body = Array(lines.joined(separator: "\n").utf8)
            let packed =
                GzipSource.stored(Array(body[..<70_001]))
                + GzipSource.stored(Array(body[70_001...]))
            let reply = try await send(packed, to: carriage, in: api)
            #expect(reply.json["accepted"]?.integerValue == 1500, "\(reply.text)")
            #expect(reply.json["rejectedCount"]?.integerValue == 0)
        }
    }

    @Test func `a cut-off, damaged or foreign stream is refused and nothing of it kept`()
        async throws
    {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let good = GzipSource.stored(Array(SampleRequests.readings(["3", "4"]).utf8))
            let cut = try await send(Array(good.dropLast(3)), to: carriage, in: api)
            #expect(cut.status == .badRequest)
            #expect(cut.code == "gzipTruncated")
            #expect(try await send([], to: carriage, in: api).code == "gzipTruncated")
            var wrongSum = good
            wrongSum[good.count - 8] ^= 1
            #expect(try await send(wrongSum, to: carriage, in: api).code == "gzipDamaged")
            let trailing = try await send(good + [1, 2, 3], to: carriage, in: api)
            #expect(trailing.code == "gzipDamaged" || trailing.code == "gzipTruncated")
            let plain = try await send(Array("{}".utf8), to: carriage, in: api)
            #expect(plain.status == .badRequest)
            let brotli = try await api.upload(
                "x",
                to: carriage.shipment,
                headers: [.contentEncoding: "br"]
            )
            #expect(brotli.status == .unsupportedMediaType)
            let shipment = try await api.get(
                "/v1/shipments/\(carriage.shipment)",
                as: "assured"
            )
            #expect(shipment.json["readings"]?.integerValue == 0)
        }
    }

    @Test func `a body that inflates beyond 64 MiB is refused`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let bomb = GzipSource.bomb(repeats: (64 << 20) / 258 + 1)
            #expect(bomb.count < 500_000)
            let refused = try await send(bomb, to: carriage, in: api)
            #expect(refused.status == .contentTooLarge)
            #expect(refused.code == "uploadTooLarge")
        }
    }

    @Test func `readings are drawn, tracked and judged`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            api.clock.set(instant("2026-03-04T00:00:00Z"))
            _ = try await api.upload(
                SampleRequests.readings(["3.5", "4.25", "5", "3.125"]),
                to: carriage.shipment
            )
            let path = "/v1/shipments/\(carriage.shipment)"
            let series = try await api.get(
                "\(path)/telemetry?metric=temperature&from=2026-03-03T12:10:00Z",
                as: "carrier"
            )
            let points = try #require(series.json["devices"]?[0]?["points"]?.arrayValue)
            #expect(
                points.map { $0["value"] } == [
                    .number("4.250"), .number("5.000"), .number("3.125"),
                ]
            )
            #expect(points.first?["time"] == .string("2026-03-03T12:10:00.000Z"))
            let track = try await api.get("\(path)/track", as: "carrier")
            #expect(track.headers[.contentType] == "application/geo+json")
            let geometry = track.json["features"]?[0]?["geometry"]
            #expect(geometry?["type"] == .string("MultiLineString"))
            #expect(
                geometry?["coordinates"]?[0]?[0]
                    == .array([.number("4.250000"), .number("58.500000")])
            )
            // Nothing is judged before the goods have left.
            let before = try await api.get("\(path)/findings", as: "carrier")
            #expect(before.json["carriage"] == nil)
            #expect(before.json["devices"]?[0]?["maximum"] == nil)
            #expect(before.json["outside"]?.integerValue == 4, "\(before.text)")
            let departed = try await api.post(
                "\(path)/actions/depart",
                as: "carrier",
                #"{"at": "2026-03-01T08:00:00Z"}"#
            )
            #expect(departed.status == .ok, "\(departed.text)")
            // What was uploaded is looked at anew.
            try await ClaimsAutomation(
                platform: api.opened.platform,
                cursors: api.opened.cursors,
                logger: silent
            ).follow()
            let findings = try await api.get("\(path)/findings", as: "carrier")
            #expect(
                findings.json["carriage"]?["from"] == .string("2026-03-01T08:00:00.000Z"),
                "\(findings.text)"
            )
            #expect(findings.json["outside"]?.integerValue == 0)
            let device = findings.json["devices"]?[0]
            #expect(device?["maximum"] == .number("5.000"))
            #expect(device?["millisecondsAbove"]?.integerValue == 1_200_000)
            #expect(device?["excursions"]?[0]?["kind"] == .string("above"))
            #expect(findings.json["terms"]?["upperLimit"] == .number("4.000"))
            let wrong = try await api.get("\(path)/telemetry?points=1", as: "carrier")
            #expect(wrong.errors == ["points outOfRange"])
            let metric = try await api.get("\(path)/telemetry?metric=noise", as: "carrier")
            #expect(metric.errors == ["metric valueUnknown"])
        }
    }

    @Test func `an upload under a key is kept once and answered alike`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let key = try #require(HTTPField.Name("Idempotency-Key"))
            let body = SampleRequests.readings(["3", "4"])
            let first = try await api.upload(
                body,
                to: carriage.shipment,
                headers: [key: "up-1"]
            )
            let again = try await api.upload(
                body,
                to: carriage.shipment,
                headers: [key: "up-1"]
            )
            #expect(again.bytes == first.bytes)
            let other = try await api.upload(
                SampleRequests.readings(["3", "5"]),
                to: carriage.shipment,
                headers: [key: "up-1"]
            )
            #expect(other.code == "commandReused")
            let stale = try await api.upload(
                SampleRequests.readings(["1"], from: 2),
                to: carriage.shipment,
                headers: [.ifMatch: "\"1\""]
            )
            #expect(stale.status == .preconditionFailed)
        }
    }

    /// `printf 'device,time,temp (C)\nTT-2,2026-03-03T02:00:00Z,2.5\n' | zstd -c | base64`.
    private static let zstdTable =
        "KLUv/QRYmQEAZGV2aWNlLHRpbWUsdGVtcCAoQykKVFQtMiwyMDI2LTAzLTAzVDAyOjAwOjAwWiwyLjUKnBsRpQ=="

    @Test func `zstd is decoded where the machine can, cut anywhere`() async throws {
        guard ZstdDecoder.isAvailable else { return }
        let frame = try #require(Data(base64Encoded: Self.zstdTable)).map(\.self)
        let decoder = try ZstdDecoder()
        var text: [UInt8] = []
        for byte in frame + frame { try decoder.consume([byte]) { text += $0 } }
        try decoder.finish()
        let table = "device,time,temp (C)\nTT-2,2026-03-03T02:00:00Z,2.5\n"
        #expect(text == Array((table + table).utf8))
        let cut = try ZstdDecoder()
        try cut.consume(frame.dropLast(2)) { _ in }
        #expect(throws: Problem.self) { try cut.finish() }
        #expect(throws: Problem.self) { try ZstdDecoder().finish() }
        #expect(throws: Problem.self) { try ZstdDecoder().consume([1, 2, 3, 4, 5]) { _ in } }
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let reply = try await api.send(
                .post,
                "/v1/shipments/\(carriage.shipment)/telemetry",
                as: "assured",
                frame,
                [.contentType: "text/csv", .contentEncoding: "zstd"]
            )
            #expect(reply.json["accepted"]?.integerValue == 1, "\(reply.text)")
        }
    }

    @Test func `four rows of one instant are counted as four`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let body = """
                device,time,temp (C),humidity,door,lat,lon
                TT-2,2026-03-03T02:00:00Z,2.5,,,,
                TT-2,2026-03-03T02:00:00Z,,55,,,
                TT-2,2026-03-03T02:00:00Z,,,closed,,
                TT-2,2026-03-03T02:00:00Z,,,,1,2
                TT-2,2026-03-03T02:10:00Z,,,,,
                """
            let reply = try await api.post(
                "/v1/shipments/\(carriage.shipment)/telemetry",
                as: "assured",
                body,
                headers: [.contentType: "text/csv"]
            )
            func count(_ member: String) -> Int64 { reply.json[member]?.integerValue ?? -1 }
            #expect(count("accepted") + count("duplicates") == 4, "\(reply.text)")
            #expect(count("rejectedCount") == 0)
            #expect(count("withoutMeasurement") == 1)
            #expect(count("rows") == 5)
            #expect(count("stored") == 1)
        }
    }

    private func send(
        _ packed: [UInt8],
        to carriage: DeclaredShipment,
        in api: TestAPI
    ) async throws -> Reply {
        try await api.send(
            .post,
            "/v1/shipments/\(carriage.shipment)/telemetry",
            as: "assured",
            packed,
            [.contentType: "application/x-ndjson", .contentEncoding: "gzip"]
        )
    }
}

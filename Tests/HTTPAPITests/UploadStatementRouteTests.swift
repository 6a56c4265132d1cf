import CanonicalJSON
import HTTPTypes
import TestSamples
import TestSupport
import Testing

@testable import HTTPAPI

/// What is stated with an upload, and which uploads were taken.
@Suite struct UploadStatementRouteTests {
    @Test func `what an upload leaves open is asked for, and stated with the next`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let path = "/v1/shipments/\(carriage.shipment)/telemetry"
            let key = try #require(HTTPField.Name("Idempotency-Key"))
            let body = "time,temp\n03/03/26 03:00,36.5\n03/03/26 03:10,36.7\n"
            func upload(_ query: String) async throws -> Reply {
                try await api.post(
                    path + query,
                    as: "assured",
                    body,
                    headers: [.contentType: "text/csv", key: "table-1"]
                )
            }
            let open = try await upload("")
            #expect(open.status == .unprocessableContent)
            #expect(open.code == "statementsMissing")
            #expect(
                open.errors.sorted() == [
                    "dateOrder timeAmbiguous", "device deviceMissing", "unit unitMissing",
                    "zone timeZoneMissing",
                ]
            )
            let unit = try await upload("?dateOrder=dayFirst&zone=%2B01:00&device=TT-2")
            #expect(unit.errors == ["unit unitMissing"])
            let stated = "?dateOrder=dayFirst&zone=%2B01:00&device=TT-2&unit="
            let good = try await upload(stated + "F")
            #expect(good.json["accepted"]?.integerValue == 2, "\(good.text)")
            #expect(good.json["rows"]?.integerValue == 2)
            let part = good.json["understood"]?[0]
            #expect(part?["zone"] == .string("+01:00"))
            #expect(part?["device"] == .string("TT-2"))
            #expect(part?["dateOrder"] == .string("dayFirst"))
            #expect(part?["columns"]?[1]?["unit"] == .string("F"))
            // The same again is the same answer; with other statements it is another upload.
            #expect(try await upload(stated + "F").bytes == good.bytes)
            for (query, differs) in [
                ("?dateOrder=dayFirst&zone=%2B01:00&device=TT-2&unit=C", "unit"),
                ("?dateOrder=dayFirst&zone=%2B02:00&device=TT-2&unit=F", "zone"),
                ("?dateOrder=yearFirst&zone=%2B01:00&device=TT-2&unit=F", "dateOrder"),
                ("?dateOrder=dayFirst&zone=%2B01:00&device=TT-1&unit=F", "device"),
            ] {
                let other = try await upload(query)
                #expect(other.status == .unprocessableContent)
                #expect(other.code == "commandReused", "\(other.text)")
                #expect(other.json["figures"]?["differs"] == .string(differs))
            }
        }
    }

    @Test func `every parameter that is wrong is told at once`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let wrong = try await api.post(
                "/v1/shipments/\(carriage.shipment)/telemetry"
                    + "?zone=CET&unit=V&colour=red&unit=F&dateOrder=DMY&device=",
                as: "assured",
                "time,temp\n",
                headers: [.contentType: "text/csv"]
            )
            #expect(wrong.status == .badRequest)
            #expect(
                wrong.errors.sorted() == [
                    "colour unknownParameter", "dateOrder valueUnknown", "device textLength",
                    "unit repeated", "unit unitUnknown", "zone zoneUnknown",
                ],
                "\(wrong.text)"
            )
        }
    }

    @Test func `what contradicts itself is a problem of its own, with both sides`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let refused = try await api.post(
                "/v1/shipments/\(carriage.shipment)/telemetry?unit=F&zone=%2B01:00",
                as: "assured",
                "device,time,temp (C)\nTT-2,2026-03-03T02:00:00Z,2.5\n"
                    + "TT-2,2026-03-03 02:10,2.5\n",
                headers: [.contentType: "text/csv"]
            )
            #expect(refused.status == .unprocessableContent)
            #expect(refused.code == "statementsContradict")
            #expect(refused.json["title"] == .string("Statements contradict"))
            #expect(
                refused.errors.sorted()
                    == ["unit statementsContradict", "zone statementsContradict"],
                "\(refused.text)"
            )
            #expect(refused.text.contains("is C by the file, and F is stated"))
            #expect(refused.text.contains("is at +00:00 from UTC, and +01:00 is stated"))
        }
    }

    @Test func `what was taken is listed, by its bytes and by its key`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let path = "/v1/shipments/\(carriage.shipment)/uploads"
            let key = try #require(HTTPField.Name("Idempotency-Key"))
            let first = try await api.upload(
                SampleRequests.readings(["3", "4"]),
                to: carriage.shipment,
                headers: [key: "up-1"]
            )
            _ = try await api.upload(
                SampleRequests.readings(["5"], from: 14),
                to: carriage.shipment,
                as: "carrier",
                headers: [key: "up-1"]
            )
            let all = try await api.get(path, as: "assured")
            #expect(all.items.map { $0["samples"]?.integerValue } == [2, 1], "\(all.text)")
            #expect(all.items.map { $0["by"] } == [.string("assured"), .string("carrier")])
            #expect(all.items[0]["upload"] == first.json["upload"])
            #expect(all.items[0]["devices"] == .array([.string("TT-1")]))
            #expect(all.items[0]["first"] == .string("2026-03-03T12:00:00.000Z"))
            #expect(all.items[0]["last"] == .string("2026-03-03T12:10:00.000Z"))
            // A key is its member's own.
            let mine = try await api.get("\(path)?key=up-1", as: "carrier")
            #expect(mine.items.map { $0["samples"]?.integerValue } == [1])
            #expect(try await api.get("\(path)?key=up-2", as: "carrier").items.isEmpty)
            let digest = try #require(first.json["upload"]?.stringValue)
                .replacing("/", with: "%2F").replacing("=", with: "%3D")
            let named = try await api.get("\(path)?digest=\(digest)", as: "carrier")
            #expect(named.items.count == 1)
            // A cursor is a revision of the shipment.
            let revision = try #require(first.headers[.eTag]).filter(\.isNumber)
            let rest = try await api.get("\(path)?after=\(revision)", as: "assured")
            #expect(rest.items == [all.items[1]])
            #expect(rest.json["next"] == .null)
            // What was taken back stands no more, whoever asks and however.
            let withdrawn = try await api.post(
                "/v1/shipments/\(carriage.shipment)/actions/withdrawUpload",
                as: "assured",
                #"{"upload": "\#(first.json["upload"]?.stringValue ?? "")", "reason": "late"}"#
            )
            #expect(withdrawn.status == .ok, "\(withdrawn.text)")
            #expect(try await api.get(path, as: "carrier").items == [all.items[1]])
            #expect(try await api.get("\(path)?key=up-1", as: "assured").items.isEmpty)
            let wrong = try await api.get("\(path)?digest=x&key=", as: "assured")
            #expect(wrong.errors.sorted() == ["digest digestMalformed", "key keyMalformed"])
        }
    }
}

import CanonicalJSON
import Foundation
import HTTPTypes
import TestSamples
import TestSupport
import Testing

@testable import HTTPAPI

@Suite struct EPCISRouteTests {
    private let ld: HTTPFields = [.contentType: "application/ld+json"]

    /// A document with a temperature of each of some devices, at noon of 3 March 2026 and on.
    private func document(_ readings: [(device: String, celsius: String)]) -> String {
        let events = readings.enumerated().map { offset, reading in
            """
            {"type": "ObjectEvent", "eventTime": "2026-03-03T12:\(10 + offset):00.000Z",
             "eventTimeZoneOffset": "+00:00", "action": "OBSERVE",
             "epcList": ["urn:epc:id:sgtin:4012345.011111.1"],
             "sensorElementList": [{"sensorMetadata": {"deviceID": "\(reading.device)"},
              "sensorReport": [
                {"type": "Temperature", "value": \(reading.celsius), "uom": "CEL"}]}]}
            """
        }
        return """
            {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
             "type": "EPCISDocument", "schemaVersion": "2.0",
             "creationDate": "2026-03-03T12:00:00Z",
             "epcisBody": {"eventList": [\(events.joined(separator: ","))]}}
            """
    }

    private func behaviour(
        _ value: String,
        as name: String = "GS1-Capture-Error-Behaviour"
    ) throws -> HTTPFields {
        var headers = ld
        headers[try #require(HTTPField.Name(name))] = value
        return headers
    }

    @Test func `a capture job says what became of the events, and is its member's alone`()
        async throws
    {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let captured = try await api.post(
                "/v1/epcis/capture",
                as: "assured",
                document([("TT-1", "3.5"), ("urn:plimsoll:device:TT-2", "4")]),
                headers: ld
            )
            #expect(captured.status == .accepted, "\(captured.text)")
            let location = try #require(captured.headers[.location])
            let job = try await api.get(location, as: "assured")
            #expect(job.json == captured.json)
            #expect(job.json["success"] == .bool(true))
            #expect(job.json["running"] == .bool(false))
            #expect(job.json["captureErrorBehaviour"] == .string("rollback"))
            #expect(job.json["captured"]?.integerValue == 2)
            #expect(job.json["accepted"]?.integerValue == 2)
            #expect(job.json["errors"] == .array([]))
            #expect(try await api.get(location, as: "carrier").status == .notFound)
            #expect(try await api.get("/v1/epcis/capture", as: "assured").items == [job.json])
            let shipment = try await api.get("/v1/shipments/\(carriage.shipment)", as: "assured")
            #expect(shipment.json["readings"]?.integerValue == 2, "\(shipment.text)")
        }
    }

    @Test func `rollback captures nothing where one event fails, and proceed what it can`()
        async throws
    {
        try await TestAPI.open { api in
            _ = try await api.declareShipment()
            for (bad, code) in [
                (("TT-9", "3"), "deviceNotBound"), (("TT-1", "4000"), "outOfRange"),
            ] {
                let body = document([("TT-1", "3.5"), bad])
                let rolled = try await api.post(
                    "/v1/epcis/capture",
                    as: "assured",
                    body,
                    headers: try behaviour("rollback", as: "GS1-EPCIS-Capture-Error-Behaviour")
                )
                #expect(rolled.status == .accepted, "\(rolled.text)")
                #expect(rolled.json["success"] == .bool(false))
                #expect(rolled.json["captured"]?.integerValue == 0)
                #expect(rolled.json["errors"]?[0]?["code"] == .string(code), "\(rolled.text)")
                #expect(rolled.json["errors"]?[0]?["status"]?.integerValue == 422)
            }
            let body = document([("TT-1", "3.5"), ("TT-9", "3"), ("TT-1", "4000")])
            let proceeded = try await api.post(
                "/v1/epcis/capture",
                as: "assured",
                body,
                headers: try behaviour("proceed")
            )
            #expect(proceeded.json["success"] == .bool(false))
            #expect(proceeded.json["accepted"]?.integerValue == 1, "\(proceeded.text)")
            #expect(proceeded.json["errors"]?.arrayValue?.count == 2)
        }
    }

    @Test func `what is no EPCIS document is refused before there is a job`() async throws {
        try await TestAPI.open { api in
            func capture(_ body: String, _ headers: HTTPFields) async throws -> Reply {
                try await api.post("/v1/epcis/capture", as: "assured", body, headers: headers)
            }
            #expect(try await capture("{", ld).code == "epcisMalformed")
            #expect(try await capture("7", ld).code == "epcisMalformed")
            let table = try await capture("a,b\n", [.contentType: "text/csv"])
            #expect(table.status == .unsupportedMediaType)
            let unknown = try await capture("{}", try behaviour("all"))
            #expect(unknown.errors == ["GS1-Capture-Error-Behaviour valueUnknown"])
            let nameless = document([("TT-1", "3")]).replacing("\"deviceID\": \"TT-1\"", with: "")
            #expect(try await capture(nameless, ld).code == "eventsIncomplete")
            #expect(try await api.get("/v1/epcis/capture", as: "assured").items.isEmpty)
        }
    }

    @Test func `the events of a member's shipments are given page by page, and captured again`()
        async throws
    {
        try await TestAPI.open { api in
            _ = try await api.declareShipment()
            let readings = (0..<7).map { ("TT-\($0 % 2 + 1)", "3.\($0)") }
            let captured = try await api.post(
                "/v1/epcis/capture",
                as: "assured",
                document(readings),
                headers: ld
            )
            #expect(captured.json["accepted"]?.integerValue == 7, "\(captured.text)")
            var path: String? = "/v1/epcis/events?perPage=3"
            var figures: [String] = []
            var pages = 0
            while let place = path, pages < 10 {
                let page = try await api.get(place, as: "carrier")
                #expect(page.status == .ok, "\(page.text)")
                #expect(page.headers[.contentType] == "application/ld+json")
                #expect(page.json["type"] == .string("EPCISQueryDocument"))
                let body = page.json["epcisBody"]?["queryResults"]?["resultsBody"]
                for event in body?["eventList"]?.arrayValue ?? [] {
                    let report = event["sensorElementList"]?[0]?["sensorReport"]?[0]
                    if case .number(let text)? = report?["value"] { figures.append(text) }
                }
                // What is given is what was sent.
                let again = try await api.post(
                    "/v1/epcis/capture",
                    as: "assured",
                    page.text,
                    headers: ld
                )
                #expect(again.json["success"] == .bool(true), "\(again.text)")
                #expect(again.json["accepted"]?.integerValue == 0)
                let link = page.headers[try #require(HTTPField.Name("Link"))]
                path = link.map { String($0.dropFirst().prefix { $0 != ">" }) }
                pages += 1
            }
            #expect(pages == 3)
            #expect(figures.sorted() == (0..<7).map { "3.\($0)00" })
            let some = try await api.get(
                "/v1/epcis/events?GE_eventTime=2026-03-03T12:11:00.000Z"
                    + "&LT_eventTime=2026-03-03T12:13:00.000Z",
                as: "carrier"
            )
            #expect(some.text.matches(of: /"ObjectEvent"/).count == 2)
            let none = try await api.get("/v1/epcis/events", as: "leader")
            #expect(none.status == .ok)
            let wrong = try await api.get(
                "/v1/epcis/events?perPage=0&nextPageToken=x",
                as: "carrier"
            )
            #expect(
                wrong.errors.sorted() == ["nextPageToken tokenMalformed", "perPage outOfRange"]
            )
        }
    }
}

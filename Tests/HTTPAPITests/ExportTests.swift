import CanonicalJSON
import Contracts
import DataFolder
import HTTPTypes
import Services
import Telemetry
import TestSamples
import TestSupport
import Testing

@testable import HTTPAPI

/// Readings as they are exported: what was stored, to the last digit, and taken again as it was.
@Suite struct ExportTests {
    /// Every metric, two contradictions, a broken sensor's value and a receiver's without a fix; of
    /// a device whose name needs quoting in every format.
    private static let device = #"Q"1, \x"#
    private static let named = #"Q\"1, \\x"#
    private static let lines = [
        #"{"device": "TT-1", "time": "2026-03-03T00:00:00.123Z", "temperature": 3.125, "#
            + #""humidity": 55.25, "shock": 0.2, "light": 12.5, "door": "closed", "#
            + #""latitude": 51.95, "longitude": 4.1400005, "battery": 88}"#,
        #"{"device": "TT-1", "time": "2026-03-03T00:30:00Z", "temperature": 85}"#,
        #"{"device": "TT-1", "time": "2026-03-03T01:00:00Z", "temperature": -0.004}"#,
        #"{"device": "TT-1", "time": "2026-03-03T01:30:00Z", "latitude": 0, "longitude": 0}"#,
        #"{"device": "TT-1", "time": "2026-03-03T02:00:00Z", "temperature": 3.5, "humidity": 50}"#,
        #"{"device": "TT-1", "time": "2026-03-03T02:00:00Z", "temperature": 3.7, "door": "open"}"#,
        #"{"device": "TT-1", "time": "2026-03-03T03:00:00Z", "latitude": 52, "longitude": 4.2}"#,
        #"{"device": "\#(named)", "time": "2026-03-03T00:00:00Z", "temperature": 2}"#,
    ]

    /// A shipment whose readings came in two uploads, the later times first.
    private static func shipped(_ api: TestAPI) async throws -> String {
        let shipment = try await api.shipment(with: "TT-1")
        try await api.bind(named, to: shipment)
        api.clock.set(instant("2026-03-03T12:00:00Z"))
        for part in [lines[4...], lines[..<4]] {
            let sent = try await api.upload(part.joined(separator: "\n"), to: shipment)
            try #require(sent.json["rejectedCount"]?.integerValue == 0, "\(sent.text)")
        }
        return shipment
    }

    private static func export(
        _ api: TestAPI,
        _ shipment: String,
        _ query: String = "",
        accept: String? = nil,
        as member: String = "carrier"
    ) async throws -> Reply {
        var headers: HTTPFields = [:]
        headers[.accept] = accept
        let path = "/v1/shipments/\(shipment)/telemetry\(query)"
        return try await api.get(path, as: member, headers: headers)
    }

    private static func readings(_ api: TestAPI, _ shipment: String) async throws -> ReadingSet {
        let platform = api.opened.platform
        let viewed = try await platform.read(
            Shipment.self,
            id(shipment),
            as: Caller(member: .assured, roles: [])
        )
        return try await platform.readingSet(of: viewed.state)
    }

    @Test func `a table has what was stored, by device and time, and names what is flagged`()
        async throws
    {
        try await TestAPI.open { api in
            let shipment = try await Self.shipped(api)
            let reply = try await Self.export(api, shipment, "?format=csv")
            #expect(reply.headers[.contentType] == "text/csv")
            #expect(reply.headers[.eTag] != nil)
            let header =
                "device,time,temperature (C),humidity (%),shock (g),light (lux),door,latitude,"
                + "longitude,battery (%),flagged"
            let rows = [
                header, #""Q""1, \x",2026-03-03T00:00:00.000Z,2.000,,,,,,,,"#,
                "TT-1,2026-03-03T00:00:00.123Z,3.125,55.250,0.200,12.500,closed,51.950000,4.140001,"
                    + "88.000,",
                "TT-1,2026-03-03T00:30:00.000Z,85.000,,,,,,,,temperature sensorFault",
                "TT-1,2026-03-03T01:00:00.000Z,-0.004,,,,,,,,",
                "TT-1,2026-03-03T01:30:00.000Z,,,,,,0.000000,0.000000,,position nullIsland",
                "TT-1,2026-03-03T02:00:00.000Z,3.500,50.000,,,open,,,,",
                "TT-1,2026-03-03T02:00:00.000Z,3.700,,,,,,,,",
                "TT-1,2026-03-03T03:00:00.000Z,,,,,,52.000000,4.200000,,",
            ]
            #expect(reply.text == rows.map { $0 + "\r\n" }.joined())
            let some = try await Self.export(
                api,
                shipment,
                "?format=csv&from=2026-03-03T01:00:00Z&to=2026-03-03T01:30:00Z"
            )
            #expect(some.text == [0, 4, 5].map { rows[$0] + "\r\n" }.joined())
        }
    }

    @Test func `lines of JSON have the same figures`() async throws {
        try await TestAPI.open { api in
            let shipment = try await Self.shipped(api)
            let reply = try await Self.export(api, shipment, accept: "application/x-ndjson")
            #expect(reply.headers[.contentType] == "application/x-ndjson")
            let lines = reply.text.split(separator: "\n")
            #expect(lines.count == 8)
            #expect(
                lines[0]
                    == #"{"device":"\#(Self.named)","time":"2026-03-03T00:00:00.000Z","#
                    + #""temperature":2.000}"#
            )
            #expect(
                lines[1]
                    == #"{"device":"TT-1","time":"2026-03-03T00:00:00.123Z","temperature":3.125,"#
                    + #""humidity":55.250,"shock":0.200,"light":12.500,"door":"closed","#
                    + #""latitude":51.950000,"longitude":4.140001,"battery":88.000}"#
            )
            #expect(
                lines[2]
                    == #"{"device":"TT-1","time":"2026-03-03T00:30:00.000Z","temperature":85.000,"#
                    + #""flagged":"temperature sensorFault"}"#
            )
        }
    }

    @Test(arguments: [ExportFormat.csv, .ndjson])
    func `an export that is uploaded elsewhere gives the same readings`(
        format: ExportFormat
    ) async throws {
        try await TestAPI.open { api in
            let shipment = try await Self.shipped(api)
            let exported = try await Self.export(api, shipment, "?format=\(format)")
            try await api.carry(shipment)
            let other = try await api.shipment(with: "TT-1")
            try await api.bind(Self.named, to: other)
            let sent = try await api.send(
                .post,
                "/v1/shipments/\(other)/telemetry",
                as: "assured",
                exported.bytes,
                [.contentType: format.contentType]
            )
            #expect(sent.json["rejectedCount"]?.integerValue == 0, "\(sent.text)")
            #expect(sent.json["leftOutCount"]?.integerValue == 0, "\(sent.text)")
            #expect(sent.json["duplicates"]?.integerValue == 0)
            let before = try await Self.readings(api, shipment)
            #expect(before.count == 8)
            #expect(try await Self.readings(api, other) == before)
            let again = try await Self.export(api, other, "?format=\(format)")
            #expect(again.bytes == exported.bytes)
        }
    }

    @Test func `EPCIS has an event for each reading, with CBV's types and units`() async throws {
        try await TestAPI.open { api in
            let shipment = try await Self.shipped(api)
            let reply = try await Self.export(api, shipment, accept: "application/ld+json")
            #expect(reply.headers[.contentType] == "application/ld+json")
            let document = reply.json
            #expect(document["type"] == .string("EPCISDocument"))
            #expect(document["schemaVersion"] == .string("2.0"))
            #expect(document["creationDate"] == .string("2026-03-03T12:00:00.000Z"))
            let events = document["epcisBody"]?["eventList"]?.arrayValue ?? []
            #expect(events.count == 8, "\(reply.text)")
            for event in events {
                #expect(event["type"] == .string("ObjectEvent"))
                #expect(event["action"] == .string("OBSERVE"))
                #expect(event["eventTimeZoneOffset"] == .string("+00:00"))
                let sensor = event["sensorElementList"]?[0]?["sensorMetadata"]
                #expect(sensor?["time"] == event["eventTime"])
            }
            func element(_ place: Int) -> JSONValue? { events[place]["sensorElementList"]?[0] }
            #expect(
                element(0)?["sensorMetadata"]?["deviceID"]
                    == .string("urn:plimsoll:device:Q%221%2C%20%5Cx")
            )
            let reports = element(1)?["sensorReport"]?.arrayValue ?? []
            #expect(
                reports.map { "\($0["type"]?.stringValue ?? "") \($0["uom"]?.stringValue ?? "")" }
                    == [
                        "Temperature CEL", "RelativeHumidity P1", "Acceleration K40",
                        "Illuminance LUX", "Angle DD", "Angle DD", "plimsoll:Charge P1",
                        "plimsoll:Door ",
                    ]
            )
            #expect(reports.first?["value"] == .number("3.125"))
            #expect(reports[5]["component"] == .string("longitude"))
            #expect(reports[5]["value"] == .number("4.140001"))
            #expect(
                element(2)?["sensorReport"]?[0]?["plimsoll:flagged"] == .string("sensorFault")
            )
            // An upload reads all of it again, by the names that the devices have here.
            let before = try await Self.readings(api, shipment)
            let sent = try await api.send(
                .post,
                "/v1/shipments/\(shipment)/telemetry",
                as: "assured",
                reply.bytes,
                [.contentType: "application/ld+json"]
            )
            #expect(sent.json["accepted"]?.integerValue == 0, "\(sent.text)")
            #expect(sent.json["rejectedCount"]?.integerValue == 0)
            #expect(sent.json["leftOutCount"]?.integerValue == 0)
            #expect(sent.json["duplicates"]?.integerValue == Int64(before.count))
        }
    }

    @Test(arguments: [
        (nil, "application/json"), ("*/*", "application/json"), ("text/html", "application/json"),
        ("text/csv", "text/csv"), ("text/csv;q=0.5, application/json", "application/json"),
        ("application/json;q=0.5, application/ndjson", "application/x-ndjson"),
        ("text/html, Text/CSV ; q=0.9, */*;q=0.8", "text/csv"),
        ("text/csv;q=0", "application/json"),
    ])
    func `Accept says whether a chart or an export is meant`(
        accept: String?,
        type: String
    ) async throws {
        try await TestAPI.open { api in
            let shipment = try await Self.shipped(api)
            let reply = try await Self.export(api, shipment, accept: accept)
            #expect(reply.status == .ok)
            #expect(reply.headers[.contentType] == type)
            let named = try await Self.export(api, shipment, "?format=csv", accept: accept)
            #expect(named.headers[.contentType] == "text/csv")
        }
    }

    @Test
    func `what an export does not take is refused by name, and strangers are told of nothing`()
        async throws
    {
        try await TestAPI.open { api in
            let shipment = try await Self.shipped(api)
            for (query, error) in [
                ("format=csv&metric=humidity", "metric notTaken"),
                ("format=csv&points=7", "points notTaken"), ("format=xml", "format valueUnknown"),
                ("format=csv&from=x", "from timeMalformed"),
            ] {
                let reply = try await Self.export(api, shipment, "?\(query)")
                #expect(reply.status == .badRequest)
                #expect(
                    reply.errors.map { $0.split(separator: " ")[0] } == [
                        error.split(separator: " ")[0]
                    ]
                )
                if !error.hasPrefix("from") { #expect(reply.errors == [error]) }
            }
            let stranger = try await Self.export(api, shipment, "?format=csv", as: "stranger")
            #expect(stranger.status == .notFound)
            let auditor = try await Self.export(api, shipment, "?format=csv", as: "auditor")
            #expect(auditor.status == .ok)
            try api.write("telemetry.sqlite", "DELETE FROM segment")
            let lost = try await Self.export(api, shipment, "?format=csv")
            #expect(lost.status == .internalServerError)
            #expect(lost.code == "ledgerDamaged")
        }
    }

    @Test func `no more streams are open at once than may be, and a closed one makes room`() throws
    {
        let streams = OpenStreams(limit: 3, limitPerMember: 2)
        var places = [try streams.open(for: .assured), try streams.open(for: .assured)]
        let refused = #expect(throws: Problem.self) { _ = try streams.open(for: .assured) }
        #expect(refused?.status == .tooManyRequests)
        #expect(refused?.answer.code == "streamsTooMany")
        places.append(try streams.open(for: .carrier))
        let full = #expect(throws: Problem.self) { _ = try streams.open(for: .carrier) }
        #expect(full?.status == .serviceUnavailable)
        places.removeFirst()
        #expect(streams.count == 2)
        places.append(try streams.open(for: .assured))
        places.removeAll()
        #expect(streams.count == 0)
    }
}

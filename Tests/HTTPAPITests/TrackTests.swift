import CanonicalJSON
import HTTPTypes
import Marine
import Synchronization
import TestSamples
import TestSupport
import Testing

/// Where the loggers were, as GeoJSON (RFC 7946).
@Suite struct TrackTests {
    private static func line(_ minute: Int, _ latitude: String, _ longitude: String) -> String {
        let time = instant("2026-03-03T00:00:00Z").advanced(byMilliseconds: Int64(minute) * 60_000)
        return #"{"device": "TT-1", "time": "\#(time)", "latitude": \#(latitude), "#
            + #""longitude": \#(longitude)}"#
    }

    private func track(_ lines: [String], _ query: String = "") async throws -> JSONValue {
        let found = Mutex<JSONValue>(.null)
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            api.clock.set(instant("2026-03-06T00:00:00Z"))
            let sent = try await api.upload(
                lines.joined(separator: "\n"),
                to: carriage.shipment
            )
            try #require(sent.json["accepted"]?.integerValue == Int64(lines.count), "\(sent.text)")
            let path = "/v1/shipments/\(carriage.shipment)/track\(query)"
            let reply = try await api.get(path, as: "carrier")
            try #require(reply.status == .ok, "\(reply.text)")
            #expect(try await api.get(path, as: "stranger").status == .notFound)
            found.withLock { $0 = reply.json["features"]?[0] ?? .null }
        }
        return found.withLock { $0 }
    }

    private func positions(_ feature: JSONValue) -> [[JSONValue]] {
        (feature["geometry"]?["coordinates"]?.arrayValue ?? []).map { $0.arrayValue ?? [] }
    }

    @Test func `positions that are not believed are left out and counted`() async throws {
        let feature = try await track([
            Self.line(0, "51.9", "4.1"), Self.line(30, "0", "0"), Self.line(60, "52.0", "4.2"),
            Self.line(70, "-33.9", "18.4"), Self.line(90, "52.1", "4.3"),
        ])
        #expect(feature["properties"]?["leftOut"]?.integerValue == 2, "\(feature)")
        #expect(feature["properties"]?["points"]?.integerValue == 3)
        #expect(feature["properties"]?["deviation"]?.integerValue == 0)
        let drawn = positions(feature)
        #expect(
            drawn == [
                [
                    .array([.number("4.100000"), .number("51.900000")]),
                    .array([.number("4.200000"), .number("52.000000")]),
                    .array([.number("4.300000"), .number("52.100000")]),
                ]
            ]
        )
    }

    @Test func `a thinned track keeps its detour`() async throws {
        let straight = (0..<400).map { Self.line($0, "50.0", String(4_000 + $0 * 10).milli) }
        let back = (400..<800).map { Self.line($0, "50.0", String(8_000 - ($0 - 400) * 10).milli) }
        // Off to the north for one position, and on.
        var lines = straight + back
        lines[200] = Self.line(200, "50.1", "6.000")
        let feature = try await track(lines, "?points=5")
        let drawn = positions(feature).flatMap(\.self)
        #expect(drawn.count <= 5)
        #expect(drawn.contains(.array([.number("6.000000"), .number("50.100000")])), "\(drawn)")
        // It turned back at about 8 degrees east.
        let east = drawn.compactMap { position -> Double? in
            guard case .number(let text) = position[0] else { return nil }
            return Double(text)
        }
        #expect(try #require(east.max()) > 7.98)
        let deviation = try #require(feature["properties"]?["deviation"]?.integerValue)
        #expect((1..<20_000).contains(deviation))
    }

    @Test func `a track over the antimeridian is cut there, also a thinned one`() async throws {
        // 0.1 degrees in ten minutes, from 179.5 degrees east to 179.5 west.
        let lines = (0...10).map { step in
            let milli = 179_500 + step * 100
            let shown = milli > 180_000 ? "-" + String(360_000 - milli).milli : String(milli).milli
            return Self.line(step * 10, "-17.5", shown)
        }
        for query in ["", "?points=2"] {
            let feature = try await track(lines, query)
            #expect(feature["geometry"]?["type"] == .string("MultiLineString"))
            let drawn = positions(feature)
            #expect(drawn.count == 2, "\(feature)")
            for line in drawn { #expect(line.count >= 2) }
            let edges = [drawn.first?.last?[0], drawn.last?.first?[0]]
            #expect(edges == [.number("180.000000"), .number("-180.000000")])
            #expect(drawn.last?.last?[0] == .number("-179.500000"))
            #expect(feature["properties"]?["leftOut"]?.integerValue == 0)
        }
    }
}

extension String {
    /// A number of thousandths as a decimal.
    fileprivate var milli: String { "\(dropLast(3)).\(suffix(3))" }
}

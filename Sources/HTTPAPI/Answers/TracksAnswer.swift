import CanonicalJSON
import Marine
import Telemetry

/// Tracks as a GeoJSON feature collection (RFC 7946).
struct TracksAnswer: JSONWritable, JSONShaped, AnswerWithHeaders {
    let tracks: [(device: String, track: Track)]

    static var mediaType: String { "application/geo+json" }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "FeatureCollection")
        writer.key("features")
        writer.beginArray()
        for (device, track) in tracks { write(device, track, to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    /// A track without a position is no feature.
    private func write(_ device: String, _ track: Track, to writer: inout JSONWriter) {
        guard let first = track.points.first, let last = track.points.last else { return }
        let isPoint = track.points.count == 1
        writer.beginObject()
        writer.member("type", "Feature")
        writer.key("properties")
        writer.beginObject()
        writer.member("device", device)
        writer.member("points", track.points.count)
        writer.member("first", first.time)
        writer.member("last", last.time)
        writer.endObject()
        writer.key("geometry")
        writer.beginObject()
        writer.member("type", isPoint ? "Point" : "MultiLineString")
        writer.key("coordinates")
        if isPoint {
            write(first.position, to: &writer)
        } else {
            writer.beginArray()
            for line in track.lines {
                writer.beginArray()
                // A part may be a single position, and a line has two at least.
                for position in line.count == 1 ? line + line : line {
                    write(position, to: &writer)
                }
                writer.endArray()
            }
            writer.endArray()
        }
        writer.endObject()
        writer.endObject()
    }

    /// Longitude and latitude in degrees, in GeoJSON's order.
    private func write(_ position: Position, to writer: inout JSONWriter) {
        writer.beginArray()
        writer.number(DecimalText.text(Int64(position.longitudeMicrodegrees), digits: 6))
        writer.number(DecimalText.text(Int64(position.latitudeMicrodegrees), digits: 6))
        writer.endArray()
    }

    static func shape(in dialect: JSONDialect) -> JSONShape {
        let position = JSONShape.array(.decimal(example: "4.25"), count: 2...2)
        let lines = JSONShape.array(.array(position, count: 2...Int.max), count: 1...Int.max)
        let feature = JSONShape.object([
            ("type", "What this is.", .choice(["Feature"])),
            (
                "properties", "Whose track it is.",
                .object([
                    ("device", "The device.", .named(String.self)),
                    ("points", "How many points are drawn.", .named(Int.self)),
                    ("first", "The instant of the first.", .named(Instant.self)),
                    ("last", "The instant of the last.", .named(Instant.self)),
                ])
            ),
            (
                "geometry", "Where it went: a part between two gaps is a line.",
                .either([
                    .object([
                        ("type", "What this is.", .choice(["Point"])),
                        ("coordinates", "Longitude and latitude in degrees.", position),
                    ]),
                    .object([
                        ("type", "What this is.", .choice(["MultiLineString"])),
                        ("coordinates", "Longitude and latitude in degrees.", lines),
                    ]),
                ])
            ),
        ])
        return .object([
            ("type", "What this is.", .choice(["FeatureCollection"])),
            ("features", "Each device's track.", .array(feature, count: 0...Int.max)),
        ])
    }
}

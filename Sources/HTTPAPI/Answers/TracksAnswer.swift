import CanonicalJSON
import Marine
import Telemetry

/// Tracks as a GeoJSON feature collection (RFC 7946).
struct TracksAnswer: Answer, AnswerWithHeaders {
    /// What this is.
    enum Kind: String, JSONCoded, CaseIterable {
        /// Features in order.
        case featureCollection = "FeatureCollection"
    }

    /// What this is.
    let type: Kind
    /// Each device's track; one without a position is no feature.
    let features: [TrackFeature]

    static var mediaType: String { "application/geo+json" }

    init(_ tracks: [DeviceTrack]) {
        type = .featureCollection
        features = tracks.compactMap(TrackFeature.init)
    }
}

/// One device's track, and how many of its positions are not believed.
struct DeviceTrack {
    let device: String
    let track: Track
    let leftOut: Int
}

/// One device's track.
struct TrackFeature: Answer {
    /// What this is.
    enum Kind: String, JSONCoded, CaseIterable {
        /// A geometry with its properties.
        case feature = "Feature"
    }

    /// What this is.
    let type: Kind
    /// Whose track it is.
    let properties: TrackProperties
    /// Where it went.
    let geometry: TrackGeometry

    /// `nil` where there is no position that is believed.
    init?(_ drawn: DeviceTrack) {
        let track = drawn.track
        guard let first = track.points.first, let last = track.points.last else { return nil }
        type = .feature
        properties = TrackProperties(
            device: drawn.device,
            points: track.points.count,
            deviation: track.deviationMetres,
            leftOut: drawn.leftOut,
            first: first.time,
            last: last.time
        )
        geometry = TrackGeometry(track, from: first.position)
    }
}

/// Whose track it is, and of when.
struct TrackProperties: Answer {
    /// The device.
    let device: String
    /// How many points are drawn.
    let points: Int
    /// How far a position that was thinned out may lie from the line, in metres; 0 where none was.
    let deviation: Int
    /// How many positions are not believed, and not drawn: at 0 north 0 east, where the goods
    /// cannot have come to, or of a clock that was wrong.
    let leftOut: Int
    /// The instant of the first.
    let first: Instant
    /// The instant of the last.
    let last: Instant
}

/// Where a track went: a line, cut at the antimeridian (section 3.1.9).
struct TrackGeometry: Answer {
    /// What the coordinates are.
    enum Kind: String, JSONCoded, CaseIterable {
        /// One position.
        case point = "Point"
        /// Lines of positions.
        case multiLineString = "MultiLineString"
    }

    /// What the coordinates are.
    let type: Kind
    /// The position, or each line's positions in order.
    let coordinates: TrackCoordinates

    init(_ track: Track, from first: Position) {
        if track.points.count == 1 {
            type = .point
            coordinates = .position(TrackPosition(first))
        } else {
            type = .multiLineString
            // A part may be a single position, and a line has two at least.
            coordinates = .lines(
                track.lines.map { line in
                    (line.count == 1 ? line + line : line).map(TrackPosition.init)
                }
            )
        }
    }
}

/// The coordinates of a geometry, which GeoJSON nests as arrays without names.
enum TrackCoordinates: JSONWritable, JSONShaped {
    /// One position.
    case position(TrackPosition)
    /// Lines, each of its positions in order.
    case lines([[TrackPosition]])

    func write(to writer: inout JSONWriter) {
        switch self {
        case .position(let position): position.write(to: &writer)
        case .lines(let lines): lines.write(to: &writer)
        }
    }

    static func shape(in dialect: JSONDialect) -> JSONShape {
        let line = JSONShape.array(.named(TrackPosition.self), count: 2...Int.max)
        return .either([.named(TrackPosition.self), .array(line, count: 1...Int.max)])
    }
}

/// Longitude and latitude in degrees, in GeoJSON's order.
struct TrackPosition: JSONWritable, JSONShaped {
    private let position: Position

    init(_ position: Position) { self.position = position }

    func write(to writer: inout JSONWriter) {
        writer.beginArray()
        writer.number(DecimalText.text(Int64(position.longitudeMicrodegrees), digits: 6))
        writer.number(DecimalText.text(Int64(position.latitudeMicrodegrees), digits: 6))
        writer.endArray()
    }

    static func shape(in dialect: JSONDialect) -> JSONShape {
        .tuple([.decimal(example: "4.25"), .decimal(example: "58.5")], example: "[4.25,58.5]")
    }
}

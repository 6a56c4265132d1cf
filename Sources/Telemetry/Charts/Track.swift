public import Marine

/// Where a device has been.
public struct Track: Hashable, Sendable {
    /// The most points that one track may be asked for.
    public static let pointLimit = 10_000

    /// One fix.
    public struct Point: Hashable, Sendable {
        /// The instant of the fix.
        public var time: Instant

        /// Where the device was.
        public var position: Position

        /// States a fix.
        public init(time: Instant, position: Position) {
            self.time = time
            self.position = position
        }
    }

    /// The fixes in order of time.
    public let points: [Point]

    /// How far a fix that was left out may lie from the line, in metres, rounded up; 0 where none
    /// was.
    public let deviationMetres: Int

    /// The line through the fixes, cut where it crosses the antimeridian, as RFC 7946, section
    /// 3.1.9, asks.
    ///
    /// A line that crosses ends on one side at a longitude of 180 or -180 degrees and goes on from
    /// the other; the latitude there is interpolated along the shorter way and rounded half away
    /// from zero. A part may be a single position.
    public let lines: [[Position]]

    /// Draws the track of samples in ascending order of time.
    ///
    /// Of several fixes at one instant the first in canonical order is drawn.
    /// - Parameters:
    ///   - samples: The samples; those without a position are ignored.
    ///   - points: The most fixes to keep, taken as 2...``pointLimit``: the first, the last, and
    ///     those without which the line would pass others by more.
    public init(of samples: [Sample], points: Int = Track.pointLimit) {
        var all: [Point] = []
        for sample in samples {
            guard let position = sample.position, all.last?.time != sample.time else { continue }
            all.append(Point(time: sample.time, position: position))
        }
        let limit = min(max(points, 2), Self.pointLimit)
        var thinning = LineThinning(all.map(\.position))
        thinning.thin(to: limit)
        let kept = thinning.kept
        self.points = kept.count == all.count ? all : kept.map { all[$0] }
        deviationMetres = thinning.deviationMetres
        lines = Self.lines(through: self.points.map(\.position))
    }

    private static func lines(through positions: [Position]) -> [[Position]] {
        guard let first = positions.first else { return [] }
        var lines: [[Position]] = []
        var line = [first]
        for (from, to) in zip(positions, positions.dropFirst()) {
            if let latitude = crossing(from, to) {
                let side: Int32 = from.longitudeMicrodegrees > 0 ? 180_000_000 : -180_000_000
                line.append(Position(latitudeMicrodegrees: latitude, longitudeMicrodegrees: side))
                lines.append(line)
                line = [Position(latitudeMicrodegrees: latitude, longitudeMicrodegrees: -side)]
            }
            line.append(to)
        }
        lines.append(line)
        return lines
    }

    /// The latitude at which the shorter way between two positions crosses the antimeridian,
    /// or nil.
    private static func crossing(_ from: Position, _ to: Position) -> Int32? {
        let east = Int64(to.longitudeMicrodegrees) - Int64(from.longitudeMicrodegrees)
        guard abs(east) > 180_000_000 else { return nil }
        let way = 360_000_000 - abs(east)
        let toEdge = 180_000_000 - abs(Int64(from.longitudeMicrodegrees))
        let rise = Int64(to.latitudeMicrodegrees) - Int64(from.latitudeMicrodegrees)
        guard way > 0 else { return from.latitudeMicrodegrees }
        let (quotient, remainder) = (rise * toEdge).quotientAndRemainder(dividingBy: way)
        let isHalfOrMore = remainder.magnitude * 2 >= way.magnitude
        let step = isHalfOrMore ? quotient + rise.signum() : quotient
        return Int32(clamping: Int64(from.latitudeMicrodegrees) + step)
    }
}

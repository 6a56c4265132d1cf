public import CanonicalJSON

/// A part of the chart: a polygon whose sides are straight in latitude and longitude.
///
/// Whether a position lies in it is computed in whole numbers, and so is the same on every machine.
/// A position on a side or a corner lies in it. No side goes round more than 180 degrees of
/// longitude: what lies across the antimeridian is stated as two areas.
public struct Area: Record, Hashable, Sendable {
    /// What it is called: a port, a corridor, a warehouse.
    public var name: Text<60>
    /// The corners in order, as latitude, comma, longitude in degrees;
    /// the last is joined to the first.
    public var corners: Entries<3, 50, Position>
}

extension Area {
    /// Whether each side keeps within 180 degrees of longitude, and the corners span an area.
    public var isSound: Bool {
        var doubled: Int64 = 0
        for (from, to) in sides {
            let width = Int64(to.longitudeMicrodegrees) - Int64(from.longitudeMicrodegrees)
            guard abs(width) <= 180_000_000 else { return false }
            doubled += Area.cross(from, to, sides[0].from)
        }
        return doubled != 0
    }

    /// Whether a position lies in the area, its border included.
    public func contains(_ position: Position) -> Bool {
        var isInside = false
        for (from, to) in sides {
            let cross = Area.cross(from, to, position)
            if cross == 0, Area.spans(from, to, position) { return true }
            let (low, high) =
                from.latitudeMicrodegrees <= to.latitudeMicrodegrees ? (from, to) : (to, from)
            guard low.latitudeMicrodegrees <= position.latitudeMicrodegrees,
                position.latitudeMicrodegrees < high.latitudeMicrodegrees
            else { continue }
            // The side is crossed eastward of the position.
            if Area.cross(low, high, position) > 0 { isInside.toggle() }
        }
        return isInside
    }

    private var sides: [(from: Position, to: Position)] {
        corners.indices.map { (corners[$0], corners[($0 + 1) % corners.count]) }
    }

    /// Twice the area of the triangle, positive where the third position lies to the left of the
    /// way from the first to the second, north up; at most some 10^17.
    private static func cross(_ from: Position, _ to: Position, _ third: Position) -> Int64 {
        let east = Int64(to.longitudeMicrodegrees) - Int64(from.longitudeMicrodegrees)
        let north = Int64(to.latitudeMicrodegrees) - Int64(from.latitudeMicrodegrees)
        let thirdEast = Int64(third.longitudeMicrodegrees) - Int64(from.longitudeMicrodegrees)
        let thirdNorth = Int64(third.latitudeMicrodegrees) - Int64(from.latitudeMicrodegrees)
        return east * thirdNorth - north * thirdEast
    }

    /// Whether a position lies within the rectangle that two others span.
    private static func spans(_ from: Position, _ to: Position, _ third: Position) -> Bool {
        func between(_ one: Int32, _ other: Int32, _ value: Int32) -> Bool {
            value >= min(one, other) && value <= max(one, other)
        }
        return between(
            from.latitudeMicrodegrees,
            to.latitudeMicrodegrees,
            third.latitudeMicrodegrees
        )
            && between(
                from.longitudeMicrodegrees,
                to.longitudeMicrodegrees,
                third.longitudeMicrodegrees
            )
    }
}

/// Some areas together: up to 20.
public typealias Areas = Entries<0, 20, Area>

import Marine

/// Thins a line through positions to so many of them.
///
/// The position whose loss changes the line least goes first, and so on. What a loss changes is how
/// far the position lies from the straight line between its neighbours, added to what was lost on
/// either side before: a bound for every position that is gone. So a detour stays, also one that
/// comes back the way it went, until less is lost without it than without anything else. The
/// distance is that on a map, where longitudes shrink with the latitude; the shorter way around is
/// meant. It takes time in proportion to n log n.
struct LineThinning {
    private let positions: [Position]
    private var before: [Int]
    private var after: [Int]
    /// The bound for what is gone between a position and the next one that is left, in
    /// microdegrees of latitude.
    private var lost: [Double]
    /// The latest cost of each position, to know those in the heap that are older.
    private var costs: [Double]
    private var heap: [Entry] = []
    private var count: Int
    private var most: Double = 0

    private struct Entry: Comparable {
        let cost: Double
        let place: Int

        static func < (left: Entry, right: Entry) -> Bool {
            left.cost != right.cost ? left.cost < right.cost : left.place < right.place
        }
    }

    init(_ positions: [Position]) {
        self.positions = positions
        count = positions.count
        before = positions.indices.map { $0 - 1 }
        after = positions.indices.map { $0 + 1 }
        lost = [Double](repeating: 0, count: positions.count)
        costs = lost
    }

    /// The places of the positions that are left, in order.
    var kept: [Int] {
        var kept: [Int] = []
        var place = 0
        while place < positions.count {
            kept.append(place)
            place = after[place]
        }
        return kept
    }

    /// How far a position that is gone may lie from the line, in metres, rounded up.
    var deviationMetres: Int { Int((most * 0.111_195).rounded(.up)) }

    /// Leaves so many positions at most, but the first and the last.
    mutating func thin(to limit: Int) {
        guard count > max(limit, 2) else { return }
        for place in 1..<positions.count - 1 { weigh(place) }
        while count > max(limit, 2), let least = pop() {
            // What was weighed anew since, or is gone, is passed over.
            guard costs[least.place] == least.cost else { continue }
            remove(least)
        }
    }

    private mutating func remove(_ entry: Entry) {
        let (left, right) = (before[entry.place], after[entry.place])
        costs[entry.place] = -1
        most = max(most, entry.cost)
        lost[left] = entry.cost
        after[left] = right
        before[right] = left
        count -= 1
        if left > 0 { weigh(left) }
        if right < positions.count - 1 { weigh(right) }
    }

    private mutating func weigh(_ place: Int) {
        let (left, right) = (before[place], after[place])
        let cost = distance(place, left, right) + max(lost[left], lost[place])
        costs[place] = cost
        push(Entry(cost: cost, place: place))
    }

    /// How far a position lies from the straight line between two others.
    private func distance(_ place: Int, _ left: Int, _ right: Int) -> Double {
        let here = positions[place]
        let scale = Self.cosine(here.latitudeMicrodegrees)
        func flat(_ other: Position) -> (x: Double, y: Double) {
            var east = Int64(other.longitudeMicrodegrees) - Int64(here.longitudeMicrodegrees)
            if east > 180_000_000 { east -= 360_000_000 }
            if east < -180_000_000 { east += 360_000_000 }
            let north = Int64(other.latitudeMicrodegrees) - Int64(here.latitudeMicrodegrees)
            return (Double(east) * scale, Double(north))
        }
        let (from, to) = (flat(positions[left]), flat(positions[right]))
        let way = (x: to.x - from.x, y: to.y - from.y)
        let square = way.x * way.x + way.y * way.y
        let along = square > 0 ? -(from.x * way.x + from.y * way.y) / square : 0
        let share = min(max(along, 0), 1)
        let foot = (x: from.x + share * way.x, y: from.y + share * way.y)
        return (foot.x * foot.x + foot.y * foot.y).squareRoot()
    }

    /// The cosine of a latitude, to within 0.00003.
    private static func cosine(_ microdegrees: Int32) -> Double {
        let radians = Double(microdegrees) / 1_000_000 * Double.pi / 180
        let square = radians * radians
        return 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56)))
    }

    // MARK: A binary heap, the least first

    private mutating func push(_ entry: Entry) {
        heap.append(entry)
        var place = heap.count - 1
        while place > 0, heap[place] < heap[(place - 1) / 2] {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func pop() -> Entry? {
        guard let least = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return least }
        heap[0] = last
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < heap.count else { return least }
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < heap[place] else { return least }
            heap.swapAt(place, child)
            place = child
        }
    }
}

/// How the slots for attempts are shared among members: no clock, no I/O.
///
/// A member may hold a quarter of what is free beside its own, so that one alone never has more
/// than a fifth of all, and whoever comes next finds slots free however long those before it hold
/// theirs. The threshold follows what is free, as the buffers of a switch are shared (Choudhury and
/// Hahne, 1998).
struct SlotShares: Sendable {
    private static let divisor = 4

    let total: Int
    private(set) var taken = 0
    private var takenByMember: [String: Int] = [:]

    init(total: Int) { self.total = total }

    /// How many more attempts a member may start now.
    func free(for member: String) -> Int {
        let free = total - taken
        guard free > 0 else { return 0 }
        let own = takenByMember[member] ?? 0
        // After n more starts, own + n is at most a quarter of what is then free.
        let more = (free - Self.divisor * own) / (Self.divisor + 1)
        return own == 0 ? max(1, more) : max(0, more)
    }

    /// Counts attempts that a member starts.
    mutating func take(_ count: Int, for member: String) {
        taken += count
        takenByMember[member, default: 0] += count
    }

    /// Counts an attempt that has ended.
    mutating func give(backFrom member: String) {
        taken -= 1
        let left = (takenByMember[member] ?? 1) - 1
        takenByMember[member] = left > 0 ? left : nil
    }
}

/// The order in which endpoints have their turn: one of each member after another.
struct TurnOrder: Sendable {
    private var last: String?

    /// Endpoints member by member in turns, each member's in the order given, beginning after the
    /// member that began last time.
    mutating func arrange(_ endpoints: [(endpoint: String, member: String)]) -> [String] {
        let byMember = Dictionary(grouping: endpoints, by: \.member)
        let members = byMember.keys.sorted()
        let start = last.flatMap { last in members.firstIndex { $0 > last } } ?? 0
        let turn = Array(members[start...] + members[..<start])
        last = turn.first
        let rows = turn.compactMap { byMember[$0]?.map(\.endpoint) }
        let longest = rows.map(\.count).max() ?? 0
        return (0..<longest).flatMap { column in
            rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
        }
    }
}

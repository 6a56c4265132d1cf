import Contracts
import HTTPTypes
import Synchronization

/// How many answers may be under way at once that last, exports and streams of events: of one
/// member and of all.
final class OpenStreams: Sendable {
    /// One of them; it counts until nothing refers to it.
    final class Place: Sendable {
        private let streams: OpenStreams
        private let member: MemberID

        fileprivate init(_ streams: OpenStreams, _ member: MemberID) {
            self.streams = streams
            self.member = member
        }

        deinit { streams.leave(member) }
    }

    private struct State {
        var total = 0
        var byMember: [MemberID: Int] = [:]
    }

    /// Streams of all members, if nothing else is said.
    static let standardLimit = 1_000
    /// Streams of one member, if nothing else is said.
    static let standardLimitPerMember = 20

    private let limit: Int
    private let limitPerMember: Int
    private let state = Mutex(State())

    init(
        limit: Int = OpenStreams.standardLimit,
        limitPerMember: Int = OpenStreams.standardLimitPerMember
    ) {
        self.limit = limit
        self.limitPerMember = limitPerMember
    }

    /// How many there are.
    var count: Int { state.withLock(\.total) }

    /// Takes a place for a member's stream.
    ///
    /// - Throws: a problem of status 429 where the member has too many, 503 where all have.
    func open(for member: MemberID) throws(Problem) -> Place {
        let refused: Problem? = state.withLock { state in
            let own = state.byMember[member, default: 0]
            guard own < limitPerMember else { return .streamsTooMany(limitPerMember) }
            guard state.total < limit else { return .streamsFull }
            state.total += 1
            state.byMember[member] = own + 1
            return nil
        }
        if let refused { throw refused }
        return Place(self, member)
    }

    private func leave(_ member: MemberID) {
        state.withLock { state in
            state.total -= 1
            let own = state.byMember[member, default: 0]
            state.byMember[member] = own > 1 ? own - 1 : nil
        }
    }
}

extension Problem {
    /// The member has as many streams open as it may.
    fileprivate static func streamsTooMany(_ limit: Int) -> Problem {
        var problem = Problem(
            .tooManyRequests,
            "streamsTooMany",
            "This member has \(limit) exports and event streams open, and may have no more. Close "
                + "one, and send the same request again.",
            headers: [.retryAfter: "5"]
        )
        problem.figures = ["limit": "\(limit)"]
        return problem
    }

    /// All members have as many open as there may be.
    fileprivate static var streamsFull: Problem {
        Problem(
            .serviceUnavailable,
            "streamsTooMany",
            "Too many exports and event streams are open. Send the same request again later.",
            headers: [.retryAfter: "5"]
        )
    }
}

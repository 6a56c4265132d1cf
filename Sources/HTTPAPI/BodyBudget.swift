import Contracts
import HTTPTypes
import Synchronization
import Telemetry

/// How many bytes of bodies may be held in memory at once, of one member and of all.
///
/// A body is held from its first byte until its request is answered.
final class BodyBudget: Sendable {
    /// Bytes that are held for one body; they are free again when nothing refers to it.
    final class Held: Sendable {
        private let budget: BodyBudget
        private let member: MemberID?
        private let bytes = Mutex(0)

        fileprivate init(_ budget: BodyBudget, _ member: MemberID?) {
            self.budget = budget
            self.member = member
        }

        /// Holds some more.
        ///
        /// - Throws: a problem of status 503 where there is no room.
        func add(_ count: Int) throws(Problem) {
            try budget.take(count, member)
            bytes.withLock { $0 += count }
        }

        deinit {
            // Most requests have no body, and need not wait for the others' count.
            let held = bytes.withLock { $0 }
            if held > 0 { budget.give(held, member) }
        }
    }

    private struct State {
        var total = 0
        var byMember: [MemberID: Int] = [:]
    }

    /// Bytes of all members' bodies, if nothing else is said.
    static let standardLimit = 512 << 20
    /// Bytes of one member's bodies, if nothing else is said: two of the largest uploads.
    static let standardLimitPerMember = 2 * UploadLimits().uploadBytes

    private let limit: Int
    private let limitPerMember: Int
    private let state = Mutex(State())

    /// A budget with the standard limits, or others.
    init(
        limit: Int = BodyBudget.standardLimit,
        limitPerMember: Int = BodyBudget.standardLimitPerMember
    ) {
        self.limit = limit
        self.limitPerMember = limitPerMember
    }

    /// Begins to hold a body of a member's; of nobody known where it is `nil`.
    func hold(for member: MemberID?) -> Held { Held(self, member) }

    private func take(_ count: Int, _ member: MemberID?) throws(Problem) {
        let isTaken = state.withLock { state in
            let own = member.map { state.byMember[$0, default: 0] } ?? 0
            guard state.total + count <= limit, own + count <= limitPerMember else { return false }
            state.total += count
            if let member { state.byMember[member] = own + count }
            return true
        }
        guard isTaken else { throw Problem.bodiesTooMany }
    }

    private func give(_ count: Int, _ member: MemberID?) {
        state.withLock { state in
            state.total -= count
            guard let member, let own = state.byMember[member] else { return }
            state.byMember[member] = own > count ? own - count : nil
        }
    }
}

extension Problem {
    /// There is no room for another body just now.
    fileprivate static var bodiesTooMany: Problem {
        Problem(
            .serviceUnavailable,
            "bodiesTooMany",
            "Too many bodies are being sent at once. Send the same request again later.",
            headers: [.retryAfter: "1"]
        )
    }
}

import Contracts

/// The latest capture jobs of each member, in memory: what a job captured is on the ledger.
actor CaptureJobs {
    /// How many jobs of a member are remembered.
    static let limitPerMember = 100
    /// How many jobs are remembered in all.
    static let limit = 10_000

    private var jobs: [MemberID: [CaptureJobAnswer]] = [:]
    private var count = 0

    /// Remembers a job, and forgets the member's oldest beyond the limit.
    func add(_ job: CaptureJobAnswer, of member: MemberID) {
        jobs[member, default: []].append(job)
        count += 1
        if let own = jobs[member], own.count > Self.limitPerMember { forgetOldest(of: member) }
        while count > Self.limit, let longest = jobs.max(by: { $0.value.count < $1.value.count }) {
            forgetOldest(of: longest.key)
        }
    }

    /// A member's jobs, the latest first.
    func jobs(of member: MemberID) -> [CaptureJobAnswer] { (jobs[member] ?? []).reversed() }

    /// One of a member's jobs.
    func job(_ id: String, of member: MemberID) -> CaptureJobAnswer? {
        jobs[member]?.last { $0.captureID == id }
    }

    private func forgetOldest(of member: MemberID) {
        jobs[member]?.removeFirst()
        count -= 1
    }
}

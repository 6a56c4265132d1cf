import CanonicalJSON

/// Whether the process lives.
struct LivenessAnswer: Answer {
    /// It does.
    enum Status: String, JSONCoded, CaseIterable {
        /// The process answers.
        case alive
    }

    /// What it says.
    let status: Status
}

/// Whether the server can serve.
struct ReadinessAnswer: Answer {
    /// It can; where it cannot the answer is a problem.
    enum Status: String, JSONCoded, CaseIterable {
        /// The ledger can be read and written, and the view is up to it.
        case ready
    }

    /// What it says.
    let status: Status
    /// How many entries the ledger has.
    let size: UInt64
}

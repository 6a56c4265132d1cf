import CanonicalJSON

/// Whether the process lives.
struct LivenessAnswer: Answer {
    /// Alive.
    let status: String
}

/// Whether the server can serve.
struct ReadinessAnswer: Answer {
    /// Ready.
    let status: String
    /// How many entries the ledger has.
    let size: UInt64
}

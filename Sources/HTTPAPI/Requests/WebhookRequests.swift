import CanonicalJSON

/// From which entry an endpoint is told everything again.
struct ReplayRequest: Record {
    /// The index of the first entry.
    let from: UInt64
}

/// Which delivery is tried again.
struct RedeliveryRequest: Record {
    /// The delivery's number.
    let delivery: UInt64
}

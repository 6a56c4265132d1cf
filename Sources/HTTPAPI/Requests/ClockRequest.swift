import CanonicalJSON
package import Marine

/// What `POST /v1/clock` asks for.
package struct ClockRequest: Record {
    /// What the ledger's clock shows from now on; not before what it shows.
    package let at: Instant
}

import CanonicalJSON
import Contracts

/// A claim as a member sees it that may notify it and may not read it.
struct NotifiedClaimAnswer: Answer {
    /// The claim's identifier.
    let id: InstanceID
    /// Where it stands.
    let state: String
}

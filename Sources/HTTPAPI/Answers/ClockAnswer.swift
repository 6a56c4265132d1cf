import CanonicalJSON
import Contracts
import Marine
import Services

/// The clock that the ledger's instants are taken from.
struct ClockAnswer: Answer {
    /// Which it is, as the ledger's founding entry states it for ever.
    let clock: Kind
    /// What it shows.
    let at: Instant

    /// The kinds of clocks.
    enum Kind: String, JSONCoded, CaseIterable {
        /// The machine's.
        case machine
        /// One that stands still until the operator sets it forward.
        case simulated
    }

    /// The clock of a platform, at an instant.
    init(_ platform: Platform, at: Instant) {
        clock =
            switch platform.ledgerClock {
            case nil: .machine
            case .simulated: .simulated
            }
        self.at = at
    }
}

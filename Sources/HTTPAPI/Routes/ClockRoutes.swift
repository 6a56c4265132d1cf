import CanonicalJSON
import Contracts
import HTTPTypes
package import Marine
import Services

private let path = "/v1/clock"

/// Adds the routes of the clock that the ledger's instants are taken from.
func addClockRoutes(to table: RouteTable) {
    table.member(.get, path, "clockRead", "Says what the ledger's clock shows.") { call, _ in
        OK(ClockAnswer(call.platform, at: call.platform.clock()))
    }
    table.member(
        .post,
        path,
        "clockSet",
        "Sets the ledger's simulated clock forward; the operator alone may.",
        reading: BodyReading<ClockRequest>.json,
        problems: [.forbidden]
    ) { call, caller, body in
        let at = try await body.read().at
        return OK(ClockAnswer(call.platform, at: try call.platform.setClock(to: at, as: caller)))
    }
}

/// What `POST /v1/clock` asks for.
package struct ClockRequest: Record {
    /// What the ledger's clock shows from now on; not before what it shows.
    package let at: Instant
}

/// The clock that the ledger's instants are taken from.
struct ClockAnswer: Answer {
    /// Which it is, as the ledger's genesis entry states it for ever.
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

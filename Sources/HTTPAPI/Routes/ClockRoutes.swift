import CanonicalJSON
import HTTPTypes
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

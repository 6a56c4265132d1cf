import CanonicalJSON
import HTTPTypes
import Hummingbird
import Ledger
import Services

/// Adds what a supervisor asks: whether the process lives, and whether it can serve.
func addHealthRoutes(to table: RouteTable) {
    table.open(.get, "/healthz") { _ in
        .object(headers: [.cacheControl: "no-store"]) { $0.member("status", "alive") }
    }
    table.open(.get, "/readyz", readiness)
}

@Sendable
private func readiness(_ call: Call) async throws -> Response {
    if let fault = await call.platform.sequencer.standingFault() { throw fault }
    let size = await call.platform.sequencer.size()
    // A view that cannot be written to shows in what it has; why is in the program's log.
    try? await call.platform.sequencer.bringViewUp()
    let applied = try await call.platform.view.appliedSize()
    let head = try await call.platform.store.head()
    guard size > 0, head.checkpoint != nil else {
        throw notReady("The ledger is not founded yet.")
    }
    guard applied >= size else {
        throw notReady("The view has \(applied) of \(size) entries.")
    }
    return .object(headers: [.cacheControl: "no-store"]) { writer in
        writer.member("status", "ready")
        writer.member("size", size)
    }
}

private func notReady(_ detail: String) -> Problem {
    Problem(.serviceUnavailable, "notReady", detail, headers: [.retryAfter: "1"])
}

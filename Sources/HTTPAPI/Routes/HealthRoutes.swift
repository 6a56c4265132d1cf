import CanonicalJSON
import HTTPTypes
import Hummingbird
import Ledger
import Notifier
import Services

/// Adds what a supervisor asks: whether the process lives, and whether it can serve.
func addHealthRoutes(to table: RouteTable, notifier: Notifier?) {
    table.open(.get, "/healthz", "healthLiveness", "Says whether the process lives.", query: nil) {
        _ in
        OK(LivenessAnswer(status: .alive), headers: [.cacheControl: "no-store"])
    }
    table.open(
        .get,
        "/readyz",
        "healthReadiness",
        "Says whether the server can serve.",
        query: nil
    ) { call in
        try await readiness(call, notifier)
    }
}

private func readiness(_ call: Call, _ notifier: Notifier?) async throws -> OK<ReadinessAnswer> {
    if let fault = await call.platform.sequencer.standingFault() { throw fault }
    if let fault = call.platform.sequencer.clockFault() { throw fault }
    if let place = call.platform.viewDamage.place {
        throw notReady("The view is damaged: \(place). The next start folds it again.")
    }
    if let difference = notifier?.sealDamage {
        throw notReady("The webhook endpoints may have been tampered with: \(difference).")
    }
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
    return OK(
        ReadinessAnswer(status: .ready, size: size),
        headers: [.cacheControl: "no-store"]
    )
}

private func notReady(_ detail: String) -> Problem {
    Problem(.serviceUnavailable, "notReady", detail, headers: [.retryAfter: "1"])
}

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

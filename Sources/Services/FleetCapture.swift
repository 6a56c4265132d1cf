import Marine
public import Telemetry

/// What became of a body of EPCIS events.
public struct CaptureOutcome: Sendable {
    /// How it was read.
    public let parsed: ParsedUpload
    /// What its readings came to; `nil` where all were left, as one of them could not be taken.
    public let fleet: FleetOutcome?
    /// The readings that go to no shipment.
    public let unplaced: [UnplacedReadings]
}

extension Platform {
    /// Ends a stream of events: each reading goes to the shipment with whose goods its device
    /// travelled, as in a fleet's stream.
    ///
    /// - Parameters:
    ///   - upload: The stream.
    ///   - isWhole: Whether nothing is taken where an event is rejected or a reading goes nowhere.
    ///     What a contract refuses after that keeps no other shipment's part from being taken: no
    ///     entry of the ledger is taken back.
    ///   - caller: Who sends.
    ///   - idempotencyKey: What the caller calls the request.
    /// - Returns: What became of it.
    /// - Throws: As ending a fleet's stream does.
    public func capture(
        _ upload: FleetUpload,
        isWhole: Bool,
        as caller: Caller,
        idempotencyKey: String?
    ) async throws -> CaptureOutcome {
        if isWhole {
            var looked = upload
            let (parsed, _) = try looked.body.finish()
            let bindings = try await bindings(of: parsed.devices.map(\.device), as: caller)
            let plan = FleetPlan(parsed.devices, bindings: bindings)
            guard parsed.rejectedCount == 0, plan.unplaced.isEmpty else {
                return CaptureOutcome(
                    parsed: parsed.withoutReadings,
                    fleet: nil,
                    unplaced: plan.unplaced
                )
            }
        }
        let outcome = try await finish(upload, as: caller, idempotencyKey: idempotencyKey)
        return CaptureOutcome(
            parsed: outcome.parsed,
            fleet: outcome,
            unplaced: outcome.unplaced
        )
    }
}

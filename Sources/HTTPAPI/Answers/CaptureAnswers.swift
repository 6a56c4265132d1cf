import CanonicalJSON
import HTTPTypes
import Marine
import Services
import Telemetry

/// What the client asks for where an event cannot be captured.
enum CaptureErrorBehaviour: String, JSONCoded, CaseIterable, Hashable, Sendable {
    /// All events are captured, or none.
    case rollback
    /// As many events are captured as can be.
    case proceed
}

/// A capture job of EPCIS 2.0 (section 12.6.2).
struct CaptureJobAnswer: Answer, Hashable {
    /// The job's identifier.
    let captureID: String
    /// When the events came.
    let createdAt: Instant
    /// When all that can be captured was.
    let finishedAt: Instant
    /// Whether it is still under way: a job is done when it is answered.
    let running: Bool
    /// Whether all events were captured.
    let success: Bool
    /// What was to become of the others where one could not be.
    let captureErrorBehaviour: CaptureErrorBehaviour
    /// Why events, or readings of them, were not captured, up to a limit.
    let errors: [ProblemAnswer]
    /// How many events hold a reading that was captured.
    let captured: Int
    /// Readings that stated something new of their shipment.
    let accepted: Int
    /// Readings that stated nothing new.
    let duplicates: Int
    /// The fields and reports that were left out of events that were captured, up to a limit.
    let leftOut: [RejectedLine]

    /// How many errors are listed.
    static let listedErrors = 1_000

    init(
        _ id: String,
        _ outcome: CaptureOutcome,
        _ behaviour: CaptureErrorBehaviour,
        from start: Instant,
        to end: Instant
    ) {
        captureID = id
        createdAt = start
        finishedAt = end
        running = false
        captureErrorBehaviour = behaviour
        let answer = outcome.fleet.map { FleetUploadAnswer($0) }
        var errors = outcome.parsed.rejected.map(ProblemAnswer.init)
        errors += outcome.unplaced.map(ProblemAnswer.init)
        errors += (answer?.shipments ?? []).compactMap(\.problem)
        success = errors.isEmpty
        self.errors = Array(errors.prefix(Self.listedErrors))
        captured = answer == nil ? 0 : outcome.parsed.readRowCount
        accepted = answer?.accepted ?? 0
        duplicates = answer?.duplicates ?? 0
        leftOut = outcome.parsed.leftOut
    }
}

extension ProblemAnswer {
    /// Why an event was not captured.
    fileprivate init(_ line: RejectedLine) {
        let field = line.field.map { " '\($0)':" } ?? ""
        self.init(
            code: line.code.rawValue,
            status: ProblemStatus(status: .unprocessableContent),
            detail: "line \(line.line):\(field) \(line.reason)"
        )
    }

    /// Why a device's readings were not captured.
    fileprivate init(_ unplaced: UnplacedReadings) {
        let advice =
            switch unplaced.reason {
            case .deviceNotBound: "bind the device to the shipment that it travels with"
            case .outsidePeriods: "it travelled with no goods at these instants"
            case .bindingAmbiguous: "release the device from the shipments that it has left"
            }
        self.init(
            code: unplaced.reason.rawValue,
            status: ProblemStatus(status: .unprocessableContent),
            detail: "\(unplaced.readings) readings of '\(unplaced.device)' from "
                + "\(unplaced.first) to \(unplaced.last) go to no shipment: \(advice)"
        )
    }
}

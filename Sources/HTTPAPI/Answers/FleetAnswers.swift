import CanonicalJSON
import Contracts
import Marine
import Services
import Telemetry

/// What a fleet's stream came to.
///
/// Each row is one of three: read, rejected, or without a measurement. Each reading of the rows
/// that were read is one of four: accepted or a duplicate of a shipment's, in a part that was
/// refused, or unplaced.
struct FleetUploadAnswer: Answer, AnswerWithHeaders {
    /// SHA-256 of the bytes that came, in base64: what a withdrawal names the upload by, of each
    /// shipment.
    let upload: Text<44>
    /// How many rows, or readings in JSON, the stream held.
    let rows: Int
    /// How many rows were read; a row of several channels holds a reading of each.
    let readRows: Int
    /// How many rows state a time and no measurement, such as a logger's status lines.
    let withoutMeasurement: Int
    /// The lines that were not accepted, up to a limit.
    let rejected: [RejectedLine]
    /// How many lines were not accepted.
    let rejectedCount: Int
    /// The fields that were left out of rows that were kept, and the columns that were not
    /// understood, up to a limit.
    let leftOut: [RejectedLine]
    /// How many fields and columns were left out.
    let leftOutCount: Int
    /// How the stream was understood: columns, units, zone, device and order of dates.
    let understood: [UnderstoodPart]
    /// How many readings there are in the rows that were read.
    let readings: Int
    /// Readings that stated something new of their shipment.
    let accepted: Int
    /// Readings that stated nothing new.
    let duplicates: Int
    /// Readings in parts that were refused; each part says why.
    let refused: Int
    /// What became of each shipment's part.
    let shipments: [FleetPartAnswer]
    /// Readings that went to no shipment, by device and reason, up to a limit.
    let unplaced: [UnplacedAnswer]
    /// How many readings went to no shipment.
    let unplacedCount: Int

    static var headers: [AnswerHeader] { [.replayed] }

    /// The most devices that are listed as unplaced; all their readings are counted.
    static let listedUnplaced = 1_000

    init(_ outcome: FleetOutcome) {
        let parsed = outcome.parsed
        upload = outcome.digest
        rows = parsed.readRowCount + parsed.rejectedCount + parsed.withoutMeasurementCount
        readRows = parsed.readRowCount
        withoutMeasurement = parsed.withoutMeasurementCount
        rejected = parsed.rejected
        rejectedCount = parsed.rejectedCount
        leftOut = parsed.leftOut
        leftOutCount = parsed.leftOutCount
        understood = parsed.understood
        readings = parsed.readingCount
        shipments = outcome.parts.map { FleetPartAnswer($0, of: outcome) }
        accepted = shipments.reduce(0) { $0 + $1.upload.accepted }
        duplicates = shipments.reduce(0) { $0 + $1.upload.duplicates }
        refused = shipments.reduce(0) { $0 + ($1.problem == nil ? 0 : $1.upload.readRows) }
        unplaced = outcome.unplaced.prefix(Self.listedUnplaced).map(UnplacedAnswer.init)
        unplacedCount = outcome.unplaced.reduce(0) { $0 + $1.readings }
    }
}

extension FleetOutcome {
    /// Whether every part is its first answer again.
    var isRepeat: Bool {
        !parts.isEmpty && parts.allSatisfy { (try? $0.result.get())?.isRepeat == true }
    }
}

/// What became of one shipment's part of a fleet's stream: an upload's answer, in which each
/// reading counts as a row.
struct FleetPartAnswer: Answer {
    /// The shipment.
    let shipment: InstanceID
    /// What the part came to; where it was refused, nothing of it was taken.
    let upload: UploadAnswer
    /// Why the part was refused, as a problem of its own; absent where it was taken.
    let problem: ProblemAnswer?

    enum Flattened { case upload }
    enum Omittable { case problem }

    init(_ part: FleetPart, of outcome: FleetOutcome) {
        shipment = part.shipment
        switch part.result {
        case .success(let taken):
            upload = UploadAnswer(taken)
            problem = nil
        case .failure(let error):
            upload = UploadAnswer(refusing: part.readings, of: outcome.digest)
            problem = Problem(error).answer
        }
    }
}

/// Readings that went to no shipment, of one device and for one reason.
struct UnplacedAnswer: Answer {
    /// The device.
    let device: String
    /// How many readings.
    let readings: Int
    /// The earliest.
    let first: Instant
    /// The latest.
    let last: Instant
    /// The permanent code.
    let code: UnplacedCode
    /// The reason in English, with what to do.
    let reason: String
    /// The caller's shipments that have the device and are concerned.
    let shipments: [InstanceID]

    init(_ unplaced: UnplacedReadings) {
        device = unplaced.device
        readings = unplaced.readings
        first = unplaced.first
        last = unplaced.last
        code = UnplacedCode(unplaced.reason)
        reason = code.reason
        shipments = unplaced.shipments
    }
}

/// Why readings of a fleet's stream went to no shipment; permanent, never renamed.
enum UnplacedCode: String, JSONCoded, CaseIterable {
    /// No shipment to which the caller may upload has the device.
    case deviceNotBound
    /// The device was bound, and at these instants it travelled with no goods.
    case outsidePeriods
    /// The device travelled with the goods of several shipments at these instants.
    case bindingAmbiguous

    init(_ reason: UnplacedReadings.Reason) {
        self =
            switch reason {
            case .deviceNotBound: .deviceNotBound
            case .outsidePeriods: .outsidePeriods
            case .bindingAmbiguous: .bindingAmbiguous
            }
    }

    var reason: String {
        switch self {
        case .deviceNotBound:
            "no shipment to which this member may upload has the device; bind it and send the same "
                + "again"
        case .outsidePeriods:
            "the device travelled with none of these shipments then; bind it with the time from "
                + "which it does, or upload to the shipment itself"
        case .bindingAmbiguous:
            "the device travelled with each of these shipments then; release it from those that it "
                + "has left, or upload to the shipment itself"
        }
    }
}

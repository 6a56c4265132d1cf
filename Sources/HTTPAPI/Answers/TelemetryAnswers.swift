import CanonicalJSON
import Contracts
import Marine
import Services
import Telemetry

/// What an upload came to.
struct UploadAnswer: Answer, AnswerWithHeaders {
    /// SHA-256 of the bytes that came, in base64: what a withdrawal names the upload by.
    let upload: Text<44>
    /// Readings that were new.
    let accepted: Int
    /// Readings that were known already.
    let duplicates: Int
    /// The lines that were not accepted, up to a limit.
    let rejected: [RejectedLine]
    /// How many lines were not accepted.
    let rejectedCount: Int
    /// The digests of the segments that hold the readings.
    let segments: [Text<44>]
    /// Where on the ledger it is; nowhere where nothing was new.
    let receipt: ReceiptAnswer?

    static var headers: [AnswerHeader] { [.eTag, .replayed] }

    init(_ outcome: UploadOutcome) {
        upload = outcome.digest
        accepted = outcome.accepted
        duplicates = outcome.duplicates
        rejected = outcome.rejected
        rejectedCount = outcome.rejectedCount
        segments = outcome.segments
        receipt = outcome.receipt.map(ReceiptAnswer.init)
    }
}

/// What all readings of a shipment show.
struct FindingsAnswer: Answer, AnswerWithHeaders {
    /// The shipment.
    let shipment: InstanceID
    /// What the loggers must show.
    let terms: TelemetryTerms
    /// The shipment's revision.
    let revision: Int
    /// The carriage whose readings are judged; absent while the goods have not left.
    ///
    /// - Since: edition 2
    let carriage: CarriageWindow?
    /// How many instants with readings lie outside it, which are kept and not judged.
    ///
    /// - Since: edition 2
    let outside: Int?
    /// What each device's readings show.
    let devices: [DeviceFindings]

    static var headers: [AnswerHeader] { [.eTag] }
}

/// Readings of one metric, thinned for a chart.
struct SeriesAnswer: Answer {
    /// The metric.
    let metric: Metric
    /// The unit of the values; none for the door.
    let unit: String?
    /// Each device's readings.
    let devices: [DeviceSeriesAnswer]
}

/// One device's readings of one metric.
struct DeviceSeriesAnswer: Answer {
    /// The device.
    let device: String
    /// The readings, by time.
    let points: [PointAnswer]
}

/// One reading of one metric.
struct PointAnswer: Answer {
    /// The instant of the reading.
    let time: Instant
    /// In the unit of the series; whether a door is open is a word.
    let value: PointValue

    init(metric: Metric, point: Series.Point) {
        time = point.time
        value =
            metric == .door
            ? .door(point.milli == 0 ? .open : .closed) : .thousandths(Int64(point.milli))
    }
}

/// A reading's value.
enum PointValue: JSONWritable, JSONShaped {
    /// In thousandths of the series' unit.
    case thousandths(Int64)
    /// Whether the door is open.
    case door(DoorState)

    func write(to writer: inout JSONWriter) {
        switch self {
        case .thousandths(let value): writer.number(DecimalText.text(value, digits: 3))
        case .door(let state): state.write(to: &writer)
        }
    }

    static func shape(in dialect: JSONDialect) -> JSONShape {
        .either([.decimal(example: "4.310"), .named(DoorState.self)])
    }
}

extension Metric {
    /// The unit of the metric's values; none for the door.
    var unit: String? {
        switch self {
        case .temperature: "degrees Celsius"
        case .humidity: "percent relative humidity"
        case .shock: "g"
        case .light: "lux"
        case .battery: "percent"
        case .door: nil
        }
    }
}

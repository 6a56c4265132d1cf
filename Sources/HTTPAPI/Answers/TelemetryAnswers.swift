import CanonicalJSON
import Contracts
import Marine
import Services
import Telemetry

/// What an upload came to.
///
/// Each row is one of three: read, rejected, or without a measurement; and each reading of the rows
/// that were read is accepted or a duplicate.
struct UploadAnswer: Answer, AnswerWithHeaders {
    /// SHA-256 of the bytes that came, in base64: what a withdrawal names the upload by.
    let upload: Text<44>
    /// Readings that stated something new.
    let accepted: Int
    /// Readings that stated nothing new.
    let duplicates: Int
    /// The lines that were not accepted, up to a limit.
    let rejected: [RejectedLine]
    /// How many lines were not accepted.
    let rejectedCount: Int
    /// How many rows, or readings in JSON, the upload held.
    let rows: Int
    /// How many rows were read; a row of several channels holds a reading of each.
    let readRows: Int
    /// How many rows state a time and no measurement, such as a logger's status lines.
    let withoutMeasurement: Int
    /// The fields that were left out of rows that were kept, and the columns that were not
    /// understood, up to a limit.
    let leftOut: [RejectedLine]
    /// How many fields and columns were left out.
    let leftOutCount: Int
    /// How the upload was understood: columns, units, zone, device and order of dates.
    let understood: [UnderstoodPart]
    /// How many samples were stored; readings of one device and instant are one.
    let stored: Int
    /// The digests of the segments that hold the readings.
    let segments: [Text<44>]
    /// Where on the ledger it is; nowhere where nothing was new.
    let receipt: ReceiptAnswer?

    static var headers: [AnswerHeader] { [.eTag, .replayed] }

    init(_ outcome: UploadOutcome) {
        upload = outcome.digest
        let parsed = outcome.parsed
        accepted = outcome.accepted
        duplicates = outcome.duplicates
        rejected = parsed.rejected
        rejectedCount = outcome.rejectedCount
        // What was rejected when it was recorded may be read by now: the sum is the same.
        rows = parsed.readRowCount + parsed.rejectedCount + parsed.withoutMeasurementCount
        readRows = rows - outcome.rejectedCount - parsed.withoutMeasurementCount
        withoutMeasurement = parsed.withoutMeasurementCount
        leftOut = parsed.leftOut
        leftOutCount = parsed.leftOutCount
        understood = parsed.understood
        stored = outcome.stored
        segments = outcome.segments
        receipt = outcome.receipt.map(ReceiptAnswer.init)
    }

    /// An upload of so many readings of which nothing was taken.
    init(refusing readings: Int, of digest: Text<44>) {
        upload = digest
        (accepted, duplicates, stored) = (0, 0, 0)
        (rows, readRows, withoutMeasurement) = (readings, readings, 0)
        (rejected, rejectedCount, leftOut, leftOutCount) = ([], 0, [], 0)
        (understood, segments, receipt) = ([], [], nil)
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
    /// The instant as of which readings are judged.
    ///
    /// - Since: edition 4
    let asOf: Instant?
    /// How many instants with readings are said to be of later, by a day at most, and wait.
    ///
    /// - Since: edition 4
    let ahead: Int?
    /// The earliest of them; absent where none waits.
    ///
    /// - Since: edition 4
    let aheadFrom: Instant?
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

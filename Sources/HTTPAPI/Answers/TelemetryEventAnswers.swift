import CanonicalJSON
import Contracts
import Marine
import Services
import Telemetry

/// The data of an event of kind `upload`: a shipment took one, and all its readings were judged.
struct UploadEventAnswer: Answer {
    /// The shipment.
    let shipment: InstanceID
    /// The index of the ledger's entry, which is the event's id.
    let index: UInt64
    /// The entry's instant.
    let at: Instant
    /// The shipment's revision after it.
    let revision: Int
    /// The upload's digest: what a withdrawal names it by.
    let upload: Text<44>
    /// Who uploaded it.
    ///
    /// - Since: edition 4
    let by: MemberID?
    /// How many samples were stored; readings of one device and instant are one.
    let stored: Int
    /// Readings that stated nothing new.
    let duplicates: Int
    /// Lines that were rejected.
    let rejected: Int
    /// What came of each device.
    let devices: [UploadedDeviceAnswer]
    /// What all of each device's readings show now.
    let findings: [FindingsSummaryAnswer]

    init(
        _ event: TelemetryEvent,
        _ upload: Shipment.Upload,
        _ latest: [Reading],
        _ findings: TelemetryFindings
    ) {
        shipment = event.shipment
        index = event.index
        at = event.at
        revision = event.revision
        self.upload = upload.digest
        by = upload.by
        stored = upload.accepted
        duplicates = upload.duplicates
        rejected = upload.rejected
        let flagged = Dictionary(
            findings.devices.map { ($0.device, $0.flagged ?? []) },
            uniquingKeysWith: { first, _ in first }
        )
        let names = Set(upload.segments.map(\.device.string))
        devices = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { device in
            UploadedDeviceAnswer(
                device,
                upload.segments.filter { $0.device.string == device },
                latest.first { $0.device == device }?.sample,
                flagged[device] ?? []
            )
        }
        self.findings = findings.devices.map(FindingsSummaryAnswer.init)
    }
}

/// What an upload brought of one device.
struct UploadedDeviceAnswer: Answer {
    /// The device.
    let device: String
    /// How many samples were stored.
    let stored: Int
    /// The earliest of them.
    let first: Instant
    /// The latest of them.
    let last: Instant
    /// The latest of them; absent where its segment is lost.
    let latest: ReadingAnswer?

    enum Omittable { case latest }

    init(
        _ device: String,
        _ segments: [Shipment.SegmentRecord],
        _ latest: Sample?,
        _ flagged: [FlaggedReadings]
    ) {
        self.device = device
        stored = segments.reduce(0) { $0 + $1.readings }
        first = segments.map(\.first).min() ?? .earliest
        last = segments.map(\.last).max() ?? .earliest
        self.latest = latest.map { ReadingAnswer($0, flagged) }
    }
}

/// One reading.
struct ReadingAnswer: Answer {
    /// The instant of the reading.
    let time: Instant
    /// Degrees Celsius.
    let temperature: PointValue?
    /// Percent relative humidity.
    let humidity: PointValue?
    /// In g.
    let shock: PointValue?
    /// In lux.
    let light: PointValue?
    /// Whether the door is open.
    let door: PointValue?
    /// Degrees north of the equator.
    let latitude: Degrees?
    /// Degrees east of Greenwich.
    let longitude: Degrees?
    /// Charge left, in percent.
    let battery: PointValue?
    /// What of it the findings do not believe: its metrics, or its time.
    let flagged: [FlaggedReadings.Measured]

    enum Omittable {
        case temperature, humidity, shock, light, door, latitude, longitude, battery
    }

    init(_ sample: Sample, _ flagged: [FlaggedReadings]) {
        func value(_ metric: Metric) -> PointValue? {
            sample[metric].map { milli in
                metric == .door
                    ? .door(milli == 0 ? .open : .closed) : .thousandths(Int64(milli))
            }
        }
        time = sample.time
        temperature = value(.temperature)
        humidity = value(.humidity)
        shock = value(.shock)
        light = value(.light)
        door = value(.door)
        latitude = sample.position.map { Degrees(microdegrees: $0.latitudeMicrodegrees) }
        longitude = sample.position.map { Degrees(microdegrees: $0.longitudeMicrodegrees) }
        battery = value(.battery)
        var metrics: [FlaggedReadings.Measured] = []
        for found in flagged where found.includes(sample.time) && !metrics.contains(found.metric) {
            metrics.append(found.metric)
        }
        self.flagged = metrics
    }
}

extension FlaggedReadings {
    /// Whether an instant is known to be one of them: the latest, or in one of the runs listed.
    fileprivate func includes(_ instant: Instant) -> Bool {
        instant == last || runs.contains { $0.from <= instant && instant <= $0.to }
    }
}

/// The data of an event of kind `findings`: a shipment's readings were judged anew.
struct FindingsEventAnswer: Answer {
    /// The shipment.
    let shipment: InstanceID
    /// The index of the ledger's entry, which is the event's id.
    let index: UInt64
    /// The entry's instant.
    let at: Instant
    /// The shipment's revision after it.
    let revision: Int
    /// What all of each device's readings show now.
    let findings: [FindingsSummaryAnswer]

    init(_ event: TelemetryEvent, _ findings: TelemetryFindings) {
        shipment = event.shipment
        index = event.index
        at = event.at
        revision = event.revision
        self.findings = findings.devices.map(FindingsSummaryAnswer.init)
    }
}

/// The data of an event of kind `withdrawal`: an upload was taken back.
struct WithdrawalEventAnswer: Answer {
    /// The shipment.
    let shipment: InstanceID
    /// The index of the ledger's entry, which is the event's id.
    let index: UInt64
    /// The entry's instant.
    let at: Instant
    /// The shipment's revision after it.
    let revision: Int
    /// The upload's digest.
    let upload: Text<44>
    /// Who uploaded it and takes it back.
    let by: MemberID
    /// Why.
    let reason: Text<200>
    /// How many samples it had brought.
    let readings: Int

    init(_ event: TelemetryEvent, _ withdrawal: Shipment.Withdrawal) {
        shipment = event.shipment
        index = event.index
        at = event.at
        revision = event.revision
        upload = withdrawal.upload
        by = withdrawal.by
        reason = withdrawal.reason
        readings = withdrawal.readings
    }
}

/// The figures of what all readings of one device show; the findings themselves have the rest.
struct FindingsSummaryAnswer: Answer {
    /// The device.
    let device: String
    /// How many instants of the carriage have a reading.
    let readings: Int
    /// The earliest of them.
    let first: Instant
    /// The latest of them.
    let last: Instant
    /// The lowest temperature; absent where none was reported.
    let minimum: Temperature?
    /// The highest temperature; absent where none was reported.
    let maximum: Temperature?
    /// The mean kinetic temperature; absent where no temperature was reported.
    let meanKineticTemperature: Temperature?
    /// The whole time above the upper limit.
    let millisecondsAbove: Int64
    /// The whole time below the lower limit.
    let millisecondsBelow: Int64
    /// How many excursions there are.
    let excursionCount: Int
    /// How many gaps there are.
    let gapCount: Int
    /// How many instants contradict themselves.
    let contradictions: Int
    /// How many instants have a value that is not believed, of each metric and reason.
    let flaggedCount: Int

    enum Omittable { case minimum, maximum, meanKineticTemperature }

    init(_ found: DeviceFindings) {
        device = found.device
        readings = found.readings
        first = found.first
        last = found.last
        minimum = found.minimum
        maximum = found.maximum
        meanKineticTemperature = found.meanKineticTemperature
        millisecondsAbove = found.millisecondsAbove
        millisecondsBelow = found.millisecondsBelow
        excursionCount = found.excursionCount
        gapCount = found.gapCount
        contradictions = found.contradictions
        flaggedCount = (found.flagged ?? []).reduce(0) { $0 + $1.instants }
    }
}

/// What one event of a stream says.
enum TelemetryEventMessage: JSONWritable, JSONShaped {
    /// A shipment took an upload.
    case upload(UploadEventAnswer)
    /// A shipment's readings were judged anew.
    case findings(FindingsEventAnswer)
    /// An upload was taken back.
    case withdrawal(WithdrawalEventAnswer)

    /// `nil` where the ledger has lost what the entry says.
    init?(_ event: TelemetryEvent) {
        switch event.content {
        case .lost: return nil
        case .upload(let upload, let latest, let findings):
            self = .upload(UploadEventAnswer(event, upload, latest, findings))
        case .findings(let findings): self = .findings(FindingsEventAnswer(event, findings))
        case .withdrawal(let withdrawal):
            self = .withdrawal(WithdrawalEventAnswer(event, withdrawal))
        }
    }

    /// What the event is called.
    var kind: String {
        switch self {
        case .upload: "upload"
        case .findings: "findings"
        case .withdrawal: "withdrawal"
        }
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .upload(let data): data.write(to: &writer)
        case .findings(let data): data.write(to: &writer)
        case .withdrawal(let data): data.write(to: &writer)
        }
    }

    static func shape(in dialect: JSONDialect) -> JSONShape {
        .either([
            .named(UploadEventAnswer.self), .named(FindingsEventAnswer.self),
            .named(WithdrawalEventAnswer.self),
        ])
    }
}

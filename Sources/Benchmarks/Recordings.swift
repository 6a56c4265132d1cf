import Contracts
import Ledger
import Marine
import Storage
import Telemetry
import TransparencyLog

/// What loggers record on the voyages of a workload: hourly temperatures, sent in once a day.
///
/// The readings repeat from logger to logger, so that any number of voyages pins the same 8,192
/// segments. Their digests and findings are right, so that an audit is clean.
struct Recordings: Sendable {
    /// One day's upload, and what is found in all that the logger has sent by then.
    struct Part: Sendable {
        let upload: Shipment.Upload
        let findings: TelemetryFindings
    }

    private static let devices = 2048
    private static let days = 4
    private static let readingsPerDay = 24

    /// The first reading.
    let start: Instant
    /// An hour after the last reading.
    let end: Instant
    /// What the uploads pin.
    let segments: [StoredSegment]
    private let parts: [[Part]]

    init(from start: Instant, terms: TelemetryTerms) throws {
        var segments: [StoredSegment] = []
        var parts: [[Part]] = []
        for device in 0..<Recordings.devices {
            var readings = ReadingSet()
            parts.append(
                try (0..<Recordings.days).map { day in
                    let merged = readings.merge(Recordings.readings(device, day, from: start))
                    let packed = merged.additions.flatMap { Segment.packing($0) }.map { segment in
                        (segment, StoredSegment(segment) { Hash.sha256(of: $0).bytes })
                    }
                    segments += packed.map(\.1)
                    let upload = Shipment.Upload(
                        digest: try Text(
                            Hash.sha256(of: Array("upload \(device) \(day)".utf8)).base64
                        ),
                        accepted: merged.accepted,
                        duplicates: 0,
                        rejected: 0,
                        signature: nil,
                        segments: try packed.map { segment, stored in
                            Shipment.SegmentRecord(
                                digest: try Text(Base64.encode(stored.digest)),
                                device: try DeviceName(segment.device),
                                readings: segment.count,
                                first: segment.first,
                                last: segment.last,
                                content: segment.content(in: .current) {
                                    DigestText(bytes: Hash.sha256(of: $0).bytes)
                                }
                            )
                        }
                    )
                    let findings = TelemetryEvaluation.findings(
                        of: readings,
                        terms: terms,
                        within: CarriageWindow(from: start),
                        asOf: start.advanced(
                            byMilliseconds: Int64(Recordings.days * Recordings.readingsPerDay)
                                * 3_600_000
                        ),
                        in: .current
                    )
                    return Part(upload: upload, findings: findings)
                }
            )
        }
        self.start = start
        self.segments = segments
        self.parts = parts
        let hours = Recordings.days * Recordings.readingsPerDay
        end = start.advanced(byMilliseconds: Int64(hours) * 3_600_000)
    }

    /// The logger of a voyage.
    func device(_ voyage: Int) -> String { Recordings.name(voyage % Recordings.devices) }

    /// The uploads of a voyage, in order.
    func uploads(_ voyage: Int) -> [Part] { parts[voyage % Recordings.devices] }

    private static func name(_ device: Int) -> String { "TT-\(1000 + device)" }

    private static func readings(_ device: Int, _ day: Int, from start: Instant) -> [Reading] {
        (0..<readingsPerDay).map { hour in
            let number = day * readingsPerDay + hour
            // Between -20.0 and -17.3 degrees, as a reefer's controller swings.
            let milli = -20_000 + Int32((number * 7 + device * 3) % 28) * 100 + Int32(device % 100)
            return Reading(
                device: name(device),
                sample: Sample(
                    time: start.advanced(byMilliseconds: Int64(number) * 3_600_000),
                    temperature: Temperature(milliCelsius: milli)
                )
            )
        }
    }
}

import Marine
import Telemetry
import TestSamples

/// Parses a text in one piece.
func parse(
    _ text: String,
    _ format: TelemetryFormat,
    limits: UploadLimits = UploadLimits()
) throws -> ParsedUpload {
    try parse(Array(text.utf8), format, limits: limits)
}

/// Parses bytes in one piece.
func parse(
    _ bytes: [UInt8],
    _ format: TelemetryFormat,
    limits: UploadLimits = UploadLimits()
) throws -> ParsedUpload {
    var parser = UploadParser(format: format, limits: limits)
    try parser.consume(bytes)
    return parser.finish()
}

/// A sample in short: what is not named was not measured.
func sample(
    _ milliseconds: Int64,
    _ milliCelsius: Int32? = nil,
    humidity: Int32? = nil,
    position: Position? = nil
) -> Sample {
    Sample(
        time: Instant(millisecondsSinceEpoch: milliseconds),
        temperature: milliCelsius.map(Temperature.init(milliCelsius:)),
        humidityMilliPercent: humidity,
        position: position
    )
}

/// A position in whole degrees.
func position(_ latitude: Int32, _ longitude: Int32) -> Position {
    Position(
        latitudeMicrodegrees: latitude * 1_000_000,
        longitudeMicrodegrees: longitude * 1_000_000
    )
}

/// The documented reading's sample.
enum JSONSample {
    static let documented = Sample(
        // date -u -d 2026-03-01T00:05:00Z +%s
        time: Instant(millisecondsSinceEpoch: 1_772_323_500_000),
        temperature: Temperature(milliCelsius: 4_310),
        humidityMilliPercent: 55_200,
        shockMilliG: 200,
        lightMilliLux: 0,
        door: .closed,
        position: Position(latitudeMicrodegrees: 51_950_000, longitudeMicrodegrees: 4_140_000),
        batteryMilliPercent: 88_000
    )
}

/// Readings as hostile feeds send them: few instants, few values, many collisions.
enum RandomReadings {
    static func samples(
        _ count: Int,
        _ generator: inout SeededGenerator,
        instants: Int64 = 40
    ) -> [Sample] {
        (0..<count).map { _ in
            var sample = Sample(
                time: Instant(
                    millisecondsSinceEpoch: Int64.random(in: 0..<instants, using: &generator)
                        * 300_000
                )
            )
            repeat {
                func maybe<Value>(_ value: @autoclosure () -> Value) -> Value? {
                    Int.random(in: 0..<3, using: &generator) == 0 ? nil : value()
                }
                sample.temperature = maybe(
                    Temperature(milliCelsius: Int32.random(in: 0...4, using: &generator) * 3_000)
                )
                sample.humidityMilliPercent = maybe(
                    Int32.random(in: 0...2, using: &generator) * 50_000
                )
                sample.door = maybe(Bool.random(using: &generator) ? .open : .closed)
                sample.position = maybe(position(Int32.random(in: -1...1, using: &generator), 4))
            } while sample.isEmpty
            return sample
        }
    }
}

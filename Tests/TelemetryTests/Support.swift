import Marine
import Telemetry

/// SplitMix64, so that a run is repeated by its seed alone.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

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
        position: position)
}

/// A position in whole degrees.
func position(_ latitude: Int32, _ longitude: Int32) -> Position {
    Position(
        latitudeMicrodegrees: latitude * 1_000_000, longitudeMicrodegrees: longitude * 1_000_000)
}

import Marine
import TestSamples
import Testing

@testable import Telemetry

/// What of a device's samples is marked as not believed, sample by sample.
@Suite struct MarkedSamplesTests {
    private static let terms = TelemetryTerms(
        lowerLimit: Temperature(milliCelsius: 2_000),
        upperLimit: Temperature(milliCelsius: 8_000),
        reportableGapMilliseconds: 3_600_000
    )

    private static func at(_ minutes: Int64) -> Instant {
        day(30).advanced(byMilliseconds: minutes * 60_000)
    }

    private static func sample(_ minutes: Int64, _ milli: Int32, at place: Position) -> Sample {
        Sample(
            time: at(minutes),
            temperature: Temperature(milliCelsius: milli),
            humidityMilliPercent: 50_000,
            position: place
        )
    }

    private static let port = Position(
        latitudeMicrodegrees: 51_950_000,
        longitudeMicrodegrees: 4_140_000
    )
    private static let nowhere = Position(latitudeMicrodegrees: 0, longitudeMicrodegrees: 0)
    private static let far = Position(
        latitudeMicrodegrees: -33_900_000,
        longitudeMicrodegrees: 18_400_000
    )

    private static func marked(
        _ samples: [Sample],
        within carriage: CarriageWindow?,
        in edition: Edition = .fourth
    ) -> MarkedSamples {
        MarkedSamples(samples, terms: terms, within: carriage, asOf: day(60), in: edition)
    }

    /// Five readings each half an hour, one of a fault and one of null island among them.
    private static func voyage(from minutes: Int64) -> [Sample] {
        [
            sample(minutes, 4_800, at: port), sample(minutes + 30, 85_000, at: port),
            sample(minutes + 60, 4_900, at: nowhere), sample(minutes + 90, 4_800, at: far),
            sample(minutes + 120, 4_800, at: port),
        ]
    }

    private static let expected: [Int: [String]] = [
        1: ["temperature sensorFault"], 2: ["position nullIsland"],
        3: ["position impossibleMovement"],
    ]

    private static func words(_ marked: MarkedSamples) -> [Int: [String]] {
        var words: [Int: [String]] = [:]
        for place in marked.samples.indices {
            let marks = marked.marks(at: place).map { "\($0.metric) \($0.reason)" }
            if !marks.isEmpty { words[place] = marks }
        }
        return words
    }

    @Test(arguments: [
        nil, CarriageWindow(from: day(30)), CarriageWindow(from: day(31)),
        CarriageWindow(from: day(20), to: day(25)),
    ])
    func `the same is doubted before, within and after the carriage`(
        carriage: CarriageWindow?
    ) {
        let samples = Self.voyage(from: 0)
        let marked = Self.marked(samples, within: carriage)
        #expect(Self.words(marked) == Self.expected)
        #expect(marked.doubtedPositions == 2)
        let believed = marked.believed
        #expect(believed.map(\.humidityMilliPercent) == samples.map(\.humidityMilliPercent))
        #expect(believed[1].temperature == nil)
        #expect(believed[1].position == Self.port)
        #expect(believed[2].position == nil)
        #expect(believed[2].temperature?.milliCelsius == 4_900)
        #expect(believed.indices.allSatisfy { believed[$0] == marked.believed(at: $0) })
    }

    @Test func `what the findings count as flagged within the carriage is what is marked there`() {
        let samples = Self.voyage(from: -300) + Self.voyage(from: 30) + Self.voyage(from: 3_000)
        let carriage = CarriageWindow(from: day(30), to: day(31))
        let marked = Self.marked(samples, within: carriage)
        let judged = JudgedReadings(
            samples[...],
            within: carriage,
            asOf: day(60),
            Self.terms,
            in: .fourth
        )
        let within = (5..<10).flatMap { marked.marks(at: $0) }
        #expect(within.count == judged.state.flagged.reduce(0) { $0 + $1.instants })
        let shifted = [0, 5, 10].flatMap { start in
            Self.expected.map { (start + $0.key, $0.value) }
        }
        #expect(Self.words(marked) == Dictionary(uniqueKeysWithValues: shifted))
    }

    @Test func `readings of a wrong clock are marked as a whole, those of an hour ahead not`() {
        let samples = [
            Self.sample(-600 * 1_440, 4_800, at: Self.port), Self.sample(0, 4_800, at: Self.port),
            Self.sample(30 * 1_440 + 60, 4_800, at: Self.port),
            Self.sample(40 * 1_440, 4_800, at: Self.port),
        ]
        let marked = Self.marked(samples, within: CarriageWindow(from: day(30)))
        #expect(Self.words(marked) == [0: ["time clockWrong"], 3: ["time clockWrong"]])
        #expect(marked.believed(at: 0).isEmpty)
        #expect(marked.doubtedPositions == 2)
        let before = Self.marked(samples, within: nil)
        #expect(Self.words(before) == [3: ["time clockWrong"]])
    }

    @Test func `an edition that believes all readings marks none`() {
        let marked = Self.marked(Self.voyage(from: 0), within: nil, in: .third)
        #expect(Self.words(marked).isEmpty)
        #expect(marked.believed == marked.samples)
    }
}

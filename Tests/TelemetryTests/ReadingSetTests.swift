import Marine
import Telemetry
import TestSamples
import Testing

@Suite struct `A set of readings` {
    private static let terms = TelemetryTerms(
        lowerLimit: Temperature(milliCelsius: 2_000),
        upperLimit: Temperature(milliCelsius: 8_000),
        reportableGapMilliseconds: 900_000
    )

    private static let merges: [([Sample], [Sample], Int, Int, Int)] = [
        // An exact duplicate.
        ([sample(0, 1)], [sample(0, 1)], 0, 1, 0),
        // A combined report repeated as one row per sensor.
        ([sample(0, 1, humidity: 2)], [sample(0, 1), sample(0, humidity: 2)], 0, 2, 0),
        // The other way about: the combined report states nothing new.
        ([sample(0, 1), sample(0, humidity: 2)], [sample(0, 1, humidity: 2)], 0, 1, 0),
        // One new fact makes a reading accepted.
        ([sample(0, 1)], [sample(0, 1, humidity: 2)], 1, 0, 0),
        // Two values of one metric at one instant are both kept.
        ([sample(0, 1)], [sample(0, 2)], 1, 0, 1),
        ([sample(0, 1), sample(0, 2)], [sample(0, 2), sample(0, 1), sample(0, 3)], 1, 2, 1),
        // Within one batch the combined report counts and its repetitions do not.
        ([], [sample(0, 1), sample(0, humidity: 2), sample(0, 1, humidity: 2)], 1, 2, 0),
        ([], [sample(0, 1), sample(5, 1)], 2, 0, 0), ([sample(9, 1)], [sample(5, 1)], 1, 0, 0),
        ([sample(0, 1)], [], 0, 0, 0),
    ]

    @Test(arguments: merges)
    func `tells the new from the known`(
        known: [Sample],
        batch: [Sample],
        accepted: Int,
        duplicates: Int,
        contradictions: Int
    ) {
        var set = ReadingSet()
        set.merge([DeviceSamples(device: "D", samples: known)])
        let outcome = set.merge([DeviceSamples(device: "D", samples: batch)])
        #expect(outcome.accepted == accepted)
        #expect(outcome.duplicates == duplicates)
        let findings = TelemetryEvaluation.findings(
            of: set,
            terms: Self.terms,
            within: nil,
            in: .first
        )
        #expect(findings.devices.first?.contradictions == contradictions)
    }

    @Test func `keeps devices apart and in the order of their bytes`() {
        var set = ReadingSet()
        let outcome = set.merge(
            ["b", "B", "a", "10", "9"].map { Reading(device: $0, sample: sample(0, 1)) }
        )
        #expect(outcome.accepted == 5)
        #expect(set.devices.map(\.device) == ["10", "9", "B", "a", "b"])
        #expect(outcome.additions == set.devices)
        #expect(set.samples(of: "b") == [sample(0, 1)])
        #expect(set.samples(of: "c").isEmpty)
        #expect(set.count == 5)
        #expect(ReadingSet().isEmpty)
    }

    @Test func `keeps a great many values of one instant in reasonable time`() {
        let samples = (0..<50_000).map {
            Sample(
                time: .earliest,
                temperature: Temperature(milliCelsius: Int32($0)),
                shockMilliG: Int32(50_000 - $0)
            )
        }
        var set = ReadingSet()
        #expect(set.merge([DeviceSamples(device: "D", samples: samples)]).accepted == 50_000)
        #expect(set.merge([DeviceSamples(device: "D", samples: samples)]).duplicates == 50_000)
        let findings = TelemetryEvaluation.findings(
            of: set,
            terms: Self.terms,
            within: nil,
            in: .first
        )
        #expect(findings.devices.first?.contradictions == 1)
        #expect(findings.devices.first?.readings == 1)
    }

    @Test func `is the same whatever the order and the cuts of its batches`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("order seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let readings = ["A", "B"].flatMap { device in
                RandomReadings.samples(60, &generator).map { Reading(device: device, sample: $0) }
            }
            var whole = ReadingSet()
            whole.merge(readings)
            let expected = TelemetryEvaluation.findings(
                of: whole,
                terms: Self.terms,
                within: nil,
                in: .first
            )
            for _ in 0..<4 {
                let shuffled = (readings + readings.prefix(20)).shuffled(using: &generator)
                var cut = ReadingSet()
                var segments: [Segment] = []
                var position = 0
                while position < shuffled.count {
                    let length = Int.random(in: 1...50, using: &generator)
                    let batch = shuffled[position..<min(position + length, shuffled.count)]
                    let outcome = cut.merge(batch)
                    #expect(outcome.accepted + outcome.duplicates == batch.count)
                    segments += outcome.additions.flatMap(Segment.packing)
                    position += length
                }
                #expect(cut == whole, "seed \(seed)")
                #expect(cut.devices == whole.devices, "seed \(seed)")
                // An auditor has only the segments, in whatever order the store gives them.
                var audited = ReadingSet()
                for segment in segments.shuffled(using: &generator) {
                    let outcome = audited.merge(try Segment(decoding: segment.encoded))
                    #expect(outcome.duplicates == 0, "seed \(seed)")
                }
                #expect(audited == whole, "seed \(seed)")
                let findings = TelemetryEvaluation.findings(
                    of: audited,
                    terms: Self.terms,
                    within: nil,
                    in: .first
                )
                #expect(findings == expected, "seed \(seed)")
            }
        }
    }
}

@Suite struct `The order of readings` {
    @Test func `is total, and puts a combined report before its parts`() {
        let seed = UInt64.random(in: .min ... .max)
        print("sort seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let samples = RandomReadings.samples(120, &generator, instants: 3)
        for one in samples {
            for two in samples {
                #expect([one < two, two < one, one == two].count { $0 } == 1, "seed \(seed)")
            }
        }
        #expect(sample(0, 1, humidity: 2) < sample(0, 1))
        #expect(sample(0, 1) < sample(0, humidity: 2))
        #expect(sample(0, 9) < sample(1, 1))
        #expect(
            Reading(device: "A", sample: sample(9, 1)) < Reading(device: "B", sample: sample(0, 1))
        )
        #expect(
            !(Reading(device: "A", sample: sample(9, 1))
                < Reading(device: "A", sample: sample(0, 1)))
        )
    }
}

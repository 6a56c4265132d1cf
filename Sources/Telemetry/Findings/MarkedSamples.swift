public import Marine

/// A value of a sample that is not believed.
struct DoubtedValue: Hashable, Sendable {
    /// The place of its sample.
    let place: Int
    let metric: FlaggedReadings.Measured
    let reason: FlaggedReadings.Reason
}

/// One device's canonical samples with what of each is not believed.
///
/// What is judged is doubted as the findings doubt it. What lies before and after it is judged by
/// nothing, and is looked at by the same rules, each side for itself. In editions that believe all
/// readings nothing is doubted.
public struct MarkedSamples: Sendable {
    /// Why a value is not believed, and which.
    public struct Mark: Hashable, Sendable {
        /// What of the sample is not believed: all of it, where that is its time.
        public let metric: FlaggedReadings.Measured
        /// Why.
        public let reason: FlaggedReadings.Reason
    }

    /// The samples, in ascending order.
    public let samples: [Sample]
    private var marks: [Int: [Mark]] = [:]

    /// Marks a device's canonical samples by what a certificate asks of them.
    ///
    /// - Parameters:
    ///   - samples: The samples, in ascending order.
    ///   - terms: What the loggers must show.
    ///   - carriage: The device's own period of the carriage; `nil` while it has none.
    ///   - now: As of when they are looked at.
    ///   - edition: The edition of the rules.
    public init(
        _ samples: [Sample],
        terms: TelemetryTerms,
        within carriage: CarriageWindow?,
        asOf now: Instant,
        in edition: Edition
    ) {
        self.samples = samples
        guard edition >= .fourth else { return }
        let judged = JudgedReadings(
            samples[...],
            within: carriage,
            asOf: now,
            terms,
            in: edition
        )
        take(judged, from: 0)
        let count = samples.partitionPoint { sample in
            carriage.map { sample.time <= $0.to ?? now } ?? false && sample.time <= now
        }
        // Wrong clocks are at both ends: the samples ascend.
        let oldest = samples.partitionPoint { sample in
            carriage.map { carriage in
                carriage.from.milliseconds(since: sample.time) > JudgedReadings.yearMilliseconds
            } ?? false
        }
        let newest = samples.partitionPoint { sample in
            sample.time.milliseconds(since: now) <= JudgedReadings.dayMilliseconds
        }
        for place in samples.indices where place < oldest || place >= newest {
            marks[place] = [Mark(metric: .time, reason: .clockWrong)]
        }
        let begin = samples.partitionPoint { sample in
            carriage.map { sample.time < $0.from } ?? false
        }
        for side in [oldest..<max(oldest, begin), max(begin, count)..<max(begin, count, newest)] {
            guard let first = samples[side].first else { continue }
            let around = CarriageWindow(from: first.time, to: nil)
            take(
                JudgedReadings(
                    samples[side],
                    within: around,
                    asOf: nil,
                    terms,
                    in: edition
                ),
                from: side.lowerBound
            )
        }
    }

    /// What of the sample at a place is not believed.
    public func marks(at place: Int) -> [Mark] { marks[place] ?? [] }

    /// The sample at a place with what of it is believed.
    public func believed(at place: Int) -> Sample {
        var sample = samples[place]
        for mark in marks(at: place) { sample.leaveOut(mark.metric) }
        return sample
    }

    /// The samples with what of them is believed; some may hold nothing.
    public var believed: [Sample] {
        var believed = samples
        for (place, marks) in marks {
            for mark in marks { believed[place].leaveOut(mark.metric) }
        }
        return believed
    }

    /// How many samples have a position that is not believed.
    public var doubtedPositions: Int {
        marks.count { place, marks in
            samples[place].position != nil
                && marks.contains { $0.metric == .position || $0.metric == .time }
        }
    }

    private mutating func take(_ judged: JudgedReadings, from start: Int) {
        for doubt in judged.doubts {
            marks[start + judged.start + doubt.place, default: []]
                .append(Mark(metric: doubt.metric, reason: doubt.reason))
        }
    }
}

public import Marine

/// The evaluation of a shipment's readings, which goes on from where it stood.
///
/// It finds what ``TelemetryEvaluation`` finds of the whole set, and works out only what was added:
/// for each device it keeps how things stood at a few instants after which nothing was found that
/// later readings could change. Readings that come late take it back to before them.
public struct ShipmentEvaluation: Sendable {
    private var devices: [String: DeviceProgress] = [:]
    private var asked: Asked?
    private let goesOn: Bool

    private struct Asked: Hashable {
        let terms: TelemetryTerms
        let measures: [TelemetryMeasure]?
        let carriage: CarriageWindow?
        let periods: [String: DevicePeriod]
        let edition: Edition
    }

    /// Begins with nothing.
    public init() { goesOn = true }

    /// How many instants it could go on from.
    var standCount: Int { devices.values.reduce(0) { $0 + $1.standCount } }

    /// Begins with nothing; where it is said, to evaluate a whole set once.
    init(goingOn goesOn: Bool) { self.goesOn = goesOn }

    /// Notes facts that were added to the set of readings since it was evaluated last.
    public mutating func note(_ additions: [DeviceSamples]) {
        for added in additions {
            guard let earliest = added.samples.map(\.time).min() else { continue }
            devices[added.device]?.goBack(before: earliest)
        }
    }

    /// The findings as ``TelemetryEvaluation/findings(of:terms:measures:within:periods:asOf:in:)``
    /// has them, of a set to which nothing was added but what was noted.
    public mutating func findings(
        of readings: ReadingSet,
        terms: TelemetryTerms,
        measures: [TelemetryMeasure]? = nil,
        within carriage: CarriageWindow? = nil,
        periods: [String: DevicePeriod] = [:],
        asOf now: Instant? = nil,
        in edition: Edition
    ) -> TelemetryFindings {
        let asked = Asked(
            terms: terms,
            measures: measures,
            carriage: carriage,
            periods: periods,
            edition: edition
        )
        if self.asked != asked { devices = [:] }
        self.asked = asked
        guard edition >= .second else {
            let terms = EvaluationTerms(
                terms: terms,
                measures: nil,
                carriage: nil,
                edition: edition
            )
            return TelemetryFindings(
                devices: readings.devices.compactMap { device in
                    var fold = DeviceFold(terms)
                    fold.take(device.samples[...])
                    return JudgedReadings.Heard(device.samples).map { heard in
                        fold.findings(of: device.device, heard)
                    }
                }
            )
        }
        var findings = TelemetryFindings(devices: [], outside: 0)
        if edition >= .fourth { (findings.asOf, findings.ahead) = (now, 0) }
        for device in readings.devices {
            var progress = devices.removeValue(forKey: device.device) ?? DeviceProgress()
            let terms = EvaluationTerms(
                terms: terms,
                measures: measures,
                carriage: carriage?.during(periods[device.device]),
                edition: edition
            )
            if goesOn { progress.goOn(device.samples, terms, now) }
            progress.judge(device, terms, asOf: now, into: &findings)
            if goesOn { devices[device.device] = progress }
        }
        return findings
    }
}

/// How far one device's readings are evaluated.
private struct DeviceProgress: Sendable {
    /// Where the evaluation can go on, in order of time; the latest is gone on from.
    private var stands: [Stand] = []
    /// From how many samples in all on another one is looked for.
    private var nextStand = DeviceProgress.longestTail

    var standCount: Int { stands.count }

    /// How many stands are kept.
    private static let standLimit = 6
    /// From how many samples after the latest stand on another one is looked for.
    private static let longestTail = 256
    /// How many samples stay after a new stand, so that those that come a little late cost little.
    private static let shortestTail = 64

    /// Everything up to an instant, after which nothing changes it but what comes late.
    private struct Stand: Sendable {
        /// The instant up to which what comes late changes it: that of the last sample, or of the
        /// temperature after it, beside which the last one is no jump.
        let until: Instant
        /// How many samples there are up to it.
        let count: Int
        /// How many instants.
        let instants: Int
        let judged: JudgedReadings.State
        let fold: DeviceFold
    }

    /// Forgets what lies at an instant or after it.
    mutating func goBack(before instant: Instant) {
        stands.removeAll { $0.until >= instant }
        nextStand = 0
    }

    /// Adds a device's findings.
    mutating func judge(
        _ device: DeviceSamples,
        _ asked: EvaluationTerms,
        asOf now: Instant?,
        into findings: inout TelemetryFindings
    ) {
        let samples = device.samples
        var judged = judge(samples[(stands.last?.count ?? 0)...], asked, now)
        if judged.needsAll {
            stands = []
            judged = judge(samples[...], asked, now)
        }
        let stand = stands.last
        let tail = samples[(stand?.count ?? 0)...]
        let instants = (stand?.instants ?? 0) + TelemetryEvaluation.instants(tail)
        findings.outside? += instants - judged.ahead - (judged.state.heard?.count ?? 0)
        if asked.edition >= .fourth {
            findings.ahead? += judged.ahead
            findings.aheadFrom =
                [findings.aheadFrom, judged.aheadFrom].compactMap(\.self).min()
        }
        if let heard = judged.state.heard {
            var fold = stand?.fold ?? DeviceFold(asked)
            fold.take(judged.samples[...])
            fold.take(signalled: judged.signalled[...])
            var found = fold.findings(of: device.device, heard)
            if asked.edition >= .fourth { found.flagged = judged.state.flagged }
            findings.devices.append(found)
        }
    }

    private func judge(
        _ samples: ArraySlice<Sample>,
        _ asked: EvaluationTerms,
        _ now: Instant?
    ) -> JudgedReadings {
        let state = samples.startIndex == 0 ? nil : stands.last?.judged
        guard asked.edition >= .fourth else {
            return JudgedReadings(
                samples,
                within: asked.carriage,
                after: state ?? JudgedReadings.State()
            )
        }
        return JudgedReadings(
            samples,
            within: asked.carriage,
            asOf: now,
            asked.terms,
            in: asked.edition,
            after: state ?? JudgedReadings.State()
        )
    }

    /// Looks for a later stand once the latest one lies far back.
    mutating func goOn(
        _ samples: [Sample],
        _ asked: EvaluationTerms,
        _ now: Instant?
    ) {
        let start = stands.last?.count ?? 0
        guard samples.count - start >= Self.longestTail, samples.count >= nextStand else { return }
        // Where none is found, as a sensor is broken, looking again soon would cost for nothing.
        nextStand = samples.count + (samples.count - start) / 2
        for tail in [Self.shortestTail, 2 * Self.shortestTail] {
            var end = samples.count - tail
            while end > start, samples[end - 1].time == samples[end].time { end -= 1 }
            guard end > start else { continue }
            let part = samples[start..<end]
            let judged = judge(part, asked, now)
            guard judged.isSettled, !judged.needsAll,
                let until = settled(part, judged, before: samples[end...], asked.edition)
            else { continue }
            var fold = stands.last?.fold ?? DeviceFold(asked)
            fold.take(judged.samples[...])
            fold.take(signalled: judged.signalled[...])
            fold.prepare()
            stands.append(
                Stand(
                    until: until,
                    count: end,
                    instants: (stands.last?.instants ?? 0) + TelemetryEvaluation.instants(part),
                    judged: judged.state,
                    fold: fold
                )
            )
            nextStand = 0
            if stands.count > Self.standLimit { thinOut() }
            return
        }
    }

    /// The instant until which samples stay as they were judged; `nil` where those that follow may
    /// jump from the last one.
    private func settled(
        _ part: ArraySlice<Sample>,
        _ judged: JudgedReadings,
        before rest: ArraySlice<Sample>,
        _ edition: Edition
    ) -> Instant? {
        guard edition >= .fifth, let last = judged.state.lastTemperature else {
            return part.last?.time
        }
        for sample in rest {
            guard let next = sample.temperature?.milliCelsius else { continue }
            let step = abs(Int64(next) - Int64(last))
            return step <= Alternations.noJump ? sample.time : nil
        }
        return nil
    }

    /// Forgets the stand that lies closest between its neighbours for how far back it lies.
    private mutating func thinOut() {
        guard let end = stands.last?.count else { return }
        let inner = stands.indices.dropFirst().dropLast()
        let least = inner.min { one, other in
            func closeness(_ place: Int) -> Double {
                Double(stands[place + 1].count - stands[place - 1].count)
                    / Double(end - stands[place].count + 1)
            }
            return closeness(one) < closeness(other)
        }
        if let least { stands.remove(at: least) }
    }
}

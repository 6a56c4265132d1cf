public import Marine

extension CertificateTerms {
    /// The parts of the cover by an edition of the rules: those that are stated, or the one that
    /// the trigger, the agreed loss and the deductible make.
    public func insuredParts(in edition: Edition) -> [CoverPart] {
        if let parts { return parts.array }
        return [partOfTrigger(in: edition)].compactMap(\.self)
    }

    /// The part of this name; `nil` where there is none.
    func part(named name: Text<60>) -> CoverPart? { parts?.first { $0.name == name } }

    /// What the trigger, the agreed loss and the deductible make.
    private func partOfTrigger(in edition: Edition) -> CoverPart? {
        guard let trigger = effectiveTrigger(in: edition),
            let name = Text<60>(cutting: "\(trigger.peril)")
        else { return nil }
        let (high, low) = (telemetry?.upperLimit, telemetry?.lowerLimit)
        let rule: Trigger =
            switch trigger {
            case .excursionAllowance(let upTo, let downTo, let allowed, let mean):
                .excursionAllowance(
                    ExcursionAllowanceTrigger(
                        above: high ?? upTo,
                        below: low ?? downTo,
                        upTo: upTo,
                        downTo: downTo,
                        atMostMilliseconds: allowed,
                        meanKineticLimit: mean
                    )
                )
            case .machineryBreakdown(let needed):
                .machineryBreakdown(
                    MachineryBreakdownTrigger(
                        above: high,
                        below: low,
                        atLeastConsecutiveMilliseconds: needed
                    )
                )
            }
        let insuring = clauses.first { $0.covers(trigger.peril, in: edition) }
        return CoverPart(
            name: name,
            peril: trigger.peril,
            // The clauses' own condition is in the trigger already.
            clause: insuring ?? clauses[0],
            trigger: rule,
            scale: agreedLoss.map { .share(rate: $0) } ?? .assessed
        )
    }
}

extension CoverPart {
    /// What a shipment's findings, and its own dates, show under the part at an instant, of runs
    /// that begin within the bounds.
    ///
    /// A trigger never gives more than the clause: where that asks for a time without a break, a
    /// shorter loss is none. The waiting period is taken off.
    public func judge(
        _ shipment: Shipment.State,
        of certificate: Certificate.State,
        at instant: Instant,
        within bounds: LossBounds = LossBounds(),
        in edition: Edition
    ) -> TriggerJudgement {
        let rule = trigger.rule
        let isStated = certificate.terms.parts != nil
        let window = window(of: shipment, in: edition)
        let facts = TriggerFacts(
            devices: shipment.findings.devices.map { device in
                let found =
                    isStated ? device.measures?.filter { $0.part == name } ?? [] : inBand(device)
                return (device, found.map { $0.within(bounds) })
            },
            isComplete: isStated
                ? window?.to.map { $0 <= instant } ?? false
                : shipment.isOver(at: instant, in: edition),
            shipment: shipment,
            certificate: certificate
        )
        var judgement = rule.judge(facts)
        let needed = isStated ? clause.requiredStoppage(for: peril, in: edition) : 0
        let waiting = waitingMilliseconds?.value ?? 0
        judgement.losses = judgement.losses.filter {
            $0.figures.longestMilliseconds >= needed
                && (waiting == 0 || $0.figures.totalMilliseconds > waiting)
        }.map { loss in
            var loss = loss
            loss.figures.totalMilliseconds = max(0, loss.figures.totalMilliseconds - waiting)
            loss.figures.longestMilliseconds = max(0, loss.figures.longestMilliseconds - waiting)
            return loss
        }
        return judgement
    }

    /// The same for a claim under the part; `nil` where there is no shipment.
    func judge(
        _ claim: Claim.State,
        of certificate: Certificate.State,
        _ shipment: Shipment.State?,
        _ context: Context
    ) -> TriggerJudgement? {
        shipment.map { shipment in
            judge(
                shipment,
                of: certificate,
                at: context.at,
                within: LossBounds(of: claim.notice, claim.id, among: certificate.claims),
                in: context.edition
            )
        }
    }

    /// The part of a shipment's carriage that it judges, as far as it is known.
    func window(of shipment: Shipment.State, in edition: Edition) -> CarriageWindow? {
        (window ?? .wholeCarriage).window(
            in: shipment.carriage,
            days: clause.daysAfterArrival(in: edition)
        )
    }

    /// What is found of the certificate's own band, as if it were measured for the part.
    private func inBand(_ device: DeviceFindings) -> [MeasureFindings] {
        trigger.rule.measured.map { condition in
            switch condition {
            case .temperatureAbove(let limit): device.measured(.above, limit, for: name)
            case .temperatureBelow(let limit): device.measured(.below, limit, for: name)
            default: MeasureFindings(part: name)
            }
        }
    }
}

/// Between which instants the runs begin that a claim is judged on: after the losses of claims
/// before it, and before those of claims after it.
public struct LossBounds: Hashable, Sendable {
    /// The end of the latest loss before.
    public var after: Instant?
    /// The beginning of the earliest loss after.
    public var before: Instant?

    /// States the bounds; none where left out.
    public init(after: Instant? = nil, before: Instant? = nil) {
        self.after = after
        self.before = before
    }

    /// Those of a claim, by the other claims of the certificate under the same part.
    init(of notice: Claim.Notice, _ claim: InstanceID, among claims: [Certificate.NotedClaim]) {
        let others = claims.filter {
            $0.claim != claim && $0.withdrawn != true && $0.part == notice.part
                && $0.peril == notice.peril
        }
        after = others.compactMap { $0.lossTo ?? $0.lossFrom }.filter { $0 < notice.lossFrom }.max()
        before = others.map(\.lossFrom).filter { $0 > notice.lossTo }.min()
    }
}

extension MeasureFindings {
    /// These findings with only the listed runs that begin within the bounds; unchanged where
    /// neither bound is set.
    fileprivate func within(_ bounds: LossBounds) -> MeasureFindings {
        guard bounds.after != nil || bounds.before != nil else { return self }
        var found = MeasureFindings(part: part)
        (found.readings, found.first, found.last) = (readings, first, last)
        found.longestGapMilliseconds = longestGapMilliseconds
        found.runs = runs.filter { run in
            bounds.after.map { run.start > $0 } ?? true
                && bounds.before.map { run.start < $0 } ?? true
        }
        found.runCount = found.runs.count
        found.instantsMet = found.runs.reduce(0) { $0 + $1.instants }
        found.totalMilliseconds = found.runs.reduce(0) { $0 + $1.milliseconds }
        found.longestMilliseconds = found.runs.map(\.longestMilliseconds).max() ?? 0
        found.excess = found.runs.compactMap(\.excess).max()
        found.firstStart = found.runs.first?.start
        found.lastEnd = found.runs.last?.end
        return found
    }
}

extension DeviceFindings {
    /// One side of the band as a measure of it would show.
    fileprivate func measured(
        _ kind: TemperatureExcursion.Kind,
        _ limit: Temperature,
        for part: Text<60>
    ) -> MeasureFindings {
        var found = MeasureFindings(part: part)
        guard let minimum, let maximum else { return found }
        let (isAbove, extreme) = (kind == .above, kind == .above ? maximum : minimum)
        let own = excursions.filter { $0.kind == kind }
        found.readings = readings
        (found.first, found.last) = (first, last)
        found.longestGapMilliseconds = longestGapMilliseconds
        found.meanKineticTemperature = meanKineticTemperature
        found.instantsMet = own.reduce(0) { $0 + $1.readings }
        found.totalMilliseconds = isAbove ? millisecondsAbove : millisecondsBelow
        found.longestMilliseconds = isAbove ? longestAboveMilliseconds : longestBelowMilliseconds
        let beyond = Int64(extreme.milliCelsius) - Int64(limit.milliCelsius)
        let excess = isAbove ? beyond : -beyond
        if excess > 0 { found.excess = excess }
        for excursion in own {
            let run = MeasuredRun(
                start: excursion.start,
                end: excursion.end,
                milliseconds: excursion.milliseconds,
                longestMilliseconds: excursion.milliseconds,
                instants: excursion.readings,
                excess: isAbove
                    ? Int64(excursion.extreme.milliCelsius) - Int64(limit.milliCelsius)
                    : Int64(limit.milliCelsius) - Int64(excursion.extreme.milliCelsius),
                isOver: true
            )
            // A gap alone does not make two losses of one.
            if let last = found.runs.last, isGap(from: last.end, to: run.start) {
                found.runs[found.runs.count - 1].take(run)
            } else {
                found.runs.append(run)
            }
        }
        found.runCount = found.runs.count
        if found.totalMilliseconds > 0 || found.excess != nil || !own.isEmpty {
            found.firstStart = own.first?.start ?? first
            found.lastEnd = own.last?.end ?? last
        }
        return found
    }

    private func isGap(from: Instant, to: Instant) -> Bool {
        gaps.contains { $0.start == from && $0.end == to }
    }
}

extension MeasuredRun {
    /// Takes up what goes on after a gap.
    fileprivate mutating func take(_ later: MeasuredRun) {
        end = later.end
        milliseconds += later.milliseconds
        longestMilliseconds = max(longestMilliseconds, later.longestMilliseconds)
        instants += later.instants
        if let beyond = later.excess { excess = max(excess ?? 0, beyond) }
    }
}

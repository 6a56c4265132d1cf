public import CanonicalJSON
public import Marine

/// Every logger of the shipment silent at once for so long: a ship or a container of which nothing
/// is heard.
///
/// A silence is evidence of nothing, so that a person assesses what became of the goods. Marine
/// Insurance Act 1906 s. 58: of a missing ship an actual total loss may be presumed. Silence counts
/// from attachment on, and to the end of the window once that is known. Exactly the time is a loss.
///
/// - Since: edition 2
public struct SilenceTrigger: PerilTrigger, Record {
    /// How long nothing is heard until it is a loss, in milliseconds; positive.
    public var atLeastMilliseconds: Milliseconds

    static var perils: [Peril] { [.theft, .strandingOrSinking, .totalLossOfPackage] }
    static var clause: String { "MIA 1906 s. 58 (missing ship); ICC 1/1/09 cl. 1" }
    static var figures: [LossFigure] { [.totalMilliseconds, .longestMilliseconds] }
    static var provesNothing: Bool { true }

    var asked: String {
        "nothing heard for at least \(DurationText.text(atLeastMilliseconds.value))"
    }
    var measured: [MeasuredCondition] { [.silence] }
    var listed: Milliseconds { atLeastMilliseconds }

    func requireSound() throws(Refusal) {
        guard atLeastMilliseconds > 0 else {
            throw malformed("atLeastMilliseconds", "\(atLeastMilliseconds)")
        }
    }

    func judge(_ facts: TriggerFacts) -> TriggerJudgement {
        guard let first = facts.devices.first else {
            return TriggerJudgement(losses: [], figure: nil, missing: "nothing was ever heard")
        }
        func silences(_ found: [MeasureFindings]) -> [ClosedRange<Instant>] {
            found.flatMap(\.runs).map { $0.start...$0.end }
        }
        // What one logger still says is not silence: only what they have in common is.
        var common = silences(first.found)
        for device in facts.devices.dropFirst() {
            let own = silences(device.found)
            common = common.flatMap { one in
                own.filter { $0.overlaps(one) }.map { $0.clamped(to: one) }
            }
        }
        func length(_ silence: ClosedRange<Instant>) -> Int64 {
            silence.upperBound.milliseconds(since: silence.lowerBound)
        }
        let longest = "\(DurationText.text(common.map(length).max() ?? 0)) without a reading"
        let losses = common.filter { length($0) >= atLeastMilliseconds.value }.map { silence in
            PerilLoss(
                from: silence.lowerBound,
                to: silence.upperBound,
                figures: LossFigures(
                    totalMilliseconds: length(silence),
                    longestMilliseconds: length(silence),
                    count: 1
                ),
                isFinal: true,
                figure: longest
            )
        }
        return TriggerJudgement(losses: losses, figure: longest)
    }
}

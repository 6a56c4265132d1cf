import Marine

/// Near the loss no logger that the claim rests on reports what no sound sensor does, and none of
/// them ever had a clock that was not set.
///
/// Such values are judged by nothing; what they stand in the place of nobody knows. Near is within
/// the reportable gap of the certificate's terms before and after the loss, and an hour at least.
enum ReadingsPlausible: AdjudicationCheck {
    static let name: Text<60> = "readingsPlausible"
    static let clause = "The certificate's telemetry terms: evidence"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.claim, .certificate, .findings]
    private static let leastMargin: Int64 = 3_600_000

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let limit = "no reading near the loss that a sound sensor does not make"
        let gap = facts.terms.telemetry?.reportableGapMilliseconds.value ?? 0
        let margin = max(leastMargin, gap)
        let near =
            facts.loss.lowerBound.advanced(
                byMilliseconds: -margin
            )...facts.loss.upperBound.advanced(byMilliseconds: margin)
        return judge(
            \.flagged,
            of: facts.evidence?.devices,
            limit,
            unseen: "values were not looked at"
        ) { seen in
            let found = seen.flatMap { flagged in
                flagged.found.filter { $0.reason == .clockWrong || $0.mayBeWithin(near) }.map {
                    "\(flagged.device), \($0.instants) of \($0.metric.rawValue), "
                        + "\($0.reason.rawValue), \($0.first) to \($0.last)"
                }
            }
            return CheckResult(
                found.isEmpty,
                figure: found.isEmpty ? "none" : listed(found),
                limit: limit
            )
        }
    }
}

import Marine

/// The readings are dense enough, as a gap proves neither that the goods were in range nor not.
///
/// From the second edition on the whole carriage counts: the time between attachment and the first
/// reading, and between the last reading and the end of cover, is a gap too.
enum GapsWithinTerms: AdjudicationCheck {
    static let name = "gapsWithinTerms"
    static let clause = "The certificate's telemetry terms: tolerated gap"

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let tolerated = facts.terms.toleratedGapMilliseconds.value
        let limit = "no gap longer than \(DurationText.text(tolerated))"
        guard let evidence = facts.evidence else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        var gaps = evidence.devices.map(\.longestGapMilliseconds)
        if facts.edition >= .second {
            gaps += evidence.devices.flatMap { silence(of: $0, facts) }
        }
        let longest = gaps.max() ?? 0
        return CheckResult(
            longest <= tolerated,
            figure: "longest gap \(DurationText.text(longest))",
            limit: limit
        )
    }

    /// Milliseconds without a reading at either end of the cover.
    private static func silence(
        of device: DeviceFindings,
        _ facts: ClaimFacts
    ) -> [Int64] {
        [
            facts.certificate.attachedAt.map { device.first.milliseconds(since: $0) },
            facts.coverEnd.map { $0.milliseconds(since: device.last) },
        ].compactMap { $0 }
    }
}

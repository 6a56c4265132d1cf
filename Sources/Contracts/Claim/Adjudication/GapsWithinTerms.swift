import Marine

/// The readings are dense enough, as a gap proves neither that the goods were in range nor not.
///
/// From the second edition on the whole carriage counts: the time between attachment and the first
/// reading, and between the last reading and the end of cover, is a gap too.
enum GapsWithinTerms: AdjudicationCheck {
    static let name: Text<60> = "gapsWithinTerms"
    static let clause = "The certificate's telemetry terms: tolerated gap"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.certificate, .shipment, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let tolerated = facts.terms.toleratedGapMilliseconds.value
        let limit = "no gap longer than \(DurationText.text(tolerated))"
        guard let evidence = facts.evidence else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        var gaps = evidence.devices.map(\.longestGapMilliseconds)
        if let part = facts.part, facts.terms.parts != nil {
            gaps = evidence.devices.flatMap { measured(of: $0, by: part, facts) }
        } else if facts.edition >= .second {
            gaps += evidence.devices.flatMap { silence(of: $0, facts) }
        }
        let longest = gaps.max() ?? 0
        return CheckResult(
            longest <= tolerated,
            figure: "longest gap \(DurationText.text(longest))",
            limit: limit
        )
    }

    /// Milliseconds without a reading of what the part has measured,
    /// at either end of its window too.
    private static func measured(
        of device: DeviceFindings,
        by part: CoverPart,
        _ facts: ClaimFacts
    ) -> [Int64] {
        guard let window = facts.shipment.flatMap({ part.window(of: $0, in: facts.edition) }) else {
            return []
        }
        let end = window.to.flatMap { $0 <= facts.at ? $0 : nil }
        return (device.measures ?? []).filter { $0.part == part.name }.flatMap { found -> [Int64] in
            guard let first = found.first, let last = found.last else {
                return end.map { [$0.milliseconds(since: window.from)] } ?? []
            }
            return [
                found.longestGapMilliseconds, first.milliseconds(since: window.from),
                end?.milliseconds(since: last) ?? 0,
            ]
        }
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

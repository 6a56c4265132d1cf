import Marine

/// The readings are no altered copy of those that another shipment's claim rests on: other times,
/// another logger's name, or all values moved by one amount.
enum ReadingsOriginal: AdjudicationCheck {
    static let name: Text<60> = "readingsOriginal"
    static let clause = "MIA 1906 s. 17 (utmost good faith); the certificate's terms: signals"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.certificate, .findings, .evidence]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let least = facts.terms.commonPassages
        let limit = "fewer than \(least) passages that another shipment's claim has"
        let unseen = "passages were not looked for"
        return judge(\.signals, of: facts.evidence?.devices, limit, unseen: unseen) { _ in
            guard facts.contested.isKnown else {
                return CheckResult(.unknown, figure: unseen, limit: limit)
            }
            let common = facts.contested.passages
            let figure = "\(common.count) of \(facts.claimed.passages.count)"
            return CheckResult(
                common.count < least,
                figure: common.isEmpty ? figure : "\(figure): \(listed(common.map(\.text)))",
                limit: limit
            )
        }
    }
}

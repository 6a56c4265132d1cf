import Marine

/// The figure that the payout goes by can grow no more: the loss is over, or its whole window is.
enum LossMeasured: AdjudicationCheck {
    static let name: Text<60> = "lossMeasured"
    static let clause = "The certificate's terms: payout scale"
    static let inputs: [Check.InputKind] = [.claim, .certificate, .shipment, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        guard let scale = facts.part?.scale, let figure = scale.figure else {
            return CheckResult(true, figure: "the same for every figure", limit: "none asked")
        }
        let limit = "\(figure.rawValue) of a loss that is over"
        guard let loss = facts.breach else {
            return CheckResult(.unknown, figure: "no loss is shown", limit: limit)
        }
        return CheckResult(
            loss.isFinal ? .passed : .unknown,
            figure: "\(figure.rawValue) \(loss.figures[figure])\(loss.isFinal ? "" : " so far")",
            limit: limit
        )
    }
}

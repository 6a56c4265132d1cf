import Marine

/// The premium is paid in full, or not yet due.
enum PremiumNotInDefault: AdjudicationCheck {
    static let name: Text<60> = "premiumNotInDefault"
    static let clause = "MIA 1906 s. 52; the certificate's premium credit"
    static let inputs: [Check.InputKind] = [.certificate]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let certificate = facts.certificate
        return CheckResult(
            !certificate.premiumInDefault(at: facts.at, in: facts.edition),
            figure: "\(certificate.premiumPaid) of \(certificate.premium) paid",
            limit: "in full by \(certificate.premiumDue)"
        )
    }
}

import Marine

/// Every upload carries a bound device's signature, where the terms ask for it.
enum UploadsSigned: AdjudicationCheck {
    static let name: Text<60> = "uploadsSigned"
    static let clause = "The certificate's telemetry terms: signed uploads"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.certificate, .shipment]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let limit = "every upload signed by a bound key"
        guard let evidence = facts.evidence else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        let (unsigned, uploads) = (evidence.shipment.unsignedUploads, evidence.shipment.uploads)
        return CheckResult(
            !facts.terms.signedUploads || unsigned == 0,
            figure: "\(unsigned) of \(uploads) unsigned",
            limit: facts.terms.signedUploads ? limit : "not asked by the terms"
        )
    }
}

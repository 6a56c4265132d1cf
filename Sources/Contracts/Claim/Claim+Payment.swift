import Marine

// What is paid beside what is owed, and what each insurer bears of a payment.

extension Claim {
    /// Grants a sum that is not owed, or notes that one officer of two would.
    static func payExGratia(
        _ id: InstanceID,
        _ amount: Money,
        _ reason: Text<2000>,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        let certificate = try byLeader(id, &run)
        let insured = certificate.insuredValue
        guard amount.currency == insured.currency, amount.isPositive,
            amount.minorUnits <= insured.minorUnits
        else {
            throw Refusal(
                .amountMalformed,
                ["amount": "\(amount)", "insuredValue": "\(insured)"]
            )
        }
        let claim = try run.require(Claim.self, id)
        let first = claim.firstApproval
        let needsSecond = try AuthorityOfOfficers(run, certificate).requireExGratia(
            amount,
            of: claim,
            first: first.flatMap { $0.exGratia == nil ? nil : $0 }
        )
        try run.take(
            Claim.self,
            id,
            needsSecond
                ? .noteApproval(amount: amount, exGratia: reason)
                : .grantExGratia(amount: amount, reason: reason)
        )
    }

    /// What each insurer bears of an approved sum, by its signed line; roundings sum to the whole.
    ///
    /// The leader's decision binds the others as the cover says, and never to what is not owed: of
    /// that an insurer bears its share where it has consented, and else nobody does.
    static func contributions(
        _ claim: State,
        _ certificate: Certificate.State,
        _ context: Context
    ) throws(Refusal) -> [Authority.Contribution]? {
        guard context.edition >= .second, let approved = claim.approved else { return nil }
        let shares = certificate.insurers
        let borne = try checked { () throws(MoneyError) in
            try approved.allocated(over: shares.map(\.rate.partsPerBillion))
        }
        let consents = (claim.consents ?? []) + [claim.parties.leader]
        let silent = shares.map(\.member).filter { !consents.contains($0) }
        if claim.exGratia == nil, certificate.leaderClause == .eachInsurerConsents, !silent.isEmpty
        {
            throw Refusal(
                .consentMissing,
                ["insurers": silent.map(\.text).joined(separator: ", ")]
            )
        }
        return zip(shares, borne).filter { share, _ in
            claim.exGratia == nil || consents.contains(share.member)
        }.map { Authority.Contribution(insurer: $0.member, amount: $1) }
    }
}

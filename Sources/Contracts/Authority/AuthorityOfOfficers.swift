import Marine

/// Who decides on a claim for its leader, and what the leader's own table lets them decide.
///
/// A member with two officers or more has each decision made by one that its table names, and no
/// loss approved by who has measured it. A member with one officer or none can have it so only
/// where the cover says that this is accepted.
struct AuthorityOfOfficers {
    /// The officer that acts; `nil` where the member has none.
    let officer: Identifier?
    /// How many officers the member has that may be given authority over claims.
    private let count: Int
    private let grant: Authority.Grant?
    private let secondApprovalAbove: [Money]
    private let isOneAccepted: Bool
    private let edition: Edition

    /// Of the actor of a command, under a certificate.
    ///
    /// - Throws: `officerMissing` where the member has officers and none of them acts.
    init(_ run: InstructionRun, _ certificate: Certificate.State) throws(Refusal) {
        let member = run.context.actor
        let own = run.state(Consortium.self, Workflow.consortium)?.members[member]
        count = own?.claimsOfficers ?? 0
        officer = run.context.officer
        guard count == 0 || officer != nil else {
            throw Refusal(.officerMissing, ["member": member.text, "officers": "\(count)"])
        }
        let table = run.state(Authority.self, member)
        grant = officer.flatMap { Authority.grant(of: $0, in: table) }
        secondApprovalAbove = table?.table.secondApprovalAbove.array ?? []
        isOneAccepted = certificate.oneOfficerAccepted == true
        edition = run.context.edition
    }

    /// Refuses who may not measure losses.
    func requireAdjusting() throws(Refusal) { try require("adjust") { $0.adjusts } }

    /// Refuses who may not approve a sum, or has measured the loss itself.
    ///
    /// - Returns: whether another officer has to approve it too.
    func requireApproving(
        _ amount: Money,
        of claim: Claim.State,
        first: Authority.Approval?
    ) throws(Refusal) -> Bool {
        let adjustedBy = claim.adjustedBy
        let adjusters = claim.measuredBy ?? [adjustedBy].compactMap(\.self)
        if count < 2 {
            guard isOneAccepted else {
                throw Refusal(.oneOfficerNotAccepted, ["officers": "\(count)"])
            }
        } else if adjustedBy == nil || adjustedBy == officer || hasMeasured(officer, claim) {
            throw Refusal(
                .approverIsAdjuster,
                [
                    "officer": officer?.text ?? "",
                    "adjustedBy": adjusters.isEmpty
                        ? "no officer" : adjusters.map(\.text).joined(separator: ", "),
                ]
            )
        }
        let whole = try wholeSum(amount, of: claim)
        try requireLimit(whole)
        // One officer that measured and approved while it was the only one is no second pair of
        // eyes.
        let isAdjuster =
            edition >= .third && first != nil
            && (first?.officer == adjustedBy || hasMeasured(first?.officer, claim))
        return try needsSecond(amount, isAdjuster ? nil : first, ofWhole: whole)
    }

    /// What a claim comes to with a sum: from the fifth edition on with what was paid of it before
    /// and did not come back, so that a loss that is paid in parts is one.
    private func wholeSum(_ amount: Money, of claim: Claim.State) throws(Refusal) -> Money {
        guard edition >= .fifth, claim.paidBefore > 0 else { return amount }
        let before = Money(minorUnits: claim.paidBefore, currency: amount.currency)
        return try checked { () throws(MoneyError) in try amount.adding(before) }
    }

    /// Whether an officer has measured a loss, also where another one has measured it since.
    private func hasMeasured(_ officer: Identifier?, _ claim: Claim.State) -> Bool {
        officer.map { claim.measuredBy?.contains($0) == true } ?? false
    }

    /// Refuses who may not grant what is not owed.
    ///
    /// A member without officers has nobody who may.
    ///
    /// - Returns: whether another officer has to grant it too.
    func requireExGratia(
        _ amount: Money,
        of claim: Claim.State,
        first: Authority.Approval?
    ) throws(Refusal) -> Bool {
        guard let grant, grant.paysExGratia else { throw missing("pay ex gratia") }
        let whole = try wholeSum(amount, of: claim)
        try requireLimit(whole)
        return try needsSecond(amount, first, ofWhole: whole)
    }

    /// Refuses who may not order payments.
    func requireOrdering() throws(Refusal) { try require("settle") { $0.settles } }

    /// Refuses who may not release a sanctions hold or keep one.
    ///
    /// - Parameter first: The officer that has decided the same before.
    /// - Returns: whether another officer has to decide the same.
    /// - Throws: `authorityMissing`, `oneOfficerNotAccepted`, and `secondApprovalNeeded` where the
    ///   same officer decides twice.
    func requireReleasing(first: Identifier?) throws(Refusal) -> Bool {
        try require("release holds") { $0.releasesHolds }
        guard count >= 2 else {
            guard isOneAccepted else {
                throw Refusal(.oneOfficerNotAccepted, ["officers": "\(count)"])
            }
            return false
        }
        guard first == nil || first != officer else {
            throw Refusal(.secondApprovalNeeded, ["first": first?.text ?? ""])
        }
        return first == nil
    }

    /// Refuses who may not order a payment, or has done alone all that comes before it.
    func requireSettling(_ claim: Claim.State) throws(Refusal) {
        try requireOrdering()
        guard count >= 2, let officer, let approvers = claim.approvedBy else { return }
        let isAlone = approvers.allSatisfy { $0 == officer }
        guard !isAlone || (claim.exGratia == nil && claim.adjustedBy != officer) else {
            throw Refusal(.settlerActedAlone, ["officer": officer.text])
        }
    }

    private func require(
        _ what: String,
        _ isGranted: (Authority.Grant) -> Bool
    ) throws(Refusal) {
        guard count > 0 || officer != nil else { return }
        guard let grant, isGranted(grant) else { throw missing(what) }
    }

    private func missing(_ what: String) -> Refusal {
        Refusal(.authorityMissing, ["officer": officer?.text ?? "none", "authority": what])
    }

    private func requireLimit(_ amount: Money) throws(Refusal) {
        guard count > 0 || officer != nil else { return }
        let limit = grant?.approvesUpTo.first { $0.currency == amount.currency }
        guard let limit, amount.minorUnits <= limit.minorUnits else {
            throw Refusal(
                .authorityExceeded,
                [
                    "officer": officer?.text ?? "none", "figure": "\(amount)",
                    "limit": "\(limit ?? .zero(amount.currency))",
                ]
            )
        }
    }

    private func needsSecond(
        _ amount: Money,
        _ first: Authority.Approval?,
        ofWhole whole: Money
    ) throws(Refusal) -> Bool {
        guard count > 0,
            let limit = secondApprovalAbove.first(where: { $0.currency == amount.currency }),
            whole.minorUnits > limit.minorUnits
        else { return false }
        guard let first, first.officer != officer else {
            guard first?.amount != amount else {
                throw Refusal(
                    .secondApprovalNeeded,
                    [
                        "figure": "\(amount)", "limit": "\(limit)",
                        "first": first?.officer.text ?? "",
                    ]
                )
            }
            return true
        }
        guard first.amount == amount else {
            throw Refusal(
                .secondApprovalNeeded,
                ["figure": "\(amount)", "limit": "\(first.amount)", "first": first.officer.text]
            )
        }
        return false
    }
}

extension InstructionRun {
    /// Refuses what clears the way for a payment where a certificate's leader asks it by who may
    /// not measure losses, from the third edition on.
    ///
    /// - Throws: `officerMissing`, `authorityMissing`.
    func requireAdjusting(under certificate: InstanceID) throws(Refusal) {
        guard context.edition >= .third, let state = state(Certificate.self, certificate),
            context.actor == state.leader
        else { return }
        try AuthorityOfOfficers(self, state).requireAdjusting()
    }
}

import CanonicalJSON
public import Marine

extension Claim {
    /// The letters that identifiers of claims begin with.
    public static let prefix = "clm"

    /// What a member asks of a claim.
    public enum Instruction: ContractInstruction {
        /// Gives notice of a loss.
        indirect case notifyClaim(
            /// The claim's identifier; over HTTP made from the command's name.
            id: InstanceID,
            /// The loss: certificate, peril, times and what is known of it.
            notice: Notice
        )
        /// Acknowledges a notice, without admission.
        case acknowledge(
            /// The claim, of which notice was given.
            claim: InstanceID
        )
        /// Judges a claim by the straight-through list: settles it, or refers it with its reasons.
        case adjudicate(
            /// The claim.
            claim: InstanceID,
            /// The payer's reference of the payment, as ISO 20022 carries it end to end.
            paymentReference: Text<35>
        )
        /// Measures a loss.
        indirect case adjust(
            /// The claim.
            claim: InstanceID,
            /// How the loss is measured, and the figures that go into it.
            assessment: Assessment,
            /// The survey that it rests on, whose report is filed; none where left out.
            ///
            /// - Since: edition 2
            survey: InstanceID? = nil,
            /// The peril that the adjuster finds to have operated, the proximate cause; the one
            /// notified where left out.
            ///
            /// - Since: edition 2
            cause: Peril? = nil
        )
        /// Agrees a sum.
        case approve(
            /// The claim.
            claim: InstanceID,
            /// The sum agreed, in the currency of the insured value.
            amount: Money
        )
        /// Refers a claim to a colleague with reasons.
        case refer(
            /// The claim.
            claim: InstanceID,
            /// Why a person has to look at it, each for itself.
            reasons: Reasons
        )
        /// Declines a claim by a clause.
        case decline(
            /// The claim.
            claim: InstanceID,
            /// The clause that it is declined by, such as `ICC(A) 4.5`.
            clause: Text<200>,
            /// Why the clause applies, in words for the claimant.
            reason: Text<2000>
        )
        /// Orders payment of the approved sum.
        case settle(
            /// The claim.
            claim: InstanceID,
            /// The payer's reference of the payment, as ISO 20022 carries it end to end.
            paymentReference: Text<35>
        )
        /// Closes a claim.
        case closeClaim(
            /// The claim, which is settled, declined, or has nothing more to do.
            claim: InstanceID
        )
        /// Takes a mistaken notice back, so that it counts for nothing.
        ///
        /// - Since: edition 2
        case withdrawClaim(
            /// The claim.
            claim: InstanceID,
            /// Why the notice was a mistake.
            reason: Text<2000>
        )
        /// Grants a sum that the insurers do not owe, by an officer whose authority says so.
        ///
        /// - Since: edition 2
        case payExGratia(
            /// The claim.
            claim: InstanceID,
            /// The sum granted, in the currency of the insured value and not above it.
            amount: Money,
            /// Why it is paid though it is not owed.
            reason: Text<2000>
        )
        /// Consents to a payment that the leader's decision does not bind the insurer to.
        ///
        /// - Since: edition 2
        case consent(
            /// The claim whose payment the member's consent is asked for.
            claim: InstanceID
        )
        /// Takes a claim up again that was declined or closed.
        ///
        /// - Since: edition 2
        case reopenClaim(
            /// The claim.
            claim: InstanceID,
            /// What has come to light.
            reason: Text<2000>
        )
    }

    /// Claims are notified under a certificate.
    public static var parent: ContractName? { .certificate }

    /// The certificate.
    public static func parent(of state: State) -> InstanceID? { state.notice.certificate }

    /// Carries out an instruction on a claim, and on the certificate that it is made under.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .notifyClaim(let id, let notice):
            try notify(id, notice, &run)
        case .acknowledge(let id):
            try run.take(Claim.self, id, .acknowledge)
        case .adjudicate(let id, let reference):
            try adjudicate(id, reference, &run)
        case .adjust(let id, let assessment, let survey, let cause):
            let certificate = try byLeader(id, &run)
            if run.context.edition >= .second {
                try AuthorityOfOfficers(run, certificate).requireAdjusting()
            }
            if let survey {
                let cited = try run.require(Survey.self, survey)
                guard cited.claim == id, cited.report != nil else {
                    throw Refusal(.reportMissing, ["survey": survey.text])
                }
            }
            if run.context.edition >= .second {
                try requireAgreed(
                    assessment,
                    try run.require(Claim.self, id),
                    certificate,
                    isSurveyed: survey != nil,
                    run
                )
            }
            try run.take(
                Claim.self,
                id,
                .adjust(
                    assessment: assessment,
                    basis: try basis(of: run.require(Claim.self, id).notice, certificate),
                    checks: [],
                    survey: survey,
                    cause: cause
                )
            )
        case .approve(let id, let amount):
            let certificate = try byLeader(id, &run)
            if run.context.edition >= .second {
                try requireInsured(try run.require(Claim.self, id), certificate, run)
                let state = try run.require(Claim.self, id)
                let needsSecond = try AuthorityOfOfficers(run, certificate).requireApproving(
                    amount,
                    of: state,
                    first: state.firstApproval.flatMap { $0.exGratia == nil ? $0 : nil }
                )
                if needsSecond {
                    try run.take(Claim.self, id, .noteApproval(amount: amount))
                    return
                }
            }
            try run.take(Claim.self, id, .approve(amount: amount, straightThrough: false))
            try run.erode(certificate, by: id, amount)
        case .refer(let id, let reasons):
            _ = try byLeader(id, &run)
            let checks = try run.require(Claim.self, id).checks
            try run.take(Claim.self, id, .refer(checks: checks, reasons: reasons))
        case .decline(let id, let clause, let reason):
            if run.context.edition >= .second {
                let certificate = try byLeader(id, &run)
                try AuthorityOfOfficers(run, certificate).requireAdjusting()
                try certificate.terms.requireCitable(clause, in: run.context.edition)
            }
            try run.take(Claim.self, id, .decline(clause: clause, reason: reason))
        case .settle(let id, let reference):
            let certificate = try byLeader(id, &run)
            let state = try run.require(Claim.self, id)
            if run.context.edition >= .second {
                try AuthorityOfOfficers(run, certificate).requireSettling(state)
            }
            let hits = run.suspending(certificate)
            try run.take(
                Claim.self,
                id,
                .settle(
                    reference: reference,
                    sanctionsHits: hits.compactMap { Text(cutting: $0) },
                    contributions: try contributions(state, certificate, run.context)
                )
            )
            try run.use(reference, for: id)
        case .closeClaim(let id):
            let state = try run.require(Claim.self, id)
            try run.take(Claim.self, id, .close)
            try run.take(
                Certificate.self,
                state.notice.certificate,
                .releaseClaim(claim: id)
            )
        case .withdrawClaim(let id, let reason):
            let state = try run.require(Claim.self, id)
            try requireOwnNotice(state, run)
            try run.take(Claim.self, id, .withdraw(reason: reason))
            try run.take(Certificate.self, state.notice.certificate, .dropClaim(claim: id))
        case .payExGratia(let id, let amount, let reason):
            try payExGratia(id, amount, reason, &run)
        case .consent(let id):
            try run.take(Claim.self, id, .consent)
        case .reopenClaim(let id, let reason):
            let certificate = try byLeader(id, &run)
            try AuthorityOfOfficers(run, certificate).requireAdjusting()
            let wasClosed = try run.require(Claim.self, id).stage == .closed
            try run.take(Claim.self, id, .reopen(reason: reason))
            if wasClosed {
                try run.take(Certificate.self, certificate.id, .retakeClaim(claim: id))
            }
        }
    }

    private static func notify(
        _ id: InstanceID,
        _ notice: Claim.Notice,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        let certificate = try run.require(Certificate.self, notice.certificate)
        guard let leader = certificate.leader else { throw Refusal(.instanceUnknown) }
        if let shipment = notice.shipment, shipment != certificate.shipment {
            throw Refusal(.instanceUnknown, ["shipment": shipment.text])
        }
        let carriage = certificate.shipment.flatMap { run.state(Shipment.self, $0) }
        if let ended = certificate.coverEnd(carriage, in: run.context.edition),
            ended <= notice.lossFrom
        {
            throw Refusal(
                .lossAfterCoverEnded,
                ["lossFrom": "\(notice.lossFrom)", "ended": "\(ended)"]
            )
        }
        // Since the second edition such a loss is noted, and may be paid ex gratia alone.
        if run.context.edition < .second, let attached = certificate.attachedAt,
            notice.lossTo < attached
        {
            throw Refusal(
                .lossBeforeAttachment,
                ["lossTo": "\(notice.lossTo)", "attached": "\(attached)"]
            )
        }
        if let estimate = notice.estimate, estimate.currency != certificate.insuredValue.currency {
            throw Refusal(.amountMalformed, ["estimate": "\(estimate)"])
        }
        if let part = notice.part {
            guard let own = certificate.terms.part(named: part), own.peril == notice.peril else {
                throw Refusal(
                    .partNotOfCertificate,
                    ["part": part.string, "peril": notice.peril.rawValue]
                )
            }
        }
        var complete = notice
        complete.shipment = certificate.shipment
        let shipper = certificate.shipment.flatMap { shipment in
            run.state(Shipment.self, shipment)?.party.shipper
        }
        let parties = Claim.Parties(
            leader: leader,
            followers: certificate.insurers.dropFirst().map(\.member),
            assured: certificate.assured,
            broker: certificate.broker,
            holders: certificate.holders
        )
        try run.take(
            Claim.self,
            id,
            .notify(id: id, notice: complete, parties: parties, shipper: shipper)
        )
        try run.take(
            Certificate.self,
            notice.certificate,
            .noteClaim(
                claim: id,
                peril: notice.peril,
                lossFrom: notice.lossFrom,
                lossTo: run.context.edition >= .second ? notice.lossTo : nil,
                part: notice.part
            )
        )
    }

    /// What a loss is measured against: by the part that is claimed under, else by the certificate.
    private static func basis(
        of notice: Notice,
        _ certificate: Certificate.State
    ) throws(Refusal) -> AdjustmentBasis {
        if let part = notice.part.flatMap({ certificate.terms.part(named: $0) }) {
            return try part.basis(of: certificate)
        }
        return AdjustmentBasis(
            insuredValue: certificate.insuredValue,
            deductible: certificate.terms.deductible
        )
    }

    /// Refuses a leader that takes back what somebody else has notified, from the third edition on:
    /// whom it does not pay it declines, by a clause.
    ///
    /// What the automaton has notified, or the leader itself, an officer that measures losses takes
    /// back.
    private static func requireOwnNotice(_ state: State, _ run: InstructionRun) throws(Refusal) {
        guard run.context.edition >= .third, run.context.actor == state.parties.leader,
            state.parties.leader != state.parties.holder
        else { return }
        let automaton = run.state(Consortium.self, Workflow.consortium)?.operatorMember
        guard state.notifiedBy == automaton || state.notifiedBy == state.parties.leader else {
            throw Refusal(
                .actorNotEntitled,
                ["actor": run.context.actor.text, "notifiedBy": state.notifiedBy.text]
            )
        }
        try run.requireAdjusting(under: state.notice.certificate)
    }

    /// The claim's certificate, for decisions that are the leader's and not the automaton's.
    static func byLeader(
        _ id: InstanceID,
        _ run: inout InstructionRun
    ) throws(Refusal) -> Certificate.State {
        let state = try run.require(Claim.self, id)
        try requireActor(run.context, among: [state.parties.leader])
        return try run.require(Certificate.self, state.notice.certificate)
    }
}

extension Claim.Instruction {
    /// The instance that it begins, if any.
    public var begun: BegunInstance? {
        switch self {
        case .notifyClaim(let id, let notice):
            BegunInstance(Claim.prefix, id, under: InstanceKey(.certificate, notice.certificate))
        case .acknowledge, .adjudicate, .adjust, .approve, .refer, .decline, .settle, .closeClaim,
            .withdrawClaim, .payExGratia, .consent, .reopenClaim:
            nil
        }
    }
}

public import CanonicalJSON
public import Marine

/// Straight-through approval: the checks that must all pass for a claim to be paid automatically.
///
/// Otherwise the claim is referred with every check and its figure.
public enum Adjudication {
    /// The result of the checks.
    public struct Judgement: Hashable, Sendable {
        /// Every check in the list's order.
        public var checks: [Check]
        /// The adjustment that the terms agree, where they do and the trigger is met.
        public var adjustment: Adjustment?
        /// When the loss ended, as far as the evidence shows; `nil` where it shows none.
        public var lossTo: Instant?
        /// What of the readings the claim rests on.
        var claimed: ContestedEvidence.Claimed

        /// Whether the claim may be paid without a human.
        public var isStraightThrough: Bool {
            adjustment != nil && checks.allSatisfy { $0.outcome == .passed }
        }

        /// What is kept of it beside an adjuster's decision, at an instant.
        func opinion(at instant: Instant) -> Opinion {
            let others = checks.filter { $0.name != AutomationActs.name }
            return Opinion(
                pays: adjustment != nil && others.allSatisfy { $0.outcome == .passed },
                adjustment: adjustment,
                at: instant
            )
        }

        /// The checks that did not pass, in words.
        public var reasons: [Text<2000>] {
            checks.filter { $0.outcome != .passed }.compactMap {
                Text(cutting: "\($0.name): \($0.figure) (asked: \($0.limit))")
            }
        }
    }

    /// What the automaton holds of a claim that it leaves to a person:
    /// kept beside what the adjuster decides.
    public struct Opinion: Record, Hashable, Sendable {
        /// Whether it would pay, or in shadow mode would have paid.
        public var pays: Bool
        /// The loss as it measures it; absent where no agreed loss applies.
        public var adjustment: Adjustment?
        /// When it judged.
        public var at: Instant
    }

    /// The list of an edition, in its order.
    static func list(in edition: Edition) -> [any AdjudicationCheck.Type] {
        if edition >= .fourth { return fourthList }
        if edition >= .third { return thirdList }
        return edition >= .second ? secondList : firstList
    }

    /// The third's, with what no sound sensor reports and uploads that were taken back.
    private static let fourthList: [any AdjudicationCheck.Type] =
        thirdList.flatMap { check -> [any AdjudicationCheck.Type] in
            switch check {
            case is UploadsSigned.Type: [check, UploadsStand.self]
            case is ValuesVary.Type: [check, ReadingsPlausible.self]
            default: [check]
            }
        }

    /// The second's, with the signs that readings are not to be believed, and shadow mode.
    private static let thirdList: [any AdjudicationCheck.Type] =
        secondList.flatMap { check -> [any AdjudicationCheck.Type] in
            check == EvidenceOwn.self ? [check] + signs : [check]
        } + [AutomationActs.self]

    private static let signs: [any AdjudicationCheck.Type] = [
        ReadingsOriginal.self,
        LossNotClaimedBefore.self,
        LoggerStartedWithGoods.self,
        MovementPossible.self,
        ValuesVary.self,
    ]

    private static let secondList: [any AdjudicationCheck.Type] = [
        IssuedBeforeLoss.self,
        DepartureRecordedBeforeLoss.self,
        AttachedBeforeLoss.self,
        PremiumNotInDefault.self,
        DeviceBound.self,
        DeviceBoundBeforeLoss.self,
        DeviceOnOneShipment.self,
        EvidenceOwn.self,
        UploadsSigned.self,
        ClockMonotonic.self,
        FindingsOfCarriage.self,
        GapsWithinTerms.self,
        PerilCovered.self,
        TriggerMet.self,
        LossMeasured.self,
        SoleInsurance.self,
        NoSanctionsHit.self,
        NoSecondClaim.self,
        LimitNotExhausted.self,
        LeaderBindsFollowers.self,
        AmountWithinAuthority.self,
    ]

    private static let firstList: [any AdjudicationCheck.Type] = [
        AttachedBeforeLoss.self,
        PremiumNotInDefault.self,
        DeviceBound.self,
        UploadsSigned.self,
        ClockMonotonic.self,
        GapsWithinTerms.self,
        PerilCovered.self,
        TriggerMet.self,
        NoSanctionsHit.self,
        NoSecondClaim.self,
        LimitNotExhausted.self,
        AmountWithinAuthority.self,
    ]

    /// Says what of a shipment's evidence for a loss other shipments hold too.
    public typealias Contest = (_ loss: ClaimedLoss) throws(Refusal) -> ContestedEvidence

    /// Judges a claim on its certificate, its shipment and the sanctions list, by the list of the
    /// context's edition.
    ///
    /// - Throws: `arithmeticOutOfRange` where the agreed loss leaves the range of money.
    public static func judge(
        _ claim: Claim.State,
        certificate: Certificate.State,
        shipment: Shipment.State?,
        contested: Contest = { _ throws(Refusal) in ContestedEvidence() },
        interests: [Interest.State] = [],
        sanctionsHits: [String],
        _ context: Context
    ) throws(Refusal) -> Judgement {
        let facts = try ClaimFacts(
            claim,
            certificate: certificate,
            shipment: shipment,
            contested: contested,
            interests: interests,
            sanctionsHits: sanctionsHits,
            context
        )
        return Judgement(
            checks: list(in: context.edition).map { $0.check(facts) },
            adjustment: facts.adjustment,
            lossTo: context.edition >= .second ? facts.breach?.period.upperBound : nil,
            claimed: facts.contested.claimed
        )
    }
}

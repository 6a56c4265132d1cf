public import CanonicalJSON
public import Marine

/// One claim for one loss under one certificate, from notice to payment.
///
/// Marine Insurance Act 1906 ss. 67-71 (measure of indemnity); Institute Cargo Clauses 1/1/09.
public enum Claim {
    /// A claim after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// The claim's identifier.
        public var id: InstanceID
        /// What was notified.
        public var notice: Notice
        /// Where it stands.
        public var stage: Stage
        /// The members that may act and read.
        public var parties: Parties
        /// Who notified it: the operator where telemetry did.
        public var notifiedBy: MemberID
        /// When the notice came onto the ledger.
        public var notifiedAt: Instant
        /// The latest adjustment.
        public var adjustment: Adjustment?
        /// The checks of the latest adjudication, each with its figure.
        public var checks: [Check]
        /// Why it was last referred to a human; empty where it never was.
        public var referralReasons: [Text<2000>]
        /// Who referred it: where a human did, the automaton leaves it alone.
        public var referredBy: MemberID?
        /// What was approved.
        public var approved: Money?
        /// Why it was declined.
        public var declinature: Declinature?
        /// What was paid.
        public var payment: Payment?
        /// When the latest state was reached.
        public var changedAt: Instant
        /// The leader's officer that measured the loss; absent where the automaton did.
        ///
        /// - Since: edition 2
        public var adjustedBy: Identifier?
        /// The first of two approvals, while the second is awaited.
        ///
        /// - Since: edition 2
        public var firstApproval: Authority.Approval?
        /// The leader's officers that approved the sum; absent where the automaton did.
        ///
        /// - Since: edition 2
        public var approvedBy: [Identifier]?
        /// The leader's officer that ordered the payment.
        ///
        /// - Since: edition 2
        public var settledBy: Identifier?
        /// Why it is paid though it is not owed; absent where it is owed.
        ///
        /// - Since: edition 2
        public var exGratia: Text<2000>?
        /// The other insurers that have consented to the payment.
        ///
        /// - Since: edition 2
        public var consents: [MemberID]?
        /// The surveyors appointed, who may read the claim.
        ///
        /// - Since: edition 2
        public var surveyors: [MemberID]?
        /// The survey that the adjustment cites.
        ///
        /// - Since: edition 2
        public var survey: InstanceID?
        /// The peril that the adjuster found to have operated; absent where it is the one notified.
        ///
        /// - Since: edition 2
        public var cause: Peril?
        /// What was paid before, with what of it came back.
        ///
        /// - Since: edition 2
        public var earlier: [PaymentReference.EarlierPayment]?
        /// When the loss ended, as far as the evidence showed when the claim was last judged; what
        /// is shown after it is another loss.
        ///
        /// - Since: edition 2
        public var lossShownTo: Instant?
        /// What the automaton held of it when it last referred it.
        ///
        /// - Since: edition 3
        public var opinion: Adjudication.Opinion?
        /// The uploads with readings at the time of the loss that were taken back, in the order in
        /// which they were.
        ///
        /// - Since: edition 4
        public var evidenceWithdrawn: [WithdrawnEvidence]?

        enum LedgerOnly { case stage, referredBy }
        enum Flattened { case notice, parties }
    }

    /// What is said to have happened.
    public struct Notice: Record, Hashable, Sendable {
        /// The certificate claimed under.
        public var certificate: InstanceID
        /// The shipment, where one is registered.
        public var shipment: InstanceID?
        /// The peril said to have operated.
        public var peril: Peril
        /// When the loss began.
        public var lossFrom: Instant
        /// When it ended, as far as known.
        public var lossTo: Instant
        /// What happened, in words.
        public var description: Text<2000>
        /// The loss as estimated by whoever notifies, if it is.
        public var estimate: Money?
        /// The part of the cover that it is claimed under, by its name; absent where the terms
        /// state none, or it is none of them.
        ///
        /// - Since: edition 2
        public var part: Text<60>?
    }

    /// The members of a claim.
    public struct Parties: Record, Hashable, Sendable {
        /// The insurer that adjusts and pays.
        public var leader: MemberID
        /// The other insurers.
        public var followers: [MemberID]
        /// Who is indemnified.
        public var assured: MemberID
        /// The broker, if any.
        public var broker: MemberID?
        /// The members to whom the certificate was assigned, in order; absent while the assured
        /// holds it.
        ///
        /// - Since: edition 2
        public var holders: [MemberID]?

        /// Who holds the certificate, and is paid.
        public var holder: MemberID { holders?.last ?? assured }
    }

    /// A refusal to pay, with the clause that it stands on.
    public struct Declinature: Record, Hashable, Sendable {
        /// The clause cited.
        public var clause: Text<200>
        /// The reason in words.
        public var reason: Text<2000>
    }

    /// The order to pay an approved claim.
    public struct Payment: Record, Hashable, Sendable {
        /// The reference that the payment carries end to end (ISO 20022 EndToEndId).
        public var reference: Text<35>
        /// The sum.
        public var amount: Money
        /// To whom.
        public var payee: MemberID
        /// When it was ordered.
        public var at: Instant
        /// What each insurer bears of it; an insurer that is not here bears nothing.
        ///
        /// - Since: edition 2
        public var contributions: [Authority.Contribution]?
    }

    /// Where a claim stands.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Notice has been given.
        case notified
        /// Notice was received, without admission.
        case acknowledged
        /// A human is to look, for the reasons stated.
        case referred
        /// The loss is measured.
        case adjusted
        /// The sum is agreed.
        case approved
        /// Nothing is payable, by the clause cited.
        case declined
        /// The sum is paid.
        case settled
        /// Nothing more is to be done.
        case closed
        /// The notice was a mistake.
        ///
        /// - Since: edition 2
        case withdrawn
    }

    /// What may be asked of a claim.
    public enum Command: ContractCommand, Record {
        /// Gives notice of a loss.
        indirect case notify(id: InstanceID, notice: Notice, parties: Parties, shipper: MemberID?)
        /// Acknowledges notice, without admission.
        case acknowledge
        /// Measures the loss.
        indirect case adjust(
            assessment: Assessment,
            basis: AdjustmentBasis,
            checks: [Check],
            /// The survey that it rests on, if any.
            ///
            /// - Since: edition 2
            survey: InstanceID? = nil,
            /// The peril that the adjuster found, where it is not the one notified.
            ///
            /// - Since: edition 2
            cause: Peril? = nil,
            /// When the loss ended, as far as the evidence shows.
            ///
            /// - Since: edition 2
            lossTo: Instant? = nil
        )
        /// Agrees the sum; straight-through where the automaton does.
        case approve(amount: Money, straightThrough: Bool)
        /// Refers to a human, with every check and the reasons.
        case refer(
            checks: [Check],
            reasons: Reasons,
            /// When the loss ended, as far as the evidence shows.
            ///
            /// - Since: edition 2
            lossTo: Instant? = nil,
            /// What the automaton holds of it.
            ///
            /// - Since: edition 3
            opinion: Adjudication.Opinion? = nil
        )
        /// Declines by a clause.
        case decline(clause: Text<200>, reason: Text<2000>)
        /// Orders payment of the approved sum.
        case settle(
            reference: Text<35>,
            sanctionsHits: [String],
            /// What each insurer bears.
            ///
            /// - Since: edition 2
            contributions: [Authority.Contribution]? = nil
        )
        /// Closes a claim with nothing more to do.
        case close
        /// Takes a mistaken notice back.
        ///
        /// - Since: edition 2
        case withdraw(reason: Text<2000>)
        /// Notes the first of two approvals.
        ///
        /// - Since: edition 2
        case noteApproval(
            amount: Money,
            /// Why it is paid though it is not owed, where it is not.
            exGratia: Text<2000>? = nil
        )
        /// Grants a sum that is not owed.
        ///
        /// - Since: edition 2
        case grantExGratia(amount: Money, reason: Text<2000>)
        /// Has another insurer consent to the payment.
        ///
        /// - Since: edition 2
        case consent
        /// Notes that another member holds the certificate.
        ///
        /// - Since: edition 2
        case passHolder(to: MemberID)
        /// Lets a surveyor read the claim.
        ///
        /// - Since: edition 2
        case admitSurveyor(surveyor: MemberID)
        /// Notes that the money paid came back.
        ///
        /// - Since: edition 2
        case returnPayment(reason: Text<200>)
        /// Takes a claim up again that was declined or closed.
        ///
        /// - Since: edition 2
        case reopen(reason: Text<2000>)
        /// Notes that readings at the time of the loss were taken back.
        ///
        /// - Since: edition 4
        case noteWithdrawal(upload: Text<44>, reason: Text<200>)
    }

    /// What has happened to a claim.
    public enum Event: ContractEvent, Record {
        /// Notice was given.
        indirect case notified(
            id: InstanceID,
            notice: Notice,
            parties: Parties,
            by: MemberID,
            at: Instant
        )
        /// Notice was acknowledged.
        case acknowledged(at: Instant)
        /// The loss was measured.
        indirect case adjusted(
            Adjustment,
            checks: [Check],
            at: Instant,
            /// The leader's officer that measured it.
            ///
            /// - Since: edition 2
            officer: Identifier? = nil,
            /// The survey that it rests on.
            ///
            /// - Since: edition 2
            survey: InstanceID? = nil,
            /// The peril that the adjuster found, where it is not the one notified.
            ///
            /// - Since: edition 2
            cause: Peril? = nil,
            /// When the loss ended, as far as the evidence shows.
            ///
            /// - Since: edition 2
            lossTo: Instant? = nil
        )
        /// The sum was agreed.
        case approved(
            amount: Money,
            straightThrough: Bool,
            at: Instant,
            /// The leader's officers that approved it.
            ///
            /// - Since: edition 2
            officers: [Identifier]? = nil
        )
        /// A human is to look.
        case referred(
            checks: [Check],
            reasons: Reasons,
            by: MemberID,
            at: Instant,
            /// When the loss ended, as far as the evidence shows.
            ///
            /// - Since: edition 2
            lossTo: Instant? = nil,
            /// What the automaton holds of it.
            ///
            /// - Since: edition 3
            opinion: Adjudication.Opinion? = nil
        )
        /// Nothing is payable.
        case declined(Declinature, at: Instant)
        /// Payment was ordered.
        case settled(
            Payment,
            /// The leader's officer that ordered it.
            ///
            /// - Since: edition 2
            officer: Identifier? = nil
        )
        /// The claim was closed.
        case closed(at: Instant)
        /// The notice was taken back.
        ///
        /// - Since: edition 2
        case withdrawn(reason: Text<2000>, by: MemberID, at: Instant)
        /// One officer has approved the sum, and another has to.
        ///
        /// - Since: edition 2
        case approvalNoted(Authority.Approval)
        /// A sum that is not owed was granted.
        ///
        /// - Since: edition 2
        case exGratiaGranted(
            amount: Money,
            reason: Text<2000>,
            officers: [Identifier],
            at: Instant
        )
        /// Another insurer has consented to the payment.
        ///
        /// - Since: edition 2
        case consented(by: MemberID, at: Instant)
        /// Another member holds the certificate.
        ///
        /// - Since: edition 2
        case holderPassed(to: MemberID)
        /// A surveyor may read the claim.
        ///
        /// - Since: edition 2
        case surveyorAdmitted(surveyor: MemberID)
        /// The money paid came back, and is to be paid again.
        ///
        /// - Since: edition 2
        case paymentReturned(reason: Text<200>, at: Instant)
        /// The claim was taken up again.
        ///
        /// - Since: edition 2
        case reopened(reason: Text<2000>, by: MemberID, at: Instant)
        /// Readings at the time of the loss were taken back.
        ///
        /// - Since: edition 4
        case evidenceWithdrawn(WithdrawnEvidence)
    }
}

/// Why a person has to look at a claim: 1 to 50 reasons of up to 2,000 bytes each.
public typealias Reasons = Entries<1, 50, Text<2000>>

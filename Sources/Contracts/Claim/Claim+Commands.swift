public import CanonicalJSON
public import Marine

extension Claim {
    /// What may be asked of a claim.
    public enum Command: ContractCommand, Record {
        /// Gives notice of a loss.
        indirect case notify(
            /// The claim's identifier, made from the command's name.
            id: InstanceID,
            /// The loss as it is notified.
            notice: Notice,
            /// Who is party to it: the certificate's members and its shipment's.
            parties: Parties,
            /// Who hands over the goods of the shipment, and may give notice too; absent where the
            /// notice names no shipment.
            shipper: MemberID?
        )
        /// Acknowledges notice, without admission.
        case acknowledge
        /// Measures the loss.
        indirect case adjust(
            /// How the loss is measured, and the figures that go into it.
            assessment: Assessment,
            /// The insured value and the deductible that it is measured by.
            basis: AdjustmentBasis,
            /// The straight-through checks where the automaton measures it; empty where a person
            /// does.
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
        case approve(
            /// The sum, at most what the adjustment says is payable.
            amount: Money,
            /// Whether the automaton approves it, all checks having passed.
            straightThrough: Bool
        )
        /// Refers to a human, with every check and the reasons.
        case refer(
            /// Every check of the straight-through list; those judged last where a person refers
            /// it, none where none were.
            checks: [Check],
            /// Why a person has to look at it.
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
        case decline(
            /// The clause of the certificate by which nothing is payable.
            clause: Text<200>,
            /// Why the clause applies to this loss.
            reason: Text<2000>
        )
        /// Orders payment of the approved sum.
        case settle(
            /// The payer's reference of the payment, as ISO 20022 carries it end to end.
            reference: Text<35>,
            /// What suspends the payment, in words: the settlement is refused where there is any.
            sanctionsHits: [Text<1000>],
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
        case withdraw(
            /// Why the notice was a mistake.
            reason: Text<2000>
        )
        /// Notes the first of two approvals.
        ///
        /// - Since: edition 2
        case noteApproval(
            /// The sum that the first officer approves; the second has to approve the same.
            amount: Money,
            /// Why it is paid though it is not owed, where it is not.
            exGratia: Text<2000>? = nil
        )
        /// Grants a sum that is not owed.
        ///
        /// - Since: edition 2
        case grantExGratia(
            /// The sum: positive, at most the insured value, in its currency.
            amount: Money,
            /// Why it is paid though it is not owed.
            reason: Text<2000>
        )
        /// Has another insurer consent to the payment.
        ///
        /// - Since: edition 2
        case consent
        /// Notes that another member holds the certificate.
        ///
        /// - Since: edition 2
        case passHolder(
            /// Who holds the certificate from now on, and is paid.
            to: MemberID
        )
        /// Lets a surveyor read the claim.
        ///
        /// - Since: edition 2
        case admitSurveyor(
            /// The surveyor appointed, who reads it for ever.
            surveyor: MemberID
        )
        /// Notes that the money paid came back.
        ///
        /// - Since: edition 2
        case returnPayment(
            /// Why the bank sent the money back.
            reason: Text<200>
        )
        /// Takes a claim up again that was declined or closed.
        ///
        /// - Since: edition 2
        case reopen(
            /// What has come up since it was declined or closed.
            reason: Text<2000>
        )
        /// Notes that readings at the time of the loss were taken back.
        ///
        /// - Since: edition 4
        case noteWithdrawal(
            /// The digest of the upload.
            upload: Text<44>,
            /// Why it was taken back.
            reason: Text<200>
        )
    }

    /// What has happened to a claim.
    public enum Event: ContractEvent, Record {
        /// Notice was given.
        indirect case notified(
            /// The claim's identifier.
            id: InstanceID,
            /// The loss as it was notified.
            notice: Notice,
            /// Who is party to it.
            parties: Parties,
            /// Who gave notice: a party, or the operator for the automaton.
            by: MemberID,
            /// When notice came onto the ledger.
            at: Instant
        )
        /// Notice was acknowledged.
        case acknowledged(
            /// When the notice was acknowledged.
            at: Instant
        )
        /// The loss was measured.
        indirect case adjusted(
            /// The figures of the adjustment: what was lost, and what of it is payable.
            Adjustment,
            /// The straight-through checks where the automaton measured it; empty where a person
            /// did.
            checks: [Check],
            /// When it was measured.
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
            /// The sum that is to be paid.
            amount: Money,
            /// Whether the automaton approved it, all checks having passed.
            straightThrough: Bool,
            /// When it was approved, from which the days to pay are counted.
            at: Instant,
            /// The leader's officers that approved it.
            ///
            /// - Since: edition 2
            officers: [Identifier]? = nil
        )
        /// A human is to look.
        case referred(
            /// Every check of the straight-through list; those judged last where a person referred
            /// it, none where none were.
            checks: [Check],
            /// Why a person has to look at it.
            reasons: Reasons,
            /// Who referred it: the leader, or the operator for the automaton, which leaves the
            /// leader's own referrals alone.
            by: MemberID,
            /// When it was referred.
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
        case declined(
            /// The clause by which nothing is payable, and why it applies.
            Declinature,
            /// When it was declined.
            at: Instant
        )
        /// Payment was ordered.
        case settled(
            /// The payment that was ordered.
            Payment,
            /// The leader's officer that ordered it.
            ///
            /// - Since: edition 2
            officer: Identifier? = nil
        )
        /// The claim was closed.
        case closed(
            /// When it was closed.
            at: Instant
        )
        /// The notice was taken back.
        ///
        /// - Since: edition 2
        case withdrawn(
            /// Why the notice was a mistake.
            reason: Text<2000>,
            /// Who took it back: the holder, the leader or who had given notice.
            by: MemberID,
            /// When it was taken back.
            at: Instant
        )
        /// One officer has approved the sum, and another has to.
        ///
        /// - Since: edition 2
        case approvalNoted(
            /// What the first officer has approved.
            Authority.Approval
        )
        /// A sum that is not owed was granted.
        ///
        /// - Since: edition 2
        case exGratiaGranted(
            /// The sum that is to be paid.
            amount: Money,
            /// Why it is paid though it is not owed.
            reason: Text<2000>,
            /// The leader's officers that granted it, the first of them first; none where the
            /// leader has named none.
            officers: [Identifier],
            /// When it was granted.
            at: Instant
        )
        /// Another insurer has consented to the payment.
        ///
        /// - Since: edition 2
        case consented(
            /// The insurer that consented.
            by: MemberID,
            /// When its consent came onto the ledger.
            at: Instant
        )
        /// Another member holds the certificate.
        ///
        /// - Since: edition 2
        case holderPassed(
            /// Who holds the certificate from now on, and is paid.
            to: MemberID
        )
        /// A surveyor may read the claim.
        ///
        /// - Since: edition 2
        case surveyorAdmitted(
            /// The surveyor, who reads it for ever.
            surveyor: MemberID
        )
        /// The money paid came back, and is to be paid again.
        ///
        /// - Since: edition 2
        case paymentReturned(
            /// Why the bank sent the money back.
            reason: Text<200>,
            /// When the return came onto the ledger.
            at: Instant
        )
        /// The claim was taken up again.
        ///
        /// - Since: edition 2
        case reopened(
            /// What has come up since it was declined or closed.
            reason: Text<2000>,
            /// Who took it up again.
            by: MemberID,
            /// When it was taken up again.
            at: Instant
        )
        /// Readings at the time of the loss were taken back.
        ///
        /// - Since: edition 4
        case evidenceWithdrawn(
            /// Which upload, by whom and why.
            WithdrawnEvidence
        )
    }
}

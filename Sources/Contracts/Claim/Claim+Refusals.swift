extension Claim {
    /// Why what is asked of a claim is refused, beside what any contract refuses: 6xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The loss began after the certificate's cover had ended.
        ///
        /// - Remedy: Claim for a loss within the cover's time.
        case lossAfterCoverEnded = 6001
        /// The loss began before the certificate attached.
        ///
        /// - Remedy: Claim for a loss after the goods left.
        case lossBeforeAttachment = 6002
        /// The amount is not positive, or above what was adjusted.
        ///
        /// - Remedy: State a positive sum in the certificate's currency, up to what is payable.
        case amountMalformed = 6003
        /// The automaton may not decide this; the checks that failed are the figures.
        ///
        /// - Remedy: Have the leader adjust and approve it by hand.
        case notStraightThrough = 6004
        /// The assessment's values contradict each other.
        ///
        /// - Remedy: Correct the values that the figures name.
        case assessmentMalformed = 6005
        /// The result would be what already stands.
        ///
        /// - Remedy: Nothing is to be done: it stands so already.
        case nothingNew = 6006
        /// A payee or a conveyance is on the sanctions list: payment is suspended.
        ///
        /// - Remedy: Have the hold decided on by two officers of the leader that may release it.
        case sanctionsHold = 6007
        /// The clause cited is none of the certificate's,
        /// nor a section of the Marine Insurance Act.
        ///
        /// - Remedy: Cite a clause that the certificate's terms name.
        /// - Since: edition 2
        case clauseNotOfCertificate = 6008
        /// The certificate's cover has no such part, or it is of another peril.
        ///
        /// - Remedy: Name a part of the certificate's cover, and its own peril.
        /// - Since: edition 2
        case partNotOfCertificate = 6009
        /// The certificate was issued after the loss had begun,
        /// and does not insure goods lost or not lost.
        ///
        /// - Remedy: Claim under the cover that was in force when the loss began.
        /// - Since: edition 2
        case lossBeforeIssue = 6021
        /// None of the certificate's clauses insures the peril.
        ///
        /// - Remedy: Name the peril that the loss was from, if a clause of the certificate insures
        ///   it.
        /// - Since: edition 2
        case perilNotInsured = 6022
        /// The readings do not meet the trigger of the agreed loss,
        /// and no survey says what they do not.
        ///
        /// - Remedy: Appoint a surveyor, and cite the report with what it measures.
        /// - Since: edition 2
        case triggerNotMet = 6023
        /// An insurer that the leader's decision does not bind has not consented.
        ///
        /// - Remedy: Have the insurers that are named consent to the claim.
        /// - Since: edition 2
        case consentMissing = 6020
    }
}

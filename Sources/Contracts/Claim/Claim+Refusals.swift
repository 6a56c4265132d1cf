extension Claim {
    /// Why what is asked of a claim is refused, beside what any contract refuses: 6xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The loss began after the certificate's cover had ended.
        case lossAfterCoverEnded = 6001
        /// The loss began before the certificate attached.
        case lossBeforeAttachment = 6002
        /// The amount is not positive, or above what was adjusted.
        case amountMalformed = 6003
        /// The automaton may not decide this; the checks that failed are the figures.
        case notStraightThrough = 6004
        /// The assessment's values contradict each other.
        case assessmentMalformed = 6005
        /// The result would be what already stands.
        case nothingNew = 6006
        /// A payee or a conveyance is on the sanctions list: payment is suspended.
        case sanctionsHold = 6007
        /// The clause cited is none of the certificate's,
        /// nor a section of the Marine Insurance Act.
        ///
        /// - Since: edition 2
        case clauseNotOfCertificate = 6008
        /// The certificate's cover has no such part, or it is of another peril.
        ///
        /// - Since: edition 2
        case partNotOfCertificate = 6009
        /// The certificate was issued after the loss had begun,
        /// and does not insure goods lost or not lost.
        ///
        /// - Since: edition 2
        case lossBeforeIssue = 6021
        /// None of the certificate's clauses insures the peril.
        ///
        /// - Since: edition 2
        case perilNotInsured = 6022
        /// The readings do not meet the trigger of the agreed loss,
        /// and no survey says what they do not.
        ///
        /// - Since: edition 2
        case triggerNotMet = 6023
        /// An insurer that the leader's decision does not bind has not consented.
        ///
        /// - Since: edition 2
        case consentMissing = 6020
    }
}

extension Authority {
    /// Why what is asked of a table of authority, or by it, is refused: 10xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The table contradicts itself: a sum that is not positive or stands twice for a currency,
        /// or an officer that administers.
        ///
        /// - Since: edition 2
        case authorityMalformed = 10_001
        /// The member has officers, and the key is none of theirs.
        ///
        /// - Since: edition 2
        case officerMissing = 10_002
        /// The member's table gives the officer no such authority.
        ///
        /// - Since: edition 2
        case authorityMissing = 10_003
        /// The sum is above the officer's limit.
        ///
        /// - Since: edition 2
        case authorityExceeded = 10_004
        /// Who approves has measured the loss, or nobody can say that it has not.
        ///
        /// - Since: edition 2
        case approverIsAdjuster = 10_005
        /// One hand would measure the loss and approve it, which the cover does not accept.
        ///
        /// - Since: edition 2
        case oneOfficerNotAccepted = 10_006
        /// What was decided needs another officer: of a claim, who approves the same sum; of a
        /// sanctions hold, who decides the same.
        ///
        /// - Since: edition 2
        case secondApprovalNeeded = 10_007
        /// Who orders the payment has both measured and approved it, or has granted it alone.
        ///
        /// - Since: edition 2
        case settlerActedAlone = 10_008
    }
}

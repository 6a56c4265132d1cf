extension Survey {
    /// Why what is asked of a survey is refused, beside what any contract refuses: 11xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The member is no surveyor, or is party to the claim.
        ///
        /// - Since: edition 2
        case surveyorUnfit = 11_001
        /// The survey that is cited is of another claim, or no report is filed yet.
        ///
        /// - Since: edition 2
        case reportMissing = 11_002
    }
}

extension Interest {
    /// Why what is asked of an interest is refused, beside what any contract refuses: 8xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The certificate insures the interest already.
        ///
        /// - Remedy: Nothing is to be done: the interest is known as insured.
        /// - Since: edition 2
        case interestAlreadyInsured = 8001
        /// The certificates on one interest would pay more than the indemnity between them.
        ///
        /// - Remedy: Approve what is left of the indemnity at most.
        /// - Since: edition 2
        case indemnityExceeded = 8002
        /// Another certificate has paid for the same loss in another currency,
        /// which nothing here compares.
        ///
        /// - Remedy: Settle it with the other certificate's insurers outside the ledger.
        /// - Since: edition 2
        case indemnityNotComparable = 8003
    }
}

extension PaymentReference {
    /// Why what is asked of a payment's reference is refused,
    /// beside what any contract refuses: 12xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// A payment of the same payer carries the reference already.
        ///
        /// - Since: edition 2
        case paymentReferenceUsed = 12_001
    }
}

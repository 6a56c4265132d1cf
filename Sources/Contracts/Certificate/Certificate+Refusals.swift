extension Certificate {
    /// Why what is asked of a certificate is refused, beside what any contract refuses: 4xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The certificate already has a shipment.
        ///
        /// - Remedy: Use the shipment that the certificate has.
        case shipmentAlreadyAssigned = 4001
        /// The premium paid would exceed the premium due.
        ///
        /// - Remedy: Pay what is due at most; the figures give it.
        case premiumOverpaid = 4002
        /// The payments would exceed the insured value.
        ///
        /// - Remedy: Approve what is left of the insured value at most.
        case insuredValueExhausted = 4003
        /// The claim is already noted, or unknown to the certificate.
        ///
        /// - Remedy: Check the claim, and that it is under this certificate.
        case claimNotNoted = 4004
        /// The certificate has a claim still open.
        ///
        /// - Remedy: Bring the claim that is named to its end first.
        case claimOpen = 4005
        /// A claim was paid under the certificate: the premium is earned.
        ///
        /// - Remedy: Leave the certificate in force: its premium is earned.
        /// - Since: edition 2
        case claimPaid = 4006
        /// Who insures the goods cannot hold the certificate.
        ///
        /// - Remedy: Assign it to a member that does not insure the goods.
        /// - Since: edition 2
        case holderIsInsurer = 4010
        /// The holder neither owns goods nor finances or ships any: its roles say so.
        ///
        /// - Remedy: Assign it to a cargo owner, a shipper or a bank.
        /// - Since: edition 2
        case holderUnfit = 4011
        /// The certificate has no hold of this number.
        ///
        /// - Remedy: Read the certificate's holds and name one of them.
        /// - Since: edition 2
        case holdUnknown = 4012
    }
}

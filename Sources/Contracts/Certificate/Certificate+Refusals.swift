extension Certificate {
    /// Why what is asked of a certificate is refused, beside what any contract refuses: 4xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The certificate already has a shipment.
        case shipmentAlreadyAssigned = 4001
        /// The premium paid would exceed the premium due.
        case premiumOverpaid = 4002
        /// The payments would exceed the insured value.
        case insuredValueExhausted = 4003
        /// The claim is already noted, or unknown to the certificate.
        case claimNotNoted = 4004
        /// The certificate has a claim still open.
        case claimOpen = 4005
        /// A claim was paid under the certificate: the premium is earned.
        ///
        /// - Since: edition 2
        case claimPaid = 4006
        /// Who insures the goods cannot hold the certificate.
        ///
        /// - Since: edition 2
        case holderIsInsurer = 4010
        /// The holder neither owns goods nor finances or ships any: its roles say so.
        ///
        /// - Since: edition 2
        case holderUnfit = 4011
        /// The certificate has no hold of this number.
        ///
        /// - Since: edition 2
        case holdUnknown = 4012
    }
}

extension Evidence {
    /// Why what is asked of evidence is refused, beside what any contract refuses: 9xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The shipment does not hold the logger or the readings.
        ///
        /// - Since: edition 2
        case evidenceNotHeld = 9001
    }
}

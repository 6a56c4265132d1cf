extension Shipment {
    /// Why what is asked of a shipment is refused, beside what any contract refuses: 5xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The device is already bound to the shipment.
        case deviceAlreadyBound = 5001
        /// The device is not bound to the shipment.
        case deviceNotBound = 5002
        /// The segment is already recorded.
        case segmentAlreadyRecorded = 5003
        /// The upload has no accepted reading.
        case uploadEmpty = 5004
        /// The upload's signature names a key that is no bound device's.
        case signatureKeyNotBound = 5005
        /// The findings name a device or a count that the segments do not.
        case findingsContradictSegments = 5006
        /// The device is bound to another shipment that is under way, of members that the caller is
        /// one of.
        ///
        /// - Since: edition 4
        case deviceOnAnotherShipment = 5007
        /// No readings of the upload are recorded, or it was made before the ledger kept who did.
        ///
        /// - Since: edition 4
        case uploadUnknown = 5008
    }
}

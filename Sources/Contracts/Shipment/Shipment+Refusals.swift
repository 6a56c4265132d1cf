extension Shipment {
    /// Why what is asked of a shipment is refused, beside what any contract refuses: 5xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The device is already bound to the shipment.
        ///
        /// - Remedy: Nothing is to be done: its readings are taken.
        case deviceAlreadyBound = 5001
        /// The device is not bound to the shipment.
        ///
        /// - Remedy: Bind the device to the shipment first, then send its readings again.
        case deviceNotBound = 5002
        /// The segment is already recorded.
        ///
        /// - Remedy: Nothing is to be done: the readings are recorded.
        case segmentAlreadyRecorded = 5003
        /// The upload has no accepted reading.
        ///
        /// - Remedy: Send readings of bound devices; the rejected lines say what was wrong.
        case uploadEmpty = 5004
        /// The upload's signature names a key that is no bound device's.
        ///
        /// - Remedy: Bind the device with the key that signs, or sign with the key it is bound
        ///   with.
        case signatureKeyNotBound = 5005
        /// The findings name a device or a count that the segments do not.
        ///
        /// - Remedy: Have the operator's node evaluate the readings that are stored.
        case findingsContradictSegments = 5006
        /// The device is bound to another shipment that is under way, of members that the caller is
        /// one of.
        ///
        /// - Remedy: Deliver the other shipment, or release the device from it, before it is bound
        ///   here.
        /// - Since: edition 4
        case deviceOnAnotherShipment = 5007
        /// No readings of the upload are recorded, or it was made before the ledger kept who did.
        ///
        /// - Remedy: Name the digest that the upload's answer gave as `upload`.
        /// - Since: edition 4
        case uploadUnknown = 5008
        /// A segment is not recorded, or does not hold the readings of those that it is said to be
        /// made of.
        ///
        /// - Remedy: Have the operator's node merge and split the segments that are stored.
        /// - Since: edition 5
        case segmentsDiffer = 5009
    }
}

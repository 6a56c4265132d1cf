public import CanonicalJSON
public import Marine

extension Shipment {
    /// What may be asked of a shipment.
    public enum Command: ContractCommand, Record {
        /// Registers the carriage of a certificate's goods.
        indirect case register(
            /// The shipment's identifier, made from the command's name.
            id: InstanceID,
            /// The certificate that insures it, of which it is the only shipment.
            certificate: InstanceID,
            /// The members on the certificate, who may read the shipment too.
            certificateParties: [MemberID],
            /// Who hands the goods over, and who carries them.
            party: Party,
            /// The container; absent where the goods travel in none.
            container: ContainerNumber?,
            /// What the loggers must show, by the certificate's terms.
            terms: TelemetryTerms,
            /// How many days after the ship's arrival the cover ends at the latest.
            ///
            /// - Since: edition 2
            daysAfterArrival: Int? = nil,
            /// What the parts of the certificate's cover have measured.
            ///
            /// - Since: edition 2
            measures: [TelemetryMeasure]? = nil
        )
        /// Binds a logger or tracker.
        case bindDevice(
            /// The name that its readings carry.
            id: DeviceName,
            /// The key with which it or its gateway signs uploads; absent where it signs none.
            publicKey: DeviceKeyText?,
            /// From when on it travels with the goods, where that is stated.
            ///
            /// - Since: edition 4
            from: Instant? = nil
        )
        /// Records that a logger or tracker has left the goods.
        ///
        /// - Since: edition 4
        case releaseDevice(
            /// The name that its readings carry.
            id: DeviceName,
            /// When it left; not after it comes onto the ledger.
            at: Instant
        )
        /// Takes an upload back.
        ///
        /// - Since: edition 4
        case withdrawUpload(
            /// The digest of the upload.
            upload: Text<44>,
            /// Why it was wrong.
            reason: Text<200>
        )
        /// Records that the goods left.
        case depart(
            /// When the goods left; not after it comes onto the ledger.
            at: Instant,
            /// When the goods were stuffed, where that is known.
            ///
            /// - Since: edition 3
            stuffedAt: Instant? = nil
        )
        /// Pins an upload's segments and what all readings now show.
        indirect case recordTelemetry(
            /// The upload's digest, the counts of its readings and the segments that hold them.
            upload: Upload,
            /// What all accepted readings show, this upload's included.
            findings: TelemetryFindings
        )
        /// Pins what all readings show of the carriage as it is known now.
        ///
        /// - Since: edition 2
        indirect case evaluate(
            /// What all accepted readings show of the carriage as it is known now.
            findings: TelemetryFindings
        )
        /// Records larger segments in the place of small ones.
        ///
        /// - Since: edition 5
        indirect case mergeSegments(
            /// Which segments take the place of which.
            merges: SegmentMerges
        )
        /// Gives small segments back the place of the larger ones that were made of them.
        ///
        /// - Since: edition 5
        indirect case splitSegments(
            /// Which segments take back the place of which.
            splits: SegmentSplits
        )
        /// Records that the ship arrived.
        case arrive(
            /// When the ship arrived; not before the goods left.
            at: Instant
        )
        /// Records that the goods were handed over.
        case deliver(
            /// When the goods were handed over; not before the ship arrived, where it has.
            at: Instant
        )
        /// Lets a member read the shipment.
        ///
        /// - Since: edition 2
        case admit(
            /// The member: who came to hold the certificate, or a surveyor.
            member: MemberID
        )
    }

    /// What has happened to a shipment.
    public enum Event: ContractEvent, Record {
        /// The carriage was registered.
        indirect case registered(
            /// The shipment's identifier.
            id: InstanceID,
            /// The certificate that insures it.
            certificate: InstanceID,
            /// The members on the certificate, who may read the shipment too.
            certificateParties: [MemberID],
            /// Who hands the goods over, and who carries them.
            party: Party,
            /// The container; absent where the goods travel in none.
            container: ContainerNumber?,
            /// What the loggers must show.
            terms: TelemetryTerms,
            /// When it was registered.
            at: Instant,
            /// How many days after the ship's arrival the cover ends at the latest.
            ///
            /// - Since: edition 2
            daysAfterArrival: Int? = nil,
            /// What the parts of the certificate's cover have measured.
            ///
            /// - Since: edition 2
            measures: [TelemetryMeasure]? = nil
        )
        /// A device was bound.
        case deviceBound(
            /// The device, with the instant of its binding.
            Device
        )
        /// A device left the goods.
        ///
        /// - Since: edition 4
        case deviceReleased(
            /// The name that its readings carry.
            id: DeviceName,
            /// When it left.
            at: Instant,
            /// When that was said.
            ///
            /// - Since: edition 5
            recordedAt: Instant?
        )
        /// An upload was taken back.
        ///
        /// - Since: edition 4
        indirect case uploadWithdrawn(
            /// Which upload, by whom, and what it had brought.
            Withdrawal
        )
        /// The goods left.
        case departed(
            /// When the goods left, as stated.
            at: Instant,
            /// When that came onto the ledger.
            ///
            /// - Since: edition 2
            recordedAt: Instant? = nil,
            /// When the goods were stuffed.
            ///
            /// - Since: edition 3
            stuffedAt: Instant? = nil
        )
        /// An upload was pinned.
        indirect case telemetryRecorded(
            /// The upload's digest, the counts of its readings and the segments that hold them.
            upload: Upload,
            /// What all accepted readings show, this upload's included.
            findings: TelemetryFindings
        )
        /// What the readings show of the carriage was pinned.
        ///
        /// - Since: edition 2
        indirect case evaluated(
            /// What all accepted readings show of the carriage as it is known now.
            findings: TelemetryFindings
        )
        /// Larger segments took the place of small ones.
        ///
        /// - Since: edition 5
        indirect case segmentsMerged(
            /// Which took the place of which.
            merges: SegmentMerges
        )
        /// Small segments took back the place of larger ones.
        ///
        /// - Since: edition 5
        indirect case segmentsSplit(
            /// Which took back the place of which.
            splits: SegmentSplits
        )
        /// The ship arrived.
        case arrived(
            /// When the ship arrived, as stated.
            at: Instant,
            /// Who recorded it.
            ///
            /// - Since: edition 2
            by: MemberID? = nil
        )
        /// The goods were handed over.
        case delivered(
            /// When the goods were handed over, as stated.
            at: Instant
        )
        /// A member may read the shipment.
        ///
        /// - Since: edition 2
        case admitted(
            /// The member, who reads it for ever and does nothing on it.
            member: MemberID
        )
    }
}

public import CanonicalJSON
public import Marine

extension Claim {
    /// An upload with readings at the time of the loss that its maker took back.
    public struct WithdrawnEvidence: Record, Hashable, Sendable {
        /// The digest of the upload.
        public var upload: Text<44>
        /// Who took it back.
        public var by: MemberID
        /// Why.
        public var reason: Text<200>
        /// When.
        public var at: Instant
    }
}

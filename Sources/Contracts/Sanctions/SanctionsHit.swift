public import CanonicalJSON
public import Marine

/// Somebody or something on a shipment's papers that is like an entry of a sanctions list.
///
/// A hit says that a person has to look, never who somebody is.
public struct SanctionsHit: Record, Hashable, Sendable {
    /// What part it has.
    public enum Part: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Who is insured.
        ///
        /// - Since: edition 2
        case assured
        /// Who placed the cover.
        ///
        /// - Since: edition 2
        case broker
        /// Who holds the certificate, and is paid.
        ///
        /// - Since: edition 2
        case holder
        /// To whom the goods go.
        ///
        /// - Since: edition 2
        case consignee
        /// Who hands the goods over.
        ///
        /// - Since: edition 2
        case shipper
        /// Who carries them.
        ///
        /// - Since: edition 2
        case carrier
        /// The ship.
        ///
        /// - Since: edition 2
        case ship
    }

    /// What part who or what was screened has.
    public var part: Part
    /// The name that was screened, or a ship's IMO number.
    public var name: Text<200>
    /// How alike it is to what is listed: 1,000 is the same.
    public var score: Whole<0, 1000>
    /// Whose list it is.
    public var list: ListSource
    /// The list's own identifier of the entry; what the consortium has listed is its own.
    public var entry: Text<200>
    /// The listed name that is most like it, or the listed IMO number.
    public var listed: Text<400>
    /// A digest of the entry: another where the list changes it.
    public var version: DigestText

    /// Whether it is of the same name, and of the same entry as that is.
    public func isSame(as other: SanctionsHit) -> Bool {
        name == other.name && list == other.list && entry == other.entry
            && version == other.version
    }

    /// The hit in words.
    public var text: String { "\(name) (\(score): \(list.rawValue) \(entry), \(listed))" }
}

/// A hit that suspends payment under a certificate, until two officers of the leader release it.
///
/// It declines nothing: JC2010/014, the Sanction Limitation and Exclusion Clause, suspends to the
/// extent that a payment would expose the insurer.
public struct SanctionsHold: Record, Hashable, Sendable {
    /// What was found.
    public var hit: SanctionsHit
    /// When.
    public var at: Instant
    /// What one officer would decide, while another's is awaited.
    public var first: Ruling?
    /// What was decided; absent while nothing was.
    public var decision: Ruling?

    /// What was decided on a hold.
    public struct Ruling: Record, Hashable, Sendable {
        /// Whether it is released; else it is kept.
        public var isReleased: Bool
        /// Why.
        public var reason: Text<2000>
        /// The officers that decided, the first of them first;
        /// none where the leader has named none.
        public var officers: [Identifier]
        /// When it was decided.
        public var at: Instant
    }

    /// Whether payment is suspended.
    public var stands: Bool { decision?.isReleased != true }
}

public import CanonicalJSON
public import Marine

/// What one check of the straight-through list came to, as the ledger keeps it.
public struct Check: Record, Hashable, Sendable {
    /// The outcome.
    public enum Outcome: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// The figure is within the limit.
        case passed
        /// The figure is not.
        case failed
        /// There is no figure: missing data leads to a referral, never to a declinature.
        case unknown
    }

    /// The check's permanent name, which stands in its rule.
    public var name: Text<60>
    /// The outcome.
    public var outcome: Outcome
    /// What was found.
    ///
    /// It has no limit of its own: the rules of its edition make it of names and figures that have
    /// theirs, and what they make is compared to the byte when a claim is judged again.
    public var figure: String
    /// What was asked; without a limit of its own, as what was found.
    public var limit: String
    /// What the check rests on: a clause, a section, a term of the certificate.
    ///
    /// - Since: edition 2
    public var clause: Text<200>?
    /// What was looked at, each by its digest.
    ///
    /// - Since: edition 3
    public var inputs: Entries<1, 8, Input>?

    /// Something that a check looks at.
    public struct Input: Record, Hashable, Sendable {
        /// What it is.
        public var kind: InputKind
        /// SHA-256 of its canonical JSON as the ledger has it when the claim is judged.
        public var digest: DigestText
    }

    /// What a check may look at.
    public enum InputKind: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// The claim's state.
        ///
        /// - Since: edition 3
        case claim
        /// The certificate's state; each claim noted in it with the end of its loss
        /// as far as it was judged.
        ///
        /// - Since: edition 3
        case certificate
        /// The shipment's state without its segments and findings.
        ///
        /// - Since: edition 3
        case shipment
        /// What the readings show: the shipment's findings.
        ///
        /// - Since: edition 3
        case findings
        /// The shipment's segments, in order: each with the digest of its readings.
        ///
        /// - Since: edition 3
        case segments
        /// What other shipments hold too: its identifiers, of loggers, readings,
        /// passages and losses in turn.
        ///
        /// - Since: edition 3
        case evidence
        /// The states of the certificate's interests, in order.
        ///
        /// - Since: edition 3
        case interests
        /// The hits on the sanctions lists that nobody has released.
        ///
        /// - Since: edition 3
        case screening
    }

    /// States a check.
    public init(_ name: Text<60>, _ outcome: Outcome, figure: String, limit: String) {
        self.name = name
        self.outcome = outcome
        self.figure = figure
        self.limit = limit
        clause = nil
        inputs = nil
    }
}

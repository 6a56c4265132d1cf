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

    /// The check's permanent name.
    public var name: String
    /// The outcome.
    public var outcome: Outcome
    /// What was found.
    public var figure: String
    /// What was asked.
    public var limit: String
    /// What the check rests on: a clause, a section, a term of the certificate.
    ///
    /// - Since: edition 2
    public var clause: Text<200>?

    /// States a check.
    public init(_ name: String, _ outcome: Outcome, figure: String, limit: String) {
        self.name = name
        self.outcome = outcome
        self.figure = figure
        self.limit = limit
        clause = nil
    }
}

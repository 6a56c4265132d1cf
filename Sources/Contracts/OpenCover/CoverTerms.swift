public import CanonicalJSON
public import Marine

/// What the parties to an open cover agreed: the slip.
public struct CoverTerms: Record, Hashable, Sendable {
    /// The unique market reference, or the parties' own.
    public var reference: Text<60>
    /// The insurer that leads, adjusts and pays; whoever asks where a request names none.
    public var leader: MemberID
    /// Everyone's part of the risk, the leader's first; the rates sum to 100 %.
    ///
    /// By the second edition those of several insurers are the lines that are asked for, and come
    /// to 100 % at least; once each insurer has written its own they are the signed lines.
    ///
    /// Where a request names none, the leader's is the whole.
    public var shares: Entries<1, 50, Share>
    /// Who is insured.
    public var assured: MemberID
    /// Who placed the cover, if anyone.
    public var broker: MemberID?
    /// The first instant at which a declared voyage may begin.
    public var inception: Instant
    /// The first instant at which none may begin any more.
    public var expiry: Instant
    /// The one currency of the cover.
    public var currency: Currency
    /// The most that one conveyance may carry.
    public var limitPerConveyance: Money
    /// The most that one location may hold.
    public var limitPerLocation: Money
    /// How the insured value follows from cost and freight.
    public var valuation: Valuation
    /// Paid at inception, against which premium is adjusted.
    public var depositPremium: Money
    /// Refunds go down to this and no further.
    public var minimumPremium: Money
    /// The goods accepted, each with its rate and terms.
    public var goods: Entries<1, 50, AcceptedGoods>
    /// The ISO 3166 countries that a voyage may touch; empty is worldwide.
    public var countries: Entries<0, 250, CountryCode> = []
    /// Whether one officer of the leader may measure a loss and approve it, where it has no other;
    /// not where left out.
    ///
    /// - Since: edition 2
    public var oneOfficerAccepted: Bool?
    /// What the leader's decisions bind the other insurers to;
    /// claims within the terms where left out.
    ///
    /// - Since: edition 2
    public var leaderClause: LeaderClause?
    /// From which score on a name is a hit on a sanctions list, of 1,000; 880 where left out.
    ///
    /// 1,000 is the same name. Lower finds more, and holds more that is somebody else's.
    ///
    /// - Since: edition 2
    public var sanctionsThreshold: Whole<700, 1000>?

    /// How far the clock of the place by which the period begins and ends is ahead of UTC, in
    /// minutes; not at all where left out.
    ///
    /// The inception and the expiry are then that place's local time: 2026-01-01T00:00Z with 540 is
    /// midnight in Tokyo, 2025-12-31T15:00Z.
    ///
    /// - Since: edition 2
    public var utcOffsetMinutes: OffsetMinutes?

    /// How far a clock is ahead of UTC, in minutes: from 12 hours behind to 14 hours ahead.
    public typealias OffsetMinutes = Whole<-720, 840>

    /// What the leader's decisions bind the other insurers to.
    ///
    /// A payment that is not owed is never among them: an insurer bears its share of it where it
    /// has consented, and else not.
    public enum LeaderClause: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Claims within the terms: what the leader settles is settled for all.
        ///
        /// - Since: edition 2
        case claimsWithinTerms
        /// No claim: each insurer consents before one is paid.
        ///
        /// - Since: edition 2
        case eachInsurerConsents
    }

    /// What becomes of a declaration that takes an accumulation past its limit;
    /// refused where left out.
    ///
    /// - Since: edition 2
    public var onAccumulationBreach: BreachResponse?

    /// What becomes of a declaration that takes an accumulation past its limit.
    public enum BreachResponse: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// It is refused with the figure.
        ///
        /// - Since: edition 2
        case refuse
        /// Its certificate waits for the leader to accept it.
        ///
        /// - Since: edition 2
        case refer
    }

    /// One insurer's part.
    public struct Share: Record, Hashable, Sendable {
        /// The insurer.
        public var member: MemberID
        /// Its part of every premium and every loss.
        public var rate: Rate
    }

    /// Goods that the cover accepts.
    public struct AcceptedGoods: Record, Hashable, Sendable {
        /// The name by which declarations choose these goods.
        public var goods: Text<60>
        /// The premium rate on the insured value.
        public var rate: Rate
        /// The terms that certificates for these goods pin.
        public var terms: CertificateTerms
    }

    /// Everyone on the slip.
    public var parties: Set<MemberID> {
        var all = Set(shares.map(\.member))
        all.insert(leader)
        all.insert(assured)
        if let broker { all.insert(broker) }
        return all
    }

    /// The instants at which a voyage may begin, in words.
    var period: String {
        guard let utcOffsetMinutes else { return "\(inception) to \(expiry)" }
        return "\(inception) to \(expiry), local time of UTC and \(utcOffsetMinutes) minutes"
    }

    /// Whether a voyage may begin at an instant.
    func isInPeriod(_ instant: Instant) -> Bool {
        let ahead = Int64(utcOffsetMinutes?.value ?? 0) * 60_000
        let local = instant.advanced(byMilliseconds: ahead)
        return local >= inception && local < expiry
    }

    /// Refuses a voyage that begins at another time than the slip insures.
    func requireInPeriod(_ instant: Instant) throws(Refusal) {
        guard isInPeriod(instant) else {
            throw Refusal(.outsideCoverPeriod, ["figure": "\(instant)", "limit": period])
        }
    }

    /// Refuses a slip that contradicts itself, by an edition of the rules.
    func validate(in edition: Edition) throws(Refusal) {
        guard inception < expiry else {
            throw Refusal(.periodEmpty, ["inception": "\(inception)", "expiry": "\(expiry)"])
        }
        var sum: Int64 = 0
        for share in shares { sum = sum.addingReportingOverflow(share.rate.partsPerBillion).0 }
        let isSlip = edition >= .second && shares.count > 1
        if isSlip { try requireLines() }
        guard shares.first?.member == leader, isSlip || sum == Rate.one.partsPerBillion else {
            throw Refusal(
                .sharesDoNotSumToWhole,
                ["partsPerBillion": "\(sum)", "leader": leader.text]
            )
        }
        guard Set(shares.map(\.member)).count == shares.count,
            Set(goods.map(\.goods)).count == goods.count
        else { throw Refusal(.entriesRepeat) }
        for (name, limit) in [
            ("limitPerConveyance", limitPerConveyance), ("limitPerLocation", limitPerLocation),
        ] where limit.currency != currency || !limit.isPositive {
            throw Refusal(.limitMalformed, [name: "\(limit)", "currency": "\(currency)"])
        }
        for (name, premium) in [
            ("depositPremium", depositPremium), ("minimumPremium", minimumPremium),
        ] where premium.currency != currency || premium.isNegative {
            throw Refusal(.limitMalformed, [name: "\(premium)", "currency": "\(currency)"])
        }
        if edition >= .second,
            let unknown = countries.first(where: { !CountryCode.isAssigned("\($0)") })
        {
            throw Refusal(.termsMalformed, ["countries": "\(unknown)"])
        }
        for accepted in goods {
            try accepted.terms.validate(currency: currency, in: edition)
        }
        try valuation.validate(in: edition)
    }
}

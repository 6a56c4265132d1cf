public import Marine

/// What the parties to an open cover agreed: the slip.
public struct CoverTerms: Codable, Hashable, Sendable {
    /// The unique market reference, or the parties' own; 1 to 60 bytes.
    public var reference: String
    /// The insurer that leads, adjusts and pays.
    public var leader: MemberID
    /// Everyone's part of the risk, the leader's first; the rates sum to 100 %.
    public var shares: [Share]
    /// Who is insured.
    public var assured: MemberID
    /// Who placed the cover, if anyone.
    public var broker: MemberID?
    /// The first instant at which a declared voyage may begin.
    public var inception: Instant
    /// The first instant at which none may any more.
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
    /// The goods accepted, each with its rate and terms; 1 to 50.
    public var goods: [AcceptedGoods]
    /// The ISO 3166 countries that a voyage may touch; empty is worldwide.
    public var countries: [String]

    /// States the terms.
    public init(
        reference: String,
        leader: MemberID,
        shares: [Share],
        assured: MemberID,
        broker: MemberID?,
        inception: Instant,
        expiry: Instant,
        currency: Currency,
        limitPerConveyance: Money,
        limitPerLocation: Money,
        valuation: Valuation,
        depositPremium: Money,
        minimumPremium: Money,
        goods: [AcceptedGoods],
        countries: [String]
    ) {
        self.reference = reference
        self.leader = leader
        self.shares = shares
        self.assured = assured
        self.broker = broker
        self.inception = inception
        self.expiry = expiry
        self.currency = currency
        self.limitPerConveyance = limitPerConveyance
        self.limitPerLocation = limitPerLocation
        self.valuation = valuation
        self.depositPremium = depositPremium
        self.minimumPremium = minimumPremium
        self.goods = goods
        self.countries = countries
    }

    /// One insurer's part.
    public struct Share: Codable, Hashable, Sendable {
        /// The insurer.
        public var member: MemberID
        /// Its part of every premium and every loss.
        public var rate: Rate

        /// States a share.
        public init(member: MemberID, rate: Rate) {
            self.member = member
            self.rate = rate
        }
    }

    /// Goods that the cover accepts.
    public struct AcceptedGoods: Codable, Hashable, Sendable {
        /// The name by which declarations choose these goods; 1 to 60 bytes.
        public var goods: String
        /// The premium rate on the insured value.
        public var rate: Rate
        /// The terms that certificates for these goods pin.
        public var terms: CertificateTerms

        /// States accepted goods.
        public init(goods: String, rate: Rate, terms: CertificateTerms) {
            self.goods = goods
            self.rate = rate
            self.terms = terms
        }
    }

    /// Everyone on the slip.
    public var parties: Set<MemberID> {
        var all = Set(shares.map(\.member))
        all.insert(leader)
        all.insert(assured)
        if let broker { all.insert(broker) }
        return all
    }

    /// Refuses a slip that contradicts itself.
    func validate() throws(Refusal) {
        try requireText(reference, "reference", atMost: 60)
        guard inception < expiry else {
            throw Refusal(.periodEmpty, ["inception": "\(inception)", "expiry": "\(expiry)"])
        }
        var sum: Int64 = 0
        for share in shares { sum = sum.addingReportingOverflow(share.rate.partsPerBillion).0 }
        guard shares.first?.member == leader, sum == Rate.one.partsPerBillion else {
            throw Refusal(
                .sharesDoNotSumToWhole,
                ["partsPerBillion": "\(sum)", "leader": leader.text]
            )
        }
        guard shares.count <= 50, goods.count <= 50, countries.count <= 250 else {
            throw Refusal(
                .tooManyEntries,
                ["shares": "\(shares.count)", "goods": "\(goods.count)", "limit": "50"]
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
        guard !goods.isEmpty else { throw Refusal(.goodsNotAccepted, ["goods": "none"]) }
        for accepted in goods {
            try requireText(accepted.goods, "goods", atMost: 60)
            try accepted.terms.validate(currency: currency)
        }
        try valuation.validate()
    }
}

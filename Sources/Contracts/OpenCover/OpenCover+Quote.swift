public import CanonicalJSON
public import Marine

extension OpenCover {
    /// One term of a cover with which a declaration is compared, with the figure and the limit.
    public struct AcceptanceTest: Answer, Hashable, Sendable {
        /// Whether the declaration keeps to the term.
        public enum Outcome: String, JSONCoded, Hashable, Sendable, CaseIterable {
            /// The figure is within the limit.
            case passed
            /// The figure is not: the declaration would be refused.
            case failed
            /// The figure is not: the certificate would wait for the leader to accept it.
            ///
            /// - Since: edition 2
            case referred
        }

        /// The term's permanent name.
        public var name: String
        /// Whether the declaration keeps to it.
        public var outcome: Outcome
        /// What is declared, or would be on risk with it.
        public var figure: String
        /// What the cover allows.
        public var limit: String
    }

    /// What a declaration would cost and whether it would be accepted.
    public struct Quote: Answer, Hashable, Sendable {
        /// The insured value; `nil` where the goods are not accepted.
        public var insuredValue: Money?
        /// The premium rate.
        public var rate: Rate?
        /// The premium, rounded half away from zero to the minor unit.
        public var premium: Money?
        /// Every term that was compared, with its figure.
        public var checks: [AcceptanceTest]
        /// Why the declaration would be refused; empty where it would be accepted.
        public var refusals: [Refusal]
        /// What the certificate would add to the accumulations.
        public var onRisk: OnRisk?
        /// Why the certificate would wait for the leader to accept it; absent where it would not.
        ///
        /// - Since: edition 2
        public var referral: Text<2000>?
        /// What of the declaration is like an entry of a sanctions list: the certificate would be
        /// issued, and its payments held; absent where nothing is.
        ///
        /// - Since: edition 2
        public var sanctionsHits: [SanctionsHit]?

        enum LedgerOnly { case onRisk }

        enum AnswerOnly {
            /// Whether the declaration would be accepted.
            case accepted
        }

        var accepted: Bool { refusals.isEmpty }
    }

    /// Quotes a declaration by an edition of the rules; declaring it computes the same figures.
    ///
    /// `accumulated` is what the cover's leader has on risk already where the shipment would go,
    /// over all the covers that it leads; the cover's own accumulations are those of the first
    /// edition. `byLeader` says that the leading insurer itself declares. Where `listing` is false,
    /// only the checks that fail are listed, to save the text of the others.
    public static func quote(
        _ state: State,
        _ declaration: Declaration,
        accumulated: [Accumulated] = [],
        in edition: Edition,
        byLeader: Bool = false,
        listing: Bool = true
    ) throws(Refusal) -> Quote {
        var quote = Quote(checks: [], refusals: [])
        let terms = state.terms
        func check(
            _ name: String,
            _ passed: Bool,
            _ figure: @autoclosure () -> String,
            _ limit: @autoclosure () -> String,
            _ code: Refusal.Code,
            of subject: Text<20>? = nil
        ) {
            guard listing || !passed else { return }
            let (figure, limit) = (figure(), limit())
            quote.checks.append(
                AcceptanceTest(
                    name: name,
                    outcome: passed ? .passed : .failed,
                    figure: figure,
                    limit: limit
                )
            )
            if !passed {
                var figures = ["figure": figure, "limit": limit]
                if let subject { figures["subject"] = subject.string }
                quote.refusals.append(Refusal(code, figures))
            }
        }
        if edition >= .second {
            let (written, named) = (state.written ?? [], terms.shares.map(\.member))
            let open = named.filter { member in !written.contains { $0.member == member } }
            let missing =
                open.isEmpty
                ? "" : ", not that of \(open.map(\.text).joined(separator: ", "))"
            check(
                "slipSubscribed",
                state.stage != .subscribing,
                state.stage == .subscribing
                    ? "\(written.count) of \(named.count) lines are written\(missing)"
                    : "the insurers are bound",
                "each insurer's line, and 100 % in all",
                .coverNotSubscribed
            )
        }
        let accepted = terms.goods.first { $0.goods == declaration.goods }
        check(
            "goodsAccepted",
            accepted != nil,
            declaration.goods.string,
            terms.goods.map(\.goods.string).joined(separator: ", "),
            .goodsNotAccepted
        )
        let outside = declaration.places.filter { place in
            edition >= .second && !CountryCode.isAssigned(place.country)
                || !terms.countries.isEmpty
                    && !terms.countries.contains { $0.description == place.country }
        }
        check(
            "placesAccepted",
            outside.isEmpty,
            outside.isEmpty
                ? declaration.places.map(\.description).joined(separator: " ")
                : outside.map(\.description).joined(separator: " "),
            terms.countries.isEmpty
                ? "worldwide"
                : terms.countries.map(\.description).joined(separator: " "),
            .placeNotAccepted
        )
        if edition >= .second {
            check(
                "voyageStated",
                declaration.isVoyage,
                declaration.voyage,
                "from one place to another, each instant after the one before",
                .voyageMalformed
            )
        }
        check(
            "withinPeriod",
            terms.isInPeriod(declaration.sailing),
            "\(declaration.sailing)",
            terms.period,
            .outsideCoverPeriod
        )
        let sums = [declaration.cost, declaration.freight]
        let sound =
            sums.allSatisfy { $0.currency == terms.currency && !$0.isNegative }
            && declaration.cost.isPositive
            && declaration.agreedValue.map { $0.currency == terms.currency && $0.isPositive }
                ?? true
        check(
            "valueStated",
            sound,
            sums.map(\.description).joined(separator: " + "),
            "positive, in \(terms.currency)",
            .valueMalformed
        )
        guard let accepted, sound else { return quote }

        let insuredValue: Money
        if let agreed = declaration.agreedValue {
            insuredValue = agreed
        } else {
            let sum = try checked { () throws(MoneyError) in
                try declaration.cost.adding(declaration.freight)
            }
            insuredValue = try terms.valuation.insuredValue(
                costAndFreight: sum,
                rate: accepted.rate,
                in: edition
            )
        }
        quote.rate = accepted.rate
        quote.insuredValue = insuredValue
        quote.premium = try checked { () throws(MoneyError) in
            try accepted.rate.applied(to: insuredValue, rounding: .halfAwayFromZero)
        }
        if edition >= .second {
            check(
                "premiumPositive",
                quote.premium?.isPositive == true,
                quote.premium.map { "\($0)" } ?? "none",
                "more than nothing",
                .premiumIsNothing
            )
            let paid = try sum(declaration.cost, declaration.freight)
            check(
                "agreedValueProved",
                byLeader || declaration.agreedValue == nil
                    || Int128(insuredValue.minorUnits) <= 2 * Int128(paid.minorUnits),
                "\(insuredValue)",
                "twice the cost and freight of \(paid); beyond, declared by the leader",
                .agreedValueUnproved
            )
        }
        let onRisk = OnRisk(
            insuredValue: insuredValue,
            conveyance: declaration.conveyance.accumulationKey(in: edition),
            locations: declaration.places
        )
        quote.onRisk = onRisk

        func held(_ subject: Text<20>) -> Money? {
            accumulated.first { $0.subject == subject }?.held
        }
        func limit(
            _ name: String,
            _ figure: Money,
            _ limit: Money,
            _ code: Refusal.Code,
            of subject: Text<20>
        ) throws(Refusal) {
            let isWithin = try !exceeds(figure, limit)
            guard !isWithin, terms.onAccumulationBreach == .refer, edition >= .second else {
                return check(name, isWithin, "\(figure)", "\(limit)", code, of: subject)
            }
            quote.refer(name, figure, limit)
        }
        let aboard = try sum(
            state.byConveyance[onRisk.conveyance],
            try sum(held(Accumulation.subject(declaration.conveyance.imo)), insuredValue)
        )
        try limit(
            "conveyanceLimit",
            aboard,
            terms.limitPerConveyance,
            .conveyanceLimitExceeded,
            of: Accumulation.subject(declaration.conveyance.imo)
        )
        for (location, place) in zip(onRisk.locations, declaration.places) {
            let there = try sum(
                state.byLocation[location],
                try sum(held(Accumulation.subject(place)), insuredValue)
            )
            try limit(
                listing ? "locationLimit:\(location)" : "locationLimit",
                there,
                terms.limitPerLocation,
                .locationLimitExceeded,
                of: Accumulation.subject(place)
            )
        }
        return quote
    }

    static func sum(_ held: Money?, _ added: Money) throws(Refusal) -> Money {
        guard let held else { return added }
        return try checked { () throws(MoneyError) in try held.adding(added) }
    }

    static func exceeds(_ held: Money, _ limit: Money) throws(Refusal) -> Bool {
        try checked { () throws(MoneyError) in try limit.isLess(than: held) }
    }
}

extension OpenCover.Quote {
    /// Has the leader decide on a figure that is past its limit.
    fileprivate mutating func refer(_ name: String, _ figure: Money, _ limit: Money) {
        checks.append(
            OpenCover.AcceptanceTest(
                name: name,
                outcome: .referred,
                figure: "\(figure)",
                limit: "\(limit)"
            )
        )
        let before = referral.map { "\($0); " } ?? ""
        referral = Text(cutting: "\(before)\(name): \(figure), of \(limit)")
    }
}

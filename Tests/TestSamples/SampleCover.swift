package import Contracts
package import Marine

extension CoverTerms {
    /// The leader 70 %, the follower 30 %; 250,000 on a conveyance, 400,000 in a place.
    package static let sample = CoverTerms(
        reference: "B0901PLM26",
        leader: .leader,
        shares: [
            Share(member: .leader, rate: percent("70")),
            Share(member: .follower, rate: percent("30")),
        ],
        assured: .assured,
        broker: .broker,
        inception: day(0),
        expiry: day(365),
        currency: .usd,
        limitPerConveyance: usd("250000"),
        limitPerLocation: usd("400000"),
        valuation: Valuation(basis: .costInsuranceFreight, uplift: percent("110")),
        depositPremium: usd("9000"),
        minimumPremium: usd("5000"),
        goods: [
            AcceptedGoods(goods: "frozen shrimp", rate: percent("0.55"), terms: .frozen),
            AcceptedGoods(goods: "vaccines", rate: percent("0.55"), terms: .chilled),
        ],
        countries: countryCodes("EC", "NL", "DE")
    )

    /// The sample with other terms for its frozen goods.
    package static func frozen(_ change: (inout CertificateTerms) -> Void) -> CoverTerms {
        changed(.sample) { change(&$0.goods[0].terms) }
    }

    /// The sample for its frozen goods alone, whose breakdown of 24 hours pays 60 % less 1 %.
    package static let frozenGoods: CoverTerms = changed(.sample) {
        $0.goods = [$0.goods[0]]
        $0.countries = countryCodes("EC", "NL")
    }

    /// The leader alone, for vaccines of 2 to 8 C: a day beyond pays 60 % less 1 %.
    package static func vaccines(signedUploads: Bool, authority: String) -> CoverTerms {
        changed(.sample) {
            $0.shares = [Share(member: .leader, rate: .one)]
            $0.broker = nil
            $0.limitPerConveyance = usd("1000000")
            $0.limitPerLocation = usd("1000000")
            $0.depositPremium = usd("0")
            $0.minimumPremium = usd("0")
            $0.goods = [$0.goods[1]]
            $0.goods[0].terms.deductible = CertificateTerms.frozen.deductible
            $0.goods[0].terms.telemetry?.reportableGapMilliseconds = duration(0, minutes: 30)
            $0.goods[0].terms.trigger = .excursionAllowance(
                upTo: celsius("15"),
                downTo: celsius("2"),
                atMostMilliseconds: duration(24),
                meanKineticLimit: celsius("8")
            )
            $0.goods[0].terms.agreedLoss = percent("60")
            $0.goods[0].terms.signedUploads = signedUploads
            $0.goods[0].terms.automationAuthority = usd(authority)
            $0.countries = []
        }
    }

    /// For chilled salmon, 500,000 on a conveyance: an hour above 4 C pays 50 % less 1 %.
    package static let salmon: CoverTerms = changed(.sample) {
        $0.shares[0].rate = percent("75")
        $0.shares[1].rate = percent("25")
        $0.limitPerConveyance = usd("500000")
        $0.limitPerLocation = usd("900000")
        $0.valuation.basis = .plain
        $0.depositPremium = usd("1000")
        $0.minimumPremium = usd("500")
        $0.goods = [AcceptedGoods(goods: "salmon", rate: percent("0.5"), terms: .salmon)]
        $0.countries = countryCodes("NO", "NL")
    }
}

extension CertificateTerms {
    /// A breakdown of 24 hours pays 60 % less an excess of 1 %.
    package static let frozen = CertificateTerms(
        clauses: [.frozenFoodA],
        deductible: Deductible(kind: .excess, rate: percent("1")),
        telemetry: TelemetryTerms(
            lowerLimit: nil,
            upperLimit: celsius("-15"),
            reportableGapMilliseconds: duration(1)
        ),
        trigger: .machineryBreakdown(atLeastConsecutiveMilliseconds: duration(24)),
        agreedLoss: percent("60"),
        toleratedGapMilliseconds: duration(6),
        signedUploads: true,
        automationAuthority: usd("59000"),
        premiumCreditDays: 30
    )

    /// 2 to 8 C, up to 15 C for at most 24 hours while the mean stays at or below 8.
    package static let chilled = CertificateTerms(
        clauses: [.iccA, .temperatureExtension],
        deductible: Deductible(kind: .franchise, rate: percent("1")),
        telemetry: TelemetryTerms(
            lowerLimit: celsius("2"),
            upperLimit: celsius("8"),
            reportableGapMilliseconds: duration(1)
        ),
        trigger: .excursionAllowance(
            upTo: celsius("15"),
            downTo: celsius("0"),
            atMostMilliseconds: duration(24),
            meanKineticLimit: celsius("8")
        ),
        agreedLoss: percent("50"),
        toleratedGapMilliseconds: duration(6),
        signedUploads: false,
        automationAuthority: usd("250000"),
        premiumCreditDays: 30
    )

    /// -1 to 4 C, up to 12 C for at most one hour.
    package static let salmon: CertificateTerms = changed(.chilled) {
        $0.deductible.kind = .excess
        $0.telemetry?.lowerLimit = celsius("-1")
        $0.telemetry?.upperLimit = celsius("4")
        $0.trigger = .excursionAllowance(
            upTo: celsius("12"),
            downTo: nil,
            atMostMilliseconds: duration(1),
            meanKineticLimit: nil
        )
        $0.toleratedGapMilliseconds = duration(2)
        $0.automationAuthority = usd("100000")
    }
}

extension CoverTerms {
    /// The leader alone, for coffee whose humidity pays by a linear scale.
    package static let coffee: CoverTerms = changed(.sample) {
        $0.shares = [Share(member: .leader, rate: .one)]
        $0.limitPerConveyance = usd("1000000")
        $0.limitPerLocation = usd("1000000")
        $0.depositPremium = usd("0")
        $0.minimumPremium = usd("0")
        $0.goods = [AcceptedGoods(goods: "green coffee", rate: percent("0.5"), terms: .coffee)]
        $0.countries = []
        $0.oneOfficerAccepted = true
    }

    /// The same with other parts.
    package static func coffee(_ parts: [CoverPart], by clauses: [ClauseSet] = [.iccA])
        -> CoverTerms
    {
        changed(.coffee) {
            $0.goods[0].terms.parts = constant { try Entries(parts) }
            $0.goods[0].terms.clauses = constant { try Entries(clauses) }
        }
    }
}

extension CertificateTerms {
    /// Humidity above 75 % pays from 24 hours in all, 5 %, to 240 hours, 50 %,
    /// less an excess of 1 %.
    package static let coffee: CertificateTerms = changed(.frozen) {
        $0.clauses = [.iccA]
        $0.telemetry?.upperLimit = nil
        $0.trigger = nil
        $0.agreedLoss = nil
        $0.parts = [.humidity]
    }
}

extension CoverPart {
    /// Humidity above 75 % by a linear scale.
    package static let humidity = CoverPart(
        name: "humidity",
        peril: .wetting,
        clause: .iccA,
        trigger: .humidity(
            HumidityTrigger(
                aboveMilliPercent: 75_000,
                belowMilliPercent: nil,
                lasting: .total(atLeastMilliseconds: duration(24))
            )
        ),
        scale: .linear(
            by: .totalMilliseconds,
            from: 86_400_000,
            to: 864_000_000,
            least: percent("5"),
            most: percent("50")
        )
    )

    /// A part whose losses all pay 10 %.
    package static func part(
        _ name: Text<60>,
        _ peril: Peril,
        _ trigger: Trigger,
        by clause: ClauseSet = .iccA,
        scale: PayoutScale = .share(rate: constant { try Rate(parsing: "10") })
    ) -> CoverPart {
        CoverPart(name: name, peril: peril, clause: clause, trigger: trigger, scale: scale)
    }
}

extension Declaration {
    /// Coffee worth 100,000.00 under the cover for it, from Santos to Rotterdam, due after 20 days.
    package static let coffee: Declaration = changed(.worth("100000")) {
        $0.goods = "green coffee"
        $0.description = "320 bags"
        $0.freight = usd("0")
        $0.from = place("BRSSZ")
        $0.arrival = day(50)
    }
}

import Contracts
import Marine
import TestSamples

extension RefusalCase {
    /// What a cover refuses of a declaration: 3xxx.
    static let covers: [RefusalCase] = [
        declaring(.goodsNotAccepted, "goods of another kind", ["figure": "coffee"]) {
            $0.goods = "coffee"
        },
        declaring(.placeNotAccepted, "by way of a country left out", ["figure": "USNYC"]) {
            $0.via = [place("USNYC")]
        },
        declaring(.outsideCoverPeriod, "sailing at the instant of expiry") {
            $0.sailing = day(365)
        },
        declaring(.outsideCoverPeriod, "sailing 1 ms before inception") {
            $0.sailing = day(0).advanced(byMilliseconds: -1)
        },
        declaring(.valueMalformed, "goods that cost nothing") { $0.cost = usd("0") },
        declaring(.valueMalformed, "negative freight") { $0.freight = usd("-0.01") },
        declaring(.valueMalformed, "a cost in another currency") { $0.cost = money("EUR 1") },
        declaring(.valueMalformed, "an agreed value of nothing") { $0.agreedValue = usd("0") },
        declaring(.valueMalformed, "an agreed value in another currency") {
            $0.agreedValue = money("EUR 1")
        },
        declaring(
            .conveyanceLimitExceeded,
            "one cent too much aboard",
            ["figure": "USD 250000.01", "limit": "USD 250000.00"]
        ) {
            $0.agreedValue = usd("250000.01")
            $0.cost = usd("250000.01")
        },
        RefusalCase(
            .conveyanceLimitExceeded,
            "a second certificate takes the ship past its limit",
            ["figure": "USD 250000.01", "limit": "USD 250000.00"],
            given: ContractHistory.declared,
            by: .assured,
            .openCover(
                .declare(cover: .cover, certificate: .second, declaration: .worth("150000.01"))
            )
        ),
        RefusalCase(
            .conveyanceLimitExceeded,
            "an endorsement takes the other ship past its limit",
            ["figure": "USD 300000.00", "limit": "USD 250000.00"],
            given: {
                try ContractHistory.declared().after(
                    .openCover(
                        .declare(
                            cover: .cover,
                            certificate: .second,
                            declaration: .worth("200000", aboard: .borealis)
                        )
                    ),
                    by: .broker
                )
            },
            by: .leader,
            .endorse(conveyance: .borealis)
        ),
        RefusalCase(
            .locationLimitExceeded,
            "a second ship takes the place past its limit",
            ["figure": "USD 400000.01", "limit": "USD 400000.00"],
            given: { try ContractHistory.declared(.sample, .worth("250000")) },
            by: .assured,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: .second,
                    declaration: .worth("150000.01", aboard: .borealis)
                )
            )
        ),
        RefusalCase(
            .rateTooHigh,
            "a premium that would eat the insured value",
            ["rate": "90.909091", "uplift": "110"],
            given: {
                try ContractHistory.covered(
                    changed(.sample) { $0.goods[0].rate = percent("90.909091") }
                )
            },
            by: .assured,
            .openCover(.declare(cover: .cover, certificate: .certificate, declaration: .sample))
        ),
    ]

    /// What makes a slip contradict itself.
    static let terms: [RefusalCase] = [
        opening(.periodEmpty, "a period without an instant") { $0.expiry = $0.inception },
        opening(.sharesDoNotSumToWhole, "99.9999999 % placed", ["partsPerBillion": "999999999"]) {
            $0.shares[1].rate = percent("29.9999999")
        },
        // The second edition signs lines down that come to more.
        RefusalCase(
            .sharesDoNotSumToWhole,
            "100.0000001 % placed",
            given: { try .founded(by: .first) },
            by: .leader,
            .openCover(
                .openCover(
                    id: .cover,
                    terms: changed(.sample) { $0.shares[1].rate = percent("30.0000001") }
                )
            )
        ),
        opening(.sharesDoNotSumToWhole, "a follower named before the leader") {
            $0.shares.reverse()
        },
        opening(.limitMalformed, "no limit per conveyance") {
            $0.limitPerConveyance = usd("0")
        },
        opening(.limitMalformed, "a limit in another currency") {
            $0.limitPerLocation = money("EUR 400000")
        },
        opening(.limitMalformed, "a negative deposit") { $0.depositPremium = usd("-1") },
        opening(.limitMalformed, "a minimum premium in another currency") {
            $0.minimumPremium = money("EUR 1")
        },
        opening(.limitMalformed, "an authority in another currency") {
            $0.goods[0].terms.automationAuthority = money("EUR 1")
        },
        opening(.limitMalformed, "a negative authority") {
            $0.goods[0].terms.automationAuthority = usd("-0.01")
        },
        opening(.entriesRepeat, "goods listed twice") { $0.goods[1].goods = "frozen shrimp" },
        opening(.entriesRepeat, "an insurer listed twice") { $0.shares[1].member = .leader },
        opening(.entriesRepeat, "a clause set listed twice") {
            $0.goods[0].terms.clauses = [.frozenFoodA, .frozenFoodA]
        },
        opening(.termsMalformed, "an uplift under 100 %", ["uplift": "99.9999999"]) {
            $0.valuation.uplift = percent("99.9999999")
        },
        opening(.termsMalformed, "an uplift over 200 %") {
            $0.valuation.uplift = percent("200.0000001")
        },
        opening(.termsMalformed, "a band turned over") {
            $0.goods[1].terms.telemetry?.lowerLimit = celsius("8.001")
        },
        opening(.termsMalformed, "a gap of no length") {
            $0.goods[0].terms.telemetry?.reportableGapMilliseconds = 0
        },
        opening(.termsMalformed, "a trigger without telemetry") {
            $0.goods[0].terms.telemetry = nil
        },
        opening(.termsMalformed, "a trigger without a band") {
            $0.goods[0].terms.telemetry?.upperLimit = nil
        },
        opening(.termsMalformed, "a breakdown of no length") {
            $0.goods[0].terms.trigger = .machineryBreakdown(atLeastConsecutiveMilliseconds: 0)
        },
        opening(.termsMalformed, "an agreed loss above the whole") {
            $0.goods[0].terms.agreedLoss = percent("100.0000001")
        },
        opening(.termsMalformed, "a deductible above the whole") {
            $0.goods[0].terms.deductible.rate = percent("101")
        },
        RefusalCase(
            .actorNotEntitled,
            "a follower opens for the leader",
            ["leader": "leader"],
            given: ContractHistory.founded,
            by: .follower,
            .openCover(.openCover(id: .cover, terms: .sample))
        ),
        RefusalCase(
            .actorNotEntitled,
            "a leader that is no insurer",
            given: { try .founded(by: .first) },
            by: .bank,
            .openCover(
                .openCover(
                    id: .cover,
                    terms: changed(.sample) {
                        $0.leader = .bank
                        $0.shares[0].member = .bank
                    }
                )
            )
        ),
    ]

    private static func declaring(
        _ code: Refusal.Code,
        _ name: String,
        _ figures: [String: String] = [:],
        _ change: (inout Declaration) -> Void
    ) -> RefusalCase {
        RefusalCase(
            code,
            name,
            figures,
            given: ContractHistory.covered,
            by: .assured,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: .certificate,
                    declaration: changed(.sample, change)
                )
            )
        )
    }

    private static func opening(
        _ code: Refusal.Code,
        _ name: String,
        _ figures: [String: String] = [:],
        _ change: (inout CoverTerms) -> Void
    ) -> RefusalCase {
        RefusalCase(
            code,
            name,
            figures,
            given: ContractHistory.founded,
            by: .leader,
            .openCover(.openCover(id: .cover, terms: changed(.sample, change)))
        )
    }
}

import Contracts
import Marine
import TestSamples
import Testing

@Suite("Valuation")
struct ValuationTests {
    // Cost, freight, rate, basis, uplift, insured value, premium.
    // The first row is the market's worked figure of CIF and 10 %: A = 1.1 (C + F) / (1 - 1.1 r).
    // The next three are the fixture voyages', computed apart with exact fractions.
    @Test(
        arguments: [
            (
                "USD 17050", "USD 2500", "0.55", .costInsuranceFreight, "110", "USD 21635.90",
                "USD 119.00"
            ),
            (
                "EUR 96400", "EUR 3150", "0.18", .costInsuranceFreight, "110", "EUR 109722.25",
                "EUR 197.50"
            ),
            (
                "USD 182000", "USD 6500", "0.65", .costInsuranceFreight, "110", "USD 208843.23",
                "USD 1357.48"
            ),
            (
                "USD 148500", "USD 7200", "0.42", .costInsuranceFreight, "110", "USD 172064.94",
                "USD 722.67"
            ),
            ("USD 17050", "USD 2500", "0.55", .plain, "110", "USD 21505.00", "USD 118.28"),
            ("USD 17050", "USD 2500", "0.55", .plain, "100", "USD 19550.00", "USD 107.53"),
            (
                "JPY 900000", "JPY 100000", "0.55", .costInsuranceFreight, "110", "JPY 1106696",
                "JPY 6087"
            ),
            ("BHD 1000", "BHD 0", "0.5", .plain, "110", "BHD 1100.000", "BHD 5.500"),
            ("USD 0.05", "USD 0", "10", .plain, "110", "USD 0.06", "USD 0.01"),
        ] as [(String, String, String, Valuation.Basis, String, String, String)]
    )
    func `the insured value and the premium follow from cost and freight`(
        cost: String,
        freight: String,
        rate: String,
        basis: Valuation.Basis,
        uplift: String,
        insuredValue: String,
        premium: String
    ) throws {
        let currency = money(cost).currency
        let large = Money(minorUnits: 100_000_000, currency: currency)
        let terms = changed(CoverTerms.sample) {
            $0.currency = currency
            $0.limitPerConveyance = large
            $0.limitPerLocation = large
            $0.depositPremium = .zero(currency)
            $0.minimumPremium = .zero(currency)
            $0.valuation = Valuation(basis: basis, uplift: percent(uplift))
            $0.goods = [$0.goods[0]]
            $0.goods[0].rate = percent(rate)
            $0.goods[0].terms.automationAuthority = .zero(currency)
        }
        let declaration = changed(Declaration.sample) {
            $0.cost = money(cost)
            $0.freight = money(freight)
        }
        let certificate = try ContractHistory.declared(terms, declaration).certificate()
        #expect(certificate.insuredValue == money(insuredValue))
        #expect(certificate.premium == money(premium))
    }

    @Test func `a premium that rounds to nothing was taken by the first edition, and is no more`()
        throws
    {
        let declaration = changed(Declaration.sample) {
            $0.cost = usd("0.01")
            $0.freight = usd("0")
        }
        let certificate = try ContractHistory.declared(.sample, declaration, by: .first)
            .certificate()
        #expect(certificate.insuredValue == usd("0.01"))
        #expect(certificate.premium == usd("0"))
        let refusal = #expect(throws: Refusal.self) {
            try ContractHistory.declared(.sample, declaration)
        }
        #expect(refusal?.code == .premiumIsNothing)
    }

    @Test func `an agreed value is the insured value, whatever the goods cost`() throws {
        let certificate = try ContractHistory.declared().certificate()
        #expect(certificate.insuredValue == usd("100000"))
        #expect(certificate.premium == usd("550"))
    }

    @Test func `the rate may come up to the uplift's inverse and no further`() throws {
        let valuation = Valuation(basis: .costInsuranceFreight, uplift: percent("200"))
        let sum = usd("0.01")
        #expect(
            try valuation.insuredValue(
                costAndFreight: sum,
                rate: percent("49.9999999"),
                in: .current
            )
                == usd("10000000")
        )
        #expect(throws: Refusal(.rateTooHigh, ["rate": "50", "uplift": "200"])) {
            try valuation.insuredValue(costAndFreight: sum, rate: percent("50"), in: .current)
        }
        #expect(throws: Refusal.self) {
            try valuation.insuredValue(
                costAndFreight: Money(minorUnits: .max, currency: .usd),
                rate: percent("0"),
                in: .current
            )
        }
    }

    @Test func `a quote shows every check with its figure and changes nothing`() throws {
        let cover = try ContractHistory.declared().cover()
        let declaration = changed(Declaration.worth("150000.01")) {
            $0.sailing = day(365)
            $0.via = [place("USNYC")]
        }
        let quote = try OpenCover.quote(
            cover,
            declaration,
            accumulated: [Accumulated(subject: "IMO 9074729", held: usd("100000"))],
            in: .current
        )
        #expect(
            quote.checks.filter { $0.outcome == .failed }.map(\.name)
                == ["placesAccepted", "withinPeriod", "conveyanceLimit"]
        )
        #expect(
            quote.refusals.map(\.code)
                == [.placeNotAccepted, .outsideCoverPeriod, .conveyanceLimitExceeded]
        )
        #expect(quote.checks.count == 12)
        #expect(quote.checks.allSatisfy { !$0.figure.isEmpty && !$0.limit.isEmpty })
        let aboard = quote.checks.first { $0.name == "conveyanceLimit" }
        #expect(aboard?.figure == "USD 250000.01")
        #expect(aboard?.limit == "USD 250000.00")
        #expect(quote.insuredValue == usd("150000.01"))
        #expect(quote.premium == usd("825"))
    }

    @Test func `what is quoted is what a declaration is given`() throws {
        let history = try ContractHistory.covered()
        let quote = try OpenCover.quote(history.cover(), .sample, in: .current)
        #expect(quote.refusals == [])
        let certificate = try ContractHistory.declared(.sample, .sample).certificate()
        #expect(quote.insuredValue == certificate.insuredValue)
        #expect(quote.premium == certificate.premium)
        #expect(quote.rate == certificate.rate)
        #expect(quote.onRisk == certificate.onRisk)
    }

    @Test func `an unlisted country is accepted where the cover is worldwide`() throws {
        let worldwide = changed(CoverTerms.sample) { $0.countries = [] }
        let declaration = changed(Declaration.sample) { $0.to = place("USNYC") }
        #expect(try ContractHistory.declared(worldwide, declaration).certificate().stage == .issued)
    }
}

import Contracts
import Marine

/// What the voyages carry, and the cover that insures it.
extension Workload {
    func declaration(_ number: Int) throws -> Declaration {
        Declaration(
            goods: "frozen shrimp",
            description: "1,200 cartons",
            cost: try Money(parsing: "90", currency: .usd),
            freight: try Money(parsing: "10", currency: .usd),
            incoterm: .cif,
            conveyance: Conveyance(
                imo: ship,
                ship: "MV Aurora",
                voyage: try Text("\(number % 500)W")
            ),
            from: from,
            via: [],
            to: to,
            sailing: recordings.start,
            consignee: "Vishandel BV",
            agreedValue: try Money(parsing: "100", currency: .usd),
            reference: try OptionalText("PO-\(number)")
        )
    }

    static func terms(
        _ leader: MemberID,
        _ follower: MemberID,
        _ assured: MemberID,
        _ broker: MemberID,
        from start: Instant
    ) throws -> CoverTerms {
        func usd(_ text: String) throws -> Money { try Money(parsing: text, currency: .usd) }
        return CoverTerms(
            reference: "B0901PLM26",
            leader: leader,
            shares: [
                CoverTerms.Share(member: leader, rate: try Rate(parsing: "70")),
                CoverTerms.Share(member: follower, rate: try Rate(parsing: "30")),
            ],
            assured: assured,
            broker: broker,
            inception: start,
            expiry: start.advanced(byMilliseconds: 365 * 86_400_000),
            currency: .usd,
            limitPerConveyance: try usd("250000000"),
            limitPerLocation: try usd("400000000"),
            valuation: Valuation(
                basis: .costInsuranceFreight,
                uplift: try Rate(parsing: "110")
            ),
            depositPremium: try usd("9000"),
            minimumPremium: try usd("5000"),
            goods: [
                CoverTerms.AcceptedGoods(
                    goods: "frozen shrimp",
                    rate: try Rate(parsing: "0.55"),
                    terms: CertificateTerms(
                        clauses: [.frozenFoodA],
                        deductible: Deductible(kind: .excess, rate: try Rate(parsing: "1")),
                        telemetry: TelemetryTerms(
                            lowerLimit: nil,
                            upperLimit: try Temperature(parsing: "-15"),
                            reportableGapMilliseconds: 3_600_000
                        ),
                        trigger: .machineryBreakdown(
                            atLeastConsecutiveMilliseconds: 86_400_000
                        ),
                        agreedLoss: try Rate(parsing: "60"),
                        toleratedGapMilliseconds: 21_600_000,
                        signedUploads: false,
                        automationAuthority: try usd("59000"),
                        premiumCreditDays: 30
                    )
                )
            ],
            countries: [try CountryCode(parsing: "EC"), try CountryCode(parsing: "NL")]
        )
    }
}

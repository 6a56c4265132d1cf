import Contracts
import Marine
import TestSamples

extension RefusalCase {
    /// What any contract refuses of sums, texts and lists: 1007 to 1010.
    static let limits: [RefusalCase] = [
        RefusalCase(
            .arithmeticOutOfRange,
            "cost and freight beyond 64 bits",
            given: ContractHistory.covered,
            by: .assured,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: .certificate,
                    declaration: changed(.sample) {
                        $0.cost = usd("92233720368547758.07")
                        $0.freight = usd("0.01")
                    }
                )
            )
        ),
        RefusalCase(
            .arithmeticOutOfRange,
            "an accumulation beyond 64 bits",
            given: {
                try ContractHistory.declared(
                    .boundless,
                    changed(.worth("92233720368547758.07", aboard: .borealis)) {
                        $0.freight = usd("0")
                    }
                )
            },
            by: .assured,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: .second,
                    declaration: .worth("1", aboard: .aurora)
                )
            )
        ),
        RefusalCase(
            .arithmeticOutOfRange,
            "earned premium beyond 64 bits",
            given: { try ContractHistory.declared(.dearest, .worth("9000000000000000")) },
            by: .assured,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: .second,
                    declaration: .worth("9000000000000000")
                )
            )
        ),
        RefusalCase(
            .textLength,
            "an entry of the sanctions list that compares with nothing",
            ["field": "entry"],
            given: ContractHistory.founded,
            by: .platform,
            .consortium(.listSanction(entry: " "))
        ),
        RefusalCase(
            .entriesRepeat,
            "a role named twice",
            given: ContractHistory.founded,
            by: .platform,
            .consortium(
                .admitMember(member: .unknown, name: "Twice", roles: [.bank, .bank])
            )
        ),
    ]
}

extension CoverTerms {
    /// As much as 64 bits hold may be aboard.
    static let boundless = changed(sample) {
        $0.limitPerConveyance = usd("92233720368547758.07")
        $0.limitPerLocation = usd("92233720368547758.07")
    }

    /// Without bounds at a rate of 1000 % of the insured value.
    static let dearest = changed(boundless) {
        $0.valuation.basis = .plain
        $0.goods[0].rate = percent("1000")
    }
}

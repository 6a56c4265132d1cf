import Contracts
import TestSamples

extension RefusalCase {
    /// What any contract refuses of sums, texts and lists: 1007 to 1010.
    static let limits: [RefusalCase] = [
        RefusalCase(
            .arithmeticOutOfRange,
            "cost and freight beyond 64 bits",
            given: ContractHistory.covered,
            by: .assured,
            .declare(
                cover: .cover,
                certificate: .certificate,
                declaration: changed(.sample) {
                    $0.cost = usd("92233720368547758.07")
                    $0.freight = usd("0.01")
                }
            )
        ),
        RefusalCase(
            .arithmeticOutOfRange,
            "an accumulation beyond 64 bits",
            given: {
                try ContractHistory.declared(
                    .boundless,
                    .worth("92233720368547758.07", aboard: .borealis)
                )
            },
            by: .assured,
            .declare(
                cover: .cover,
                certificate: .second,
                declaration: .worth("0.01", aboard: .aurora)
            )
        ),
        RefusalCase(
            .arithmeticOutOfRange,
            "earned premium beyond 64 bits",
            given: { try ContractHistory.declared(.dearest, .worth("9000000000000000")) },
            by: .assured,
            .declare(
                cover: .cover,
                certificate: .second,
                declaration: .worth("9000000000000000")
            )
        ),
        RefusalCase(
            .textLength,
            "a device without a name",
            ["field": "device", "bytes": "0"],
            given: ContractHistory.registered,
            by: .shipper,
            .bindDevice(shipment: .shipment, device: "", publicKey: nil)
        ),
        RefusalCase(
            .textLength,
            "a device whose name is not printable ASCII",
            given: ContractHistory.registered,
            by: .shipper,
            .bindDevice(shipment: .shipment, device: "TT\n1", publicKey: nil)
        ),
        RefusalCase(
            .textLength,
            "a payment reference of 36 bytes",
            ["bytes": "36", "limit": "35"],
            given: ContractHistory.approved,
            by: .leader,
            .settle(claim: .claim, paymentReference: text(36))
        ),
        RefusalCase(
            .textLength,
            "a description of 201 bytes",
            ["field": "description"],
            given: ContractHistory.covered,
            by: .assured,
            .declare(
                cover: .cover,
                certificate: .certificate,
                declaration: changed(.sample) { $0.description = text(201) }
            )
        ),
        RefusalCase(
            .textLength,
            "a declinature without a clause",
            ["field": "clause"],
            given: ContractHistory.acknowledged,
            by: .leader,
            .decline(claim: .claim, clause: "", reason: "none")
        ),
        RefusalCase(
            .textLength,
            "a cancellation without a reason",
            ["field": "reason"],
            given: ContractHistory.declared,
            by: .leader,
            .cancel(certificate: .certificate, reason: "")
        ),
        RefusalCase(
            .tooManyEntries,
            "nine places on the way",
            ["via": "9", "limit": "8"],
            given: ContractHistory.covered,
            by: .assured,
            .declare(
                cover: .cover,
                certificate: .certificate,
                declaration: changed(.sample) {
                    $0.via = Array(repeating: place("DEBRV"), count: 9)
                }
            )
        ),
        RefusalCase(
            .tooManyEntries,
            "a referral without a reason",
            given: ContractHistory.acknowledged,
            by: .leader,
            .refer(claim: .claim, reasons: [])
        ),
        RefusalCase(
            .tooManyEntries,
            "a referral with 51 reasons",
            ["reasons": "51"],
            given: ContractHistory.acknowledged,
            by: .leader,
            .refer(claim: .claim, reasons: Array(repeating: "look", count: 51))
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

import Contracts
import Marine
import TestSamples

extension RefusalCase {
    /// What a certificate refuses: 4xxx.
    static let certificates: [RefusalCase] = [
        RefusalCase(
            .shipmentAlreadyAssigned,
            "a second shipment for one certificate",
            ["shipment": "shipment-1"],
            given: ContractHistory.registered,
            by: .assured,
            .register(.second, for: .certificate)
        ),
        RefusalCase(
            .premiumOverpaid,
            "one cent above the premium",
            ["paid": "USD 550.01", "premium": "USD 550.00"],
            given: ContractHistory.declared,
            by: .broker,
            .certificate(.payPremium(certificate: .certificate, amount: usd("550.01")))
        ),
        RefusalCase(
            .premiumOverpaid,
            "one cent after the premium",
            ["paid": "USD 550.01"],
            given: ContractHistory.registered,
            by: .broker,
            .certificate(.payPremium(certificate: .certificate, amount: usd("0.01")))
        ),
        RefusalCase(
            .valueMalformed,
            "a payment of nothing",
            given: ContractHistory.declared,
            by: .broker,
            .certificate(.payPremium(certificate: .certificate, amount: usd("0")))
        ),
        RefusalCase(
            .valueMalformed,
            "a payment taken back",
            given: ContractHistory.registered,
            by: .broker,
            .certificate(.payPremium(certificate: .certificate, amount: usd("-1")))
        ),
        RefusalCase(
            .valueMalformed,
            "a payment in another currency",
            given: ContractHistory.declared,
            by: .broker,
            .certificate(.payPremium(certificate: .certificate, amount: money("EUR 1")))
        ),
        RefusalCase(
            .arithmeticOutOfRange,
            "a payment beyond 64 bits",
            given: ContractHistory.registered,
            by: .broker,
            .certificate(
                .payPremium(certificate: .certificate, amount: usd("92233720368547758.07"))
            )
        ),
        RefusalCase(
            .nothingNew,
            "an endorsement that changes nothing",
            given: ContractHistory.declared,
            by: .broker,
            .endorse(description: "1,200 cartons")
        ),
        RefusalCase(
            .outsideCoverPeriod,
            "an endorsement moves the sailing past the expiry",
            given: ContractHistory.declared,
            by: .broker,
            .endorse(sailing: day(365))
        ),
        RefusalCase(
            .insuredValueExhausted,
            "a second claim above what the first left",
            ["amount": "USD 1000.01", "remaining": "USD 1000.00"],
            given: { try ContractHistory.eroded() },
            by: .leader,
            .claim(.approve(claim: .second, amount: usd("1000.01")))
        ),
        RefusalCase(
            .claimOpen,
            "cancelling with a claim open",
            given: {
                try ContractHistory.declared().after(
                    .claim(
                        .notifyClaim(
                            id: .claim,
                            notice: changed(.breakdown) {
                                $0.lossFrom = day(9)
                                $0.lossTo = day(9)
                            }
                        )
                    ),
                    by: .assured
                )
            },
            by: .leader,
            .certificate(.cancel(certificate: .certificate, reason: "sold"))
        ),
        RefusalCase(
            .claimNotNoted,
            "noting a claim twice",
            ["claim": "claim-1"],
            given: ContractHistory.notified
        ) { history in
            _ = try history.ask(
                Certificate.self,
                history.certificate(),
                .noteClaim(claim: .claim, peril: .theft, lossFrom: day(40))
            )
        },
        RefusalCase(.claimNotNoted, "eroding by no claim", given: ContractHistory.notified) {
            history in
            _ = try history.ask(
                Certificate.self,
                history.certificate(),
                .erode(claim: .unknown, amount: usd("1"))
            )
        },
        RefusalCase(.claimNotNoted, "releasing no claim", given: ContractHistory.notified) {
            history in
            _ = try history.ask(
                Certificate.self,
                history.certificate(),
                .releaseClaim(claim: .unknown)
            )
        },
        RefusalCase(
            .tooManyEntries,
            "a 101st claim",
            ["limit": "100"],
            given: {
                var history = try ContractHistory.underway()
                history.now = day(45)
                for number in 1...100 {
                    try history.take(
                        .claim(.notifyClaim(id: id("claim-\(number)"), notice: .breakdown)),
                        by: .assured
                    )
                }
                return history
            },
            by: .assured,
            .claim(.notifyClaim(id: .second, notice: .breakdown))
        ),
    ]
}

extension ContractHistory {
    /// Asks one contract as its leader, past the workflow.
    func ask<Kind: Contract>(
        _ kind: Kind.Type,
        _ state: Kind.State?,
        _ command: Kind.Command,
        by actor: MemberID = .leader
    ) throws(Refusal) -> [Kind.Event] {
        try Kind.decide(state, command, context(actor))
    }

    /// A total loss approved at 99,000 of 100,000, and a second total loss adjusted.
    static func eroded() throws -> ContractHistory {
        var history = try approved()
        try history.take(.claim(.notifyClaim(id: .second, notice: .breakdown)), by: .broker)
        try history.take(.claim(.acknowledge(claim: .second)), by: .leader)
        try history.take(.claim(.adjust(claim: .second, assessment: .totalLoss)), by: .leader)
        return history
    }
}

import Contracts
import Marine
import TestSamples
import Testing

@Suite("Accumulation and premium")
struct AccumulationTests {
    @Test func `a declaration adds to its ship and to each of its places`() throws {
        let declaration = changed(Declaration.worth("100000")) {
            $0.via = [place("DEBRV"), place("NLRTM")]
        }
        let history = try ContractHistory.declared(.sample, declaration)
        let cover = try history.cover()
        #expect(
            try history.onRisk() == [
                "IMO 9074729": usd("100000"), "ECGYE": usd("100000"), "DEBRV": usd("100000"),
                "NLRTM": usd("100000"),
            ]
        )
        #expect(cover.byConveyance == [:] && cover.byLocation == [:])
        #expect(cover.declarations == 1)
        #expect(cover.declaredValue == usd("100000"))
        #expect(cover.earnedPremium == usd("550"))
    }

    @Test func `a ship and a place may be filled to their limits exactly`() throws {
        var history = try ContractHistory.declared(.sample, .worth("100000"))
        try history.take(
            .openCover(
                .declare(cover: .cover, certificate: .second, declaration: .worth("150000"))
            ),
            by: .broker
        )
        try history.take(
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: id("third"),
                    declaration: .worth("150000", aboard: .borealis)
                )
            ),
            by: .broker
        )
        #expect(try history.onRisk()["IMO 9074729"] == usd("250000"))
        #expect(try history.onRisk()["ECGYE"] == usd("400000"))
        for (conveyance, code) in [
            (Conveyance.aurora, Refusal.Code.conveyanceLimitExceeded),
            (.borealis, .locationLimitExceeded),
        ] {
            #expect(
                history.refusal(
                    .openCover(
                        .declare(
                            cover: .cover,
                            certificate: id("fourth"),
                            declaration: .worth("1", aboard: conveyance)
                        )
                    ),
                    by: .broker
                )?.code == code
            )
        }
    }

    @Test func `one ship is one conveyance, whose voyages the first edition told apart`() throws {
        let later = changed(Conveyance.aurora) { $0.voyage = "102W" }
        func declare(_ value: String) -> Instruction {
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: .second,
                    declaration: .worth(value, aboard: later)
                )
            )
        }
        let first = try ContractHistory.declared(.sample, .worth("100000"), by: .first)
            .after(declare("200000"), by: .broker)
        #expect(
            try first.cover().byConveyance
                == ["9074729/101W": usd("100000"), "9074729/102W": usd("200000")]
        )
        let history = try ContractHistory.declared()
        let refusal = history.refusal(declare("200000"), by: .broker)
        #expect(refusal?.code == .conveyanceLimitExceeded)
        #expect(refusal?.figures["figure"] == "USD 300000.00")
        #expect(
            try history.after(declare("150000"), by: .broker).onRisk()["IMO 9074729"]
                == usd("250000")
        )
    }

    @Test func `an endorsement moves the value to the new ship`() throws {
        let history = try ContractHistory.declared().after(
            .endorse(conveyance: .borealis),
            by: .leader
        )
        #expect(
            try history.onRisk() == [
                "IMO 9319466": usd("100000"), "ECGYE": usd("100000"), "NLRTM": usd("100000"),
            ]
        )
        #expect(try history.certificate().onRisk.conveyance == "9319466")
        #expect(try history.certificate().declaration.conveyance == .borealis)
    }

    @Test func `an endorsement that keeps the ship leaves the cover alone`() throws {
        let renamed = changed(Conveyance.aurora) { $0.ship = "MV Aurora II" }
        let history = try ContractHistory.declared(.sample, .worth("250000"))
        let steps = try history.decide(.endorse(conveyance: renamed), by: .leader)
        #expect(steps.map(\.key.contract) == [.certificate])
    }

    @Test func `a cancellation returns the premium and takes the value off risk`() throws {
        let history = try ContractHistory.declared().after(
            .certificate(.cancel(certificate: .certificate, reason: "sold")),
            by: .assured
        )
        let cover = try history.cover()
        #expect(try history.onRisk() == [:])
        #expect(cover.earnedPremium == usd("0"))
        #expect(cover.declarations == 1, "what was declared stays declared")
        #expect(cover.declaredValue == usd("100000"))
        let step = history.steps.last { $0.key.contract == .certificate }
        guard case .certificate(let record) = try #require(step).payload else {
            Issue.record("the certificate's step comes before the cover's")
            return
        }
        #expect(record.events == [.cancelled(reason: "sold", returnedPremium: usd("550"))])
    }

    @Test func `a delivery takes the value off risk and keeps the premium`() throws {
        let cover = try ContractHistory.delivered().cover()
        #expect(cover.byConveyance == [:])
        #expect(cover.byLocation == [:])
        #expect(cover.earnedPremium == usd("550"))
    }

    @Test func `a closed cover still takes its certificates off risk`() throws {
        var history = try ContractHistory.arrived()
        try history.take(.openCover(.closeCover(cover: .cover)), by: .leader)
        try history.take(.shipment(.deliver(shipment: .shipment, at: day(50))), by: .carrier)
        #expect(try history.cover().byConveyance == [:])
    }

    @Test func `a certificate pins the slip's terms, shares and date of premium`() throws {
        let certificate = try ContractHistory.declared().certificate()
        #expect(certificate.terms == .frozen)
        #expect(certificate.insurers == CoverTerms.sample.shares.array)
        #expect(certificate.leader == .leader)
        #expect(certificate.premiumDue == day(40), "30 days after issue on day 10")
        #expect(certificate.premiumPaid == usd("0"))
    }

    @Test func `premium may come in parts`() throws {
        var history = try ContractHistory.declared()
        try history.take(
            .certificate(.payPremium(certificate: .certificate, amount: usd("549.99"))),
            by: .broker
        )
        #expect(try history.certificate().premiumInDefault(at: day(40), in: .current) == false)
        #expect(try history.certificate().premiumInDefault(at: day(41), in: .current))
        try history.take(
            .certificate(.payPremium(certificate: .certificate, amount: usd("0.01"))),
            by: .leader
        )
        #expect(try history.certificate().premiumPaid == usd("550"))
        #expect(try history.certificate().premiumInDefault(at: day(41), in: .current) == false)
    }
}

extension ContractHistory {
    /// What is on risk by its ship or place, at its most.
    func onRisk() throws -> [String: Money] {
        let first = day(0).millisecondsSinceEpoch / 86_400_000
        let held = states.values.compactMap(Accumulation.unwrap).map { state in
            (state.subject.string, state.peak(first...first + 1_000))
        }
        return Dictionary(uniqueKeysWithValues: held.filter { !$0.1.isZero })
    }
}

import Marine
import Telemetry
import TestSamples
import Testing

@testable import Contracts

extension CoverPartTests {
    @Test func `a person agrees at most what the claim's own part pays for the loss shown`() throws
    {
        // Of the same damp hours one part pays by its scale, another 60 %.
        let mould = changed(CoverPart.humidity) {
            $0.name = "mould"
            $0.scale = .share(rate: percent("60"))
        }
        // 132 hours lie halfway between 24, which pay 5 %, and 240, which pay 50 %.
        let voyage = voyage(.humidity, Self.damp(10..<142))
        var ledger = try recorded(
            voyage,
            { $0.automationAuthority = usd("0") },
            parts: [.humidity, mould]
        )
        for (claim, part) in [("clm-damp", "humidity"), ("clm-mould", "mould"), ("clm-none", nil)]
            as [(String, Text<60>?)]
        {
            let notified = try notify(
                &ledger,
                voyage,
                id(claim),
                part: part,
                from: day(30, hour: 10),
                to: day(31)
            )
            #expect(notified.stage == .referred)
        }
        func refused(_ claim: String, _ rate: String) -> Refusal? {
            ledger.refusal(
                .claim(.adjust(claim: id(claim), assessment: .agreedLoss(rate: percent(rate)))),
                by: .leader
            )
        }
        // Above its own scale; and what the other part pays is none of its own.
        for (claim, rate, terms) in [
            ("clm-damp", "27.5000001", "27.5"), ("clm-damp", "60", "27.5"),
            ("clm-mould", "60.0000001", "60"), ("clm-none", "5", "agree none"),
        ] {
            let refusal = try #require(refused(claim, rate), "\(claim) at \(rate)")
            #expect(refusal.code == .assessmentMalformed, "\(refusal)")
            #expect(refusal.figures["agreedLoss"] == "\(percent(rate))", "\(refusal)")
            let limit = terms == "agree none" ? terms : "\(percent(terms))"
            #expect(refusal.figures["terms"] == limit, "\(refusal)")
        }
        // At it, and below.
        for (claim, rate, payable) in [
            ("clm-damp", "27.5", "26500"), ("clm-damp", "10", "9000"),
            ("clm-mould", "60", "59000"),
        ] {
            try ledger.take(
                .claim(.adjust(claim: id(claim), assessment: .agreedLoss(rate: percent(rate)))),
                by: .leader
            )
            #expect(try ledger.claim(id(claim)).adjustment?.payable == usd(payable))
        }
    }
}

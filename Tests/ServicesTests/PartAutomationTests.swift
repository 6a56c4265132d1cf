import Audit
import Contracts
import DataFolder
import Foundation
import Ledger
import Marine
import Services
import TestSamples
import TestSupport
import Testing

/// The automation opens a claim for each loss under each part, and judges each.
@Suite struct PartAutomationTests {
    private static func voyage(_ parts: [CoverPart], by clauses: [ClauseSet] = [.iccA])
        async throws -> SampleVoyage
    {
        let terms = changed(CoverTerms.coffee(parts, by: clauses)) {
            $0.broker = nil
            $0.goods[0].terms.telemetry?.reportableGapMilliseconds = duration(1)
            $0.goods[0].terms.automationAuthority = usd("100000")
        }
        return try await SampleVoyage(
            terms: terms,
            declaration: changed(.coffee) {
                $0.sailing = SampleVoyage.departure
                $0.arrival = SampleVoyage.departure.advanced(byMilliseconds: hours(24 * 10))
            }
        )
    }

    /// Ten-minute humidities, a function of the hours since departure.
    private static func readings(_ range: Range<Int>, _ percent: (Double) -> Int) -> String {
        stride(from: range.lowerBound * 60, to: range.upperBound * 60, by: 10).map { minute in
            let at = SampleVoyage.departure.advanced(byMilliseconds: Int64(minute) * 60_000)
            // A value that stood still for days would be a sign of its own.
            let value = "\(percent(Double(minute) / 60)).\(minute / 10 % 2)"
            return #"{"device":"TT-1","time":"\#(at)","humidity":\#(value)}"#
        }.joined(separator: "\n")
    }

    private static func each(
        _ scale: PayoutScale = .share(rate: constant { try Rate(parsing: "10") })
    )
        -> CoverPart
    {
        changed(.humidity) {
            $0.trigger = .humidity(
                HumidityTrigger(
                    aboveMilliPercent: 75_000,
                    lasting: .consecutive(atLeastMilliseconds: duration(24))
                )
            )
            $0.scale = scale
            $0.deductible = Deductible(kind: .none)
        }
    }

    @Test func `a second separate loss opens its own claim, more readings of the first open none`()
        async throws
    {
        let voyage = try await Self.voyage([Self.each()])
        try await voyage.upload(Self.readings(0..<30) { _ in 80 })
        try await voyage.automate()
        #expect(try await voyage.claims().map(\.stage) == [.settled])
        try await voyage.upload(Self.readings(30..<40) { $0 < 35 ? 80 : 60 })
        try await voyage.automate()
        #expect(try await voyage.claims().count == 1)
        try await voyage.upload(Self.readings(40..<80) { $0 < 70 ? 80 : 60 })
        try await voyage.automate()
        let claims = try await voyage.claims().sorted { $0.notice.lossFrom < $1.notice.lossFrom }
        #expect(claims.map(\.stage) == [.settled, .settled])
        #expect(claims.map(\.notice.part) == ["humidity", "humidity"])
        #expect(claims.allSatisfy { $0.payment?.amount == usd("10000") })
        // Read again from the start, and audited by recomputation, it is the same.
        let size = await voyage.platform.sequencer.size()
        try await voyage.opened.cursors.advance("claims-automation", to: 0)
        try await voyage.automate()
        #expect(await voyage.platform.sequencer.size() == size)
        try await voyage.opened.close()
        #expect(try await FolderAudit.run(path: voyage.path).isClean)
    }

    @Test func `a declined claim blocks no later loss, of a part or of a trigger`() async throws {
        for isOfParts in [true, false] {
            let voyage =
                try await isOfParts ? Self.voyage([.humidity]) : SampleVoyage()
            func upload(_ range: Range<Int>, isBad: @escaping (Double) -> Bool) async throws {
                try await voyage.upload(
                    isOfParts
                        ? Self.readings(range) { isBad($0) ? 80 : 60 }
                        : SampleVoyage.readings(hours: range) { isBad($0) ? 12 : 5 },
                    signed: isOfParts
                )
                try await voyage.automate()
            }
            try await upload(0..<40) { $0 < 30 }
            let first = try #require(try await voyage.claims().first)
            #expect(first.stage == .referred)
            try await voyage.ask(
                .claim(
                    .decline(claim: first.id, clause: "ICC(A) 4.4", reason: "It sweated.")
                ),
                as: voyage.insurer
            )
            try await upload(40..<50) { _ in false }
            #expect(try await voyage.claims().count == 1, "\(isOfParts)")
            try await upload(50..<70) { _ in true }
            #expect(try await voyage.claims().count == 1, "20 h are too little by themselves")
            try await upload(70..<90) { $0 < 80 }
            let claims = try await voyage.claims()
            #expect(claims.count == 2, "\(isOfParts)")
            let second = try #require(claims.first { $0.id != first.id })
            #expect(second.notice.lossFrom > first.notice.lossTo)
            let open = second.checks.filter { $0.outcome != .passed }.map(\.name)
            #expect(open == (isOfParts ? ["lossMeasured"] : ["uploadsSigned"]))
        }
    }

    @Test func `a graded scale is paid once the voyage is over, by all of its hours`() async throws
    {
        let voyage = try await Self.voyage([.humidity])
        try await voyage.upload(Self.readings(0..<100) { $0 < 30 ? 80 : 60 })
        try await voyage.automate()
        let referred = try #require(try await voyage.claims().first)
        #expect(referred.stage == .referred)
        try await voyage.upload(Self.readings(100..<240) { $0 < 202 ? 80 : 60 })
        for (action, at) in [("arrive", 239), ("deliver", 240)] as [(String, Int64)] {
            let instant = SampleVoyage.departure.advanced(byMilliseconds: hours(at))
            try await voyage.ask(
                .shipment(
                    action == "arrive"
                        ? .arrive(shipment: voyage.shipment, at: instant)
                        : .deliver(shipment: voyage.shipment, at: instant)
                ),
                as: voyage.assured
            )
        }
        try await voyage.automate()
        try await voyage.automate()
        let claims = try await voyage.claims()
        let claim = try #require(claims.first)
        #expect(claims.count == 1 && claim.stage == .settled, "\(claim.referralReasons)")
        // 132 hours are half way from 24 to 240: 27.5 %, less 1 %.
        #expect(claim.payment?.amount == usd("26500"))
    }

    @Test func `an arrival that the assured states itself is nothing to pay a delay by`()
        async throws
    {
        let part = CoverPart.part(
            "delay",
            .delay,
            .delay(DelayTrigger(measuring: .arrival, atLeastMilliseconds: duration(48))),
            by: .delayExtension
        )
        let voyage = try await Self.voyage([part], by: [.delayExtension])
        let arrival = SampleVoyage.departure.advanced(byMilliseconds: hours(24 * 13))
        try await voyage.ask(
            .shipment(.arrive(shipment: voyage.shipment, at: arrival)),
            as: voyage.assured
        )
        try await voyage.automate()
        #expect(try await voyage.claims().isEmpty)
    }
}

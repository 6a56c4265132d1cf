import Marine
import Telemetry
import TestSamples
import Testing

@testable import Contracts

extension CoverPartTests {
    func schedule(_ arrival: Instant, effective: Instant? = nil) -> Instruction {
        .certificate(
            .endorse(
                certificate: PartVoyage(.delay()).voyage.certificate,
                description: nil,
                consignee: nil,
                conveyance: nil,
                sailing: nil,
                reference: nil,
                arrival: arrival,
                effective: effective
            )
        )
    }

    @Test(
        arguments: [
            // Endorsed on day 41, before the arrival of day 42 came due, or on day 43 after it.
            (day(41), nil, false), (day(43), nil, true), (day(41), day(43), true),
            (day(41), day(42).advanced(byMilliseconds: 1), true), (day(41), day(42), false),
        ] as [(Instant, Instant?, Bool)]
    )
    func `what is endorsed after a loss began does not touch it`(
        endorsed: Instant,
        effective: Instant?,
        isLoss: Bool
    ) throws {
        var voyage = PartVoyage(.delay())
        voyage.clauses = [.delayExtension]
        voyage.declaration.arrival = day(42)
        let terms = CoverTerms.coffee([.delay()], by: [.delayExtension])
        var ledger = try CaseLedger(isSubscribed: false) { $0 = terms }
        try ledger.sail(voyage.voyage)
        ledger.at(endorsed)
        try ledger.take(schedule(day(44), effective: effective), by: .leader)
        ledger.at(day(44))
        for instruction: Shipment.Instruction in [
            .arrive(shipment: voyage.voyage.shipment, at: day(44)),
            .deliver(shipment: voyage.voyage.shipment, at: day(44)),
        ] { try ledger.take(.shipment(instruction), by: .carrier) }
        let shipment = try ledger.history.state(Shipment.self, voyage.voyage.shipment)
        let judged = try CoverPart.delay().judge(
            shipment,
            of: ledger.certificate(voyage.voyage),
            at: day(60),
            in: .second
        )
        #expect(judged.losses.isEmpty != isLoss)
    }

    @Test func `particulars are those in force when the loss began`() throws {
        let terms = CoverTerms.coffee([.delay()], by: [.delayExtension])
        var ledger = try CaseLedger(isSubscribed: false) { $0 = terms }
        let voyage = PartVoyage(.delay()).voyage
        try ledger.sail(voyage)
        ledger.at(day(35))
        try ledger.take(.endorse(description: "319 bags", of: voyage.certificate), by: .leader)
        ledger.at(day(36))
        // Backdated, it holds from when it came onto the ledger.
        try ledger.take(schedule(day(60), effective: day(31)), by: .leader)
        let certificate = try ledger.certificate(voyage)
        #expect(certificate.particulars(at: day(34)).description == voyage.declaration.description)
        #expect(certificate.particulars(at: day(35)).description == "319 bags")
        #expect(certificate.particulars(at: day(35)).arrival == voyage.declaration.arrival)
        #expect(certificate.particulars(at: day(36)).arrival == day(60))
        #expect(certificate.superseded?.map(\.until) == [day(35), day(36)])
        // Before the certificate was issued nothing could hold;
        // and each holds after the one before it.
        #expect(
            ledger.refusal(schedule(day(61), effective: day(9)), by: .leader)?.code
                == .instantsOutOfOrder
        )
        try ledger.take(schedule(day(61), effective: day(40)), by: .leader)
        #expect(ledger.refusal(schedule(day(62)), by: .leader)?.code == .instantsOutOfOrder)
        try ledger.take(schedule(day(62), effective: day(40)), by: .leader)
    }

    @Test func `a certificate is endorsed fifty times at most`() throws {
        let terms = CoverTerms.coffee([.delay()], by: [.delayExtension])
        var ledger = try CaseLedger(isSubscribed: false) { $0 = terms }
        let voyage = PartVoyage(.delay()).voyage
        try ledger.sail(voyage)
        for number in 0..<50 {
            try ledger.take(schedule(day(60 + Int64(number))), by: .leader)
        }
        #expect(ledger.refusal(schedule(day(200)), by: .leader)?.code == .tooManyEntries)
    }

    @Test(
        arguments: [
            (nil, 0, true), (nil, -1, false), (540, -hours(9), true), (540, -hours(9) - 1, false),
            (-720, hours(12), true), (-720, hours(12) - 1, false), (840, -hours(14), true),
        ] as [(Int?, Int64, Bool)]
    )
    func `a period begins in local time where the cover says so`(
        offset: Int?,
        milliseconds: Int64,
        isIn: Bool
    ) throws {
        var terms = CoverTerms.coffee
        (terms.inception, terms.expiry) = (day(20), day(100))
        terms.utcOffsetMinutes = try offset.map { try .init($0) }
        #expect(terms.isInPeriod(day(20).advanced(byMilliseconds: milliseconds)) == isIn)
        #expect(terms.isInPeriod(day(100).advanced(byMilliseconds: milliseconds)) != isIn)
        var ledger = try CaseLedger(isSubscribed: false) { $0 = terms }
        ledger.at(day(10))
        let declare = Instruction.openCover(
            .declare(
                cover: .cover,
                certificate: .certificate,
                declaration: changed(.coffee) {
                    $0.sailing = day(20).advanced(byMilliseconds: milliseconds)
                }
            )
        )
        #expect((ledger.refusal(declare, by: .assured) == nil) == isIn)
    }
}

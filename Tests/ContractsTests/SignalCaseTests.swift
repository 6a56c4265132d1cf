import CanonicalJSON
import Crypto
import Marine
import TestSamples
import Testing

@testable import Contracts

/// Signs that readings are not to be believed, across shipments; what the automaton says in shadow
/// mode; and the digests of what checks look at.
@Suite("Signs of fraud, and opinions")
struct SignalCaseTests {
    typealias Voyage = CaseLedger.Voyage

    private static func prints(_ numbers: Range<Int>) -> [Text<16>] {
        numbers.compactMap { Text(cutting: "00000000000000\($0 + 10)") }
    }

    /// Two voyages of different goods, loggers and losses, whose readings have passages in common.
    private static func pair(common: Int) -> [Voyage] {
        var voyages = ["one", "two"].map { Voyage($0) }
        voyages[1].container = CaseLedger.another
        (voyages[1].device, voyages[1].deviceKey) = ("TT-2", 2)
        voyages[1].loseLonger()
        voyages[0].findings?.signals?.prints = prints(0..<8)
        voyages[1].findings?.signals?.prints = prints((8 - common)..<(16 - common))
        return voyages
    }

    private static func claimAll(_ voyages: [Voyage], _ ledger: inout CaseLedger) throws {
        for voyage in voyages { try ledger.sail(voyage) }
        for voyage in voyages { try ledger.record(voyage) }
        for voyage in voyages {
            try ledger.notify(voyage)
            try ledger.adjudicate(voyage.claim)
        }
    }

    @Test(arguments: [(0, true), (3, true), (4, false), (8, false)])
    func `readings with four passages of another claim's are left to a person`(
        common: Int,
        pays: Bool
    ) throws {
        var ledger = try CaseLedger()
        let voyages = Self.pair(common: common)
        try Self.claimAll(voyages, &ledger)
        #expect(try ledger.claim(voyages[0].claim).stage == .settled)
        let second = try ledger.claim(voyages[1].claim)
        #expect(second.stage == (pays ? .settled : .referred))
        let open = try ledger.open(voyages[1].claim)
        #expect(open.keys.sorted() == (pays ? [] : ["readingsOriginal"]))
        guard !pays else { return }
        let figure = try #require(open["readingsOriginal"])
        #expect(figure.hasPrefix("\(common) of 8: evd-"))
        // What the leader says is the second's is held against it no more.
        let ids = figure.split(separator: ": ")[1].split(separator: ", ").map(String.init)
        for evidence in ids.prefix(common - 3) {
            try ledger.take(
                .evidence(
                    .assignEvidence(
                        evidence: id(evidence),
                        shipment: voyages[1].shipment,
                        reason: "The first shipment's file was the copy."
                    )
                ),
                by: .leader
            )
        }
        try ledger.adjudicate(voyages[1].claim)
        #expect(try ledger.claim(voyages[1].claim).stage == .settled)
    }

    @Test func `the terms say how many passages are a copy`() throws {
        var ledger = try CaseLedger { terms in
            for place in terms.goods.indices {
                terms.goods[place].terms.signals = SignalTerms(commonPassages: 1)
            }
        }
        let voyages = Self.pair(common: 1)
        try Self.claimAll(voyages, &ledger)
        #expect(try ledger.open(voyages[1].claim).keys.sorted() == ["readingsOriginal"])
    }

    @Test func `a loss of the very same times and figures is claimed once`() throws {
        var ledger = try CaseLedger()
        var voyages = Self.pair(common: 0)
        voyages[1].findings = voyages[0].findings
        voyages[1].findings?.signals?.prints = []
        try Self.claimAll(voyages, &ledger)
        #expect(try ledger.claim(voyages[0].claim).stage == .settled)
        let open = try ledger.open(voyages[1].claim)
        #expect(open.keys.sorted() == ["lossNotClaimedBefore"])
        // The first shipment's claim is judged again as it was.
        try ledger.notify(voyages[0], id("clm-again"), from: day(40), to: day(41))
        try ledger.adjudicate(id("clm-again"))
        #expect(try ledger.open(id("clm-again"))["lossNotClaimedBefore"] == nil)
    }

    @Test func `a stuffing stated with the departure counts for when a logger may begin`() throws {
        for (stuffed, reason) in [
            (nil, nil), (day(28), nil), (day(31), "instantsOutOfOrder"),
            (day(29), "loggerStartedWithGoods"),
        ] as [(Instant?, String?)] {
            var ledger = try CaseLedger()
            var voyage = Voyage()
            voyage.findings?.first = day(27)
            try ledger.declareAndRegister(voyage)
            ledger.at(day(30))
            let depart = Instruction.shipment(
                .depart(shipment: voyage.shipment, at: day(30), stuffedAt: stuffed)
            )
            if reason == "instantsOutOfOrder" {
                #expect(ledger.refusal(depart, by: .carrier)?.code == .instantsOutOfOrder)
                continue
            }
            try ledger.take(depart, by: .carrier)
            #expect(try ledger.history.state(Shipment.self, voyage.shipment).stuffedAt == stuffed)
            try ledger.record(voyage)
            try ledger.notify(voyage)
            try ledger.adjudicate(voyage.claim)
            #expect(try ledger.open(voyage.claim).keys.sorted() == [reason].compactMap(\.self))
        }
    }

    @Test func `in shadow mode the opinion stands beside what the adjuster decides`() throws {
        var ledger = try CaseLedger { terms in
            for place in terms.goods.indices { terms.goods[place].terms.automation = .shadow }
        }
        let voyage = Voyage()
        let judged = try ledger.run(voyage)
        #expect(judged.stage == .referred)
        #expect(try ledger.open(voyage.claim) == ["automationActs": "shadow"])
        let opinion = try #require(judged.opinion)
        #expect(opinion.pays)
        #expect(opinion.at == judged.changedAt)
        #expect(opinion.adjustment?.payable == usd("59000"))
        #expect(judged.approved == nil && judged.payment == nil)
        // The adjuster sees less; both stand.
        try ledger.take(
            .claim(
                .adjust(
                    claim: voyage.claim,
                    assessment: .partialLoss(
                        grossSoundValue: usd("100"),
                        grossDamagedValue: usd("75")
                    )
                )
            ),
            by: .leader
        )
        let adjusted = try ledger.claim(voyage.claim)
        #expect(adjusted.opinion == opinion)
        #expect(adjusted.adjustment?.payable == usd("24000"))
    }

    @Test func `a claim that is referred for a reason has an opinion that does not pay`() throws {
        var ledger = try CaseLedger()
        var voyage = Voyage()
        voyage.findings?.longestGapMilliseconds = hours(500)
        let judged = try ledger.run(voyage)
        #expect(judged.stage == .referred)
        #expect(judged.opinion?.pays == false)
        #expect(judged.opinion?.adjustment?.payable == usd("59000"))
        #expect(try ledger.run(Voyage("two")).opinion?.pays == false, "a second one on the goods")
    }

    @Test func `a check names the digests of what it looked at, which anybody makes again`() throws
    {
        var ledger = try CaseLedger()
        let voyage = Voyage()
        try ledger.sail(voyage)
        try ledger.record(voyage)
        try ledger.notify(voyage)
        let (claim, certificate) = (try ledger.claim(voyage.claim), try ledger.certificate(voyage))
        let shipment = try ledger.history.state(Shipment.self, voyage.shipment)
        let interests = try (certificate.interests ?? []).map {
            try ledger.history.state(Interest.self, $0)
        }
        try ledger.adjudicate(voyage.claim)
        let checks = try ledger.claim(voyage.claim).checks
        var seen: [Check.InputKind: Set<DigestText>] = [:]
        for check in checks {
            let inputs = try #require(check.inputs, "\(check.name)")
            for input in inputs { seen[input.kind, default: []].insert(input.digest) }
        }
        func digest(_ value: some JSONWritable) throws -> Set<DigestText> {
            var writer = JSONWriter(capacity: 100)
            value.write(to: &writer)
            let bytes = try writer.canonicalBytes()
            return [DigestText(bytes: Array(SHA256.hash(data: bytes)))]
        }
        #expect(Set(seen.keys) == Set(Check.InputKind.allCases))
        #expect(try seen[.claim] == digest(claim))
        #expect(try seen[.certificate] == digest(certificate))
        #expect(try seen[.findings] == digest(shipment.findings))
        #expect(try seen[.segments] == digest(shipment.segments))
        #expect(try seen[.interests] == digest(interests))
        #expect(try seen[.screening] == digest([String]()))
        #expect(try seen[.evidence] == digest([[String]](repeating: [], count: 4)))
        var bare = shipment
        (bare.segments, bare.findings) = ([], TelemetryFindings(devices: []))
        #expect(try seen[.shipment] == digest(bare))
        // Another fact, another digest.
        var other = try CaseLedger()
        var later = Voyage()
        later.loseLonger()
        try other.run(later)
        let findings = try other.claim(later.claim).checks.compactMap { check in
            check.inputs?.first { $0.kind == .findings }?.digest
        }
        #expect(Set(findings).count == 1 && Set(findings) != seen[.findings])
    }
}

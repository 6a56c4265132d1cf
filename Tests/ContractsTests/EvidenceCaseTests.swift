import Contracts
import Marine
import TestSamples
import Testing

/// What readings are evidence for: one carriage, and that from its beginning to its end.
@Suite("Evidence of a carriage")
struct EvidenceCaseTests {
    typealias Voyage = CaseLedger.Voyage

    /// Two voyages of different goods and loggers.
    private static func pair() -> [Voyage] {
        var voyages = ["one", "two"].map { Voyage($0) }
        voyages[1].container = CaseLedger.another
        (voyages[1].device, voyages[1].deviceKey) = ("TT-2", 2)
        voyages[1].loseLonger()
        return voyages
    }

    private static func shipment(
        _ voyage: Voyage,
        _ ledger: CaseLedger
    ) throws -> Shipment.State {
        try ledger.history.state(Shipment.self, voyage.shipment)
    }

    private static func content(_ number: UInt8) -> DigestText {
        DigestText(bytes: [UInt8](repeating: number, count: 32))
    }

    private func claimAll(_ voyages: [Voyage], _ ledger: inout CaseLedger) throws {
        for voyage in voyages { try ledger.sail(voyage) }
        for voyage in voyages { try ledger.record(voyage) }
        for voyage in voyages {
            try ledger.notify(voyage)
            try ledger.adjudicate(voyage.claim)
        }
    }

    @Test func `different readings of different loggers pay for both shipments`() throws {
        var ledger = try CaseLedger()
        var voyages = Self.pair()
        (voyages[0].content, voyages[1].content) = (Self.content(1), Self.content(2))
        try claimAll(voyages, &ledger)
        for voyage in voyages { #expect(try ledger.claim(voyage.claim).stage == .settled) }
    }

    @Test func `loggers that agree on a few readings are no copies of each other`() throws {
        var ledger = try CaseLedger()
        var voyages = Self.pair()
        for place in voyages.indices {
            voyages[place].content = Self.content(1)
            voyages[place].readings = 15
        }
        try claimAll(voyages, &ledger)
        for voyage in voyages { #expect(try ledger.claim(voyage.claim).stage == .settled) }
    }

    @Test func `a logger leaves the goods after it came to them, and a wrong instant is said anew`()
        throws
    {
        var ledger = try CaseLedger()
        let voyage = Voyage()
        try ledger.sail(voyage)
        let bound = try Self.shipment(voyage, ledger)
        let departed = try #require(bound.departedAt)
        let since = min(try #require(bound.devices.first).boundAt, departed)
        func release(at instant: Instant) -> Instruction {
            let device = bound.devices[0].id
            return .shipment(
                .releaseDevice(shipment: voyage.shipment, device: device, at: instant)
            )
        }
        let before = since.advanced(byMilliseconds: -1)
        let refusal = ledger.refusal(release(at: before), by: .shipper)
        #expect(refusal?.code == .instantsOutOfOrder)
        #expect(refusal?.figures["boundAt"] == "\(since)")
        for instant in [since, since.advanced(byMilliseconds: 60_000)] {
            try ledger.take(release(at: instant), by: .shipper)
            #expect(ledger.refusal(release(at: instant), by: .shipper)?.code == .nothingNew)
            let device = try #require(try Self.shipment(voyage, ledger).devices.first)
            #expect(device.to == instant)
            #expect(device.releasedAt == ledger.history.now)
        }
    }

    @Test func `readings that two shipments hold are evidence for none until a person says so`()
        throws
    {
        var ledger = try CaseLedger()
        var voyages = Self.pair()
        (voyages[0].content, voyages[1].content) = (Self.content(1), Self.content(1))
        try claimAll(voyages, &ledger)
        var evidence: Set<String> = []
        for voyage in voyages {
            #expect(try ledger.claim(voyage.claim).stage == .referred)
            let open = try ledger.open(voyage.claim)
            #expect(open.keys.sorted() == ["evidenceOwn"])
            evidence.insert(try #require(open["evidenceOwn"]))
        }
        #expect(evidence.count == 1)
        let assign = Instruction.evidence(
            .assignEvidence(
                evidence: id(try #require(evidence.first)),
                shipment: voyages[1].shipment,
                reason: "The file was uploaded to the other shipment by mistake."
            )
        )
        #expect(ledger.history.refusal(assign, by: .assured)?.code == .actorNotEntitled)
        try ledger.take(assign, by: .leader)
        #expect(ledger.history.refusal(assign, by: .leader)?.code == .nothingNew)
        try ledger.adjudicate(voyages[1].claim)
        let again = Instruction.claim(
            .adjudicate(claim: voyages[0].claim, paymentReference: "PAY-1")
        )
        #expect(ledger.history.refusal(again, by: .platform)?.code == .nothingNew)
        #expect(try ledger.claim(voyages[0].claim).stage == .referred)
        #expect(try ledger.claim(voyages[1].claim).stage == .settled)
    }

    @Test(arguments: [
        ("TT-1", 2, true), ("tt 1", 2, true), ("TT-2", 1, true), ("TT-2", 2, false),
    ])
    func `a logger is on one shipment at a time, whether by its name or by its key`(
        device: DeviceName,
        deviceKey: Int,
        isSame: Bool
    ) throws {
        var ledger = try CaseLedger()
        var voyages = Self.pair()
        (voyages[1].device, voyages[1].deviceKey) = (device, deviceKey)
        try claimAll(voyages, &ledger)
        // The first to bind it has it.
        #expect(try ledger.claim(voyages[0].claim).stage == .settled)
        #expect(try ledger.claim(voyages[1].claim).stage == (isSame ? .referred : .settled))
        let open = try ledger.open(voyages[1].claim)
        #expect(open.keys.sorted() == (isSame ? ["deviceOnOneShipment"] : []))
    }

    @Test func `a logger that was delivered is free for the next shipment`() throws {
        var ledger = try CaseLedger()
        var voyages = Self.pair()
        voyages[0].delivered = day(46)
        voyages[0].findings?.last = day(46)
        voyages[1].declaration.sailing = day(60)
        (voyages[1].device, voyages[1].deviceKey) = ("TT-1", 1)
        (voyages[1].issued, voyages[1].bound, voyages[1].departed) = (day(47), day(48), day(60))
        (voyages[1].departureRecorded, voyages[1].recorded) = (day(60), day(75))
        voyages[1].findings = changed(DeviceFindings.above(hours(30), from: day(70))) {
            ($0.first, $0.last) = (day(60), day(74))
        }
        try ledger.sail(voyages[0])
        try ledger.record(voyages[0])
        try ledger.sail(voyages[1])
        try ledger.record(voyages[1])
        try ledger.notify(voyages[1], from: day(70), to: day(71))
        try ledger.adjudicate(voyages[1].claim)
        #expect(try ledger.claim(voyages[1].claim).stage == .settled)
    }

    @Test
    func `findings of another carriage than the ledger knows refer, until they are made anew`()
        throws
    {
        var ledger = try CaseLedger()
        let voyage = Voyage()
        try ledger.sail(voyage)
        try ledger.record(voyage)
        ledger.at(day(46))
        try ledger.take(.shipment(.arrive(shipment: voyage.shipment, at: day(44))), by: .carrier)
        #expect(try Self.shipment(voyage, ledger).isOutdated(in: .current, at: .latest))
        try ledger.notify(voyage)
        try ledger.adjudicate(voyage.claim)
        #expect(try ledger.open(voyage.claim).keys.sorted() == ["findingsOfCarriage"])
        try ledger.evaluate(voyage)
        #expect(try !Self.shipment(voyage, ledger).isOutdated(in: .current, at: .latest))
        #expect(
            ledger.history.refusal(
                .shipment(
                    .evaluate(
                        shipment: voyage.shipment,
                        findings: try Self.shipment(voyage, ledger).findings
                    )
                ),
                by: .platform
            )?.code == .nothingNew
        )
        try ledger.adjudicate(voyage.claim)
        #expect(try ledger.claim(voyage.claim).stage == .settled)
    }

    @Test func `the operator alone pins what readings show, and only of loggers that recorded`()
        throws
    {
        var ledger = try CaseLedger()
        let voyage = Voyage()
        try ledger.sail(voyage)
        try ledger.record(voyage)
        let others = changed(DeviceFindings.above(hours(30))) { $0.device = "TT-9" }
        for (findings, actor, code) in [
            (try #require(voyage.shown), MemberID.shipper, Refusal.Code.actorNotEntitled),
            (others, .platform, .findingsContradictSegments),
        ] {
            let evaluate = Instruction.shipment(
                .evaluate(
                    shipment: voyage.shipment,
                    findings: TelemetryFindings(devices: [findings], asOf: .earliest)
                )
            )
            #expect(ledger.history.refusal(evaluate, by: actor)?.code == code)
        }
    }

    @Test(
        arguments: [
            ([.iccA], 60), ([.frozenFoodA], 5), ([.iccA, .frozenFoodA], 60),
            ([.temperatureExtension], 60), ([.warCargo], 15),
        ] as [([ClauseSet], Int64)]
    )
    func `cover ends so many days after arrival as the clauses say, delivered or not`(
        clauses: [ClauseSet],
        days: Int64
    ) throws {
        var ledger = try CaseLedger { terms in
            terms.goods[0].terms.clauses = try! Entries(clauses)
            terms.goods[0].terms.trigger = nil
        }
        let voyage = Voyage()
        try ledger.sail(voyage)
        ledger.at(day(150))
        try ledger.take(.shipment(.arrive(shipment: voyage.shipment, at: day(45))), by: .carrier)
        let end = day(45 + days)
        #expect(
            try Self.shipment(voyage, ledger).carriage
                == CarriageWindow(from: day(30), to: end, arrived: day(45))
        )
        #expect(throws: (any Error).self) {
            try ledger.notify(voyage, .roughHandlingClaim, .roughHandling, from: end, to: end)
        }
        let before = end.advanced(byMilliseconds: -1)
        try ledger.notify(voyage, .roughHandlingClaim, .roughHandling, from: before, to: end)
        try ledger.take(.shipment(.deliver(shipment: voyage.shipment, at: day(140))), by: .carrier)
        #expect(try ledger.certificate(voyage).terminatedAt == end)
        #expect(try Self.shipment(voyage, ledger).deliveredAt == day(140))
    }
}

/// Whose readings a signature vouches for.
@Suite struct VouchedUploadTests {
    private static func upload(signedBy key: DeviceKeyText?) -> Shipment.Upload {
        changed(Shipment.Upload.sample("digest-1", "TT-1")) { upload in
            upload.segments[0].device = "X"
            upload.segments[0].readings = 10
            upload.signature = key.map {
                Shipment.UploadSignature(device: "GW-1", publicKey: $0, signature: "signature")
            }
        }
    }

    private static func shipment(
        gateway: DeviceKeyText,
        boundWith bound: DeviceKeyText?,
        signedBy key: DeviceKeyText?
    ) throws -> Shipment.State {
        var history = try ContractHistory.underway()
        history.now = day(46)
        for instruction: Instruction in [
            .shipment(.bindDevice(shipment: .shipment, device: "GW-1", publicKey: gateway)),
            .shipment(.bindDevice(shipment: .shipment, device: "X", publicKey: bound)),
            .shipment(
                .recordTelemetry(
                    shipment: .shipment,
                    upload: upload(signedBy: key),
                    findings: TelemetryFindings(
                        devices: [.above(0, device: "X")],
                        asOf: .earliest
                    )
                )
            ),
        ] { try history.take(instruction, by: .shipper) }
        let before = try history.shipment()
        try history.take(
            .shipment(
                .withdrawUpload(
                    shipment: .shipment,
                    upload: upload(signedBy: key).digest,
                    reason: "another trip"
                )
            ),
            by: .shipper
        )
        #expect(try history.shipment().unsignedUploads == 0, "what is withdrawn counts no more")
        return before
    }

    /// Keys of either scheme, two of each.
    private static let pairs = [
        [deviceKey(1), deviceKey(2)], [pointKey(1), pointKey(2)], [pointKey(1), deviceKey(1)],
    ]

    @Test(arguments: pairs)
    func `a key vouches for the readings of the devices that are bound with it`(
        keys: [DeviceKeyText]
    ) throws {
        let (own, other) = (keys[0], keys[1])
        // A gateway's file that holds another logger's readings too.
        func unsigned(_ bound: DeviceKeyText?, _ key: DeviceKeyText?) throws -> Int {
            try Self.shipment(gateway: own, boundWith: bound, signedBy: key).unsignedUploads
        }
        #expect(try unsigned(nil, own) == 1)
        #expect(try unsigned(other, own) == 1)
        #expect(try unsigned(own, own) == 0)
        #expect(try unsigned(own, nil) == 1)
    }
}

extension InstanceID {
    fileprivate static let roughHandlingClaim = id("clm-rough-handling")
}

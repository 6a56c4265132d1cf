import Contracts
import Marine
import TestSamples
import Testing

/// A ledger of the current edition with an open cover,
/// on which voyages are insured and claimed for.
struct CaseLedger {
    var history = ContractHistory()

    /// Founded, with its secret and members, and a cover that each of several voyages fits.
    init(
        foundedBy edition: Edition = .current,
        isSecret: Bool = true,
        isSubscribed: Bool = true,
        _ change: (inout CoverTerms) -> Void = { _ in }
    ) throws {
        history.latest = .draft
        try take(
            .consortium(
                .found(
                    origin: "plimsoll.example/ledger",
                    operatorMember: .platform,
                    operatorName: "Plimsoll Platform",
                    logKey: "plimsoll.example/ledger+0+AA",
                    edition: edition
                )
            ),
            by: .platform
        )
        if isSecret { try take(.keepSecret, by: .platform) }
        for member in SampleMember.all {
            try take(
                .consortium(
                    .admitMember(member: member.id, name: member.name, roles: member.roles)
                ),
                by: .platform
            )
        }
        let terms = changed(CoverTerms.sample) {
            $0.limitPerConveyance = usd("1000000")
            $0.limitPerLocation = usd("2000000")
            // Harbour Mutual's one adjuster is accepted, where a test does not name officers.
            $0.oneOfficerAccepted = true
            change(&$0)
        }
        try take(.openCover(.openCover(id: .cover, terms: terms)), by: .leader)
        if isSubscribed { try history.subscribe() }
    }

    static let container = ContainerNumber.sample
    static let another = ContainerNumber.another

    mutating func take(
        _ instruction: Instruction,
        by actor: MemberID,
        officer: Identifier? = nil
    ) throws {
        try history.take(instruction, by: actor, officer: officer)
    }

    /// The refusal of an instruction; nothing where it is accepted.
    func refusal(
        _ instruction: Instruction,
        by actor: MemberID,
        officer: Identifier? = nil
    ) -> Refusal? {
        history.refusal(instruction, by: actor, officer: officer)
    }

    mutating func at(_ instant: Instant) { history.now = max(history.now, instant) }

    /// One voyage: what it is of, and when what about it came onto the ledger.
    struct Voyage {
        var name: String
        var container: ContainerNumber? = .sample
        var device: DeviceName = "TT-1"
        var deviceKey = 1
        /// The digest of the readings, whoever made them; `nil` keeps none.
        var content: DigestText?
        /// How many they are.
        var readings = 24
        var declaration = changed(Declaration.worth("100000")) {
            $0.cost = usd("100000")
            $0.freight = usd("0")
        }
        var issued = day(10)
        var bound = day(12)
        var departed = day(30)
        var departureRecorded = day(30)
        var recorded = day(45)
        var delivered: Instant?
        var findings: DeviceFindings? = changed(DeviceFindings.above(hours(30))) {
            $0.first = day(30)
        }

        init(_ name: String = "one") { self.name = name }

        /// Who ships: of voyages at one time different members, as who is a member of both may not
        /// bind one logger to them.
        var shipper: MemberID {
            switch name {
            case "two": .bank
            case "three": .stranger
            default: .shipper
            }
        }

        /// Has the loss last 1 ms longer, as losses that are alike to the millisecond are a sign of
        /// their own.
        mutating func loseLonger() {
            findings?.millisecondsAbove += 1
            findings?.excursions[0].milliseconds += 1
        }

        var certificate: InstanceID { id("crt-\(name)") }
        var shipment: InstanceID { id("shp-\(name)") }
        var claim: InstanceID { id("clm-\(name)") }

        /// What the voyage's own logger shows.
        var shown: DeviceFindings? {
            findings.map { findings in changed(findings) { $0.device = device.string } }
        }
    }

    /// Declares, pays the premium, registers, binds and departs.
    mutating func sail(_ voyage: Voyage) throws {
        try declareAndRegister(voyage)
        at(voyage.departureRecorded)
        try take(
            .shipment(.depart(shipment: voyage.shipment, at: voyage.departed)),
            by: .carrier
        )
    }

    /// Declares, pays the premium, registers and binds.
    mutating func declareAndRegister(_ voyage: Voyage) throws {
        at(voyage.issued)
        try take(
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: voyage.certificate,
                    declaration: voyage.declaration
                )
            ),
            by: .assured
        )
        try take(
            .certificate(
                .payPremium(
                    certificate: voyage.certificate,
                    amount: try certificate(voyage).premium
                )
            ),
            by: .broker
        )
        try take(
            .shipment(
                .registerShipment(
                    id: voyage.shipment,
                    certificate: voyage.certificate,
                    party: Shipment.Party(shipper: voyage.shipper, carrier: .carrier),
                    container: voyage.container
                )
            ),
            by: .assured
        )
        at(voyage.bound)
        try take(
            .shipment(
                .bindDevice(
                    shipment: voyage.shipment,
                    device: voyage.device,
                    publicKey: TestSamples.deviceKey(voyage.deviceKey)
                )
            ),
            by: voyage.shipper
        )
    }

    /// Records what the logger shows, and delivers where the voyage says when.
    mutating func record(_ voyage: Voyage) throws {
        at(voyage.recorded)
        if let findings = shown(voyage) {
            var upload = Shipment.Upload.sample(
                Text(stringLiteral: "digest \(voyage.name)"),
                DeviceName(stringLiteral: findings.device),
                deviceKey: TestSamples.deviceKey(voyage.deviceKey)
            )
            upload.segments[0].content = voyage.content
            upload.segments[0].readings = voyage.readings
            upload.accepted = voyage.readings
            (upload.segments[0].first, upload.segments[0].last) = (findings.first, findings.last)
            try take(
                .shipment(
                    .recordTelemetry(
                        shipment: voyage.shipment,
                        upload: upload,
                        findings: TelemetryFindings(devices: [findings], asOf: asOf)
                    )
                ),
                by: voyage.shipper
            )
        }
        guard let delivered = voyage.delivered else { return }
        at(delivered)
        try take(.shipment(.arrive(shipment: voyage.shipment, at: delivered)), by: .carrier)
        try take(.shipment(.deliver(shipment: voyage.shipment, at: delivered)), by: .carrier)
        try evaluate(voyage)
    }

    /// What the voyage's own logger shows by the edition in force: signs from the third on.
    private func shown(_ voyage: Voyage) -> DeviceFindings? {
        let hasSigns = history.consortium.map { $0.edition >= .third } ?? false
        return voyage.shown.map { shown in
            changed(shown) {
                $0.signals = hasSigns ? $0.signals : nil
                $0.flagged = asOf == nil ? nil : $0.flagged
            }
        }
    }

    /// As of when findings are, by the edition in force: none before the fourth.
    private var asOf: Instant? {
        let isStated = history.consortium.map { $0.edition >= .fourth } ?? false
        return isStated ? .earliest : nil
    }

    /// Pins what the logger shows of the carriage as it is known now, as the platform does.
    mutating func evaluate(_ voyage: Voyage) throws {
        guard let findings = shown(voyage) else { return }
        try take(
            .shipment(
                .evaluate(
                    shipment: voyage.shipment,
                    findings: TelemetryFindings(devices: [findings], asOf: asOf)
                )
            ),
            by: .platform
        )
    }

    /// Gives notice of a loss.
    mutating func notify(
        _ voyage: Voyage,
        _ claim: InstanceID? = nil,
        _ peril: Peril = .machineryBreakdown,
        from: Instant = day(40),
        to: Instant = day(41)
    ) throws {
        try take(
            .claim(
                .notifyClaim(
                    id: claim ?? voyage.claim,
                    notice: Claim.Notice(
                        certificate: voyage.certificate,
                        shipment: nil,
                        peril: peril,
                        lossFrom: from,
                        lossTo: to,
                        description: "It came to harm.",
                        estimate: nil
                    )
                )
            ),
            by: .assured
        )
    }

    /// Has the automaton judge a claim.
    mutating func adjudicate(_ claim: InstanceID) throws {
        try take(
            .claim(.adjudicate(claim: claim, paymentReference: Claim.paymentReference(of: claim))),
            by: .platform
        )
    }

    /// A whole voyage, to its judged claim.
    @discardableResult
    mutating func run(_ voyage: Voyage) throws -> Claim.State {
        try sail(voyage)
        try record(voyage)
        try notify(voyage)
        try adjudicate(voyage.claim)
        return try claim(voyage.claim)
    }

    /// Adjusts a claim by hand as a total loss and approves a sum.
    mutating func approve(_ claim: InstanceID, _ amount: String) throws {
        try take(.claim(.acknowledge(claim: claim)), by: .leader)
        try take(.claim(.adjust(claim: claim, assessment: .totalLoss)), by: .leader)
        try take(.claim(.approve(claim: claim, amount: usd(amount))), by: .leader)
    }

    func claim(_ claim: InstanceID) throws -> Claim.State { try history.claim(claim) }

    func certificate(_ voyage: Voyage) throws -> Certificate.State {
        try history.certificate(voyage.certificate)
    }

    /// The checks of a claim that did not pass, by name with their figures.
    func open(_ claim: InstanceID) throws -> [String: String] {
        let checks = try self.claim(claim).checks.filter { $0.outcome != .passed }
        return Dictionary(uniqueKeysWithValues: checks.map { ($0.name.string, $0.figure) })
    }
}

import Contracts
import Marine
import TestSamples
import Testing

@Suite("Actions outside the graph")
struct OffGraphTests {
    @Test func `a consortium that is not founded takes no other command`() throws {
        let history = try ContractHistory.founded()
        for command in Self.consortiumCommands where command.action != .found {
            #expect(throws: Refusal(.notFounded)) {
                try history.ask(Consortium.self, nil, command, by: .platform)
            }
        }
    }

    @Test func `a cover takes no action outside its graph`() throws {
        let open = try ContractHistory.declared().cover()
        let closed = try ContractHistory.declared().after(
            .openCover(.closeCover(cover: .cover)),
            by: .leader
        )
        .cover()
        var slip = try ContractHistory.founded()
        try slip.take(.openCover(.openCover(id: .cover, terms: .sample)), by: .leader)
        try expectRefusals(
            OpenCover.self,
            [open, closed, slip.cover()],
            Self.coverCommands(),
            otherwise: [.declare: .coverNotSubscribed],
            pairs: 7
        )
    }

    @Test func `a certificate takes no action outside its graph`() throws {
        let issued = try ContractHistory.declared()
        let cancelled = try issued.after(
            .certificate(.cancel(certificate: .certificate, reason: "sold")),
            by: .leader
        )
        let histories = [issued, try .underway(), try .delivered(), cancelled]
        let referred = changed(try issued.certificate()) { $0.stage = .referred }
        try expectRefusals(
            Certificate.self,
            histories.map { try $0.certificate() } + [referred],
            Self.certificateCommands,
            pairs: 50
        )
    }

    @Test func `a shipment takes no action outside its graph`() throws {
        let histories = [
            try ContractHistory.registered(), try .underway(), try .arrived(), try .delivered(),
        ]
        try expectRefusals(
            Shipment.self,
            histories.map { try $0.shipment() },
            Self.shipmentCommands,
            pairs: 10
        )
    }

    @Test func `a claim takes no action outside its graph`() throws {
        let referred = try ContractHistory.acknowledged().after(
            .claim(.refer(claim: .claim, reasons: ["large"])),
            by: .leader
        )
        let closed = try ContractHistory.settled().after(
            .claim(.closeClaim(claim: .claim)),
            by: .leader
        )
        let withdrawn = try ContractHistory.notified().after(
            .claim(.withdrawClaim(claim: .claim, reason: "mistaken")),
            by: .assured
        )
        let histories = [
            try ContractHistory.notified(), try .acknowledged(), referred, try .adjusted(),
            try .approved(),
            try .declined(), try .settled(), closed, withdrawn,
        ]
        #expect(try histories.map { try $0.claim().stage } == Claim.Stage.allCases)
        try expectRefusals(
            Claim.self,
            histories.map { try $0.claim() },
            Self.claimCommands,
            pairs: 94
        )
    }

    @Test func `an interest that nobody insures takes no other command`() throws {
        let history = try ContractHistory.registered()
        let interest = try #require(history.certificate().interests?.first)
        let state = try history.state(Interest.self, interest)
        let commands: [Interest.Command] = [
            .insure(id: interest, insurance: state.insurances[0]),
            .end(certificate: .certificate, at: day(40)), .drop(certificate: .certificate),
            .erode(
                certificate: .certificate,
                loss: Interest.Loss(
                    claim: .claim,
                    from: day(40),
                    to: day(41),
                    measured: usd("1"),
                    approved: usd("1")
                )
            ),
            .setApart(certificate: .certificate, reason: "part load"),
        ]
        try expectRefusals(Interest.self, [state], commands, pairs: 0)
    }

    @Test func `evidence that nobody holds takes no other command`() throws {
        let history = try ContractHistory.registered()
        let consortium = try history.state(Consortium.self, Workflow.consortium)
        let logger = try #require(consortium.factID(Evidence.self, ["device", "tt1"]))
        let state = try history.state(Evidence.self, logger)
        let commands: [Evidence.Command] = [
            .hold(id: logger, kind: .device, holder: state.holders[0]),
            .assign(shipment: .shipment, reason: "another logger"),
        ]
        try expectRefusals(Evidence.self, [state], commands, pairs: 0)
    }

    @Test func `an accumulation of nothing takes no other command`() throws {
        let history = try ContractHistory.declared()
        let exposure = try #require(history.certificate().exposures?.first)
        let state = try history.state(Accumulation.self, exposure.accumulation)
        let commands: [Accumulation.Command] = [
            .hold(
                id: exposure.accumulation,
                leader: .leader,
                subject: exposure.subject,
                removed: nil,
                added: exposure.span
            )
        ]
        try expectRefusals(Accumulation.self, [state], commands, pairs: 0)
    }

    /// Every command that no edge allows from a state is refused for just that.
    ///
    /// The action that begins an instance is refused because it exists, and every other action
    /// upon nothing because it does not.
    private func expectRefusals<Kind: Contract>(
        _ kind: Kind.Type,
        _ states: [Kind.State],
        _ commands: [Kind.Command],
        otherwise: [Kind.Command.Action: Refusal.Code] = [:],
        pairs: Int
    ) throws {
        let history = try ContractHistory.founded()
        let graph = Kind.graph(in: .current)
        #expect(
            Set(commands.map(\.action.rawValue)) == Set(graph.edges.map(\.action)),
            "a command without its row"
        )
        #expect(
            Set(states.map { Kind.stage(of: $0).rawValue })
                == Set(graph.edges.map(\.to)),
            "a state without its row"
        )
        var refused = 0
        for command in commands {
            let begins = graph.actions(from: nil).contains(command.action.rawValue)
            if !begins {
                let refusal = #expect(throws: Refusal.self) {
                    try history.ask(Kind.self, nil, command)
                }
                #expect(refusal?.code == .instanceUnknown)
            }
            for state in states {
                let stage = Kind.stage(of: state)
                guard !graph.allows(command.action, from: stage) else { continue }
                let refusal = #expect(throws: Refusal.self, "\(command.action) from \(stage)") {
                    try history.ask(Kind.self, state, command)
                }
                if begins {
                    #expect(refusal?.code == .instanceExists)
                } else {
                    refused += 1
                    // A refusal that says more than that the stage is another.
                    if let code = otherwise[command.action], refusal?.code == code { continue }
                    #expect(
                        refusal
                            == Refusal(
                                .actionNotFromThisState,
                                [
                                    "action": command.action.rawValue,
                                    "state": stage.rawValue,
                                ]
                            )
                    )
                }
            }
        }
        #expect(refused == pairs)
    }
}

// One command of each action; most would be refused for other reasons too, which come later.
extension OffGraphTests {
    private static let consortiumCommands: [Consortium.Command] = [
        .admitMember(member: .unknown, name: "New", roles: [.bank]),
        .registerKey(member: .bank, publicKey: key(1), proof: .unproved),
        .revokeKey(member: .bank, publicKey: key(1)),
        .issueAPIKey(member: .bank, id: id("k"), digest: apiKeyDigest(1)),
        .revokeAPIKey(member: .bank, id: id("k")), .listSanction(entry: "MV Aurora"),
        .delistSanction(entry: "MV Aurora"),
        .rotateKey(member: .bank, old: key(1), new: key(2), proof: .unproved),
        .restoreKey(member: .bank, publicKey: key(2), proof: .unproved),
        .nameAuditors(member: .bank, auditors: []),
        .rotateLogKey(old: "old", new: "new", proof: .unproved),
        .adoptEdition(edition: .draft),
        .keepSecret(
            secret: constant { try SecretText("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=") }
        ),
    ]

    private static func coverCommands() throws -> [OpenCover.Command] {
        let certificate = try ContractHistory.declared().certificate()
        return [
            .open(id: .cover, terms: .sample),
            .declare(certificate: .second, declaration: .sample),
            .release(
                certificate: .certificate,
                onRisk: certificate.onRisk,
                returnedPremium: usd("550")
            ),
            .move(
                certificate: .certificate,
                onRisk: certificate.onRisk,
                to: certificate.onRisk
            ),
            .close, .subscribe(line: percent("1")),
        ]
    }

    private static let certificateCommands: [Certificate.Command] = {
        var commands: [Certificate.Command] = [
            .endorse(
                description: "new",
                consignee: nil,
                conveyance: nil,
                sailing: nil,
                reference: nil
            ),
            .cancel(reason: "sold"), .payPremium(amount: usd("1")), .assign(shipment: .second),
            .attach(at: day(0)), .terminate(at: day(0)),
            .noteClaim(claim: .second, peril: .theft, lossFrom: day(0)),
            .erode(claim: .claim, amount: usd("1")), .releaseClaim(claim: .claim),
            .dropClaim(claim: .claim), .expose(exposures: []), .accept, .reject(reason: "full"),
            .transfer(to: .bank), .retakeClaim(claim: .claim), .admit(surveyor: .stranger),
            .insure(interests: []), .hold(hits: []),
            .decideHold(hold: 1, isReleased: true, reason: "another", isFirst: false),
        ]
        if let certificate = try? ContractHistory.declared().certificate() {
            commands.append(
                .issue(
                    id: .certificate,
                    cover: .cover,
                    coverTerms: .sample,
                    declaration: .sample,
                    onRisk: certificate.onRisk,
                    rate: certificate.rate,
                    premium: certificate.premium,
                    screeningHits: []
                )
            )
        }
        return commands
    }()

    private static let shipmentCommands: [Shipment.Command] = [
        .register(
            id: .shipment,
            certificate: .certificate,
            certificateParties: [.leader],
            party: Shipment.Party(shipper: .shipper, carrier: nil),
            container: nil,
            terms: TelemetryTerms(
                lowerLimit: nil,
                upperLimit: nil,
                reportableGapMilliseconds: 1
            )
        ),
        .bindDevice(id: "TT-2", publicKey: nil), .depart(at: day(0)),
        .recordTelemetry(
            upload: .sample("digest-9", "TT-1"),
            findings: TelemetryFindings(devices: [], asOf: .earliest)
        ),
        .arrive(at: day(0)), .deliver(at: day(0)),
        .evaluate(findings: TelemetryFindings(devices: [], asOf: .earliest)),
        .admit(member: .stranger), .releaseDevice(id: "TT-1", at: day(0)),
        .withdrawUpload(upload: "digest-1", reason: "another zone"),
        .mergeSegments(
            merges: [
                Shipment.SegmentMerge(
                    into: .merged(Shipment.Upload.sample("digest-1", "TT-1").segments),
                    parts: ["digest-1", "digest-2"]
                )
            ]
        ),
        .splitSegments(
            splits: [
                Shipment.SegmentSplit(
                    segment: "digest-1",
                    parts: [.merged([], digest: "digest-2"), .merged([], digest: "digest-3")]
                )
            ]
        ),
    ]

    private static let claimCommands: [Claim.Command] = {
        var commands: [Claim.Command] = [
            .acknowledge,
            .adjust(
                assessment: .totalLoss,
                basis: AdjustmentBasis(
                    insuredValue: usd("1"),
                    deductible: Deductible(kind: .none, rate: percent("0"))
                ),
                checks: []
            ),
            .approve(amount: usd("1"), straightThrough: false),
            .refer(checks: [], reasons: ["other"]), .decline(clause: "4.1", reason: "conduct"),
            .settle(reference: "PAY-2", sanctionsHits: []), .close, .withdraw(reason: "mistaken"),
            .passHolder(to: .bank), .admitSurveyor(surveyor: .stranger), .consent,
            .noteApproval(amount: usd("1")), .grantExGratia(amount: usd("1"), reason: "goodwill"),
            .returnPayment(reason: "no such account"), .reopen(reason: "a survey"),
            .noteWithdrawal(upload: "digest-1", reason: "another zone"),
        ]
        if let claim = try? ContractHistory.notified().claim() {
            commands.append(
                .notify(
                    id: .claim,
                    notice: .breakdown,
                    parties: claim.parties,
                    shipper: nil
                )
            )
        }
        return commands
    }()
}

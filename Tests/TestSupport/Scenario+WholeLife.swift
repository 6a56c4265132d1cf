import Contracts
import Ledger
import Marine
import TestSamples
import TransparencyLog

/// The whole life of a ledger, from its founding to its second edition.
extension Scenario {
    /// The whole life of a ledger, both the leader's key and the log's replaced on the way.
    package static let wholeLife: [ScenarioCommand] =
        secondLife + aftermath + evaluation + parts + corrections + slip + handovers

    /// Coffee under a cover of parts: what is measured for them, an endorsed schedule,
    /// and a claim under one.
    private static let parts: [ScenarioCommand] = {
        let (certificate, shipment) = (id("certificate-coffee"), id("shipment-coffee"))
        var findings = DeviceFindings(
            device: "HX-1",
            readings: 10,
            first: day(56),
            last: day(56),
            signals: ReadingSignals(),
            flagged: []
        )
        findings.measures = [
            MeasureFindings(part: "humidity", readings: 10, first: day(56), last: day(56))
        ]
        return [
            ScenarioCommand(
                "open coffee",
                by: .leader,
                .openCover(.openCover(id: id("cover-coffee"), terms: .coffee)),
                at: day(56),
                signer: .leader
            ),
            ScenarioCommand(
                "declare coffee",
                by: .assured,
                .openCover(
                    .declare(
                        cover: id("cover-coffee"),
                        certificate: certificate,
                        declaration: changed(.coffee) {
                            ($0.sailing, $0.arrival) = (day(57), day(75))
                        }
                    )
                ),
                at: day(56)
            ),
            ScenarioCommand(
                "register coffee",
                by: .assured,
                .register(shipment, for: certificate, in: .another),
                at: day(56)
            ),
            ScenarioCommand(
                "schedule coffee",
                by: .leader,
                .certificate(
                    .endorse(
                        certificate: certificate,
                        description: nil,
                        consignee: nil,
                        conveyance: nil,
                        sailing: nil,
                        reference: nil,
                        arrival: day(80),
                        effective: day(56)
                    )
                ),
                at: day(56),
                signer: .leader
            ),
            ScenarioCommand(
                "bind coffee",
                by: .assured,
                .shipment(.bindDevice(shipment: shipment, device: "HX-1", publicKey: pointKey(3))),
                at: day(56)
            ),
            ScenarioCommand(
                "depart coffee",
                by: .carrier,
                .shipment(.depart(shipment: shipment, at: day(56))),
                at: day(56)
            ),
            ScenarioCommand(
                "record coffee",
                by: .assured,
                .shipment(
                    .recordTelemetry(
                        shipment: shipment,
                        upload: .sample("coffee", "HX-1", deviceKey: pointKey(3)),
                        findings: TelemetryFindings(devices: [findings], asOf: .earliest)
                    )
                ),
                at: day(56)
            ),
            ScenarioCommand(
                "claim coffee",
                by: .assured,
                .claim(
                    .notifyClaim(
                        id: id("claim-coffee"),
                        notice: Claim.Notice(
                            certificate: certificate,
                            shipment: nil,
                            peril: .wetting,
                            lossFrom: day(56),
                            lossTo: day(56),
                            description: "Stained bags.",
                            estimate: nil,
                            part: "humidity"
                        )
                    )
                ),
                at: day(56)
            ),
        ]
    }()

    /// The findings are pinned again once the end of the carriage is known.
    static let evaluation = [
        ScenarioCommand(
            "evaluate",
            by: .platform,
            .shipment(
                .evaluate(
                    shipment: .shipment,
                    findings: TelemetryFindings(devices: [.above(hours(30))], asOf: .earliest)
                )
            ),
            at: day(56)
        )
    ]

    /// Up to a paid claim, and then what the second edition has more: a certificate of other goods
    /// that is endorsed onto another ship and cancelled, a mistaken notice,
    /// and a claim that is referred.
    static let secondLife: [ScenarioCommand] = {
        let paid = signing + cover + certificate + shipment + claim
        let third = id("certificate-3")
        let exporter = id("exporter")
        let insured =
            paid + [
                ScenarioCommand(
                    "admit exporter",
                    by: .platform,
                    .admit(exporter, [.shipper]),
                    at: day(45)
                ),
                ScenarioCommand(
                    "third",
                    by: .broker,
                    .openCover(
                        .declare(
                            cover: .cover,
                            certificate: third,
                            declaration: .worth("30000", sailing: day(60))
                        )
                    ),
                    at: day(45)
                ),
                ScenarioCommand(
                    "register third",
                    by: .assured,
                    .register(id("shipment-3"), for: third, shipper: exporter, in: .another),
                    at: day(45)
                ),
                ScenarioCommand(
                    "bind the same logger",
                    by: exporter,
                    .shipment(
                        .bindDevice(shipment: id("shipment-3"), device: "tt-1", publicKey: nil)
                    ),
                    at: day(45)
                ),
            ]
        let interest: InstanceID = constant {
            let states = try LedgerWriter(insured).states
            let held = states[InstanceKey(.certificate, third)].flatMap(Certificate.unwrap)
            guard let interest = held?.interests?.first else { throw NoSuchFact() }
            return interest
        }
        let logger: InstanceID = constant {
            let states = try LedgerWriter(insured).states
            let consortium = states[InstanceKey(.consortium, Workflow.consortium)]
                .flatMap(Consortium.unwrap)
            guard let logger = consortium?.factID(Evidence.self, ["device", "tt1"]) else {
                throw NoSuchFact()
            }
            return logger
        }
        return insured + [
            ScenarioCommand(
                "assign evidence",
                by: .leader,
                .evidence(
                    .assignEvidence(
                        evidence: logger,
                        shipment: id("shipment-3"),
                        reason: "Two loggers of one name."
                    )
                ),
                at: day(45),
                signer: .leader
            ),
            ScenarioCommand(
                "set apart",
                by: .leader,
                .interest(
                    .setApart(interest: interest, certificate: third, reason: "A part load.")
                ),
                at: day(45),
                signer: .leader
            ),
            ScenarioCommand(
                "another ship",
                by: .broker,
                .endorse(conveyance: .borealis, of: third),
                at: day(45)
            ),
            ScenarioCommand(
                "cancel third",
                by: .assured,
                .certificate(.cancel(certificate: third, reason: "The ship was full.")),
                at: day(45)
            ),
        ] + notice("mistaken", id("claim-3")) + [
            ScenarioCommand(
                "withdraw",
                by: .assured,
                .claim(
                    .withdrawClaim(claim: id("claim-3"), reason: "Another container was meant.")
                ),
                at: day(46)
            )
        ] + notice("doubtful", id("claim-4")) + [
            ScenarioCommand(
                "acknowledge doubtful",
                by: .leader,
                .claim(.acknowledge(claim: id("claim-4"))),
                at: day(46),
                signer: .leader
            ),
            ScenarioCommand(
                "refer",
                by: .leader,
                .claim(.refer(claim: id("claim-4"), reasons: ["The seal was whole."])),
                at: day(46),
                signer: .leader
            ),
            ScenarioCommand(
                "decline doubtful",
                by: .leader,
                .claim(.decline(claim: id("claim-4"), clause: "4.5", reason: "not shown")),
                at: day(46),
                signer: .leader
            ),
        ]
    }()

    struct NoSuchFact: Error {}

    static func notice(_ name: String, _ claim: InstanceID) -> [ScenarioCommand] {
        [
            ScenarioCommand(
                name,
                by: .assured,
                .claim(
                    .notifyClaim(
                        id: claim,
                        notice: changed(.breakdown) { notice in
                            notice.peril = .theft
                            (notice.lossFrom, notice.lossTo) = (day(43), day(43))
                        }
                    )
                ),
                at: day(46)
            )
        ]
    }

    static let handovers: [ScenarioCommand] = {
        var rotation = ScenarioCommand("log key", by: .platform, .rotateLogKey, at: day(57))
        rotation.isOfLog = true
        let second = MemberKey.second
        return [
            ScenarioCommand(
                "rotate",
                by: .leader,
                .consortium(
                    .rotateKey(
                        member: .leader,
                        old: MemberKey.leader.publicKey,
                        new: second.publicKey,
                        proof: second.proof(.leader)
                    )
                ),
                at: day(57),
                signer: .leader
            ),
            ScenarioCommand(
                "stolen",
                by: .auditor,
                .consortium(.revokeKey(member: .leader, publicKey: second.publicKey)),
                at: day(57),
                signer: .auditor
            ),
            ScenarioCommand(
                "restore",
                by: .auditor,
                .consortium(
                    .restoreKey(
                        member: .leader,
                        publicKey: MemberKey.stranger.publicKey,
                        proof: MemberKey.stranger.proof(.leader)
                    )
                ),
                at: day(57),
                signer: .auditor
            ),
            ScenarioCommand(
                "name",
                by: .leader,
                .consortium(.nameAuditors(member: .leader, auditors: [])),
                at: day(57),
                signer: .stranger
            ),
            rotation,
            ScenarioCommand(
                "after",
                by: .leader,
                .list("MV After"),
                at: day(58),
                signer: .stranger
            ),
        ]
    }()
}

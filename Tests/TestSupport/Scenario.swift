package import Contracts
import Ledger
package import Marine
import TestSamples
import TransparencyLog

/// One command of a scenario: who asks what, when.
package struct ScenarioCommand: Sendable {
    package var id: String
    package var member: MemberID
    package var instruction: Instruction
    package var at: Instant
    /// The key with which the member signs; `nil` where the operator alone vouches.
    package var signer: MemberKey?
    /// Whether the log's own key signs.
    package var isOfLog = false
    /// The officer that the command names: whose API key was shown.
    package var officer: Identifier?

    package init(
        _ id: String,
        by member: MemberID,
        _ instruction: Instruction,
        at: Instant,
        signer: MemberKey? = nil,
        officer: Identifier? = nil
    ) {
        self.officer = officer
        self.id = id
        self.member = member
        self.instruction = instruction
        self.at = at
        self.signer = signer
    }

    /// Who vouches for the act, given its salted digest.
    func attest(_ digest: Hash) throws -> Attestation {
        if isOfLog {
            let signer = LedgerWriter.signer
            let text = "plimsoll command v1\n\(LedgerWriter.origin)\n\(digest.base64)\n"
            return .log(
                key: signer.verifierKey.description,
                signature: Base64.encode(try signer.sign(text).bytes)
            )
        }
        return try signer?.attest(origin: LedgerWriter.origin, digest: digest) ?? .operator
    }
}

/// The life of one insured voyage, each part going on from the one before it.
package enum Scenario {
    /// The founding: one transition.
    package static let founding = [ScenarioCommand("found", by: .platform, .found, at: day(0))]

    /// The secret, six members and the leader's signing key: eight transitions.
    package static let members =
        [ScenarioCommand("secret", by: .platform, .keepSecret, at: day(0))]
        + [
            (MemberID.leader, [.insurer] as Roles), (.follower, [.insurer]),
            (.broker, [.broker]),
            (.assured, [.assured]), (.shipper, [.shipper]), (.carrier, [.carrier]),
        ].map { member, roles in
            ScenarioCommand("admit \(member)", by: .platform, .admit(member, roles), at: day(0))
        } + [
            ScenarioCommand(
                "key",
                by: .platform,
                .consortium(
                    .registerKey(
                        member: .leader,
                        publicKey: MemberKey.leader.publicKey,
                        proof: MemberKey.leader.proof(.leader)
                    )
                ),
                at: day(0)
            )
        ]

    /// A cover that the leader opens under its own signature.
    package static let cover =
        [
            ScenarioCommand(
                "cover",
                by: .leader,
                .openCover(.openCover(id: .cover, terms: .frozenGoods)),
                at: day(1),
                signer: .leader
            )
        ] + lines

    /// The follower's line on its slip.
    package static let lines = [
        ScenarioCommand(
            "line",
            by: .follower,
            .openCover(.subscribe(cover: .cover, line: percent("30"))),
            at: day(1)
        )
    ]

    /// A certificate for USD 100,000 with its premium paid.
    package static let certificate = [
        ScenarioCommand(
            "declare",
            by: .assured,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: .certificate,
                    declaration: .worth("100000")
                )
            ),
            at: day(10)
        ),
        ScenarioCommand(
            "premium",
            by: .broker,
            .certificate(.payPremium(certificate: .certificate, amount: usd("550"))),
            at: day(11)
        ),
    ]

    /// The goods under way with a logger, which records a breakdown.
    package static let shipment = [
        ScenarioCommand(
            "register",
            by: .assured,
            .shipment(
                .registerShipment(
                    id: .shipment,
                    certificate: .certificate,
                    party: Shipment.Party(shipper: .shipper, carrier: .carrier),
                    container: .sample
                )
            ),
            at: day(12)
        ),
        ScenarioCommand(
            "bind",
            by: .shipper,
            .shipment(
                .bindDevice(
                    shipment: .shipment,
                    device: "TT-1",
                    publicKey: MemberKey.device.publicKey
                )
            ),
            at: day(12)
        ),
        ScenarioCommand(
            "depart",
            by: .carrier,
            .shipment(.depart(shipment: .shipment, at: day(30))),
            at: day(30)
        ),
        ScenarioCommand(
            "record",
            by: .shipper,
            .record(.above(hours(30)), deviceKey: MemberKey.device.publicKey.text),
            at: day(45)
        ),
    ]

    /// A claim for the breakdown, which the automaton judges.
    package static let claim = [
        ScenarioCommand(
            "notify",
            by: .assured,
            .claim(
                .notifyClaim(
                    id: .claim,
                    notice: Claim.Notice(
                        certificate: .certificate,
                        shipment: nil,
                        peril: .machineryBreakdown,
                        lossFrom: day(40),
                        lossTo: day(41),
                        description: "The unit stopped.",
                        estimate: usd("60000")
                    )
                )
            ),
            at: day(45)
        ),
        ScenarioCommand(
            "adjudicate",
            by: .platform,
            .claim(.adjudicate(claim: .claim, paymentReference: "PAY-1")),
            at: day(45)
        ),
    ]

    /// A member registers 101 keys: within the limit of every released edition, and beyond that of the one
    /// in preparation.
    package static let manyKeys: [ScenarioCommand] =
        [ScenarioCommand("admit many", by: .platform, .admit(.stranger, [.surveyor]), at: day(45))]
        + (10...110).map { byte in anotherKey(UInt8(byte)) }

    /// One key more of that member, made from a byte; the first comes through the operator.
    package static func anotherKey(_ byte: UInt8, at: Instant = day(45)) -> ScenarioCommand {
        let key = MemberKey(byte: byte)
        return ScenarioCommand(
            "key \(byte)",
            by: byte == 10 ? .platform : .stranger,
            .consortium(
                .registerKey(
                    member: .stranger,
                    publicKey: key.publicKey,
                    proof: key.proof(.stranger)
                )
            ),
            at: at,
            signer: byte == 10 ? nil : MemberKey(byte: 10)
        )
    }

    /// A certificate of the edition before the adoption, by which the cover itself holds its value.
    package static let heldByCover = [
        ScenarioCommand(
            "declare early",
            by: .broker,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: id("certificate-8"),
                    declaration: .worth("20000", sailing: day(60))
                )
            ),
            at: day(45)
        )
    ]

    /// The ledger adopts an edition.
    package static func adopt(_ edition: Edition) -> ScenarioCommand {
        ScenarioCommand(
            "adopt",
            by: .platform,
            .consortium(.adoptEdition(edition: edition)),
            at: day(46)
        )
    }

    /// A later edition is adopted, and the secret kept that its facts across certificates need.
    ///
    /// What is declared, registered and bound from then on has such facts; a certificate of before changes
    /// its ship, and a second claim is judged by the new edition. It goes on from `heldByCover` on a ledger
    /// that the first edition has founded.
    package static func adoption(of edition: Edition = .draft) -> [ScenarioCommand] {
        [adopt(edition)] + underLaterEdition
    }

    private static let underLaterEdition = [
        ScenarioCommand("secret", by: .platform, .keepSecret, at: day(46)),
        ScenarioCommand(
            "another ship for the early one",
            by: .broker,
            .endorse(conveyance: .borealis, of: id("certificate-8")),
            at: day(46)
        ),
        ScenarioCommand(
            "declare late",
            by: .broker,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: id("certificate-9"),
                    declaration: .worth("10000", sailing: day(60))
                )
            ),
            at: day(46)
        ),
        ScenarioCommand(
            "register late",
            by: .assured,
            .register(id("shipment-9"), for: id("certificate-9"), in: .another),
            at: day(46)
        ),
        ScenarioCommand(
            "bind late",
            by: .shipper,
            .shipment(
                .bindDevice(shipment: id("shipment-9"), device: "TT-9", publicKey: nil)
            ),
            at: day(46)
        ),
        ScenarioCommand(
            "notify again",
            by: .assured,
            .claim(
                .notifyClaim(
                    id: id("claim-2"),
                    notice: Claim.Notice(
                        certificate: .certificate,
                        shipment: nil,
                        peril: .machineryBreakdown,
                        lossFrom: day(42),
                        lossTo: day(43),
                        description: "The unit stopped again.",
                        estimate: nil
                    )
                )
            ),
            at: day(46)
        ),
        ScenarioCommand(
            "adjudicate again",
            by: .platform,
            .claim(.adjudicate(claim: id("claim-2"), paymentReference: "PAY-2")),
            at: day(46)
        ),
    ]

    /// The leader and the auditor hold keys, and the leader has named the auditor.
    package static let signing: [ScenarioCommand] =
        founding + members.dropLast() + [
            ScenarioCommand(
                "admit auditor",
                by: .platform,
                .admit(.auditor, [.auditor]),
                at: day(0)
            ),
            ScenarioCommand(
                "auditor's key",
                by: .auditor,
                .consortium(
                    .registerKey(
                        member: .auditor,
                        publicKey: MemberKey.auditor.publicKey,
                        proof: MemberKey.auditor.proof(.auditor)
                    )
                ),
                at: day(0)
            ),
            ScenarioCommand(
                "key",
                by: .platform,
                .consortium(
                    .registerKey(
                        member: .leader,
                        publicKey: MemberKey.leader.publicKey,
                        auditors: [.auditor],
                        proof: MemberKey.leader.proof(.leader, naming: "auditor")
                    )
                ),
                at: day(0)
            ),
        ]

    /// The whole life of a ledger, both the leader's key and the log's replaced on the way.
    package static let wholeLife: [ScenarioCommand] =
        secondLife + aftermath + evaluation + slip + handovers

    /// The findings are pinned again once the end of the carriage is known.
    private static let evaluation = [
        ScenarioCommand(
            "evaluate",
            by: .platform,
            .shipment(
                .evaluate(
                    shipment: .shipment,
                    findings: TelemetryFindings(devices: [.above(hours(30))])
                )
            ),
            at: day(56)
        )
    ]

    /// Up to a paid claim, and then what the second edition has more: a certificate of other goods that
    /// is endorsed onto another ship and cancelled, a mistaken notice, and a claim that is referred.
    private static let secondLife: [ScenarioCommand] = {
        let paid = signing + cover + certificate + shipment + claim
        let third = id("certificate-3")
        let insured =
            paid + [
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
                    .register(id("shipment-3"), for: third, in: .another),
                    at: day(45)
                ),
                ScenarioCommand(
                    "bind the same logger",
                    by: .assured,
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

    private static func notice(_ name: String, _ claim: InstanceID) -> [ScenarioCommand] {
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

    private static let handovers: [ScenarioCommand] = {
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

    /// Acts on a ledger that an edition founds, but for what only later ones can do: the first keeps no
    /// secret, and its slips bind without a line.
    package static func founded(
        by edition: Edition,
        _ acts: [ScenarioCommand]
    ) -> [ScenarioCommand] {
        acts.compactMap { act in
            switch act.instruction {
            case .consortium(.found): changed(act) { $0.instruction = .found(by: edition) }
            case .consortium(.keepSecret) where edition < .second: nil
            case .openCover(.subscribe) where edition < .second: nil
            default: act
            }
        }
    }

    /// A founded ledger with its members.
    package static let foundedWithMembers = founding + members

    /// From the founding to the paid claim.
    package static let wholeVoyage = foundedWithMembers + cover + certificate + shipment + claim

    /// What else an edition's ledger must still replay: keys, sanctions, endorsement,
    /// cancellation, a declined claim, the end of the voyage and of the cover.
    package static let aftermath = [
        ScenarioCommand(
            "issue",
            by: .shipper,
            .consortium(
                .issueAPIKey(
                    member: .shipper,
                    id: id("k-1"),
                    digest: MemberKey.stranger.apiKeyDigest
                )
            ),
            at: day(46)
        ),
        ScenarioCommand(
            "revoke",
            by: .shipper,
            .consortium(.revokeAPIKey(member: .shipper, id: id("k-1"))),
            at: day(46)
        ),
        ScenarioCommand("list", by: .leader, .list("MV Nowhere"), at: day(46), signer: .leader),
        ScenarioCommand("delist", by: .leader, .delist("MV Nowhere"), at: day(46), signer: .leader),
        ScenarioCommand(
            "second",
            by: .broker,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: id("certificate-2"),
                    declaration: .worth("40000.50", sailing: day(60))
                )
            ),
            at: day(46)
        ),
        ScenarioCommand(
            "endorse",
            by: .broker,
            .certificate(
                .endorse(
                    certificate: id("certificate-2"),
                    description: "600 cartons",
                    consignee: nil,
                    conveyance: nil,
                    sailing: nil,
                    reference: "PO-2"
                )
            ),
            at: day(47)
        ),
        ScenarioCommand(
            "cancel",
            by: .assured,
            .certificate(
                .cancel(certificate: id("certificate-2"), reason: "The order was withdrawn.")
            ),
            at: day(47)
        ),
        ScenarioCommand(
            "arrive",
            by: .carrier,
            .shipment(.arrive(shipment: .shipment, at: day(50))),
            at: day(50)
        ),
        ScenarioCommand(
            "deliver",
            by: .carrier,
            .shipment(.deliver(shipment: .shipment, at: day(51))),
            at: day(51)
        ),
        ScenarioCommand(
            "second notice",
            by: .assured,
            .claim(
                .notifyClaim(
                    id: id("claim-2"),
                    notice: Claim.Notice(
                        certificate: .certificate,
                        shipment: nil,
                        peril: .theft,
                        lossFrom: day(49),
                        lossTo: day(49),
                        description: "A carton is missing: 1 \u{D7} 20 kg, \"B\".",
                        estimate: usd("120")
                    )
                )
            ),
            at: day(52)
        ),
        ScenarioCommand(
            "acknowledge",
            by: .leader,
            .claim(.acknowledge(claim: id("claim-2"))),
            at: day(52),
            signer: .leader
        ),
        ScenarioCommand(
            "decline",
            by: .leader,
            .claim(.decline(claim: id("claim-2"), clause: "4.5", reason: "not shown")),
            at: day(53),
            signer: .leader
        ),
        ScenarioCommand(
            "close claim",
            by: .leader,
            .claim(.closeClaim(claim: .claim)),
            at: day(54),
            signer: .leader
        ),
        ScenarioCommand(
            "close cover",
            by: .leader,
            .openCover(.closeCover(cover: .cover)),
            at: day(56),
            signer: .leader
        ),
    ]
}

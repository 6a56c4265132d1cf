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
                    publicKey: MemberKey.device.deviceKey
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
            .record(.above(hours(30)), deviceKey: MemberKey.device.deviceKey),
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

    /// A member registers 101 keys: within the limit of every released edition, and beyond that of
    /// the one in preparation.
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
    /// What is declared, registered and bound from then on has such facts; a certificate of before
    /// changes its ship, and a second claim is judged by the new edition. It goes on from
    /// `heldByCover` on a ledger that the first edition has founded.
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

    /// Acts on a ledger that an edition founds, but for what only later ones can do: the first
    /// keeps no secret, and its slips bind without a line;
    /// before the third nobody looks for signs in readings, before the fourth for faults.
    package static func founded(
        by edition: Edition,
        _ acts: [ScenarioCommand]
    ) -> [ScenarioCommand] {
        acts.compactMap { act in
            switch act.instruction {
            case .consortium(.found): changed(act) { $0.instruction = .found(by: edition) }
            case .consortium(.keepSecret) where edition < .second: nil
            case .openCover(.subscribe) where edition < .second: nil
            case .shipment(.mergeSegments) where edition < .fifth: nil
            case .shipment(.splitSegments) where edition < .fifth: nil
            case .shipment(.recordTelemetry(let shipment, let upload, var findings))
            where edition < .fourth:
                changed(act) {
                    findings.asOf = nil
                    for place in findings.devices.indices {
                        if edition < .third { findings.devices[place].signals = nil }
                        findings.devices[place].flagged = nil
                    }
                    $0.instruction = .shipment(
                        .recordTelemetry(shipment: shipment, upload: upload, findings: findings)
                    )
                }
            default: act
            }
        }
    }

    /// A founded ledger with its members.
    package static let foundedWithMembers = founding + members

    /// From the founding to the paid claim.
    package static let wholeVoyage = foundedWithMembers + cover + certificate + shipment + claim
}

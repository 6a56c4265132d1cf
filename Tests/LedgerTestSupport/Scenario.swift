package import Contracts
package import Marine

/// One command of a scenario: who asks what, when.
package struct Act: Sendable {
    package var id: String
    package var member: MemberID
    package var instruction: Instruction
    package var at: Instant
    /// The key with which the member signs; `nil` where the operator alone vouches.
    package var signer: MemberKey?

    package init(
        _ id: String, by member: MemberID, _ instruction: Instruction, at: Instant,
        signer: MemberKey? = nil
    ) {
        self.id = id
        self.member = member
        self.instruction = instruction
        self.at = at
        self.signer = signer
    }
}

/// The life of one insured voyage, each part going on from the one before it.
package enum Scenario {
    /// The founding: one transition.
    package static let founding = [Act("found", by: .platform, .found, at: day(0))]

    /// Six members and the leader's signing key: seven transitions.
    package static let members =
        [
            (MemberID.leader, [Role.insurer]), (.follower, [.insurer]), (.broker, [.broker]),
            (.assured, [.assured]), (.shipper, [.shipper]), (.carrier, [.carrier]),
        ].map { member, roles in
            Act("admit \(member)", by: .platform, .admit(member, roles), at: day(0))
        } + [
            Act(
                "key", by: .platform,
                .consortium(
                    .registerKey(member: .leader, publicKey: MemberKey.leader.publicKey)),
                at: day(0))
        ]

    /// A cover that the leader opens under its own signature.
    package static let cover = [
        Act(
            "cover", by: .leader, .openCover(id: .cover, terms: .frozenGoods), at: day(1),
            signer: .leader)
    ]

    /// A certificate for USD 100,000 with its premium paid.
    package static let certificate = [
        Act(
            "declare", by: .assured,
            .declare(
                cover: .cover, certificate: .certificate, declaration: .shrimp("100000")),
            at: day(10)),
        Act(
            "premium", by: .broker,
            .payPremium(certificate: .certificate, amount: usd("550")), at: day(11)),
    ]

    /// The goods under way with a logger, which records a breakdown.
    package static let shipment = [
        Act(
            "register", by: .assured,
            .registerShipment(
                id: .shipment, certificate: .certificate,
                party: Shipment.Party(shipper: .shipper, carrier: .carrier), container: nil),
            at: day(12)),
        Act(
            "bind", by: .shipper,
            .bindDevice(
                shipment: .shipment, device: "TT-1", publicKey: MemberKey.device.publicKey),
            at: day(12)),
        Act("depart", by: .carrier, .depart(shipment: .shipment, at: day(30)), at: day(30)),
        Act(
            "record", by: .shipper, .recordBreakdown(deviceKey: MemberKey.device.publicKey),
            at: day(45)),
    ]

    /// A claim for the breakdown, which the automaton judges.
    package static let claim = [
        Act(
            "notify", by: .assured,
            .notifyClaim(
                id: .claim,
                notice: Claim.Notice(
                    certificate: .certificate, shipment: nil, peril: .machineryBreakdown,
                    lossFrom: day(40), lossTo: day(41), description: "The unit stopped.",
                    estimate: usd("60000"))), at: day(45)),
        Act(
            "adjudicate", by: .platform,
            .adjudicate(claim: .claim, paymentReference: "PAY-1"), at: day(45)),
    ]

    /// A founded ledger with its members.
    package static let foundedWithMembers = founding + members

    /// From the founding to the paid claim.
    package static let wholeVoyage = foundedWithMembers + cover + certificate + shipment + claim
}

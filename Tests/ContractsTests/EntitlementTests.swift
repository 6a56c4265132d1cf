import Contracts
import Marine
import TestSamples
import Testing

/// An instruction and everyone who may give it; nobody else may.
struct Entitlement: Sendable, CustomTestStringConvertible {
    let name: String
    let given: @Sendable () throws -> ContractHistory
    let instruction: Instruction
    let entitled: Set<MemberID>

    var testDescription: String { name }

    init(
        _ name: String,
        _ entitled: Set<MemberID>,
        given: @escaping @Sendable () throws -> ContractHistory,
        _ instruction: Instruction
    ) {
        self.name = name
        self.given = given
        self.instruction = instruction
        self.entitled = entitled
    }
}

@Suite("Who may act")
struct EntitlementTests {
    @Test(arguments: Entitlement.all)
    func `each instruction is open to these members and to nobody else`(
        row: Entitlement
    ) throws {
        let history = try row.given()
        let accepted = MemberID.everyone.filter { history.refusal(row.instruction, by: $0) == nil }
        #expect(accepted == row.entitled)
        for member in MemberID.everyone.subtracting(accepted) {
            let refusal = history.refusal(row.instruction, by: member)
            #expect(refusal?.code == .actorNotEntitled, "\(member)")
            #expect(refusal?.figures["actor"] == member.text)
        }
    }

    @Test func `a stranger does not become a party by naming itself the shipper`() throws {
        let history = try ContractHistory.declared()
        let refusal = history.refusal(
            .register(.shipment, for: .certificate, shipper: .stranger),
            by: .stranger
        )
        #expect(refusal?.code == .actorNotEntitled)
    }

    @Test(arguments: [
        ("approve", Instruction.claim(.approve(claim: .claim, amount: usd("1")))),
        ("adjust", .claim(.adjust(claim: .claim, assessment: .salvageLoss(netProceeds: usd("1"))))),
        ("decline", .claim(.decline(claim: .claim, clause: "4.1", reason: "conduct"))),
        ("refer", .claim(.refer(claim: .claim, reasons: ["large"]))),
    ])
    func `the operator may not decide a claim by hand`(
        action: String,
        instruction: Instruction
    ) throws {
        let refusal = try ContractHistory.adjusted().refusal(instruction, by: .platform)
        #expect(refusal == Refusal(.actorNotEntitled, ["actor": "plimsoll"]))
    }

    @Test func `those who may read an instance are its parties`() throws {
        let history = try ContractHistory.notified()
        let slip: Set<MemberID> = [.leader, .follower, .broker, .assured]
        let parties = history.states.reduce(into: [:]) { all, entry in
            all[entry.key.contract] = entry.value.parties
        }
        #expect(parties[.consortium] == MemberID.everyone)
        #expect(parties[.openCover] == slip)
        #expect(parties[.certificate] == slip)
        #expect(parties[.shipment] == slip.union([.shipper, .carrier]))
        #expect(parties[.claim] == slip)
    }
}

extension Entitlement {
    private static let slip: Set<MemberID> = [.leader, .follower, .broker, .assured]
    private static let carriage: Set<MemberID> = slip.union([.shipper, .carrier])

    static let all = members + policies + voyages + losses

    private static let members: [Entitlement] = [
        Entitlement(
            "admit",
            [.platform],
            given: ContractHistory.founded,
            .consortium(.admitMember(member: .unknown, name: "New", roles: [.bank]))
        ),
        Entitlement(
            "register the first key",
            [.platform, .assured],
            given: ContractHistory.founded,
            .consortium(.registerKey(member: .assured, publicKey: key(1), proof: .unproved))
        ),
        Entitlement(
            "issue an API key",
            [.platform, .assured],
            given: ContractHistory.founded,
            .consortium(.issueAPIKey(member: .assured, id: id("k"), digest: apiKeyDigest(1)))
        ),
        Entitlement(
            "list a sanction",
            [.platform, .leader, .follower],
            given: ContractHistory.founded,
            .consortium(.listSanction(entry: "MV Aurora"))
        ),
        Entitlement(
            "delist a sanction",
            [.platform, .leader, .follower],
            given: {
                try ContractHistory.founded().after(
                    .consortium(.listSanction(entry: "MV Aurora")),
                    by: .leader
                )
            },
            .consortium(.delistSanction(entry: "MV Aurora"))
        ),
    ]

    private static let policies: [Entitlement] = [
        Entitlement(
            "open a cover",
            [.leader],
            given: ContractHistory.founded,
            .openCover(.openCover(id: .cover, terms: .sample))
        ),
        Entitlement(
            "close a cover",
            [.leader],
            given: ContractHistory.covered,
            .openCover(.closeCover(cover: .cover))
        ),
        Entitlement(
            "declare",
            [.leader, .broker, .assured],
            given: ContractHistory.covered,
            .openCover(.declare(cover: .cover, certificate: .certificate, declaration: .sample))
        ),
        Entitlement(
            "endorse",
            [.leader, .broker],
            given: ContractHistory.declared,
            .endorse(description: "1,199 cartons")
        ),
        Entitlement(
            "cancel",
            [.leader, .broker, .assured],
            given: ContractHistory.declared,
            .certificate(.cancel(certificate: .certificate, reason: "sold"))
        ),
        Entitlement(
            "record premium",
            [.leader, .broker],
            given: ContractHistory.declared,
            .certificate(.payPremium(certificate: .certificate, amount: usd("550")))
        ),
    ]

    private static let voyages: [Entitlement] = [
        Entitlement(
            "register a shipment of its own",
            slip,
            given: ContractHistory.declared,
            .register(.shipment, for: .certificate, shipper: .assured)
        ),
        Entitlement(
            "bind a device",
            carriage,
            given: ContractHistory.registered,
            .shipment(.bindDevice(shipment: .shipment, device: "TT-2", publicKey: nil))
        ),
        Entitlement(
            "depart",
            carriage,
            given: ContractHistory.registered,
            .shipment(.depart(shipment: .shipment, at: day(10)))
        ),
        Entitlement(
            "record telemetry",
            carriage,
            given: ContractHistory.underway,
            .record(.above(0))
        ),
        Entitlement(
            "arrive",
            carriage,
            given: ContractHistory.underway,
            .shipment(.arrive(shipment: .shipment, at: day(30)))
        ),
        Entitlement(
            "deliver",
            carriage,
            given: ContractHistory.arrived,
            .shipment(.deliver(shipment: .shipment, at: day(50)))
        ),
    ]

    private static let losses: [Entitlement] = [
        Entitlement(
            "notify a claim",
            slip.union([.shipper, .platform]),
            given: ContractHistory.delivered,
            .claim(.notifyClaim(id: .claim, notice: .breakdown))
        ),
        Entitlement(
            "acknowledge",
            [.leader, .platform],
            given: ContractHistory.notified,
            .claim(.acknowledge(claim: .claim))
        ),
        Entitlement(
            "adjudicate",
            [.leader, .platform],
            given: ContractHistory.notified,
            .claim(.adjudicate(claim: .claim, paymentReference: "PAY-1"))
        ),
        Entitlement(
            "adjudicate what is referred",
            [.leader, .platform],
            given: { try ContractHistory.notified(.frozen { $0.agreedLoss = nil }) },
            .claim(.adjudicate(claim: .claim, paymentReference: "PAY-1"))
        ),
        Entitlement(
            "adjust",
            [.leader],
            given: ContractHistory.acknowledged,
            .claim(.adjust(claim: .claim, assessment: .totalLoss))
        ),
        Entitlement(
            "approve",
            [.leader],
            given: ContractHistory.adjusted,
            .claim(.approve(claim: .claim, amount: usd("1")))
        ),
        Entitlement(
            "refer",
            [.leader],
            given: ContractHistory.acknowledged,
            .claim(.refer(claim: .claim, reasons: ["large"]))
        ),
        Entitlement(
            "decline",
            [.leader],
            given: ContractHistory.acknowledged,
            .claim(.decline(claim: .claim, clause: "4.1", reason: "conduct"))
        ),
        Entitlement(
            "settle",
            [.leader],
            given: ContractHistory.approved,
            .claim(.settle(claim: .claim, paymentReference: "PAY-1"))
        ),
        Entitlement(
            "close",
            [.leader],
            given: ContractHistory.settled,
            .claim(.closeClaim(claim: .claim))
        ),
    ]
}

import Contracts
import Marine
import TestSamples
import Testing

@Suite("Officers and their authority")
struct OfficerTests {
    private typealias Ledger = CaseLedger
    private static let claim = Ledger.Voyage().claim

    @Test func `a claim goes through the hands of those whom the table names, and says whose`()
        throws
    {
        var ledger = try Ledger.approved()
        try ledger.take(Ledger.settle(), by: .leader, officer: Ledger.settler)
        let claim = try ledger.claim(Self.claim)
        #expect(claim.stage == .settled)
        #expect(claim.adjustedBy == Ledger.adjuster)
        #expect(claim.approvedBy == [Ledger.approver])
        #expect(claim.settledBy == Ledger.settler)
        #expect(claim.payment?.amount == usd("15000"))
    }

    @Test func `the leader adjusts, approves and settles its own work`() throws {
        // One person at the leader, and a cover that does not accept it.
        var alone = try Ledger { $0.oneOfficerAccepted = nil }
        try alone.acknowledge(unnamed: ())
        try alone.take(Ledger.adjust(), by: .leader)
        #expect(alone.refusal(Ledger.approve("1"), by: .leader)?.code == .oneOfficerNotAccepted)
        // One officer that is named, too.
        try alone.register(Ledger.allrounder)
        try alone.take(Ledger.oneHanded, by: .leader)
        try alone.take(Ledger.adjust(), by: .leader, officer: Ledger.allrounder)
        let refusal = alone.refusal(
            Ledger.approve("1"),
            by: .leader,
            officer: Ledger.allrounder
        )
        #expect(refusal == Refusal(.oneOfficerNotAccepted, ["officers": "1"]))
        // Several at the leader: whoever has measured does not approve, whatever its authority.
        var staffed = try Ledger.staffed { $0.oneOfficerAccepted = true }
        try staffed.acknowledge()
        try staffed.take(Ledger.adjust(), by: .leader, officer: Ledger.allrounder)
        #expect(
            staffed.refusal(Ledger.approve("1"), by: .leader, officer: Ledger.allrounder)?.code
                == .approverIsAdjuster
        )
        try staffed.take(Ledger.approve("1"), by: .leader, officer: Ledger.approver)
        try staffed.take(Ledger.settle(), by: .leader, officer: Ledger.allrounder)
    }

    @Test func `who has measured a loss approves it no more, though another measured it since`()
        throws
    {
        var ledger = try Ledger.staffed()
        try ledger.acknowledge()
        try ledger.take(Ledger.adjust(), by: .leader, officer: Ledger.allrounder)
        try ledger.take(Ledger.adjust(), by: .leader, officer: Ledger.adjuster)
        let claim = try ledger.claim(Self.claim)
        #expect(claim.measuredBy == [Ledger.allrounder, Ledger.adjuster])
        let refusal = ledger.refusal(Ledger.approve("1"), by: .leader, officer: Ledger.allrounder)
        #expect(
            refusal
                == Refusal(
                    .approverIsAdjuster,
                    [
                        "officer": Ledger.allrounder.text,
                        "adjustedBy": "\(Ledger.allrounder), \(Ledger.adjuster)",
                    ]
                )
        )
        try ledger.take(Ledger.approve("1"), by: .leader, officer: Ledger.approver)
        #expect(try ledger.claim(Self.claim).approvedBy == [Ledger.approver])
    }

    @Test func `one officer does it all where the cover accepts it, within its own limit`() throws {
        var ledger = try Ledger()
        try ledger.register(Ledger.allrounder)
        try ledger.take(Ledger.oneHanded, by: .leader)
        try ledger.acknowledge(unnamed: ())
        let own = Ledger.allrounder
        try ledger.take(Ledger.adjust(), by: .leader, officer: own)
        let over = ledger.refusal(Ledger.approve("10000.01"), by: .leader, officer: own)
        #expect(over?.code == .authorityExceeded)
        #expect(over?.figures["figure"] == "USD 10000.01")
        #expect(over?.figures["limit"] == "USD 10000.00")
        try ledger.take(Ledger.approve("10000"), by: .leader, officer: own)
        try ledger.take(Ledger.settle(), by: .leader, officer: own)
        #expect(try ledger.claim(Self.claim).stage == .settled)
    }

    @Test func `an adjustment of the time before there were officers is measured again`() throws {
        var ledger = try Ledger()
        try ledger.acknowledge(unnamed: ())
        try ledger.take(Ledger.adjust(), by: .leader)
        for officer in [Ledger.adjuster, Ledger.approver] { try ledger.register(officer) }
        try ledger.take(Ledger.twoHanded, by: .leader)
        let refusal = ledger.refusal(
            Ledger.approve("1"),
            by: .leader,
            officer: Ledger.approver
        )
        #expect(refusal?.code == .approverIsAdjuster)
        #expect(refusal?.figures["adjustedBy"] == "no officer")
        // The same figures under a name are something new.
        try ledger.take(Ledger.adjust(), by: .leader, officer: Ledger.adjuster)
        try ledger.take(Ledger.approve("1"), by: .leader, officer: Ledger.approver)
        #expect(try ledger.claim(Self.claim).approvedBy == [Ledger.approver])
    }

    @Test(
        arguments: [
            ("20000", nil), ("20000.01", .secondApprovalNeeded), ("50000.01", .authorityExceeded),
        ] as [(String, Refusal.Code?)]
    )
    func `up to its limit an officer approves, alone up to the sum for one`(
        amount: String,
        code: Refusal.Code?
    ) throws {
        var ledger = try Ledger.adjusted()
        let approve = Ledger.approve(amount)
        if code == .authorityExceeded {
            #expect(
                ledger.refusal(approve, by: .leader, officer: Ledger.approver)?.code == code
            )
            return
        }
        try ledger.take(approve, by: .leader, officer: Ledger.approver)
        let claim = try ledger.claim(Self.claim)
        #expect(claim.stage == (code == nil ? .approved : .adjusted))
        #expect(claim.firstApproval?.officer == (code == nil ? nil : Ledger.approver))
        #expect(claim.firstApproval?.amount == (code == nil ? nil : usd(amount)))
        #expect(try ledger.certificate(.init()).approved == (code == nil ? usd(amount) : usd("0")))
        #expect(
            ledger.refusal(approve, by: .leader, officer: Ledger.approver)?.code
                == (code ?? .actionNotFromThisState)
        )
    }

    @Test func `above that sum two others than the adjuster approve the same`() throws {
        var ledger = try Ledger.adjusted()
        try ledger.take(Ledger.approve("30000"), by: .leader, officer: Ledger.approver)
        let other = ledger.refusal(Ledger.approve("30000.01"), by: .leader, officer: Ledger.second)
        #expect(other?.code == .secondApprovalNeeded)
        #expect(
            ledger.refusal(Ledger.approve("30000"), by: .leader, officer: Ledger.adjuster)?.code
                == .approverIsAdjuster
        )
        try ledger.take(Ledger.approve("30000"), by: .leader, officer: Ledger.second)
        let claim = try ledger.claim(Self.claim)
        #expect(claim.approvedBy == [Ledger.approver, Ledger.second])
        #expect(claim.firstApproval == nil)
        #expect(try ledger.certificate(.init()).approved == usd("30000"))
    }

    @Test func `the first may change its mind, and a new measure does away with its approval`()
        throws
    {
        var ledger = try Ledger.adjusted()
        for amount in ["30000", "40000"] {
            try ledger.take(Ledger.approve(amount), by: .leader, officer: Ledger.approver)
        }
        #expect(try ledger.claim(Self.claim).firstApproval?.amount == usd("40000"))
        try ledger.take(Ledger.adjust(), by: .leader, officer: Ledger.allrounder)
        #expect(try ledger.claim(Self.claim).firstApproval == nil)
        // Who would be the second is now the first.
        try ledger.take(Ledger.approve("40000"), by: .leader, officer: Ledger.second)
        #expect(try ledger.claim(Self.claim).stage == .adjusted)
    }

    @Test func `a lesser sum is approved by who approves it, not by who would have a greater one`()
        throws
    {
        var ledger = try Ledger.adjusted()
        try ledger.take(Ledger.approve("30000"), by: .leader, officer: Ledger.approver)
        try ledger.take(Ledger.approve("100"), by: .leader, officer: Ledger.second)
        #expect(try ledger.claim(Self.claim).approvedBy == [Ledger.second])
    }

    @Test(arguments: [
        (Ledger.approver, Ledger.adjust(), "adjust"), (Ledger.adjuster, Ledger.settle(), "settle"),
        (Ledger.settler, Ledger.exGratia("1"), "pay ex gratia"),
    ])
    func `what the table does not give an officer it may not do`(
        officer: Identifier,
        asked: Instruction,
        authority: String
    ) throws {
        var ledger = try Ledger.adjusted()
        if authority == "settle" {
            try ledger.take(Ledger.approve("1"), by: .leader, officer: Ledger.approver)
        }
        let refusal = ledger.refusal(asked, by: .leader, officer: officer)
        #expect(refusal?.code == .authorityMissing)
        #expect(refusal?.figures["authority"] == authority)
        #expect(ledger.refusal(asked, by: .leader)?.code == .officerMissing)
        #expect(
            ledger.refusal(asked, by: .leader, officer: Ledger.keeper)?.code == .authorityMissing
        )
    }

    @Test func `a limit is of one currency, and in another an officer approves nothing`() throws {
        var ledger = try Ledger.adjusted()
        let euros = changed(Ledger.table) { table in
            table = Authority.Table(
                officers: constant {
                    try Entries([
                        Authority.Grant(
                            officer: Ledger.approver,
                            approvesUpTo: try Entries([money("EUR 50000")])
                        )
                    ])
                }
            )
        }
        try ledger.take(
            .authority(.setAuthority(member: .leader, table: euros)),
            by: .leader,
            officer: Ledger.keeper
        )
        let refusal = ledger.refusal(Ledger.approve("1"), by: .leader, officer: Ledger.approver)
        #expect(refusal?.code == .authorityExceeded)
        #expect(refusal?.figures["limit"] == "USD 0.00")
    }

    @Test func `an officer is nobody's but its member's, and none once it is retired`() throws {
        var ledger = try Ledger.adjusted()
        #expect(
            ledger.refusal(Ledger.assign(to: .bank), by: .assured, officer: Ledger.approver)?.code
                == .officerUnknown
        )
        try ledger.take(
            .consortium(.retireOfficer(member: .leader, officer: Ledger.approver)),
            by: .leader,
            officer: Ledger.keeper
        )
        #expect(
            ledger.refusal(Ledger.approve("1"), by: .leader, officer: Ledger.approver)?.code
                == .officerUnknown
        )
        let again = Instruction.consortium(
            .registerOfficer(
                member: .leader,
                officer: Ledger.approver,
                name: "Someone else",
                title: "Claims"
            )
        )
        #expect(
            ledger.refusal(again, by: .leader, officer: Ledger.keeper)?.code == .officerExists
        )
    }

    @Test func `an officer that administers decides no claim, and the others administer nothing`()
        throws
    {
        var ledger = try Ledger.staffed()
        let commands: [Instruction] = [
            Ledger.setAuthority,
            .consortium(
                .registerOfficer(member: .leader, officer: id("x"), name: "X", title: "X")
            ),
            .consortium(.retireOfficer(member: .leader, officer: Ledger.second)),
            .consortium(
                .issueAPIKey(
                    member: .leader,
                    id: id("k"),
                    digest: apiKeyDigest(1),
                    officer: Ledger.second
                )
            ),
            .consortium(.issueAPIKey(member: .leader, id: id("k"), digest: apiKeyDigest(1))),
            .consortium(
                .registerKey(
                    member: .leader,
                    publicKey: key(1),
                    proof: .unproved,
                    officer: Ledger.second
                )
            ),
            .consortium(.registerKey(member: .leader, publicKey: key(1), proof: .unproved)),
        ]
        for command in commands {
            #expect(
                ledger.refusal(command, by: .leader, officer: Ledger.adjuster)?.code
                    == .officerNotAdministrator
            )
            // The table is what it was.
            guard command != Ledger.setAuthority else { continue }
            #expect(ledger.refusal(command, by: .leader, officer: Ledger.keeper) == nil)
            #expect(ledger.refusal(command, by: .leader) == nil, "the member's own key")
            #expect(ledger.refusal(command, by: .follower) != nil)
        }
        // Its own key every officer keeps.
        try ledger.take(
            .consortium(
                .issueAPIKey(
                    member: .leader,
                    id: id("k"),
                    digest: apiKeyDigest(1),
                    officer: Ledger.adjuster
                )
            ),
            by: .leader,
            officer: Ledger.adjuster
        )
        let administrators = Authority.Table(
            officers: constant { try Entries([Authority.Grant(officer: Ledger.keeper)]) }
        )
        #expect(
            ledger.refusal(
                .authority(.setAuthority(member: .leader, table: administrators)),
                by: .leader,
                officer: Ledger.keeper
            )?.code == .authorityMalformed
        )
    }

    @Test func `the automaton settles by itself, and its hand is nobody's`() throws {
        var ledger = try Ledger.staffed()
        let claim = try ledger.run(Ledger.Voyage())
        #expect(claim.stage == .settled)
        #expect(claim.adjustedBy == nil && claim.approvedBy == nil && claim.settledBy == nil)
    }

    @Test func `the first edition knows no officers`() throws {
        let history = try ContractHistory.founded()
        let list = Instruction.consortium(.listSanction(entry: "MV Aurora"))
        if history.consortium?.edition == .first {
            #expect(
                history.refusal(list, by: .leader, officer: id("x"))?.code == .editionUnknown
            )
        }
        #expect(history.refusal(list, by: .leader) == nil)
    }
}

import Contracts
import Marine
import TestSamples

/// Who acts for whom, and what an officer may decide.
extension RandomWorld {
    private static let staffOfLeader = [
        CaseLedger.adjuster, CaseLedger.approver, CaseLedger.second,
        CaseLedger.settler, CaseLedger.allrounder,
    ]
    private static let known = staffOfLeader + [CaseLedger.keeper, id("newcomer"), id("sole")]

    /// Five officers and an administrator for the leader, one officer for the follower, none for
    /// the third.
    mutating func staff() throws {
        for officer in Self.staffOfLeader { try take(register(officer, of: .leader), by: .leader) }
        try take(register(CaseLedger.keeper, of: .leader, administers: true), by: .leader)
        try take(
            .authority(.setAuthority(member: .leader, table: CaseLedger.table)),
            by: .leader,
            officer: CaseLedger.keeper
        )
        try take(register(id("sole"), of: .follower), by: .follower)
        let grant = Authority.Grant(
            officer: id("sole"),
            adjusts: true,
            approvesUpTo: constant { try Entries([usd("500000"), money("EUR 500000")]) },
            settles: true,
            releasesHolds: true,
            paysExGratia: true
        )
        try take(
            .authority(
                .setAuthority(
                    member: .follower,
                    table: Authority.Table(officers: constant { try Entries([grant]) })
                )
            ),
            by: .follower
        )
    }

    private func register(
        _ officer: Identifier,
        of member: MemberID,
        administers: Bool? = nil
    ) -> Instruction {
        .consortium(
            .registerOfficer(
                member: member,
                officer: officer,
                name: "Someone",
                title: "Claims",
                administers: administers
            )
        )
    }

    /// The officers that a member has or had.
    func officers(of member: MemberID) -> [Identifier] {
        (history.consortium?.members[member]?.officers ?? []).map(\.id)
    }

    /// One that the member's table lets do something, seldom any other; `nil` for a member without
    /// officers.
    mutating func officer(
        of member: MemberID,
        where isGranted: (Authority.Grant) -> Bool
    ) -> Identifier? {
        let found = history.consortium?.members[member]
        let acting = (found?.officers ?? []).filter { $0.retiredAt == nil }.map(\.id)
        guard choice.chance(95) else { return choice.any(acting) }
        let table = state(Authority.self, member)?.table
        let granted = (table?.officers.array ?? []).filter {
            isGranted($0) && acting.contains($0.officer)
        }
        return choice.any(granted.map(\.officer)) ?? choice.any(acting)
    }

    /// An officer that keeps the member's table and keys; nobody where the member has none.
    private mutating func keeper(of member: MemberID) -> Identifier? {
        let keepers = (history.consortium?.members[member]?.officers ?? []).filter {
            $0.administers == true && $0.retiredAt == nil
        }
        return choice.any(keepers.map(\.id))
    }

    mutating func people() -> AskedCommand {
        let insurer = choice.pick(Self.insurers)
        let isIdle = !officers(of: insurer).isEmpty && !isStaffed(insurer)
        switch choice.chance(isIdle ? 70 : 0) ? 0 : choice.whole(0...19) {
        case 0, 1:
            return asked(
                .authority(.setAuthority(member: insurer, table: table(of: insurer))),
                by: insurer,
                officer: keeper(of: insurer)
            )
        case 2, 3:
            return asked(
                register(choice.pick(Self.known), of: insurer),
                by: insurer,
                officer: keeper(of: insurer)
            )
        case 4:
            let officer = choice.any(officers(of: insurer)) ?? id("nobody")
            return asked(
                .consortium(.retireOfficer(member: insurer, officer: officer)),
                by: insurer,
                officer: keeper(of: insurer)
            )
        case 5...9: return screening()
        default: return asked(.consortium(consortium()), by: .platform)
        }
    }

    /// Whether somebody may do each thing that a claim needs.
    private func isStaffed(_ member: MemberID) -> Bool {
        let grants = state(Authority.self, member)?.table.officers.array ?? []
        return grants.contains(where: \.adjusts) && grants.contains(where: \.settles)
            && grants.contains { !$0.approvesUpTo.isEmpty }
    }

    /// Mostly each sum for enough, and two officers from 20,000 on.
    private mutating func table(of member: MemberID) -> Authority.Table {
        let sums: [Entries<0, 20, Money>] = [
            constant { try Entries([usd("50000"), money("EUR 50000")]) },
            constant { try Entries([usd("900000"), money("EUR 900000")]) },
            constant { try Entries([usd("900000"), money("EUR 100")]) },
        ]
        var grants: [Authority.Grant] = []
        for officer in officers(of: member) where choice.chance(90) {
            grants.append(
                Authority.Grant(
                    officer: officer,
                    adjusts: choice.chance(75),
                    approvesUpTo: choice.chance(85) ? choice.pick(sums) : [],
                    settles: choice.chance(75),
                    releasesHolds: choice.chance(75),
                    paysExGratia: choice.chance(50)
                )
            )
        }
        let above: Entries<0, 20, Money> =
            choice.chance(60) ? constant { try Entries([usd("20000")]) } : []
        return Authority.Table(
            officers: constant { try Entries(grants) },
            secondApprovalAbove: above
        )
    }

    private mutating func consortium() -> Consortium.Command {
        let member = choice.pick([MemberID.leader, .assured, .carrier])
        let number = Int(choice.whole(1...2))
        let listed: Text<200> = choice.pick(["Vishandel BV", "9319466", "Nobody"])
        switch choice.whole(0...9) {
        case 0:
            let bank = name("bank")
            return .admitMember(member: bank, name: Text(cutting: bank.text) ?? "B", roles: [.bank])
        case 1, 2:
            return .issueAPIKey(member: member, id: id("k-\(number)"), digest: apiKeyDigest(number))
        case 3: return .revokeAPIKey(member: member, id: id("k-\(number)"))
        case 4: return .listSanction(entry: listed)
        case 5 where choice.chance(60): return .adoptEdition(edition: choice.pick(Edition.known))
        default: return .delistSanction(entry: listed)
        }
    }

    /// Announces a list, brings what it holds, and adopts it: mostly in this order.
    private mutating func screening() -> AskedCommand {
        let entries = [ListedEntry.otrada, .petrov]
        let list = id(choice.pick(["ofac", "un"]))
        let draft = state(ScreeningList.self, list)?.draft
        let count = draft?.publication.entryCount.value ?? Int(choice.whole(1...2))
        let listed = Array(entries.prefix(count))
        let next = draft == nil ? 0 : draft?.put.isEmpty == true ? 1 : 2
        let instruction: ScreeningList.Instruction =
            switch choice.chance(85) ? next : Int(choice.whole(0...2)) {
            case 0: .announceList(list: list, publication: .sample(listed))
            case 1: .bringEntries(list: list, put: constant { try Entries(listed) })
            default: .adoptList(list: list)
            }
        return asked(.screeningList(instruction), by: .platform)
    }
}

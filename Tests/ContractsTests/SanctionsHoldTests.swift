import Contracts
import Marine
import TestSamples
import Testing

@Suite("Sanctions holds")
struct SanctionsHoldTests {
    private typealias Voyage = CaseLedger.Voyage
    private typealias Ledger = CaseLedger
    private static let certificate = Voyage().certificate

    private func holds(_ ledger: CaseLedger) throws -> [SanctionsHold] {
        try ledger.certificate(Voyage()).holds ?? []
    }

    private func screening(_ ledger: CaseLedger) throws -> SanctionsScreening {
        SanctionsScreening(
            try ledger.history.state(Consortium.self, Workflow.consortium),
            ledger.history.states.values.compactMap(ScreeningList.unwrap)
        )
    }

    @Test(arguments: [
        (SanctionsHit.Part.assured, "Camaron SA", "camaron"),
        (.consignee, "Vishandel BV", "vishandel"),
        (.ship, "MV Aurora", "mv aurora"), (.ship, "9074729", "imo 9074729"),
    ])
    func `a listed party or ship is insured, its hit noted, and its payments held`(
        part: SanctionsHit.Part,
        name: String,
        listed: String
    ) throws {
        var ledger = try CaseLedger()
        try ledger.list(Text(cutting: listed) ?? "?")
        let terms = try ledger.history.state(OpenCover.self, .cover).terms
        let quoted = try screening(ledger).hits(Voyage().declaration, under: terms)
        #expect(quoted.contains { $0.part == part && $0.name.string == name })
        try ledger.declareAndRegister(Voyage())
        let certificate = try ledger.certificate(Voyage())
        #expect(certificate.stage == .issued, "never declined")
        #expect(certificate.screeningHits.map(\.string).contains(name))
        #expect(certificate.holds?.map(\.hit) == quoted)
        let hold = try #require(
            certificate.holds?.first { $0.hit.part == part && $0.hit.name.string == name }
        )
        #expect(hold.stands && hold.hit.score == 1000 && hold.hit.list == .consortium)
        #expect(hold.hit.entry.string == listed)
    }

    @Test func `who ships, carries and holds is screened when it becomes known`() throws {
        for part in [
            SanctionsHit.Part.shipper, .carrier, .holder,
        ] {
            var ledger = try CaseLedger()
            let members = try ledger.history.state(Consortium.self, Workflow.consortium).members
            let member: MemberID =
                switch part {
                case .shipper: .shipper
                case .carrier: .carrier
                default: .bank
                }
            try ledger.list(Text(cutting: members[member]?.name.string ?? "") ?? "?")
            try ledger.declareAndRegister(Voyage())
            if part == .holder {
                #expect(try holds(ledger).isEmpty)
                try ledger.take(Ledger.assign(to: .bank), by: .assured)
            }
            #expect(try holds(ledger).map(\.hit.part) == [part])
        }
    }

    @Test func `an endorsement's new consignee and ship are screened`() throws {
        var ledger = try CaseLedger()
        try ledger.list("Otrada")
        try ledger.list("Nordic Foods")
        try ledger.declareAndRegister(Voyage())
        #expect(try holds(ledger).isEmpty)
        try ledger.take(
            .certificate(
                .endorse(
                    certificate: Self.certificate,
                    description: nil,
                    consignee: "Nordic Foods A/S",
                    conveyance: changed(Conveyance.aurora) { $0.ship = "M/T Otrada" },
                    sailing: nil,
                    reference: nil
                )
            ),
            by: .leader
        )
        #expect(try holds(ledger).map(\.hit.name) == ["Nordic Foods A/S", "M/T Otrada"])
    }

    @Test func `payment is refused while a hold stands, by hand and by the automaton`() throws {
        var ledger = try Ledger.releasing()
        try ledger.list("Vishandel")
        try ledger.acknowledge()
        try ledger.take(Ledger.adjust(), by: .leader, officer: Ledger.adjuster)
        try ledger.take(Ledger.approve("15000"), by: .leader, officer: Ledger.approver)
        // Off the list again, what was found stands until somebody has looked at it.
        try ledger.take(.consortium(.delistSanction(entry: "Vishandel")), by: .platform)
        let refusal = ledger.refusal(Ledger.settle(), by: .leader, officer: Ledger.settler)
        #expect(refusal?.code == .sanctionsHold)
        #expect(
            refusal?.figures["hits"] == "Vishandel BV (1000: consortium vishandel, vishandel)"
        )
        #expect(try ledger.claim(Voyage().claim).stage == .approved, "held, not declined")
        try ledger.take(Ledger.release(), by: .leader, officer: Ledger.approver)
        #expect(
            ledger.refusal(Ledger.settle(), by: .leader, officer: Ledger.settler)?.code
                == .sanctionsHold,
            "one officer's word is not enough"
        )
        try ledger.take(Ledger.release(), by: .leader, officer: Ledger.releaser)
        try ledger.take(Ledger.settle(), by: .leader, officer: Ledger.settler)
        let decision = try #require(try holds(ledger).first?.decision)
        #expect(decision.isReleased && decision.reason == "Born in 1950.")
        #expect(decision.officers == [Ledger.approver, Ledger.releaser])
    }

    @Test func `two officers release, each with authority, and neither twice`() throws {
        var ledger = try Ledger.releasing()
        try ledger.list("Vishandel")
        try ledger.declareAndRegister(Voyage())
        for officer in [Ledger.adjuster, Ledger.settler, Ledger.keeper] {
            let refusal = ledger.refusal(Ledger.release(), by: .leader, officer: officer)
            #expect(refusal?.code == .authorityMissing)
        }
        #expect(ledger.refusal(Ledger.release(), by: .leader)?.code == .officerMissing)
        for actor in [MemberID.follower, .broker, .assured, .platform] {
            #expect(ledger.refusal(Ledger.release(), by: actor)?.code == .actorNotEntitled)
        }
        try ledger.take(Ledger.release(), by: .leader, officer: Ledger.approver)
        #expect(
            ledger.refusal(Ledger.release(), by: .leader, officer: Ledger.approver)?.code
                == .secondApprovalNeeded
        )
        // Who would keep it does not release it: two have to agree.
        try ledger.take(Ledger.keep(), by: .leader, officer: Ledger.releaser)
        #expect(try holds(ledger)[0].decision == nil)
        try ledger.take(Ledger.keep(), by: .leader, officer: Ledger.approver)
        #expect(try holds(ledger)[0].decision?.isReleased == false)
        #expect(try holds(ledger)[0].stands)
        #expect(
            ledger.refusal(Ledger.keep(), by: .leader, officer: Ledger.approver)?.code
                == .nothingNew
        )
    }

    @Test func `one officer releases only where the cover accepts it`() throws {
        for isAccepted in [true, nil] {
            var ledger = try CaseLedger { $0.oneOfficerAccepted = isAccepted }
            try ledger.list("Vishandel")
            try ledger.declareAndRegister(Voyage())
            #expect(
                ledger.refusal(Ledger.release(), by: .leader)?.code
                    == (isAccepted == true ? nil : .oneOfficerNotAccepted)
            )
        }
    }

    @Test func `a released hold does not come back, another hit and a changed entry do`() throws {
        var ledger = try CaseLedger()
        let entry = ListedEntry.entity("77", "Vishandel B.V.")
        try ledger.adopt([entry])
        try ledger.declareAndRegister(Voyage())
        try ledger.take(Ledger.release(), by: .leader)
        #expect(ledger.refusal(Ledger.screen(), by: .leader)?.code == .nothingNew)
        // A later publication that leaves the entry as it was.
        let other = ListedEntry.entity("78", "Somebody Else")
        try ledger.bring([other], of: .sample([entry, other]))
        try ledger.take(.screeningList(.adoptList(list: ListSource.ofac.id)), by: .platform)
        #expect(ledger.refusal(Ledger.screen(), by: .leader)?.code == .nothingNew)
        // One that gives it an alias.
        let changed = ListedEntry.entity("77", "Vishandel B.V.", "Visgroothandel")
        try ledger.bring([changed], of: .sample([changed, other]))
        try ledger.take(.screeningList(.adoptList(list: ListSource.ofac.id)), by: .platform)
        try ledger.take(Ledger.screen(), by: .platform)
        #expect(try holds(ledger).map(\.stands) == [false, true])
        // And the same party on another list.
        try ledger.adopt([.entity("QDe.1", "VISHANDEL")], on: .un)
        try ledger.take(Ledger.screen(), by: .leader)
        #expect(try holds(ledger).map(\.hit.list) == [.ofac, .ofac, .un])
    }

    @Test func `what is listed after the declaration refers the claim and holds it`() throws {
        var ledger = try CaseLedger()
        try ledger.sail(Voyage())
        try ledger.record(Voyage())
        try ledger.adopt([.petrov, changed(.otrada) { $0.imo = Conveyance.aurora.imo }])
        try ledger.notify(Voyage())
        try ledger.adjudicate(Voyage().claim)
        #expect(try ledger.claim(Voyage().claim).stage == .referred)
        #expect(
            try ledger.open(Voyage().claim)["noSanctionsHit"]
                == "9074729 (1000: ofac 15036, 9074729)"
        )
        #expect(try holds(ledger).map(\.hit.entry) == ["15036"])
    }

    @Test func `the cover's threshold says what is a hit`() throws {
        for (threshold, count) in [(Whole<700, 1000>(integerLiteral: 1000), 0), (850, 1)] {
            var ledger = try CaseLedger { $0.sanctionsThreshold = threshold }
            try ledger.adopt([.entity("5", "Vishandl Ltd")])
            try ledger.declareAndRegister(Voyage())
            #expect(try holds(ledger).count == count)
        }
    }

    @Test func `a weak alias is a hit only where it is the very name`() throws {
        for (consignee, count) in [("The Admiral", 1), ("The Admirals", 0)] {
            var ledger = try CaseLedger()
            try ledger.adopt([.petrov], on: .un)
            var voyage = Voyage()
            voyage.declaration.consignee = Text(cutting: consignee) ?? "?"
            try ledger.declareAndRegister(voyage)
            #expect(try holds(ledger).count == count, "\(consignee)")
        }
    }

    @Test func `a list is adopted whole or not at all`() throws {
        var ledger = try CaseLedger()
        try ledger.bring([.petrov], of: .sample([.petrov, .otrada]))
        let adopt = Instruction.screeningList(.adoptList(list: ListSource.ofac.id))
        #expect(ledger.refusal(adopt, by: .platform)?.code == .listIncomplete)
        let state = try ledger.history.state(ScreeningList.self, ListSource.ofac.id)
        #expect(state.entries.array.isEmpty && state.inForce == nil)
        for actor in [MemberID.leader, .follower, .assured] {
            #expect(ledger.refusal(adopt, by: actor)?.code == .actorNotEntitled)
        }
        let other = Instruction.screeningList(
            .bringEntries(list: ListSource.ofac.id, put: [changed(.otrada) { $0.id = "16000" }])
        )
        var wrong = ledger
        try wrong.take(other, by: .platform)
        #expect(wrong.refusal(adopt, by: .platform)?.code == .listIncomplete, "another entry")
        let twice = Instruction.screeningList(
            .bringEntries(list: ListSource.ofac.id, put: [.petrov])
        )
        #expect(ledger.refusal(twice, by: .platform)?.code == .entriesRepeat)
        try ledger.take(
            .screeningList(.bringEntries(list: ListSource.ofac.id, put: [.otrada])),
            by: .platform
        )
        try ledger.take(adopt, by: .platform)
        let adopted = try ledger.history.state(ScreeningList.self, ListSource.ofac.id)
        #expect(adopted.entries.array.map(\.id.string) == ["15036", "QDi.901"])
        #expect(adopted.inForce?.entryCount == 2 && adopted.adoptedAt == ledger.history.now)
    }
}

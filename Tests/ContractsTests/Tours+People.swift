import Contracts
import Marine
import TestSamples

/// Histories of the second edition that together take every edge that it has more than the first.
extension CaseLedger {
    static func tours() throws -> [ContractHistory] {
        var tours = [
            try slips(), try officers(), try returnedPayment(), try referrals(), try assigned(),
            try returnedPayment(.closed), try listed(),
        ]
        tours += try held()
        tours += try [Certificate.Stage.issued, .attached, .terminated].map(reopened)
        for stage in [Shipment.Stage.arrived, .delivered] {
            var ledger = try CaseLedger()
            try ledger.sail(Voyage())
            ledger.at(day(50))
            let shipment = Voyage().shipment
            try ledger.take(.shipment(.arrive(shipment: shipment, at: day(50))), by: .carrier)
            if stage == .delivered {
                try ledger.take(.shipment(.deliver(shipment: shipment, at: day(50))), by: .carrier)
            }
            try ledger.take(assign(to: .bank), by: .assured)
            tours.append(ledger.history)
        }
        for stage in Claim.Stage.allCases where stage != .withdrawn {
            var ledger = try claim(at: stage)
            try ledger.take(assign(to: .bank), by: .assured)
            tours.append(ledger.history)
        }
        for stage in [Claim.Stage.notified, .acknowledged, .referred, .adjusted] {
            var ledger = try claim(at: stage)
            try ledger.take(appoint(.stranger), by: .leader, officer: adjuster)
            try ledger.take(report(), by: .stranger)
            tours.append(ledger.history)
        }
        for stage in [Claim.Stage.acknowledged, .referred, .adjusted, .declined] {
            var ledger = try claim(at: stage)
            try ledger.take(exGratia("30000"), by: .leader, officer: approver)
            try ledger.take(exGratia("30000"), by: .leader, officer: second)
            try ledger.take(.claim(.consent(claim: Voyage().claim)), by: .follower)
            tours.append(ledger.history)
        }
        return tours
    }

    /// A claim under the leader's officers, at a stage.
    static func claim(at stage: Claim.Stage) throws -> CaseLedger {
        var ledger = try staffed()
        let claim = Voyage().claim
        try ledger.sail(Voyage())
        try ledger.record(Voyage())
        try ledger.notify(Voyage())
        let refer = Instruction.claim(.refer(claim: claim, reasons: ["large"]))
        let decline = Instruction.claim(.decline(claim: claim, clause: "4.5", reason: "delay"))
        let acknowledge = Instruction.claim(.acknowledge(claim: claim))
        let steps: [(Instruction, Identifier)]
        switch stage {
        case .notified, .withdrawn: steps = []
        case .acknowledged: steps = [(acknowledge, adjuster)]
        case .referred: steps = [(acknowledge, adjuster), (refer, adjuster)]
        case .declined: steps = [(acknowledge, adjuster), (decline, adjuster)]
        case .adjusted: steps = [(acknowledge, adjuster), (adjust(), adjuster)]
        case .approved, .settled, .closed:
            steps =
                [(acknowledge, adjuster), (adjust(), adjuster), (approve("15000"), approver)]
                + (stage == .approved ? [] : [(settle(), settler)])
                + (stage == .closed ? [(.claim(.closeClaim(claim: claim)), adjuster)] : [])
        }
        for (instruction, officer) in steps {
            try ledger.take(instruction, by: .leader, officer: officer)
        }
        return ledger
    }

    /// One insurer alone; a slip that is taken back; one whose line is raised.
    private static func slips() throws -> ContractHistory {
        var ledger = try CaseLedger()
        let terms = try ledger.history.state(OpenCover.self, .cover).terms
        let alone = changed(terms) {
            $0.shares = constant {
                try Entries([CoverTerms.Share(member: .leader, rate: percent("100"))])
            }
        }
        for (name, terms) in [("alone", alone), ("raised", terms), ("back", terms)] {
            try ledger.take(.openCover(.openCover(id: id(name), terms: terms)), by: .leader)
        }
        for line in ["10", "60"] {
            try ledger.take(
                .openCover(.subscribe(cover: id("raised"), line: percent(line))),
                by: .follower
            )
        }
        try ledger.take(.openCover(.closeCover(cover: id("back"))), by: .leader)
        return ledger.history
    }

    /// Officers come and go, and the table that they act by is set anew.
    private static func officers() throws -> ContractHistory {
        var ledger = try staffed()
        let other = changed(table) { $0.secondApprovalAbove = [] }
        try ledger.take(
            .authority(.setAuthority(member: .leader, table: other)),
            by: .leader,
            officer: keeper
        )
        try ledger.take(
            .consortium(.retireOfficer(member: .leader, officer: second)),
            by: .leader,
            officer: keeper
        )
        return ledger.history
    }

    /// Certificates that another comes to hold before the goods leave and once they are delivered.
    private static func assigned() throws -> ContractHistory {
        var ledger = try CaseLedger()
        var voyage = Voyage()
        voyage.delivered = day(46)
        voyage.findings?.last = day(46)
        try ledger.declareAndRegister(voyage)
        try ledger.take(assign(to: .bank), by: .assured)
        ledger.at(voyage.departureRecorded)
        try ledger.take(
            .shipment(.depart(shipment: voyage.shipment, at: voyage.departed)),
            by: .carrier
        )
        try ledger.record(voyage)
        try ledger.take(assign(to: .assured), by: .bank)
        return ledger.history
    }

    private static func returnedPayment(
        _ stage: Claim.Stage = .settled
    ) throws -> ContractHistory {
        var ledger = try claim(at: stage)
        let payment = ledger.history.states.values.compactMap(PaymentReference.unwrap).first
        try ledger.take(
            .paymentReference(
                .noteReturned(payment: payment?.id ?? id("none"), reason: "account closed")
            ),
            by: .leader,
            officer: settler
        )
        return ledger.history
    }

    /// A claim that is surveyed, declined, taken up again, declined, closed and taken up once more,
    /// under a certificate at a stage.
    private static func reopened(_ stage: Certificate.Stage) throws -> ContractHistory {
        var ledger = try staffed()
        var voyage = Voyage()
        voyage.declaration.billOfLading = "B/L 7"
        try ledger.declareAndRegister(voyage)
        if stage != .issued {
            ledger.at(day(30))
            try ledger.take(
                .shipment(.depart(shipment: voyage.shipment, at: day(30))),
                by: .carrier
            )
        }
        if stage == .terminated {
            ledger.at(day(50))
            for leg in [
                Shipment.Instruction.arrive(shipment: voyage.shipment, at: day(50)),
                .deliver(shipment: voyage.shipment, at: day(50)),
            ] {
                try ledger.take(.shipment(leg), by: .carrier)
            }
        }
        ledger.at(day(40))
        try ledger.notify(voyage, nil, .roughHandling, from: day(11), to: day(12))
        let decline = Instruction.claim(
            .decline(claim: voyage.claim, clause: "4.5", reason: "delay")
        )
        let reopen = Instruction.claim(
            .reopenClaim(claim: voyage.claim, reason: "The log was misread.")
        )
        for instruction in [
            .claim(.acknowledge(claim: voyage.claim)), appoint(.stranger), decline, reopen, decline,
            .claim(.closeClaim(claim: voyage.claim)), reopen,
        ] {
            try ledger.take(instruction, by: .leader, officer: adjuster)
        }
        return ledger.history
    }

    /// Declarations past a limit that the leader accepts, refuses and sees taken back; goods that
    /// move to other days before they leave and after.
    private static func referrals() throws -> ContractHistory {
        var ledger = try CaseLedger { $0.onAccumulationBreach = .refer }
        func declare(_ name: String) throws -> InstanceID {
            let certificate = id("crt-\(name)")
            let declaration = changed(Declaration.worth("600000")) {
                ($0.cost, $0.freight) = (usd("600000"), usd("0"))
                $0.lot = "L 1"
            }
            try ledger.take(
                .openCover(
                    .declare(cover: .cover, certificate: certificate, declaration: declaration)
                ),
                by: .assured
            )
            return certificate
        }
        let first = try declare("first")
        let accepted = try declare("accepted")
        try ledger.take(.certificate(.acceptCertificate(certificate: accepted)), by: .leader)
        let refused = try declare("refused")
        try ledger.take(
            .certificate(.rejectCertificate(certificate: refused, reason: "full")),
            by: .leader
        )
        let back = try declare("back")
        try ledger.take(.certificate(.cancel(certificate: back, reason: "sold")), by: .broker)
        try ledger.take(.endorse(sailing: day(31), of: first), by: .leader)
        var voyage = Voyage("left")
        voyage.declaration.conveyance = .borealis
        (voyage.departed, voyage.departureRecorded) = (day(32), day(32))
        try ledger.sail(voyage)
        try ledger.take(.endorse(sailing: day(33), of: voyage.certificate), by: .leader)
        let ship = ledger.history.states.values.compactMap(Accumulation.unwrap)
            .min { $0.id.text < $1.id.text }
        try ledger.take(
            .accumulation(
                .noteOther(
                    accumulation: ship?.id ?? id("none"),
                    from: day(1),
                    to: day(2),
                    amount: usd("1")
                )
            ),
            by: .leader
        )
        return ledger.history
    }
}

import Contracts
import Marine
import TestSamples

/// What the second edition's tests ask of published lists and of holds.
extension CaseLedger {
    static let releaser = id("releaser")

    /// Announces a publication of a list and brings some entries of it.
    mutating func bring(
        _ entries: [ListedEntry],
        without removed: [Text<40>] = [],
        of publication: ScreeningList.Publication,
        on list: ListSource = .ofac
    ) throws {
        try take(
            .screeningList(.announceList(list: list.id, publication: publication)),
            by: .platform
        )
        try take(
            .screeningList(
                .bringEntries(
                    list: list.id,
                    removed: constant { try Entries(removed) },
                    put: constant { try Entries(entries) }
                )
            ),
            by: .platform
        )
    }

    /// Adopts a first publication of these entries.
    mutating func adopt(_ entries: [ListedEntry], on list: ListSource = .ofac) throws {
        try bring(entries, of: .sample(entries), on: list)
        try take(.screeningList(.adoptList(list: list.id)), by: .platform)
    }

    static func release(_ hold: Whole<1, 1000> = 1, of voyage: Voyage = Voyage()) -> Instruction {
        .certificate(
            .releaseHold(certificate: voyage.certificate, hold: hold, reason: "Born in 1950.")
        )
    }

    static func keep(_ hold: Whole<1, 1000> = 1) -> Instruction {
        .certificate(
            .keepHold(certificate: Voyage().certificate, hold: hold, reason: "The very one.")
        )
    }

    static func screen(_ voyage: Voyage = Voyage()) -> Instruction {
        .certificate(.screenCertificate(certificate: voyage.certificate))
    }

    /// The leader's officers, with two that release holds.
    static func releasing(
        _ change: (inout CoverTerms) -> Void = { _ in }
    ) throws -> CaseLedger {
        var ledger = try staffed(change)
        try ledger.register(releaser, as: keeper)
        var officers = table.officers.array
        officers.append(Authority.Grant(officer: releaser, releasesHolds: true))
        let wider = Authority.Table(
            officers: constant { try Entries(officers) },
            secondApprovalAbove: table.secondApprovalAbove
        )
        try ledger.take(
            .authority(.setAuthority(member: .leader, table: wider)),
            by: .leader,
            officer: keeper
        )
        return ledger
    }

    /// Holds the payments of a voyage by what is listed of its consignee.
    mutating func list(_ entry: Text<200>) throws {
        try take(.consortium(.listSanction(entry: entry)), by: .platform)
    }

    /// A list as it comes, is announced anew, and follows its publications.
    static func listed() throws -> ContractHistory {
        var ledger = try CaseLedger()
        try ledger.bring([.otrada], of: .sample([.otrada, .petrov]))
        try ledger.adopt([.otrada])
        try ledger.bring([.petrov], without: ["15036"], of: .sample([.petrov]))
        try ledger.take(.screeningList(.adoptList(list: ListSource.ofac.id)), by: .platform)
        return ledger.history
    }

    /// A hold that is found and released where the certificate stands in each open state.
    static func held() throws -> [ContractHistory] {
        var histories: [ContractHistory] = []
        for stage in [Certificate.Stage.referred, .issued, .attached, .terminated] {
            var ledger = try CaseLedger { $0.onAccumulationBreach = .refer }
            var voyage = Voyage()
            voyage.delivered = day(46)
            voyage.findings?.last = day(46)
            switch stage {
            case .issued: try ledger.declareAndRegister(voyage)
            case .attached: try ledger.sail(voyage)
            case .terminated:
                try ledger.sail(voyage)
                try ledger.record(voyage)
            case .referred, .cancelled:
                voyage.declaration.cost = usd("1100000")
                voyage.declaration.agreedValue = usd("1100000")
                try ledger.take(
                    .openCover(
                        .declare(
                            cover: .cover,
                            certificate: voyage.certificate,
                            declaration: voyage.declaration
                        )
                    ),
                    by: .assured
                )
            }
            try ledger.list("MV Aurora")
            try ledger.take(screen(), by: .leader)
            try ledger.take(keep(), by: .leader)
            try ledger.take(release(), by: .leader)
            histories.append(ledger.history)
        }
        return histories
    }
}

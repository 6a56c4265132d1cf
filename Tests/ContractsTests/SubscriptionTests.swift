import Marine
import TestSamples
import Testing

@testable import Contracts

@Suite("Subscription of a slip")
struct SubscriptionTests {
    private typealias Voyage = CaseLedger.Voyage

    private static let third = id("third")

    private static func lines(_ lines: (MemberID, String)...) -> Entries<1, 50, CoverTerms.Share> {
        constant {
            try Entries(lines.map { CoverTerms.Share(member: $0.0, rate: percent($0.1)) })
        }
    }

    /// A slip of three, of whom the leader has written its line.
    private static func opened(
        _ leader: String,
        _ others: String
    ) throws -> CaseLedger {
        var ledger = try CaseLedger(isSubscribed: false)
        try ledger.take(
            .consortium(
                .admitMember(member: third, name: "Third Marine", roles: [.insurer])
            ),
            by: .platform
        )
        let terms = changed(CoverTerms.sample) {
            $0.shares = lines((.leader, leader), (.follower, others), (third, others))
        }
        try ledger.take(.openCover(.openCover(id: id("slip"), terms: terms)), by: .leader)
        return ledger
    }

    private func subscribe(_ line: String, _ cover: InstanceID = id("slip")) -> Instruction {
        .openCover(.subscribe(cover: cover, line: percent(line)))
    }

    private func declare(_ cover: InstanceID = .cover) -> Instruction {
        .openCover(
            .declare(
                cover: cover,
                certificate: Voyage().certificate,
                declaration: Voyage().declaration
            )
        )
    }

    @Test func `leader 0.1 % opens with a follower at 99.9 % who never acts`() throws {
        var ledger = try CaseLedger(isSubscribed: false) {
            $0.shares = Self.lines((.leader, "0.1"), (.follower, "99.9"))
        }
        #expect(try ledger.history.cover().stage == .subscribing)
        for actor in [MemberID.assured, .broker, .leader] {
            let refusal = ledger.refusal(declare(), by: actor)
            #expect(refusal?.code == .coverNotSubscribed)
            #expect(refusal?.figures["open"] == "follower")
        }
        try ledger.take(subscribe("99.9", .cover), by: .follower)
        #expect(try ledger.history.cover().stage == .open)
        try ledger.take(declare(), by: .assured)
        #expect(
            try ledger.certificate(Voyage()).insurers
                == Self.lines((.leader, "0.1"), (.follower, "99.9")).array
        )
    }

    @Test func `written beyond the whole, all lines are signed down in proportion`() throws {
        var ledger = try Self.opened("60", "50")
        try ledger.take(subscribe("50"), by: Self.third)
        #expect(try ledger.history.state(OpenCover.self, id("slip")).stage == .subscribing)
        try ledger.take(subscribe("50"), by: .follower)
        let cover = try ledger.history.state(OpenCover.self, id("slip"))
        #expect(cover.stage == .open)
        // 160 % for 100: 37.5, 31.25, 31.25.
        #expect(
            cover.terms.shares
                == Self.lines((.leader, "37.5"), (.follower, "31.25"), (Self.third, "31.25"))
        )
        #expect(
            cover.written
                == Self.lines((.leader, "60"), (.follower, "50"), (Self.third, "50")).array
        )
    }

    @Test func `what is written below the whole binds nobody until somebody writes more`() throws {
        var ledger = try Self.opened("50", "25")
        try ledger.take(subscribe("25"), by: .follower)
        try ledger.take(subscribe("20"), by: Self.third)
        #expect(try ledger.history.state(OpenCover.self, id("slip")).stage == .subscribing)
        let refusal = ledger.refusal(declare(id("slip")), by: .assured)
        #expect(refusal?.code == .coverNotSubscribed)
        #expect(refusal?.figures["open"] == "")
        #expect(refusal?.figures["writtenPartsPerBillion"] == "950000000")
        #expect(ledger.refusal(subscribe("25"), by: .follower)?.code == .nothingNew)
        #expect(ledger.refusal(subscribe("24.9"), by: .follower)?.code == .lineMalformed)
        #expect(ledger.refusal(subscribe("100.1"), by: .follower)?.code == .lineMalformed)
        #expect(ledger.refusal(subscribe("0"), by: Self.third)?.code == .lineMalformed)
        try ledger.take(subscribe("55"), by: .leader)
        let cover = try ledger.history.state(OpenCover.self, id("slip"))
        #expect(cover.stage == .open)
        #expect(cover.terms.shares.array.map(\.rate) == ["55", "25", "20"].map(percent))
    }

    @Test func `nobody else writes a line, and a bound slip takes none`() throws {
        var ledger = try CaseLedger(isSubscribed: false)
        for actor in [MemberID.broker, .assured, .platform, .stranger] {
            #expect(ledger.refusal(subscribe("30", .cover), by: actor)?.code == .actorNotEntitled)
        }
        try ledger.take(subscribe("30", .cover), by: .follower)
        #expect(
            ledger.refusal(subscribe("31", .cover), by: .follower)?.code
                == .actionNotFromThisState
        )
    }

    @Test func `the leader takes back a slip that is not subscribed`() throws {
        var ledger = try CaseLedger(isSubscribed: false)
        try ledger.take(.openCover(.closeCover(cover: .cover)), by: .leader)
        #expect(try ledger.history.cover().stage == .closed)
        #expect(
            ledger.refusal(subscribe("30", .cover), by: .follower)?.code
                == .actionNotFromThisState
        )
    }

    @Test func `an insurer alone binds itself by opening`() throws {
        let ledger = try CaseLedger(isSubscribed: false) {
            $0.shares = Self.lines((.leader, "100"))
        }
        #expect(try ledger.history.cover().stage == .open)
        #expect(try ledger.history.cover().written == nil)
    }

    @Test(
        arguments: [
            (["100", "100", "100"], ["33.3333334", "33.3333333", "33.3333333"]),
            (["0.1", "99.9"], ["0.1", "99.9"]), (["0.1", "100"], ["0.0999001", "99.9000999"]),
            (["70", "50"], ["58.3333333", "41.6666667"]), (["50", "49.9999999"], nil),
        ] as [([String], [String]?)]
    )
    func `signing down comes to 100 % exactly, what is over to the largest remainders`(
        written: [String],
        signed: [String]?
    ) throws {
        let shares = written.enumerated().map {
            CoverTerms.Share(member: id("m\($0.offset)"), rate: percent($0.element))
        }
        let lines = SigningDown.signed(shares)
        #expect(lines?.map(\.rate) == signed?.map(percent))
        #expect(lines.map { $0.map(\.member) == shares.map(\.member) } ?? true)
    }

    @Test(arguments: [1, 2, UInt64.random(in: .min ... .max)])
    func `whatever is written, signed lines sum to the whole and lie within a billionth`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let count = Int.random(in: 2...50, using: &generator)
            let written = try (0..<count).map { number in
                CoverTerms.Share(
                    member: id("m\(number)"),
                    rate: try Rate(
                        partsPerBillion: Int64.random(in: 1...1_000_000_000, using: &generator)
                    )
                )
            }
            let sum = written.reduce(Int64(0)) { $0 + $1.rate.partsPerBillion }
            guard let signed = SigningDown.signed(written) else {
                #expect(sum < 1_000_000_000, "seed \(seed)")
                continue
            }
            #expect(signed.reduce(0) { $0 + $1.rate.partsPerBillion } == 1_000_000_000)
            for (line, before) in zip(signed, written) {
                let exact = Double(before.rate.partsPerBillion) / Double(sum) * 1e9
                #expect(abs(Double(line.rate.partsPerBillion) - exact) <= 1, "seed \(seed)")
                #expect(line.rate <= before.rate || sum == 1_000_000_000, "seed \(seed)")
            }
        }
    }

    @Test func `where each insurer consents, none is paid for that has not`() throws {
        var ledger = try CaseLedger { $0.leaderClause = .eachInsurerConsents }
        let voyage = Voyage()
        #expect(try ledger.run(voyage).stage == .referred)
        #expect(try ledger.open(voyage.claim) == ["leaderBindsFollowers": "follower"])
        try ledger.take(CaseLedger.adjust(), by: .leader)
        try ledger.take(CaseLedger.approve("100"), by: .leader)
        let refusal = ledger.refusal(CaseLedger.settle(), by: .leader)
        #expect(refusal == Refusal(.consentMissing, ["insurers": "follower"]))
        let consent = Instruction.claim(.consent(claim: voyage.claim))
        #expect(ledger.refusal(consent, by: .leader)?.code == .actorNotEntitled)
        try ledger.take(consent, by: .follower)
        #expect(ledger.refusal(consent, by: .follower)?.code == .nothingNew)
        try ledger.take(CaseLedger.settle(), by: .leader)
        #expect(
            try ledger.claim(voyage.claim).payment?.borne
                == [.leader: usd("70"), .follower: usd("30")]
        )
    }
}

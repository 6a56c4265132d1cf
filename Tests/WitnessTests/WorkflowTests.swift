import CanonicalJSON
import Contracts
import GRDB
import HTTPTypes
import HummingbirdTesting
import Ledger
import Marine
import Synchronization
import TestSamples
import TestSupport
import Testing
import TransparencyLog
import Witness

/// Commands are held to the forms that the contracts declare, and to the witness's clock.
@Suite struct WorkflowTests {
    /// A whole voyage beside which a second certificate was issued and a second claim begun.
    private static func voyage() throws -> TestLog {
        let other = [
            ScenarioCommand(
                "other cover",
                by: .leader,
                .openCover(.openCover(id: id("cover-2"), terms: .frozenGoods)),
                at: day(11),
                signer: .leader
            ),
            ScenarioCommand(
                "other line",
                by: .follower,
                .openCover(.subscribe(cover: id("cover-2"), line: percent("30"))),
                at: day(11)
            ),
            ScenarioCommand(
                "other",
                by: .broker,
                .openCover(
                    .declare(
                        cover: .cover,
                        certificate: id("certificate-9"),
                        declaration: .worth("1000", sailing: day(60))
                    )
                ),
                at: day(11)
            ),
        ]
        let claims = ["second notice", "acknowledge"]
        let second = Scenario.aftermath.filter { claims.contains($0.id) }.map { command in
            var early = command
            early.at = day(44)
            if case .claim(.notifyClaim(let id, var notice)) = early.instruction {
                (notice.lossFrom, notice.lossTo) = (day(42), day(42))
                early.instruction = .claim(.notifyClaim(id: id, notice: notice))
            }
            return early
        }
        let late = Scenario.aftermath.filter { ["arrive", "deliver"].contains($0.id) }
        let acts =
            Scenario.foundedWithMembers + Scenario.cover + Scenario.certificate + other
            + Scenario.shipment.dropLast() + second + Scenario.shipment.suffix(1)
            + Scenario.claim + late
        return TestLog(try LedgerWriter(acts).entries)
    }

    @Test func `several covers, certificates and claims at once are cosigned`() async throws {
        let verdicts = try await Verdicts(of: Self.voyage())
        #expect(verdicts.with == "cosigned")
        #expect(verdicts.without == "cosigned")
    }

    @Test(arguments: [
        ("attach", "certificate-9", "shipment shipment-1 began under certificate-1"),
        ("erode", "certificate-9", "claim claim-1 began under certificate-1"),
        ("release", "cover-2", "certificate certificate-1 began under cover-1"),
        ("adjust", "claim-2", "one command moves claim claim-1 and claim-2"),
    ])
    func `a step on an instance of another's is refused for good`(
        action: String,
        instance: String,
        reason: String
    ) async throws {
        let honest = try Self.voyage()
        let index = try ForgedLeaf.index(of: action, in: honest)
        let forged = try honest.moving(index, to: instance)
        let verdicts = try await Verdicts(of: forged)
        for verdict in [verdicts.with, verdicts.without] {
            #expect(verdict.hasPrefix("entry \(index) breaks the rule 'workflow'"), "\(verdict)")
            #expect(verdict.contains(reason), "\(verdict)")
        }
    }

    @Test func `a mirror that was checked without the rule is read and checked again`()
        async throws
    {
        let home = try TestWitness()
        let log = try Self.voyage()
        let site = LogServer(log)
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: .patient()) {
                client async throws in
                #expect(try await client.add(log.body(old: 0, size: 9)).status == .ok)
            }
            let queue = try DatabaseQueue(path: home.path)
            try await queue.write { db in
                try db.execute(
                    sql: """
                        ALTER TABLE instance DROP COLUMN parent;
                        DELETE FROM grdb_migrations WHERE identifier = 'witness 3';
                        """
                )
            }
            try queue.close()
            site.forgetRequests()
            try await home.serve(logs: [witnessed], validation: .patient()) {
                client async throws in
                #expect(try await client.add(log.body(old: 9, size: log.size)).status == .ok)
                #expect(site.requests == ["/ledger/tile/entries/000.p/\(log.size)"])
                let tile = try await client.get("/\(witnessed.id)/tile/0/000.p/\(log.size)")
                #expect(tile.status == .ok)
            }
        }
    }

    @Test func `an instant beyond the witness's clock waits until the clock has come near`()
        async throws
    {
        let home = try TestWitness()
        let log = try ForgedLeaf.voyage()
        let last = UInt64(day(56).millisecondsSinceEpoch / 1000)
        try await LogServer(log).open { witnessed in
            try await home.serve(logs: [witnessed], validation: .patient()) {
                client async throws in
                home.clock.withLock { $0 = last - 301 }
                let body = try log.body(old: 0, size: log.size)
                let answer = try await client.add(body)
                #expect(answer.status == .serviceUnavailable)
                #expect(
                    answer.text
                        == "entry \(log.size - 1) is 301 s ahead of the witness's clock\n"
                )
                #expect(answer.headers[.retryAfter] == "10")
                let refusals = try await client.get("/\(witnessed.id)/refusals").text
                #expect(!refusals.contains("workflow") && !refusals.contains("instant"))
                home.clock.withLock { $0 += 1 }
                #expect(try await client.add(body).status == .ok)
            }
        }
    }

    @Test(arguments: [("open", "carrier"), ("decline", "assured"), ("acknowledge", "shipper")])
    func `what is asked in none of its roles is refused for good`(
        action: String,
        actor: String
    ) async throws {
        let honest = try ForgedLeaf.voyage()
        let index = try (0..<honest.entries.count).last {
            try Transition(leaf: honest.entries[$0].leaf).edge.action == action
        }
        let forged = try honest.changing(try #require(index)) { fields in
            fields["actor"] = .string(actor)
            fields["attestation"] = .object(["by": .string("operator")])
        }
        let verdicts = try await Verdicts(of: forged)
        #expect(
            verdicts.with.hasPrefix("entry \(index ?? 0) breaks the rule 'role'"),
            "\(verdicts.with)"
        )
        #expect(verdicts.without == "cosigned", "leaves alone do not show roles")
    }
}

extension TestLog {
    /// The log with one transition on another instance, whose history it continues.
    func moving(_ index: Int, to instance: String) throws -> TestLog {
        let transition = try Transition(leaf: entries[index].leaf)
        let before = try entries[..<index].map { try Transition(leaf: $0.leaf) }.enumerated().last {
            $0.element.contract == transition.contract && $0.element.instance.text == instance
        }
        return try changing(index) { fields in
            fields["instance"] = .string(instance)
            fields["revision"] = .integer(Int64((before?.element.revision ?? 0) + 1))
            fields["previous"] = before.map { .integer(Int64($0.offset)) } ?? .null
            fields["from"] = before.map { .string($0.element.edge.to) } ?? .null
            if transition.edge.from == transition.edge.to { fields["to"] = fields["from"] }
        }
    }
}

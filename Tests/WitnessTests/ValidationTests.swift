import CanonicalJSON
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import TestSamples
import TestSupport
import Testing
import TransparencyLog
import Witness

/// A witness that checks every transition of a log whose operator keeps the tree honest.
@Suite struct ValidationTests {
    static let validation = Witness.Validation.patient()

    @Test func `an honest ledger is cosigned at every size that ends a command`() async throws {
        let home = try TestWitness()
        let log = try ForgedLeaf.voyage()
        let site = LogServer(log)
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: Self.validation) { client in
                var old: UInt64 = 0
                for size in 1...log.size {
                    if size < log.size {
                        let next = try Transition(leaf: log.entries[Int(size)].leaf)
                        guard next.part.index == 0 else { continue }
                    }
                    let answer = try await client.add(log.body(old: old, size: size))
                    #expect(answer.status == .ok, "\(answer.text)")
                    old = size
                }
                #expect(old == log.size)
            }
        }
    }

    @Test(arguments: ForgedLeaf.all)
    func `an illegal transition in an honest tree is refused for good, by name`(
        forged: ForgedLeaf
    ) async throws {
        let home = try TestWitness()
        var log = try ForgedLeaf.voyage()
        let index = try forged.forge(&log)
        let bad = log
        let site = LogServer(bad)
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: Self.validation) { client in
                let answer = try await client.add(bad.body(old: 0, size: bad.size))
                #expect(answer.status == .unprocessableContent)
                let expected = "entry \(index) breaks the rule '\(forged.rule.rawValue)': "
                #expect(answer.text.hasPrefix(expected), "\(answer.text)")
                #expect(answer.text.hasSuffix("\n"))
            }
            // A restart forgets nothing, nor does the log's turning to another size help.
            try await home.serve(logs: [witnessed], validation: Self.validation) { client in
                site.forgetRequests()
                for size in [bad.size, 1] {
                    let again = try await client.add(bad.body(old: 0, size: size))
                    #expect(again.status == .unprocessableContent)
                    #expect(again.text.contains("'\(forged.rule.rawValue)'"))
                }
                #expect(site.requests.isEmpty)
                #expect(try await client.get("/\(witnessed.id)/checkpoint").status == .notFound)
            }
            let refusals = try await home.run(logs: [witnessed], validation: Self.validation) {
                try await $0.refusals(of: witnessed.id)
            }
            let refusal = try #require(refusals?.first)
            #expect(refusal.isFinal)
            #expect(refusal.violation.entry == UInt64(index))
            // The evidence stands alone: whoever has the log's key can verify it.
            let proof = try TlogProof(parsing: try #require(refusal.proof))
            #expect(proof.index == UInt64(index))
            let signed = try proof.verify(
                leafHash: RFC6962.leafHash(bad.entries[index].leaf),
                logKey: bad.signer.verifierKey
            )
            #expect(signed.checkpoint.size == bad.size)
        }
    }

    @Test func `entries that passed are not fetched again, nor after a restart`() async throws {
        let home = try TestWitness()
        let log = try ForgedLeaf.voyage()
        let site = LogServer(log)
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: Self.validation) {
                client async throws in
                #expect(try await client.add(log.body(old: 0, size: 8)).status == .ok)
                #expect(site.requests == ["/ledger/tile/entries/000.p/8"])
                site.forgetRequests()
                #expect(try await client.add(log.body(old: 8, size: 8)).status == .ok)
                #expect(site.requests.isEmpty)
            }
            // A violation among what passed already would not be seen: it is in the mirror.
            let changed = try log.changing(3) { $0["to"] = .string("lost") }
            let again = changed.entries[3].leaf
            #expect(again != log.entries[3].leaf)
            try await home.serve(logs: [witnessed], validation: Self.validation) {
                client async throws in
                #expect(try await client.add(log.body(old: 8, size: 9)).status == .ok)
                #expect(site.requests == ["/ledger/tile/entries/000.p/9"])
            }
        }
    }

    @Test
    func `entries that are not the checkpoint's are neither cosigned nor held against the log`()
        async throws
    {
        let home = try TestWitness()
        let log = try ForgedLeaf.voyage()
        let other = try log.changing(5) { $0["at"] = .integer(1) }
        let site = LogServer(log)
        let bundle = "/ledger/tile/entries/000.p/\(log.size)"
        let wrong = try EntryBundle.encode(other.entries.map(\.leaf))
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: Self.validation) { client in
                let body = try log.body(old: 0, size: log.size)
                for lie in [wrong, [], [0, 1]] {
                    site.lie(at: bundle, lie)
                    let answer = try await client.add(body)
                    #expect(answer.status == .serviceUnavailable, "\(answer.text)")
                    #expect(answer.headers[.retryAfter] == "10")
                }
                site.lie(at: bundle, nil)
                #expect(try await client.add(body).status == .serviceUnavailable)
                site.tellTheTruth()
                #expect(try await client.add(body).status == .ok)
            }
        }
    }

    @Test func `an edition that this witness does not know is not held against the log`()
        async throws
    {
        let home = try TestWitness()
        let log = try ForgedLeaf.voyage()
        // Whatever a later edition may write: another contract, further members.
        let later = try log.changing(8) { fields in
            fields["edition"] = .integer(99)
            fields["contract"] = .string("hull")
            fields["berth"] = .string("Rotterdam")
        }
        try await LogServer(later).open { witnessed in
            try await home.serve(logs: [witnessed], validation: Self.validation) { client in
                let answer = try await client.add(later.body(old: 0, size: later.size))
                #expect(answer.status == .serviceUnavailable)
                #expect(answer.text.hasPrefix("entry 8 is of edition 99"), "\(answer.text)")
                #expect(try await client.add(later.body(old: 0, size: 8)).status == .ok)
            }
        }
    }

    @Test func `tiles that came wrong are not taken for a fork`() async throws {
        let home = try TestWitness()
        let log = TestLog(try LedgerWriter(ManyActs.acts(600)).entries)
        let site = LogServer(log)
        let wrong = try log.changing(100) { $0["at"] = .integer(1) }
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: Self.validation) { client in
                #expect(try await client.add(log.body(old: 0, size: 9)).status == .ok)
                for path in ["/ledger/tile/entries/000", "/ledger/tile/0/000"] {
                    site.lie(at: path, LogServer.honest(path, wrong))
                }
                let body = try log.body(old: 9, size: log.size)
                #expect(try await client.add(body).status == .serviceUnavailable)
                site.tellTheTruth()
                #expect(try await client.add(body).status == .ok)
            }
        }
    }

    /// Damage to the witness's own file.
    enum Damage: String, CaseIterable {
        case stage, revision, tile, rules

        var sql: String {
            switch self {
            case .stage: "UPDATE instance SET stage = 'lost' WHERE contract = 'consortium'"
            case .revision: "UPDATE instance SET revision = 77 WHERE contract = 'consortium'"
            case .tile: "UPDATE tile SET hashes = zeroblob(length(hashes))"
            case .rules: "UPDATE mirror SET rules = replace(rules, 'size', 'sixe')"
            }
        }
    }

    @Test(arguments: Damage.allCases)
    func `damage to the witness's own mirror is not held against the log`(
        damage: Damage
    ) async throws {
        let home = try TestWitness()
        let log = TestLog(try LedgerWriter(ManyActs.acts(20)).entries)
        let site = LogServer(log)
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: Self.validation) {
                client async throws in
                #expect(try await client.add(log.body(old: 0, size: 9)).status == .ok)
            }
            let queue = try DatabaseQueue(path: home.path)
            try await queue.write { try $0.execute(sql: damage.sql) }
            try queue.close()
            try await home.serve(logs: [witnessed], validation: Self.validation) { client in
                let body = try log.body(old: 9, size: log.size)
                let answer = try await client.add(body)
                #expect(answer.status == .serviceUnavailable, "\(answer.text)")
                #expect(answer.text.contains("mirror is damaged"))
                // It is read again, and what was cosigned was never in question.
                #expect(try await client.add(body).status == .ok)
            }
        }
    }

    @Test func `a record of what was cosigned that is not what was written is not used`()
        async throws
    {
        let home = try TestWitness()
        let log = try ForgedLeaf.voyage()
        try await home.serve { client async throws in
            #expect(try await client.add(log.body(old: 0, size: 9)).status == .ok)
        }
        let root = Data(log.root(at: 4).bytes)
        let note = try log.note(at: 4)
        let queue = try DatabaseQueue(path: home.path)
        try await queue.write { db in
            try db.execute(
                sql: "UPDATE cosigned SET size = '4', root = ?, note = ?",
                arguments: [root, note.serialized]
            )
        }
        try queue.close()
        try await home.serve { client in
            let answer = try await client.add(log.body(old: 4, size: 9))
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.text.contains("damaged"))
        }
    }

    @Test func `a log that cannot be reached is not cosigned until it can`() async throws {
        let home = try TestWitness()
        let log = try ForgedLeaf.voyage()
        let gone = try WitnessedLog(keys: [log.signer.verifierKey], url: "http://127.0.0.1:1/x")
        try await home.serve(logs: [gone], validation: Self.validation) { client in
            let answer = try await client.add(log.body(old: 0, size: 8))
            #expect(answer.status == .serviceUnavailable)
            #expect(try await client.get("/\(gone.id)/checkpoint").status == .notFound)
        }
        try await LogServer(log).open { witnessed in
            try await home.serve(logs: [witnessed], validation: Self.validation) {
                client async throws in
                #expect(try await client.add(log.body(old: 0, size: 8)).status == .ok)
            }
        }
    }

    @Test func `a log that signs another tree than the one mirrored is refused for good`()
        async throws
    {
        let home = try TestWitness()
        let log = try ForgedLeaf.voyage()
        // The mirror follows the log's own checkpoint further than anything was cosigned.
        let site = LogServer(log)
        var fork = TestLog(try LedgerWriter(Scenario.foundedWithMembers).entries)
        fork.entries += Array(log.entries.dropFirst(8).dropLast(10))
        fork.entries.removeLast()
        let other = fork
        try await site.open { witnessed in
            try await home.run(logs: [witnessed], validation: Self.validation) { witness in
                await witness.follow()
                #expect(try await witness.records()[0].checkedSize == log.size)
                #expect(try await witness.records()[0].cosignedSize == nil)
                let forked = try other.changing(7) { $0["at"] = .integer(1_767_225_600_001) }
                site.publish(forked)
                let body = try forked.body(old: 0, size: forked.size)
                await #expect {
                    try await witness.cosign(Array(body.utf8))
                } throws: {
                    guard case .violation(let violation)? = $0 as? WitnessRefusal else {
                        return false
                    }
                    return violation.rule == .fork
                }
            }
        }
    }

    @Test func `a fork beyond the mirror is told from a log that serves rubbish`() async throws {
        let home = try TestWitness()
        let log = try ForgedLeaf.voyage()
        let short = TestLog(Array(log.entries.prefix(9)))
        let site = LogServer(short)
        let forked = try log.changing(8) { $0["at"] = .integer(1_767_312_000_001) }
        try await site.open { witnessed in
            try await home.run(logs: [witnessed], validation: Self.validation) { witness in
                await witness.follow()
                #expect(try await witness.records()[0].checkedSize == 9)
                site.publish(forked)
                let body = try forked.body(old: 0, size: forked.size)
                await #expect {
                    try await witness.cosign(Array(body.utf8))
                } throws: { "\($0)".contains("'fork'") }
                let refusals = try await witness.refusals(of: witnessed.id)
                let against = try #require(refusals?.first?.against)
                #expect(try Checkpoint(parsing: SignedNote(parsing: against).text).size == 9)
            }
        }
    }

    @Test func `what is mirrored is served as the log serves it`() async throws {
        let home = try TestWitness()
        var log = TestLog(try LedgerWriter(ManyActs.acts(700)).entries)
        let site = LogServer(log)
        let size = log.size
        #expect(size > 2 * 256)
        log.append(Array("never cosigned".utf8))
        let longer = log
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: Self.validation) { client in
                let answer = try await client.add(longer.body(old: 0, size: size))
                #expect(answer.status == .ok, "\(answer.text)")
                let tiles =
                    TileCoordinate.tiles(forSize: size) + TileCoordinate.entryBundles(forSize: size)
                #expect(tiles.count >= 7)
                for tile in tiles {
                    let served = try await client.get("/\(witnessed.id)/\(tile)")
                    let own = LogServer.honest("/ledger/\(tile)", longer)
                    #expect(served.status == .ok, "\(tile)")
                    #expect(Array(buffer: served.body) == own, "\(tile)")
                    #expect(
                        served.headers[.cacheControl] == "public, max-age=31536000, immutable"
                    )
                }
                let beyond = TileCoordinate.entryBundles(forSize: size + 1).last
                let path = "/\(witnessed.id)/\(try #require(beyond))"
                #expect(try await client.get(path).status == .notFound)
                #expect(
                    try await client.get("/\(witnessed.id)/tile/0/00").status == .notFound
                )
            }
        }
    }
}

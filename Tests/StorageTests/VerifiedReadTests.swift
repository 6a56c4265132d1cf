import Contracts
import Foundation
import GRDB
import Ledger
import Logging
import Marine
import Storage
import Synchronization
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// A store whose every read is held against the signed tree.
@Suite struct VerifiedReadTests {
    private static let members = 300

    private static func admission(_ number: Int) -> ScenarioCommand {
        ScenarioCommand(
            "admit-\(number)",
            by: .platform,
            .admit(id("m-\(number)"), [.assured]),
            at: day(0)
        )
    }

    /// A ledger of more than one tile, closed and opened again behind the check.
    private static func home() async throws -> (LogLocation, VerifiedLogStore<SQLiteLogStore>) {
        let home = try LogLocation(.sqlite)
        var writer = try LedgerWriter(Scenario.founding)
        for number in 0..<members {
            try writer.write(VerifiedReadTests.admission(number))
        }
        let store = try #require(try home.open() as? SQLiteLogStore)
        try await store.append(try writer.batch(), expecting: 0)
        return (
            home,
            VerifiedLogStore(
                store,
                origin: LedgerWriter.origin,
                logKeys: { [LedgerWriter.signer.verifierKey] }
            )
        )
    }

    private static let damages = [
        LedgerDamage(
            "UPDATE entry SET leaf = CAST(replace(leaf, 'plimsoll', 'plimsolL') AS BLOB) "
                + "WHERE idx = 20",
            "entry 20: its leaf is not what was signed"
        ),
        LedgerDamage(
            """
            UPDATE entry SET leaf = (SELECT leaf FROM entry WHERE idx = 31) WHERE idx = 30;
            """,
            "entry 30: its leaf is not what was signed"
        ),
        LedgerDamage(
            "UPDATE entry SET payload = x'7B7D' WHERE idx = 21",
            "entry 21: its payload does not have the digest"
        ),
        LedgerDamage(
            "UPDATE entry SET payload_salt = zeroblob(16) WHERE idx = 22",
            "entry 22: its payload does not have the digest"
        ),
        LedgerDamage(
            "UPDATE entry SET command = x'7B7D' WHERE idx = 23",
            "entry 23: its command does not have the digest"
        ),
        LedgerDamage("DELETE FROM entry WHERE idx = 24", "entry 24: it is missing"),
        LedgerDamage(
            "DELETE FROM entry WHERE idx >= 290",
            "checkpoint: it is of 301 entries, the ledger has 290"
        ),
        LedgerDamage(
            "UPDATE tile SET hashes = zeroblob(8192) WHERE level = 0 AND idx = 0",
            "tile/0/000: its hashes are not those of the tree"
        ),
        LedgerDamage(
            "UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE level = 0 AND idx = 1",
            "checkpoint: "
        ),
        LedgerDamage(
            "UPDATE tile SET hashes = zeroblob(32) WHERE level = 1",
            "checkpoint: "
        ),
        LedgerDamage("DELETE FROM tile WHERE level = 0 AND idx = 0", "tile/0/000: it is missing"),
        LedgerDamage("DELETE FROM tile WHERE level = 0 AND idx = 1", "tile/0/001"),
        LedgerDamage(
            "UPDATE checkpoint SET note = replace(note, '=', 'A')",
            "checkpoint: it is not signed by the ledger's key"
        ),
        LedgerDamage("DELETE FROM checkpoint", "checkpoint: "),
        LedgerDamage(
            "UPDATE command SET fingerprint = zeroblob(32) WHERE first = 25",
            "command plimsoll/admit-24"
        ),
        LedgerDamage(
            "UPDATE command SET count = 2 WHERE first = 26",
            "command plimsoll/admit-25"
        ),
    ]

    @Test(arguments: damages)
    func `what was changed is never given out, and its place is named`(
        _ damage: LedgerDamage
    ) async throws {
        let (home, store) = try await Self.home()
        let before = try await Self.everything(of: store.base)
        #expect(try await Self.everything(of: store) == before)
        try LedgerFile.tamper(home.path("ledger.sqlite"), damage.sql)
        // What was read before is in memory; a server that starts now reads anew.
        let fresh = VerifiedLogStore(
            store.base,
            origin: LedgerWriter.origin,
            logKeys: { [LedgerWriter.signer.verifierKey] }
        )
        let told = Mutex<[String]>([])
        fresh.whenDamaged { place in told.withLock { $0.append(place) } }
        let found = await Self.places(of: fresh, agreeingWith: before)
        #expect(found.contains { $0.contains(damage.place) }, "\(found)")
        #expect(told.withLock { Set($0) }.isSuperset(of: found))
        try store.base.close()
    }

    @Test func `what is appended through it is read without being verified again`() async throws {
        let home = try LogLocation(.verified)
        let store = try #require(try home.open() as? VerifiedLogStore<SQLiteLogStore>)
        var writer = try LedgerWriter(Scenario.founding)
        try await store.append(try writer.batch(), expecting: 0)
        for number in 0..<600 {
            try writer.write(VerifiedReadTests.admission(number))
            guard number % 7 == 0 || number == 599 else { continue }
            let size = try await store.base.head().size
            try await store.append(try writer.batch(), expecting: size)
            let last = try await store.entries(from: size, limit: 100)
            #expect(last == Array(writer.entries[Int(size)...]))
        }
        #expect(try await Self.everything(of: store) == Self.everything(of: store.base))
        try store.base.close()
    }

    @Test func `another node's entries are taken up after its checkpoint is judged`() async throws {
        let (home, store) = try await Self.home()
        _ = try await store.head()
        let other = try await TestLedger.started(try home.open())
        try await other.submit("other", .list("the other node's"))
        let size = UInt64(Self.members) + 2
        #expect(try await store.head().size == size)
        #expect(try await store.entries(from: size - 1, limit: 5).count == 1)
        let names = [CommandName(member: .platform, id: "other")]
        #expect(try await store.commands(named: names).map(\.first) == [size - 1])
        try store.base.close()
    }

    @Test func `a scrub finds what nobody reads, and stops the ledger`() async throws {
        let (home, store) = try await Self.home()
        let node = try await TestLedger.started(store)
        let scrub = Scrub(
            of: node.sequencer,
            pace: Scrub.Pace(entriesPerSecond: 100_000),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        #expect(try await scrub.round() == UInt64(Self.members) + 1)
        try LedgerFile.tamper(
            home.path("ledger.sqlite"),
            "UPDATE entry SET payload_salt = zeroblob(16) WHERE idx = 7"
        )
        let place = "entry 7: its payload does not have the digest that the leaf names"
        await #expect(throws: LedgerFault.damaged(place: place)) { try await scrub.round() }
        #expect(await node.sequencer.damagedPlace() == place)
        #expect(await node.outcome("next", .list("a")) == .fault(.damaged(place: place)))
        #expect(try await store.head().size == UInt64(Self.members) + 1)
        try store.base.close()
    }

    @Test func `a scrub keeps to its pace while the ledger grows`() async throws {
        let (_, store) = try await Self.home()
        let node = try await TestLedger.started(store)
        let scrub = Scrub(
            of: node.sequencer,
            pace: Scrub.Pace(entriesPerSecond: 400),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        let begun = ContinuousClock.now
        async let round = scrub.round()
        for number in 0..<20 { try await node.submit("grow-\(number)", .list("a \(number)")) }
        // 301 entries at least, at 400 a second in pages of 100.
        #expect(try await round > UInt64(Self.members))
        #expect(ContinuousClock.now - begun > .milliseconds(700))
        #expect(await node.sequencer.damagedPlace() == nil)
        #expect(try await scrub.round() == UInt64(Self.members) + 21)
        try store.base.close()
    }

    /// All that a server gives out, in one value.
    private static func everything(of store: some LogStore) async throws -> [AnyHashable] {
        var seen: [AnyHashable] = [try await store.head()]
        seen += try await store.entries(from: 0, limit: 1000).map { $0 as AnyHashable }
        seen += try await store.entries(at: [0, 300, 22]).map { $0 as AnyHashable }
        for bundle: UInt64 in 0..<3 {
            seen += try await store.leaves(from: bundle * 256, width: 256).map { $0 as AnyHashable }
            seen.append(try await store.tile(level: 0, index: bundle, width: 256))
        }
        seen.append(try await store.tile(level: 1, index: 0, width: 1))
        let names = (0..<members).map { CommandName(member: .platform, id: "admit-\($0)") }
        seen += try await store.commands(named: names).map { $0 as AnyHashable }
        return seen
    }

    /// Reads everything piece by piece: each piece is as it was, or is damage that names a place.
    private static func places(
        of store: VerifiedLogStore<SQLiteLogStore>,
        agreeingWith before: [AnyHashable]
    ) async -> [String] {
        let known = Set(before)
        var places: [String] = []
        func read<Value: Hashable>(_ body: () async throws(LogStoreError) -> [Value]) async {
            do throws(LogStoreError) {
                for piece in try await body() {
                    #expect(
                        known.contains(piece as AnyHashable),
                        "given out although it was changed"
                    )
                }
            } catch {
                guard case .damaged(let place) = error else {
                    Issue.record("damage was reported as \(error)")
                    return
                }
                places.append(place)
            }
        }
        await read { () async throws(LogStoreError) in [try await store.head()] }
        for index in stride(from: UInt64(0), through: UInt64(members), by: 10) {
            await read { () async throws(LogStoreError) in
                try await store.entries(from: index, limit: 10)
            }
        }
        for index in UInt64(0)...UInt64(members) {
            await read { () async throws(LogStoreError) in
                try await store.entries(at: [index])
            }
        }
        for bundle: UInt64 in 0..<2 {
            await read { () async throws(LogStoreError) in
                try await store.leaves(from: bundle * 256, width: 256)
            }
            await read { () async throws(LogStoreError) in
                [try await store.tile(level: 0, index: bundle, width: 256)]
            }
        }
        for number in 0..<members {
            await read { () async throws(LogStoreError) in
                try await store.commands(
                    named: [CommandName(member: .platform, id: "admit-\(number)")]
                )
            }
        }
        return places
    }
}

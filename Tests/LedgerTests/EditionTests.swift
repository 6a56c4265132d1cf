import CanonicalJSON
import Contracts
import Foundation
import Ledger
import Marine
import TestSupport
import Testing
import TransparencyLog

/// Old ledgers replay for ever: what was decided under an edition means the same under the next.
@Suite struct EditionTests {
    /// With `PLIMSOLL_RECORD_FIXTURES` set, the edition in force is recorded before it is read.
    private func fixture(_ edition: Int) throws -> LedgerFixture {
        if edition == Edition.current.number,
            ProcessInfo.processInfo.environment["PLIMSOLL_RECORD_FIXTURES"] != nil
        {
            try LedgerFixture.recordCurrent()
        }
        return try LedgerFixture(edition: edition)
    }

    @Test(arguments: 1...Edition.current.number)
    func `an edition's ledger still replays to the states it had`(edition: Int) async throws {
        let fixture = try fixture(edition)
        #expect(fixture.entries.count > 40)
        var fold = LedgerFold()
        for entry in fixture.entries {
            let folded = try fold.apply(entry)
            #expect(folded.transition.edition == Edition(edition))
            #expect(
                folded.transition.contract.graph(in: folded.transition.edition)
                    .edges.contains(folded.transition.edge)
            )
            #expect(try folded.transition.leaf() == entry.leaf)
            #expect(try folded.payload.canonicalBytes() == entry.payload?.bytes)
        }
        #expect(fold.keys.count == fixture.states.count)
        for (key, expected) in zip(fold.keys, fixture.states) {
            let held = try #require(fold.instance(key))
            #expect(try LedgerFixture.line(key, held) == expected, "\(key)")
        }
    }

    /// What a ledger leaves out: the first edition's, written down before this was asked, and none
    /// has an edition after its own to adopt.
    ///
    /// From the second edition on a cover moves only what it holds of a certificate that the first
    /// has issued; `NextEditionTests` has a ledger that crosses.
    private static let untaken = [
        1: [Claim.step(.refer), OpenCover.step(.move), Consortium.step(.adoptEdition)],
        2: [OpenCover.step(.move), Consortium.step(.adoptEdition)],
        3: [OpenCover.step(.move), Consortium.step(.adoptEdition)],
        4: [OpenCover.step(.move), Consortium.step(.adoptEdition)],
        5: [OpenCover.step(.move), Consortium.step(.adoptEdition)],
    ]

    @Test(arguments: 1...Edition.current.number)
    func `an edition's ledger takes every step that its commands have`(edition: Int) throws {
        let taken = Set(try fixture(edition).entries.map { try Transition(leaf: $0.leaf).step })
        let known = Set(CommandForm.all(in: Edition(edition)).flatMap(\.steps).map(\.kind))
        #expect(known.subtracting(taken) == Set(Self.untaken[edition] ?? []))
        #expect(taken.subtracting(known) == [])
    }

    @Test(arguments: 1...Edition.current.number)
    func `an edition's ledger is the tree that was signed`(edition: Int) throws {
        let fixture = try fixture(edition)
        let signed = try SignedCheckpoint.open(
            fixture.checkpoint,
            logKey: LedgerWriter.signer.verifierKey
        )
        #expect(throws: Never.self, "the key that came into force signs along") {
            try SignedCheckpoint.open(
                fixture.checkpoint,
                logKey: LedgerWriter.successor.verifierKey
            )
        }
        let leaves = fixture.entries.map { RFC6962.leafHash($0.leaf) }
        #expect(signed.checkpoint.size == UInt64(leaves.count))
        #expect(signed.checkpoint.root == RFC6962.root(of: leaves))
    }

    @Test(arguments: 1...Edition.current.number)
    func `an edition's commands still read, and their signatures still hold`(edition: Int) throws {
        var signatures = 0
        for entry in try fixture(edition).entries {
            let transition = try Transition(leaf: entry.leaf)
            #expect(
                transition.attestation.holds(
                    origin: LedgerWriter.origin,
                    digest: transition.command
                )
            )
            if transition.attestation != .operator { signatures += 1 }
            #expect((entry.command != nil) == (transition.part.index == 0))
            guard let command = entry.command else { continue }
            #expect(command.digest == transition.command)
            let read = try Command(canonical: command.bytes)
            #expect(read.member == transition.actor)
            #expect(try read.canonicalBytes() == command.bytes)
        }
        #expect(signatures == [1: 14, 2: 72, 3: 72, 4: 72, 5: 72][edition])
    }

    @Test(arguments: 1...Edition.current.number, Engine.allCases)
    func `a node starts on an edition's ledger and goes on with it`(
        edition: Int,
        engine: Engine
    ) async throws {
        let fixture = try fixture(edition)
        let store = try LogLocation(engine).open()
        var edge = TileEdge()
        try await store.append(
            LogBatch(fixture.entries, onto: &edge) { _ in fixture.checkpoint },
            expecting: 0
        )
        let node = try await TestLedger.started(store, successor: LedgerWriter.successor)
        try await node.submit("next", .list("the next entry"))
        try await Recomputation.expect(node)
    }
}

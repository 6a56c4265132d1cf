import CanonicalJSON
import Contracts
import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@testable import Witness

/// Members that hold a key sign for themselves, new keys are proved, and the log's own key is
/// replaced.
@Suite struct KeyHistoryTests {
    /// The whole life of a ledger: members sign for themselves, and keys of members and of the log
    /// are replaced.
    private func wholeLife() throws -> (log: TestLog, rotation: UInt64) {
        var log = TestLog(try LedgerWriter(Scenario.wholeLife).entries)
        let rotation = UInt64(try ForgedLeaf.index(of: "rotateLogKey", in: log)) + 1
        log.successor = (LedgerWriter.successor, rotation)
        return (log, rotation)
    }

    @Test func `an honest ledger is cosigned, and its new key followed`()
        async throws
    {
        let home = try TestWitness()
        let (log, rotation) = try wholeLife()
        #expect(rotation < log.size)
        let stale = TestLog(log.entries)
        let site = LogServer(log)
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: Verdicts.validation) { client in
                // Not yet: whose key this is the witness cannot know.
                let early = try await client.add(log.body(old: 0, size: log.size))
                #expect(early.status == .forbidden)
                let first = try await client.add(log.body(old: 0, size: rotation))
                #expect(first.status == .ok, "\(first.text)")
                // The old key may be stolen; it signs no more.
                let old = try await client.add(stale.body(old: rotation, size: log.size))
                #expect(old.status == .forbidden)
            }
            try await home.serve(logs: [witnessed], validation: Verdicts.validation) { client in
                let next = try await client.add(log.body(old: rotation, size: log.size))
                #expect(next.status == .ok, "\(next.text)")
            }
            // A witness that checks no registrations is told of the new key by its member.
            let plain = try TestWitness()
            let both = try WitnessedLog(
                keys: [log.signer.verifierKey, LedgerWriter.successor.verifierKey],
                url: witnessed.url
            )
            try await plain.serve(logs: [both], validation: Witness.Validation.patient()) {
                client in
                let answer = try await client.add(log.body(old: 0, size: log.size))
                #expect(answer.status == .ok, "\(answer.text)")
            }
        }
    }

    @Test func `the operator's attestation does not do for a member that holds a key`() async throws
    {
        var (log, _) = try wholeLife()
        log.successor = nil
        let index = try ForgedLeaf.index(of: "open", in: log)
        log = try log.changing(index) { $0["attestation"] = .object(["by": .string("operator")]) }
        let verdicts = try await Verdicts(of: log)
        #expect(
            verdicts.with.hasPrefix("entry \(index) breaks the rule 'word'"),
            "\(verdicts.with)"
        )
        #expect(verdicts.without == "cosigned")
    }

    @Test func `a key that nobody has shown to hold is found`() async throws {
        let (honest, _) = try wholeLife()
        let index = try ForgedLeaf.index(of: "registerKey", in: honest)
        let entry = honest.entries[index]
        let other = MemberKey.stranger.proof(.carrier).text
        let own = MemberKey.auditor.proof(.auditor).text
        let text = String(decoding: entry.payload?.bytes ?? [], as: UTF8.self)
        #expect(text.contains(own))
        let payload = Salted(
            salt: [9],
            bytes: Array(text.replacing(own, with: other).utf8)
        )
        var log = try honest.changing(index) { $0["payload"] = .string(payload.digest.base64) }
        log.entries[index] = LogEntry(
            index: entry.index,
            leaf: log.entries[index].leaf,
            payload: payload,
            command: nil
        )
        log.successor = nil
        let verdicts = try await Verdicts(of: log)
        #expect(
            verdicts.with.hasPrefix("entry \(index) breaks the rule 'decision'"),
            "\(verdicts.with)"
        )
        #expect(verdicts.with.contains("keyNotProved"))
    }

    /// The ledger with the signature of one act by another key, right over its command.
    private func signing(
        _ log: TestLog,
        at index: Int,
        with key: MemberKey
    ) throws -> TestLog {
        let digest = try Transition(leaf: log.entries[index].leaf).command
        let attested = try key.attest(origin: log.origin, digest: digest)
        guard case .member(let publicKey, let signature) = attested else { return log }
        return try log.changing(index) {
            $0["attestation"] = .object([
                "by": .string("member"), "key": .string(publicKey),
                "signature": .string(signature),
            ])
        }
    }

    @Test func `a revoked key signs nothing, and neither does one that was replaced`() async throws
    {
        var (log, _) = try wholeLife()
        log.successor = nil
        // The leader signs its last act by the key it has then; before, it had two others.
        let last = log.entries.count - 1
        #expect(try Transition(leaf: log.entries[last].leaf).edge.action == "listSanction")
        for revoked in [MemberKey.second, .leader] {
            let forged = try signing(log, at: last, with: revoked)
            let verdicts = try await Verdicts(of: forged)
            #expect(
                verdicts.with.hasPrefix("entry \(last) breaks the rule 'key': "),
                "\(verdicts.with)"
            )
            #expect(verdicts.with.contains("keyRevoked"), "\(verdicts.with)")
            #expect(verdicts.without == "cosigned")
        }
        // The key that it has is accepted in the same place: the revocation decides.
        let right = try await Verdicts(of: try signing(log, at: last, with: .stranger))
        #expect(right.with == "cosigned")
    }

    @Test func `a member that is locked does not act on the operator's attestation`() async throws {
        var (log, _) = try wholeLife()
        log.successor = nil
        // Between its key's revocation and its restoration the leader holds none.
        let restored = try ForgedLeaf.index(of: "restoreKey", in: log)
        log.entries.removeSubrange(restored...)
        let consortium = try log.entries.indices.last {
            try Transition(leaf: log.entries[$0].leaf).contract == .consortium
        }
        let previous = try #require(consortium)
        let revision = try Transition(leaf: log.entries[previous].leaf).revision
        try ForgedAct(.leader, .listSanction(entry: "name"), .listed).append(to: &log)
        log = try log.changing(restored) {
            $0["previous"] = .integer(Int64(previous))
            $0["revision"] = .integer(Int64(revision) + 1)
            $0["at"] = .integer(day(58).millisecondsSinceEpoch)
        }
        let verdicts = try await Verdicts(of: log)
        #expect(
            verdicts.with.hasPrefix("entry \(restored) breaks the rule 'word'"),
            "\(verdicts.with)"
        )
        #expect(verdicts.with.contains("memberLocked"), "\(verdicts.with)")
        #expect(verdicts.without == "cosigned")
    }

    @Test func `the log's key vouches for its successor and nothing else`() async throws {
        var (log, _) = try wholeLife()
        log.successor = nil
        let last = log.entries.count - 1
        let digest = try Transition(leaf: log.entries[last].leaf).command
        let text = Attestation.signedText(origin: log.origin, commandDigest: digest)
        let bytes = try LedgerWriter.successor.sign(String(decoding: text, as: UTF8.self)).bytes
        log = try log.changing(last) {
            $0["attestation"] = .object([
                "by": .string("log"),
                "key": .string(LedgerWriter.successor.verifierKey.description),
                "signature": .string(Base64.encode(bytes)),
            ])
        }
        let verdicts = try await Verdicts(of: log)
        #expect(
            verdicts.with.hasPrefix("entry \(last) breaks the rule 'word'"),
            "\(verdicts.with)"
        )
        #expect(verdicts.with.contains("logKeyMustSign"), "\(verdicts.with)")
    }

    @Test func `a mirror thrown away does not lead back to the key that was replaced`()
        async throws
    {
        let home = try TestWitness()
        let (log, rotation) = try wholeLife()
        let site = LogServer(log)
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: Verdicts.validation) { client in
                let first = try await client.add(log.body(old: 0, size: rotation))
                #expect(first.status == .ok, "\(first.text)")
            }
            try home.forgetMirror()
            try await home.serve(logs: [witnessed], validation: Verdicts.validation) { client in
                let stale = TestLog(log.entries)
                let old = try await client.add(stale.body(old: rotation, size: log.size))
                #expect(old.status == .forbidden)
                let next = try await client.add(log.body(old: rotation, size: log.size))
                #expect(next.status == .ok, "\(next.text)")
            }
        }
    }

    @Test func `a witness set up with the later key trusts no earlier one on its way there`()
        async throws
    {
        let home = try TestWitness()
        let (log, rotation) = try wholeLife()
        let stale = TestLog(log.entries)
        let site = LogServer(log)
        let old = rotation - 1
        try await site.open { witnessed in
            let later = try WitnessedLog(
                keys: [LedgerWriter.successor.verifierKey],
                url: witnessed.url
            )
            try await home.serve(logs: [later], validation: Verdicts.validation) { client in
                let early = try await client.add(stale.body(old: 0, size: old))
                #expect(early.status == .forbidden)
                let whole = try await client.add(log.body(old: 0, size: log.size))
                #expect(whole.status == .ok, "\(whole.text)")
            }
        }
        let second = LedgerWriter.successor.verifierKey
        let first = LedgerWriter.signer.verifierKey
        var checked = try LedgerWriter(Scenario.signing).states[.consortium]
            .flatMap(Consortium.unwrap)
        let founded = try #require(checked)
        #expect(LogKeyHistory(of: founded).trusted(from: [second]) == [second])
        #expect(LogKeyHistory(of: founded).trusted(from: [first]) == [first])
        checked = try LedgerWriter(Scenario.wholeLife).states[.consortium]
            .flatMap(Consortium.unwrap)
        let rotated = try #require(checked)
        #expect(LogKeyHistory(of: rotated).trusted(from: [first]) == [second])
        #expect(LogKeyHistory(of: rotated).trusted(from: [first, second]) == [second])
    }

    @Test func `keys kept are not put back by a mirror that is still on its way`() async throws {
        let home = try TestWitness()
        let store = try WitnessStore(path: home.path, witness: TestWitness.signer.verifierKey)
        let log = TestWitness.log
        let second = LedgerWriter.successor.verifierKey
        #expect(try await store.trustedKeys(of: log) == log.keys)
        for acts in [Scenario.signing, Scenario.wholeLife, Scenario.signing] {
            let state = try LedgerWriter(acts).states[.consortium].flatMap(Consortium.unwrap)
            let history = LogKeyHistory(of: try #require(state))
            try await store.write { db in
                try history.keep(for: WitnessStore.row(of: log, db), db)
            }
        }
        #expect(try await store.trustedKeys(of: log) == [second])
        try store.close()
    }

    @Test func `a record of the first version takes its keys from the consortium it holds`()
        async throws
    {
        let home = try TestWitness()
        let signer = TestWitness.signer.verifierKey
        try WitnessStore(path: home.path, witness: signer).close()
        let state = try LedgerWriter(Scenario.wholeLife).states[.consortium]
            .flatMap(Consortium.unwrap)
        let consortium = Data(try #require(state).canonicalBytes())
        // Back to what the first version made.
        let queue = try DatabaseQueue(path: home.path)
        try await queue.write { db in
            try db.execute(
                sql: """
                    ALTER TABLE log DROP COLUMN logKey;
                    ALTER TABLE log DROP COLUMN formerLogKeys;
                    ALTER TABLE instance DROP COLUMN parent;
                    DELETE FROM grdb_migrations WHERE identifier IN ('witness 2', 'witness 3');
                    """
            )
            try db.execute(
                sql: "INSERT INTO log (id, origin) VALUES (1, ?)",
                arguments: [TestWitness.log.origin]
            )
            try db.execute(
                sql: """
                    INSERT INTO mirror (log, size, root, rules, note, registered, consortium)
                    VALUES (1, 0, x'', '', '', 0, ?)
                    """,
                arguments: [consortium]
            )
        }
        try queue.close()
        let store = try WitnessStore(path: home.path, witness: signer)
        let second = LedgerWriter.successor.verifierKey
        #expect(try await store.trustedKeys(of: TestWitness.log) == [second])
        try store.close()
    }

    @Test(arguments: [
        (
            "CREATE TRIGGER thief AFTER INSERT ON log BEGIN SELECT 1; END",
            "trigger 'thief' on 'log'"
        ),
        ("CREATE TABLE guest (id INTEGER)", "table 'guest'"),
        ("ALTER TABLE log ADD COLUMN extra TEXT", "table 'log' is not as it was made"),
    ])
    func `a record with another schema is refused, and what differs named`(
        sql: String,
        said: String
    ) throws {
        let home = try TestWitness()
        let signer = TestWitness.signer.verifierKey
        try WitnessStore(path: home.path, witness: signer).close()
        let queue = try DatabaseQueue(path: home.path)
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
        let error = #expect(throws: WitnessSetupError.self) {
            try WitnessStore(path: home.path, witness: signer)
        }
        let text = String(describing: error)
        #expect(text.contains("witness.sqlite: \(said)"), "\(text)")
    }
}

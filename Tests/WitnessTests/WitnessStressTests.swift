import Synchronization
import TestSamples
import TestSupport
import Testing
import TransparencyLog
import Witness

/// Forks and rollbacks, tried at once and over restarts.
@Suite struct WitnessStressTests {
    /// Two trees of one log that part at some size.
    private struct Branches: Sendable {
        let logs: [TestLog]
        let fork: UInt64

        init(fork: UInt64, size: UInt64) {
            self.fork = fork
            logs = ["one", "two"].map { branch in
                TestLog(texts: (0..<size).map { $0 < fork ? "\($0)" : "\(branch) \($0)" })
            }
        }
    }

    /// A checkpoint that a witness has cosigned.
    private struct Cosigned: Sendable {
        let size: UInt64
        let branch: Int
        let time: UInt64
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `no two cosignatures are of trees that contradict each other`(seed: UInt64) async throws {
        var generator = SplitMix(state: seed)
        let branches = Branches(fork: 12, size: 48)
        let home = try TestWitness()
        var all: [Cosigned] = []
        for _ in 0..<6 {
            let plans = (0..<8).map { _ in generator.next() }
            all += try await home.run { witness in
                try await withThrowingTaskGroup(of: [Cosigned].self) { group in
                    for plan in plans {
                        group.addTask { try await attack(witness, branches, seed: plan) }
                    }
                    var cosigned: [Cosigned] = []
                    for try await some in group { cosigned += some }
                    return cosigned
                }
            }
            home.clock.withLock { $0 += 1 }
        }
        #expect(all.count > 12, "seed \(seed): the witness hardly cosigned anything")
        #expect(all.contains { $0.size > branches.fork }, "seed \(seed): the fork was not reached")
        let beyond = Set(all.filter { $0.size > branches.fork }.map(\.branch))
        #expect(beyond.count <= 1, "seed \(seed): both branches were cosigned")
        // At one time a smaller tree may be cosigned before a larger one,
        // but never at a later time.
        for one in all {
            let later = all.filter { $0.time > one.time && $0.size < one.size }
            #expect(later.isEmpty, "seed \(seed): rolled back from \(one.size)")
        }
    }

    /// Both branches are legal, and the log serves now the one and now the other.
    @Test(arguments: [1, 2] as [UInt64])
    func `a mirror mixes no two trees, whatever the log serves meanwhile`(
        seed: UInt64
    ) async throws {
        let home = try TestWitness()
        let branches = try ["one", "two"].map { name in
            let acts = (0..<20).map { number in
                let entry = number < 4 ? "common" : name
                return ScenarioCommand(
                    "act \(number)",
                    by: .leader,
                    number % 2 == 0 ? .list(entry) : .delist(entry),
                    at: day(2),
                    signer: .leader
                )
            }
            return TestLog(try LedgerWriter(Scenario.foundedWithMembers + acts).entries)
        }
        let site = LogServer(branches[0])
        try await site.open { witnessed in
            var generator = SplitMix(state: seed)
            var largest: [UInt64] = [0, 0]
            for _ in 0..<3 {
                let plans = (0..<6).map { _ in generator.next() }
                let sizes = try await home.run(
                    logs: [witnessed],
                    validation: Witness.Validation()
                ) { witness in
                    try await withThrowingTaskGroup(of: [UInt64].self) { group in
                        for plan in plans {
                            group.addTask {
                                try await waver(witness, site, branches, seed: plan)
                            }
                        }
                        var sizes: [UInt64] = [0, 0]
                        for try await some in group {
                            sizes = zip(sizes, some).map { max($0, $1) }
                        }
                        return sizes
                    }
                }
                largest = zip(largest, sizes).map { max($0, $1) }
            }
            // The branches part at entry 13.
            #expect(largest.contains { $0 > 9 }, "seed \(seed): hardly anything was cosigned")
            #expect(largest.filter { $0 > 13 }.count <= 1, "seed \(seed): \(largest)")
        }
    }

    /// Submits and serves both branches at random; the largest sizes cosigned of each.
    private func waver(
        _ witness: Witness,
        _ site: LogServer,
        _ branches: [TestLog],
        seed: UInt64
    ) async throws -> [UInt64] {
        var generator = SplitMix(state: seed)
        var largest: [UInt64] = [0, 0]
        var known: UInt64 = 0
        for _ in 0..<12 {
            let branch = Int(generator.next() % 2)
            if generator.next() % 3 == 0 { site.publish(branches[Int(generator.next() % 2)]) }
            let size = min(branches[branch].size, known + generator.next() % 5)
            do {
                let body = try branches[branch].body(old: known, size: size)
                _ = try await witness.cosign(Array(body.utf8))
                largest[branch] = max(largest[branch], size)
                known = size
            } catch WitnessRefusal.conflict(let size) {
                known = size
            } catch is WitnessRefusal {
                // The other branch's, or a log that is known to fork.
            } catch WitnessFault.logUnreadable {
                // It served the other branch.
            }
        }
        return largest
    }

    /// Submits checkpoints of both branches at random, from sizes known, guessed or stale.
    private func attack(
        _ witness: Witness,
        _ branches: Branches,
        seed: UInt64
    ) async throws -> [Cosigned] {
        var generator = SplitMix(state: seed)
        var cosigned: [Cosigned] = []
        var known: UInt64 = 0
        for _ in 0..<40 {
            let branch = Int(generator.next() % 2)
            let old = generator.next() % 8 == 0 ? generator.next() % 48 : known
            let size = min(48, old + generator.next() % 4)
            do {
                let body = try branches.logs[branch].body(old: old, size: size)
                let signature = try await witness.cosign(Array(body.utf8))
                let time = signature.bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
                cosigned.append(Cosigned(size: size, branch: branch, time: time))
                known = size
            } catch WitnessRefusal.conflict(let size) {
                known = size
            } catch is WitnessRefusal {
                // The other branch's.
            }
        }
        return cosigned
    }
}

/// SplitMix64: the same numbers from the same seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

import Contracts
import Foundation
import Marine
import TestSamples
import Testing

/// What holds over all contracts, whatever is asked of them by whom: of one loss nobody is paid
/// more than was lost, whoever measures does not approve, nothing stated after a loss is paid
/// straight through, shares sum to the whole, and every state is one of the graph.
///
/// `PLIMSOLL_SLOW=1` asks two million commands by a seed that is printed;
/// `PLIMSOLL_SEED` names one.
@Suite("Properties over all contracts")
struct PropertyTests {
    private static let isSlow = ProcessInfo.processInfo.environment["PLIMSOLL_SLOW"] != nil
    private static let seed: UInt64 =
        ProcessInfo.processInfo.environment["PLIMSOLL_SEED"].flatMap(UInt64.init)
        ?? (isSlow ? UInt64.random(in: .min ... .max) : 1)
    private static let commands = isSlow ? 2_000_000 : 20_000
    private static let commandsPerLedger = 800

    @Test func `no sequence of commands pays too much, by one hand, or what was stated late`()
        async throws
    {
        print("properties over all contracts: seed \(Self.seed)")
        let run = try await Self.run()
        print("properties over all contracts: \(run.summary)")
        if let failure = run.failure { Issue.record("\(failure)") }
        #expect(run.accepted * 5 > run.asked, "too little is accepted to show anything")
        #expect(run.straightThrough > 10 && run.byHand > 30 && run.exGratia > 3 && run.shared > 3)
        let missed = Self.kinds.subtracting(run.acceptedKinds.keys)
        #expect(missed.isEmpty, "never accepted")
    }

    /// One ledger after another, on each processor, until so many commands were asked or one fails.
    private static func run() async throws -> PropertyRun {
        let ledgers = commands / commandsPerLedger
        let workers = ProcessInfo.processInfo.activeProcessorCount
        return try await withThrowingTaskGroup(of: PropertyRun.self) { group in
            var sum: PropertyRun?
            var started = 0
            func start() {
                guard started < ledgers else { return }
                let seed = Self.seed &+ UInt64(started)
                started += 1
                group.addTask { try PropertyRun(seed: seed, commands: commandsPerLedger) }
            }
            for _ in 0..<workers { start() }
            while let run = try await group.next() {
                if sum == nil { sum = run } else { sum?.add(run) }
                if sum?.failure == nil { start() }
            }
            return try #require(sum)
        }
    }

    /// Every instruction but those that begin a ledger, and those on keys, which walk by
    /// themselves.
    private static let kinds: Set<StepKind> = {
        let apart: Set = [
            "found", "keepSecret", "registerKey", "revokeKey", "rotateKey", "restoreKey",
            "nameAuditors", "rotateLogKey",
        ]
        return Set(
            ContractName.allCases.flatMap { contract in
                actions(of: contract.kind).filter { !apart.contains($0) }
                    .map { StepKind(contract, $0) }
            }
        )
    }()

    private static func actions<Kind: Contract>(of kind: Kind.Type) -> [String] {
        Kind.Instruction.Action.allCases.map(\.rawValue)
    }
}

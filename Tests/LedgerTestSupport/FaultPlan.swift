package import Ledger
import Synchronization

/// A failure that a test injects.
package struct InjectedFault: Error, Hashable, CustomStringConvertible {
    package let step: CommitStep
    package var description: String { "injected at \(step.rawValue)" }
}

/// Decides at each step of an append whether it fails.
package final class FaultPlan: Sendable {
    private struct Plan {
        var next: CommitStep?
        var random: SeededGenerator?
        var oddsInHundred: UInt64 = 0
        var injected: [CommitStep] = []
    }

    private let plan = Mutex(Plan())

    package init() {}

    /// The steps that have failed, in order.
    package var injected: [CommitStep] { plan.withLock { $0.injected } }

    /// The next append fails at a step, once.
    package func failOnce(at step: CommitStep) { plan.withLock { $0.next = step } }

    /// From now on each step fails with these odds.
    package func failAtRandom(_ oddsInHundred: UInt64, seed: UInt64) {
        plan.withLock {
            $0.random = SeededGenerator(seed: seed)
            $0.oddsInHundred = oddsInHundred
        }
    }

    /// Nothing fails from now on.
    package func calm() {
        plan.withLock {
            $0.next = nil
            $0.random = nil
        }
    }

    /// Called by the store at each step.
    package func reach(_ step: CommitStep) throws {
        try plan.withLock { plan in
            var fails = plan.next == step
            if fails { plan.next = nil }
            if var random = plan.random {
                fails = fails || random.next() % 100 < plan.oddsInHundred
                plan.random = random
            }
            guard fails else { return }
            plan.injected.append(step)
            throw InjectedFault(step: step)
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers from the same seed everywhere.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

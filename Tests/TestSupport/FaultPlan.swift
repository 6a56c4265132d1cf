package import Ledger
import Synchronization
import TestSamples

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

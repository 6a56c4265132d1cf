package import Ledger
import Testing

/// What every engine must do when an append fails at one of its steps.
package enum LogStoreFaultConformance {
    /// Fails one append at a step and looks at what the store then holds and says.
    ///
    /// Before the commit nothing is written, the caller is told so, and the same batch may then
    /// be appended. At the commit the batch is there, and the caller is told that it is unknown.
    package static func check(_ home: LogLocation, failingAt step: CommitStep) async throws {
        let store = try home.open()
        var writer = try LedgerWriter(Scenario.founding)
        try await store.append(try writer.batch(), expecting: 0)
        let before = try await LogSnapshot(of: store)
        for act in Scenario.members { try writer.write(act) }
        let batch = try writer.batch()

        home.faults.failOnce(at: step)
        let failure = await #expect(throws: LogStoreError.self) {
            try await store.append(batch, expecting: 1)
        }
        #expect(home.faults.injected == [step])
        switch (step, failure) {
        case (.committed, .outcomeUnknown):
            try await LogSnapshot.expect(store, toHold: writer)
            #expect(try await store.head().checkpoint == batch.checkpoint)
            await #expect(throws: LogStoreError.sizeMismatch(expected: 1, actual: writer.size)) {
                try await store.append(batch, expecting: 1)
            }
        case (.begin, .notWritten), (.entries, .notWritten), (.commands, .notWritten),
            (.tiles, .notWritten), (.checkpoint, .notWritten):
            #expect(try await LogSnapshot(of: store) == before)
            #expect(try await LogSnapshot(of: try home.open()) == before)
            try await store.append(batch, expecting: 1)
        default:
            Issue.record("a failure at \(step) was reported as \(failure.debugDescription)")
        }
        try await LogSnapshot.expect(try home.open(), toHold: writer)
    }
}

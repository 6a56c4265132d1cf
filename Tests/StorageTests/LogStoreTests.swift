import Ledger
import TestSupport
import Testing

/// Every engine is held to the one conformance suite.
@Suite struct LogStoreTests {
    @Test(arguments: Engine.allCases, LogStoreConformance.allCases)
    func `an engine keeps to the contract`(
        engine: Engine,
        statement: LogStoreConformance
    ) async throws {
        try await statement.check(try LogLocation(engine))
    }

    @Test(arguments: Engine.allCases, CommitStep.allCases)
    func `a failed append is all or nothing and says which`(
        engine: Engine,
        step: CommitStep
    ) async throws {
        try await LogStoreFaultConformance.check(try LogLocation(engine), failingAt: step)
    }
}

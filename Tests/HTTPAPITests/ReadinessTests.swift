import CanonicalJSON
import DataFolder
import HTTPTypes
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing

/// What a supervisor is told of a clock that is wrong.
@Suite struct ReadinessTests {
    @Test func `a ledger whose last entry is ahead of the clock is not ready and says why`()
        async throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path("data")
        let ahead = ManualClock(day(2))
        try await TestPlatform.open(path, clock: { ahead.now }).close()
        let right = ManualClock(day(1))
        let clockGuard = ClockGuard(clock: { right.now }, uptime: { 0 })
        let opened = try await TestPlatform.open(path, clockGuard: clockGuard) { right.now }
        try await TestAPI.serve(opened) { api in
            let ready = try await api.get("/readyz")
            #expect(ready.status == .serviceUnavailable)
            #expect(ready.code == "clockAhead")
            #expect(ready.json["retryIsSafe"] == .bool(false))
            #expect(ready.text.contains("\(day(2))"))
        }
        try await opened.close()
    }
}

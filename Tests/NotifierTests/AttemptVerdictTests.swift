import Testing

@testable import Notifier

@Suite struct AttemptVerdictTests {
    static let now: Int64 = 1_000_000

    private func verdict(
        _ outcome: AttemptVerdict.Outcome,
        attempts: Int = 1,
        jitter: Int64 = 0
    ) -> AttemptVerdict {
        .of(
            outcome,
            attempts: attempts,
            schedule: .standard,
            jitter: jitter,
            throttlePauseMilliseconds: 30_000,
            now: Self.now
        )
    }

    @Test(arguments: [200, 201, 202, 204, 299])
    func `a 2xx status is success`(_ status: Int) {
        let verdict = verdict(.response(status: status, retryAfterSeconds: 9))
        #expect(verdict == AttemptVerdict(next: .delivered, pauseEndpointUntil: nil))
    }

    @Test(arguments: [100, 301, 304, 307, 400, 401, 404, 409, 500, 503])
    func `any other status is a failure and tried again`(_ status: Int) {
        let verdict = verdict(.response(status: status, retryAfterSeconds: nil))
        #expect(
            verdict
                == AttemptVerdict(next: .retry(at: Self.now + 5_000), pauseEndpointUntil: nil)
        )
    }

    @Test func `410 ends the endpoint`() {
        let verdict = verdict(.response(status: 410, retryAfterSeconds: 60))
        #expect(verdict == AttemptVerdict(next: .endpointGone, pauseEndpointUntil: nil))
    }

    @Test(arguments: [429, 502, 504])
    func `an overloaded endpoint is left alone`(_ status: Int) {
        let pause = Self.now + 30_000
        #expect(
            verdict(.response(status: status, retryAfterSeconds: nil))
                == AttemptVerdict(next: .retry(at: pause), pauseEndpointUntil: pause)
        )
    }

    @Test func `Retry-After is honoured for at most an hour and never shortens the schedule`() {
        let long = Self.now + 3_600_000
        #expect(
            verdict(.response(status: 503, retryAfterSeconds: 999_999_999))
                == AttemptVerdict(next: .retry(at: long), pauseEndpointUntil: long)
        )
        #expect(
            verdict(.response(status: 429, retryAfterSeconds: 1), attempts: 2)
                == AttemptVerdict(
                    next: .retry(at: Self.now + 300_000),
                    pauseEndpointUntil: Self.now + 1_000
                )
        )
    }

    /// The delays of Standard Webhooks 1.0.0, in seconds.
    @Test(
        arguments: zip(
            1...9,
            [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as [Int64]
        )
    )
    func `the standard schedule is kept, within a tenth`(_ attempts: Int, _ seconds: Int64) {
        for (jitter, milliseconds): (Int64, Int64) in [
            (0, seconds * 1_000), (1_000, seconds * 1_100), (-1_000, seconds * 900),
        ] {
            #expect(
                verdict(.noResponse, attempts: attempts, jitter: jitter).next
                    == .retry(at: Self.now + milliseconds)
            )
        }
    }

    @Test func `after the tenth attempt a delivery is dead`() {
        #expect(verdict(.noResponse, attempts: 10).next == .dead)
    }
}

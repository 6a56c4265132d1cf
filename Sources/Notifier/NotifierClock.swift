import Foundation

/// The notifier's clock; tests use one that they set themselves.
public struct NotifierClock: Sendable {
    /// The present, in milliseconds since 1970 UTC.
    public let now: @Sendable () -> Int64
    /// Waits for some milliseconds; throws where the task is cancelled.
    public let sleep: @Sendable (_ milliseconds: Int64) async throws -> Void

    /// Creates a clock.
    public init(
        now: @escaping @Sendable () -> Int64,
        sleep: @escaping @Sendable (_ milliseconds: Int64) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's clock.
    public static let system = NotifierClock(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
        },
        sleep: { milliseconds in
            try await Task.sleep(for: .milliseconds(milliseconds))
        }
    )
}

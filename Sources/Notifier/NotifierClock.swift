import Foundation

/// The notifier's clock; tests use one that they set themselves.
public struct NotifierClock: Sendable {
    /// The present, in milliseconds since 1970 UTC: what an operator sets.
    public let now: @Sendable () -> Int64
    /// Milliseconds since some moment, which nobody sets and which go on while the machine sleeps.
    public let uptime: @Sendable () -> Int64
    /// Waits for some milliseconds; throws where the task is cancelled.
    public let sleep: @Sendable (_ milliseconds: Int64) async throws -> Void

    /// Creates a clock; without an `uptime` of its own, its time is never set.
    public init(
        now: @escaping @Sendable () -> Int64,
        uptime: (@Sendable () -> Int64)? = nil,
        sleep: @escaping @Sendable (_ milliseconds: Int64) async throws -> Void
    ) {
        self.now = now
        self.uptime = uptime ?? now
        self.sleep = sleep
    }

    /// The machine's clock.
    public static let system = NotifierClock(
        now: { milliseconds(CLOCK_REALTIME) },
        uptime: { milliseconds(CLOCK_BOOTTIME) },
        sleep: { milliseconds in
            try await Task.sleep(for: .milliseconds(milliseconds))
        }
    )

    private static func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// The time by which waiting things wait: the clock as it stood at the start, and the uptime since.
///
/// A clock that is set while the process lives moves no deadline. What was written by an earlier
/// process is clamped when it is read, as nobody knows how its clock stood.
struct WaitingTime: Sendable {
    /// A difference below this is the clock's slow correction and no jump.
    private static let toleranceMilliseconds: Int64 = 1_000

    private let clock: NotifierClock
    private let offset: Int64

    /// Starts where the clock is now.
    init(_ clock: NotifierClock) {
        self.clock = clock
        offset = clock.now() - clock.uptime()
    }

    /// The present, in milliseconds since 1970 UTC as the clock had it at the start.
    func now() -> Int64 { clock.uptime() + offset }

    /// By how much the clock was set since the start, in milliseconds; 0 where it was not.
    func jump() -> Int64 {
        let jump = clock.now() - now()
        return abs(jump) < Self.toleranceMilliseconds ? 0 : jump
    }
}

public import Marine
import Synchronization

/// How far ahead an entry's instant may be: no further than the clock can have come since it was
/// last believed, by the count of time that nobody can set.
///
/// A clock that jumps ahead would otherwise stamp entries with days to come, and as instants never
/// go back, every entry after them. The clock is believed at the start, and again once an hour
/// where it is within the bound by then: what the machine's clock drifts in an hour stays far
/// below it. A clock that is set back loosens nothing before the next such hour.
public final class ClockGuard: Sendable {
    /// How far ahead of the clock an entry may be, in milliseconds: five minutes.
    public static let boundMilliseconds: Int64 = 5 * 60 * 1000
    /// How long the clock is held against what it said last, in milliseconds.
    static let termMilliseconds: Int64 = 60 * 60 * 1000

    /// A reading of both clocks at once.
    private struct ClockReading {
        var now: Instant
        var uptimeMilliseconds: Int64
    }

    private let clock: @Sendable () -> Instant
    private let uptime: @Sendable () -> Int64
    private let believed: Mutex<ClockReading>

    /// A guard over a clock that can be set; `uptime` counts milliseconds and cannot.
    public init(
        clock: @escaping @Sendable () -> Instant,
        uptime: @escaping @Sendable () -> Int64 = ClockGuard.elapsed
    ) {
        self.clock = clock
        self.uptime = uptime
        believed = Mutex(ClockReading(now: clock(), uptimeMilliseconds: uptime()))
    }

    /// The latest instant that an entry may have now.
    public func latest() -> Instant {
        believed.withLock { believed in
            let reading = ClockReading(now: clock(), uptimeMilliseconds: uptime())
            let passed = reading.uptimeMilliseconds - believed.uptimeMilliseconds
            let latest = believed.now.advanced(
                byMilliseconds: passed + ClockGuard.boundMilliseconds
            )
            guard passed >= ClockGuard.termMilliseconds, reading.now <= latest else {
                return latest
            }
            believed = reading
            return reading.now.advanced(byMilliseconds: ClockGuard.boundMilliseconds)
        }
    }

    /// What keeps an entry of that instant from being committed; `nil` where nothing does.
    func fault(at instant: Instant) -> LedgerFault? {
        let latest = latest()
        return instant > latest ? .clockAhead(entry: instant, latest: latest) : nil
    }

    /// Milliseconds since some moment of this process, those asleep included.
    public static let elapsed: @Sendable () -> Int64 = {
        let passed = reference.duration(to: .now).components
        return passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
    }

    private static let reference = ContinuousClock.now
}

extension Sequencer {
    /// Why an entry would be refused now for its instant: the clock has jumped ahead, or the
    /// ledger's last entry is ahead of it; `nil` where neither is so.
    ///
    /// Unlike a standing fault it passes by itself once the clock has come so far.
    public nonisolated func clockFault() -> LedgerFault? {
        clockGuard?.fault(at: max(clock(), committed.end.at))
    }
}

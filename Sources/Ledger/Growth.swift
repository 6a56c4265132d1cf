/// Wakes those who wait for the ledger to grow.
public actor Growth {
    private var size: UInt64 = 0
    private var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
    private var nextTicket: UInt64 = 0

    /// Nothing has grown yet.
    public init() {}

    /// Returns once the ledger has more entries than `size`, or the task is cancelled.
    public func wait(beyond size: UInt64) async {
        while self.size <= size, !Task.isCancelled {
            let ticket = nextTicket
            nextTicket += 1
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    if Task.isCancelled {
                        continuation.resume()
                    } else {
                        waiting[ticket] = continuation
                    }
                }
            } onCancel: {
                Task { await self.wake(ticket) }
            }
        }
    }

    /// Notes that it has grown, and wakes those who wait for that.
    public func reached(_ size: UInt64) {
        self.size = max(self.size, size)
        let all = waiting
        waiting.removeAll()
        for continuation in all.values { continuation.resume() }
    }

    private func wake(_ ticket: UInt64) {
        waiting.removeValue(forKey: ticket)?.resume()
    }
}

/// How far each follower has read the ledger.
///
/// Losing it makes followers read again from the start, which idempotent commands make harmless.
public protocol FollowerCursors: Sendable {
    /// The index of the next entry that a follower reads; 0 at first.
    func next(of follower: String) async throws -> UInt64

    /// Notes how far a follower has come; it may be sent back, to read again.
    func advance(_ follower: String, to next: UInt64) async throws
}

/// How far each follower has read the ledger.
///
/// Losing it makes followers read again from the start, which idempotent commands make harmless.
public protocol FollowerCursors: Sendable {
    /// The index of the next entry that a follower reads; 0 at first.
    func next(of follower: String) async throws -> UInt64

    /// Notes how far a follower has come; it may be sent back, to read again.
    func advance(_ follower: String, to next: UInt64) async throws
}

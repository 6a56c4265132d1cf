import TransparencyLog

extension Sequencer {
    /// Whether the view lacks entries that are durable.
    public nonisolated var viewIsBehind: Bool { feed.isBehind }

    /// What the view has yet to take up, in order.
    ///
    /// - Throws: `LedgerFault.unavailable` where it is too much to be held in memory.
    public nonisolated func unappliedEntries() throws(LedgerFault) -> [FoldedEntry] {
        try feed.unappliedEntries()
    }

    /// Returns when the view has all that was durable at the call: what lists are read after.
    ///
    /// - Throws: what keeps the view from being written to.
    public nonisolated func bringViewUp() async throws { try await feed.bringUp() }
}

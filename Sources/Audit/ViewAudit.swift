import Ledger

/// Compares the view in use with one folded from the ledger.
actor ViewAudit {
    private let source: AuditedView?
    private let again: AuditedFold
    private var section = AuditSection(.view)

    init(_ source: AuditedView?, _ again: AuditedFold) {
        self.source = source
        self.again = again
    }

    var sections: [AuditSection] { [section] }

    /// Folds the next entries, in order.
    func take(_ entries: [FoldedEntry]) async throws {
        try await source?.take(entries)
    }

    /// Compares, unless the replay stopped before the ledger's end.
    func end(of size: UInt64, stopped: String?) async throws {
        let entries = Int(clamping: size)
        guard let source else { return section.leave(entries, "there is no view to look at") }
        if let stopped {
            return section.leave(
                entries,
                "not compared, as the ledger does not replay to its end: \(stopped)"
            )
        }
        let verdict: ViewVerdict
        do { verdict = try await source.verdict(again) } catch {
            guard let damage = Damage.place(error) else { throw error }
            return section.cannotRead(source.name, damage, leaving: entries)
        }
        section.examined = entries - Int(clamping: verdict.behind)
        for difference in verdict.differences { section.find(source.name, difference) }
        if verdict.behind > 0 {
            section.leave(
                Int(clamping: verdict.behind),
                "it has yet to fold in \(verdict.behind) entries, as it does at start"
            )
        }
    }
}

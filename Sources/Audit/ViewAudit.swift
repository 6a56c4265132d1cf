import Ledger

/// Compares the view in use with one folded from the ledger.
actor ViewAudit {
    private let source: AuditedView?
    private var taken = 0
    private var section = AuditSection("view", "the view against the ledger's fold, row by row")

    init(_ source: AuditedView?) {
        self.source = source
        if source == nil { section.incomplete = "there is no view to look at" }
    }

    var sections: [AuditSection] { [section] }

    /// Folds the next entries, in order.
    func take(_ entries: [FoldedEntry]) async throws {
        guard let source else { return }
        try await source.take(entries)
        taken += entries.count
    }

    /// Compares, unless the replay ended early.
    func end(isWhole: Bool) async throws {
        guard let source else { return }
        guard isWhole else {
            section.incomplete = "not compared, as the ledger does not replay"
            return
        }
        let verdict = try await source.verdict()
        section.examined = taken - Int(verdict.behind)
        for difference in verdict.differences { section.find("view.sqlite", difference) }
        if verdict.behind > 0 {
            section.incomplete =
                "it has yet to fold in \(verdict.behind) entries, as it does at start"
        }
    }
}

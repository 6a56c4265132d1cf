import Ledger
import TransparencyLog

/// Verifies a ledger whole: the tree and its signatures, the legal graph, every contract executed
/// again from its payloads, every finding computed again from the readings, and the view rebuilt.
///
/// One pass over the entries, in order; memory grows with the instances, not with the entries.
public struct Auditor {
    static let page = 1000

    let source: AuditSource
    var tree: TreeAudit
    var replay: ReplayAudit
    var telemetry: TelemetryAudit
    var view = AuditSection("view", "the view against one rebuilt from the ledger, row by row")

    /// An audit of a source.
    public init(_ source: AuditSource) {
        self.source = source
        tree = TreeAudit(logKey: source.logKey)
        replay = ReplayAudit(
            origin: source.logKey.name,
            isPartial: source.isPartial,
            hasCommandIndex: source.hasCommandIndex
        )
        telemetry = TelemetryAudit(origin: source.logKey.name, segments: source.segments)
    }

    /// Audits everything.
    ///
    /// - Throws: what kept it from reading; what it read and found wrong is in the report.
    public mutating func run() async throws -> AuditReport {
        let head = try await source.store.head()
        try await tree.begin(source, head: head)
        var index: UInt64 = 0
        while index < head.size {
            let limit = min(Auditor.page, Int(head.size - index))
            let entries = try await source.store.entries(from: index, limit: limit)
            for entry in entries {
                if entry.index != index {
                    tree.missing(index, upTo: entry.index)
                    replay.stop("entry \(index) is missing")
                }
                index = entry.index + 1
                try await examine(entry)
            }
            if entries.isEmpty {
                tree.missing(index, upTo: head.size)
                break
            }
            try await flush(isLast: index >= head.size)
        }
        try await tree.end(source, head: head)
        try await replay.end(source.store)
        try await telemetry.end()
        if source.viewVerdict == nil { view.incomplete = "there is no view to look at" }
        return AuditReport(
            origin: source.logKey.name,
            size: head.size,
            root: tree.root.base64,
            sections: tree.sections + replay.sections + telemetry.sections + [view]
        )
    }

    private var pendingFolds: [FoldedEntry] = []

    private mutating func examine(_ entry: LogEntry) async throws {
        try await tree.examine(entry, source)
        guard let folded = replay.examine(entry) else { return }
        pendingFolds.append(folded)
        try await telemetry.examine(folded)
    }

    private mutating func flush(isLast: Bool) async throws {
        let folds = pendingFolds
        pendingFolds.removeAll(keepingCapacity: true)
        try await replay.checkCommands(source.store)
        guard let judge = source.viewVerdict, view.incomplete == nil else { return }
        guard replay.stopped == nil else {
            view.incomplete = "not compared, as the ledger does not replay"
            return
        }
        let verdict = try await judge(folds, isLast)
        view.examined += folds.count
        for difference in verdict.differences { view.find("view.sqlite", difference) }
        if verdict.behind > 0 {
            view.examined -= Int(verdict.behind)
            view.incomplete = "it has yet to fold in \(verdict.behind) entries, as it does at start"
        }
    }
}

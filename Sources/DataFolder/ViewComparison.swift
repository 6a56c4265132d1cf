import Audit
import Foundation
import Ledger
import Storage

/// A view, as it was when the audit began, against the rows that the ledger gives.
///
/// What is expected is kept in memory. Where a table differs, the view is folded again into a file
/// aside, and the rows of the two are compared, to name them.
actor ViewComparison {
    private static let namedRows = 20

    private let found: ViewSnapshot
    private var expected: ExpectedView
    private var size: UInt64 = 0

    init(of view: SQLiteView) throws {
        found = try view.snapshot()
        expected = ExpectedView(applied: found.applied)
    }

    func take(_ entries: [FoldedEntry]) {
        expected.take(entries)
        size = entries.last.map { $0.index + 1 } ?? size
    }

    /// A crash between the commit and the view leaves the view behind: what it has folded in must
    /// be right, and it catches up when the folder is served again.
    func verdict(_ again: AuditedFold) async throws -> ViewVerdict {
        let tables = try await expected.tablesThatDiffer(in: found)
        let differences = tables.isEmpty ? [] : try await differences(again)
        return ViewVerdict(
            // Rows can agree where a table does not: one under the same key twice.
            differences: differences.isEmpty
                ? tables.map { "\($0): its rows are not those that the ledger gives" }
                : differences,
            behind: size > found.applied ? size - found.applied : 0
        )
    }

    private func differences(_ again: AuditedFold) async throws -> [String] {
        let aside = FileManager.default.temporaryDirectory
            .appendingPathComponent("plimsoll-audit-\(UUID().uuidString)")
        try LedgerFolder.makePrivateFolder(aside.path)
        defer { try? FileManager.default.removeItem(at: aside) }
        let rebuilt = try SQLiteView(path: aside.appendingPathComponent("view.sqlite").path)
        defer { try? rebuilt.close() }
        let upTo = min(found.applied, size)
        try await again.pages { folded in
            try await rebuilt.apply(folded.filter { $0.index < upTo })
            return (folded.last?.index ?? upTo) + 1 < upTo
        }
        return try await found.differences(from: rebuilt, limit: ViewComparison.namedRows)
            .map(\.description)
    }
}

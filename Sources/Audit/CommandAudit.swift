import Contracts
import Ledger

/// Compares the index of commands with the entries that hold them.
actor CommandAudit {
    private let source: AuditedCommands?
    private var section = AuditSection("commands", "the index of commands against the entries")

    init(_ source: AuditedCommands?) {
        self.source = source
        if source == nil { section.incomplete = "the index is not available here" }
    }

    var sections: [AuditSection] { [section] }

    /// Compares the index of the next entries with the commands in them.
    func take(_ replayed: ReplayedPage) async throws {
        guard let source, section.incomplete == nil, let first = replayed.folded.first?.index,
            let last = replayed.folded.last?.index
        else { return }
        let expected = replayed.commands
        let found: [RecordedCommand]
        do throws(LogStoreError) {
            found = try await read(source, first...last, expecting: expected.count)
        } catch {
            guard case .damaged(let place) = error else { throw error }
            section.find("ledger.sqlite command", "\(place) does not read")
            section.incomplete = "it could not be read on from entry \(first)"
            return
        }
        section.examined += expected.count
        if found == expected { return }
        name(expected, found.filter { !replayed.unreadable.contains($0.first) })
    }

    private func read(
        _ source: AuditedCommands,
        _ entries: ClosedRange<UInt64>,
        expecting count: Int
    ) async throws(LogStoreError) -> [RecordedCommand] {
        var found: [RecordedCommand] = []
        var next = entries.lowerBound
        while true {
            // One more than expected: it belongs to a later entry if the index is right.
            let limit = max(1, count - found.count + 1)
            let page = try await source.page(next, limit)
            for command in page where command.first <= entries.upperBound { found.append(command) }
            guard page.count == limit, let last = page.last, last.first < entries.upperBound else {
                return found
            }
            next = last.first + 1
        }
    }

    private func name(_ expected: [RecordedCommand], _ found: [RecordedCommand]) {
        let held = Dictionary(found.map { ($0.first, $0) }) { first, _ in first }
        for command in expected where held[command.first] != command {
            section.find(
                "ledger.sqlite command \(command.member)/\(command.id)",
                held[command.first] == nil
                    ? "missing, though entry \(command.first) holds it"
                    : "the row of entry \(command.first) is not what it holds"
            )
        }
        let firsts = Set(expected.map(\.first))
        for command in found where !firsts.contains(command.first) {
            section.find(
                "ledger.sqlite command \(command.member)/\(command.id)",
                "no command begins with entry \(command.first)"
            )
        }
    }

    /// Checks, after the last page, that commands are found by their names.
    func end() async throws {
        guard let source, section.incomplete == nil else { return }
        if let place = try await source.damage() {
            section.find("ledger.sqlite \(place)", "it is not what the commands give")
        }
    }
}

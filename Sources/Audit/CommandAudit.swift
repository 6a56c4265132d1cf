import Contracts
import Ledger

/// Compares the index of commands with the entries that hold them.
actor CommandAudit {
    private let source: AuditedCommands?
    private let ledger: String
    private var section = AuditSection(.commands)
    /// The entry from which on the index could not be read.
    private var unreadFrom: UInt64?
    private var unread = 0
    private var unknown = 0

    init(_ source: AuditSource) {
        self.source = source.commands
        ledger = source.store.name
    }

    var sections: [AuditSection] { [section] }

    /// Compares the index of the next entries with the commands in them.
    func take(_ page: EntryPage) async throws {
        var expected: [RecordedCommand] = []
        // What a row for these entries should say is not known.
        var unreadable = Set(page.unreadable.keys)
        for read in page.entries {
            switch (read.transition, read.command) {
            case (.success, .command(_, let recorded)): expected.append(recorded)
            case (.success, nil): break
            default: unreadable.insert(read.entry.index)
            }
        }
        guard let source, unreadFrom == nil, page.start < page.end else {
            unread += expected.count + unreadable.count
            return
        }
        unknown += unreadable.count
        let entries = page.start...page.end - 1
        let found: [RecordedCommand]
        do throws(LogStoreError) {
            found = try await read(source, entries, expecting: expected.count + unreadable.count)
        } catch {
            guard case .damaged(let place) = error else { throw error }
            section.find("\(ledger) command", "\(place) cannot be read", advice: .unreadable)
            unreadFrom = page.start
            unread += expected.count + unreadable.count
            return
        }
        section.examined += expected.count
        if found == expected { return }
        let present = Set(page.entries.map(\.entry.index)).subtracting(unreadable)
        name(expected, found.filter { present.contains($0.first) }, page)
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
            guard Damage.isAscending(page.map(\.first), from: next) else {
                throw .damaged(place: "commands out of their order")
            }
            for command in page where command.first <= entries.upperBound { found.append(command) }
            guard page.count == limit, let last = page.last, last.first < entries.upperBound else {
                return found
            }
            next = last.first + 1
        }
    }

    private func name(
        _ expected: [RecordedCommand],
        _ found: [RecordedCommand],
        _ page: EntryPage
    ) {
        let held = Dictionary(found.map { ($0.first, $0) }) { first, _ in first }
        for command in expected where held[command.first] != command {
            section.find(
                "\(ledger) command \(command.member)/\(command.id)",
                held[command.first] == nil
                    ? "missing, though entry \(command.first) holds it"
                    : "the row of entry \(command.first) is not what it holds",
                entry: command.first,
                since: page.instant(of: command.first)
            )
        }
        let firsts = Set(expected.map(\.first))
        for command in found where !firsts.contains(command.first) {
            section.find(
                "\(ledger) command \(command.member)/\(command.id)",
                "no command begins with entry \(command.first)",
                entry: command.first,
                since: page.instant(of: command.first)
            )
        }
    }

    /// Checks, after the last page, that commands are found by their names.
    func end(gap: String?) async throws {
        if let gap { section.leave(0, gap) }
        guard let source else {
            return section.leave(unread, "the index is not available here")
        }
        if unknown > 0 {
            section.leave(unknown, "commands lost, whose rows cannot be compared: \(unknown)")
        }
        if let unreadFrom {
            return section.leave(unread, "it could not be read on from entry \(unreadFrom)")
        }
        do throws(LogStoreError) {
            if let place = try await source.damage() {
                section.find("\(ledger) \(place)", "it is not what the commands give")
            }
        } catch {
            guard case .damaged(let place) = error else { throw error }
            section.cannotRead("\(ledger) index of commands", place)
        }
    }
}

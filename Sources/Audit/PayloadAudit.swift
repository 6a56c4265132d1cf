import Ledger
import TransparencyLog

/// Compares every payload and every command with its digest in the leaf, whatever the replay makes
/// of the entries before.
actor PayloadAudit {
    private let store: String
    private let isPartial: Bool
    private var section = AuditSection(.payloads)
    private var closed = 0
    private var unknown = 0
    private var missing = 0

    init(_ source: AuditSource) {
        store = source.store.name
        isPartial = source.isPartial
    }

    var sections: [AuditSection] { [section] }

    /// Checks the next entries.
    func take(_ page: EntryPage) {
        missing += Int(clamping: page.end - page.start) - page.entries.count
        for read in page.entries { examine(read) }
    }

    private func examine(_ read: DecodedEntry) {
        let entry = read.entry
        guard case .success(let transition) = read.transition else {
            unknown += 1
            return
        }
        let isClosed = entry.payload == nil || transition.part.index == 0 && entry.command == nil
        if isPartial, isClosed {
            closed += 1
        } else {
            section.examined += 1
        }
        for reason in [payloadFault(read, transition), commandFault(read)].compactMap({ $0 }) {
            section.find(read, in: store, reason)
        }
    }

    private func payloadFault(_ read: DecodedEntry, _ transition: Transition) -> String? {
        guard let digest = read.payloadDigest else {
            return isPartial ? nil : "its payload is missing"
        }
        return digest == transition.payload
            ? nil : "its payload does not have the digest that the leaf names"
    }

    private func commandFault(_ read: DecodedEntry) -> String? {
        guard case .lost(let reason) = read.command else { return nil }
        return isPartial && read.entry.command == nil ? nil : reason
    }

    /// After the last page.
    func end(gap: String?) {
        if let gap { section.leave(0, gap) }
        if closed > 0 { section.leave(closed, "entries not open to this key: \(closed)") }
        if unknown > 0 { section.leave(unknown, "leaves that do not read: \(unknown)") }
        if missing > 0 {
            section.leave(missing, "entries that are missing or cannot be read: \(missing)")
        }
    }
}

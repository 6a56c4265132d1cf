import Ledger
import TransparencyLog

/// Entries of the ledger in order, read, hashed and decoded.
struct EntryPage: Sendable {
    /// The index at which the page begins.
    let start: UInt64
    /// The index at which the next page begins.
    let end: UInt64
    /// What was found from `start` up to `end`; an entry may be missing.
    let entries: [DecodedEntry]

    /// The instant of an entry of the page; `nil` where it has none.
    func instant(of index: UInt64) -> String? {
        entries.first { $0.entry.index == index }?.instant
    }
}

/// Reads the ledger page by page, each in chunks that are read concurrently.
///
/// At most two pages are in memory: the one that is replayed and the one that is read meanwhile.
struct EntryReader: Sendable {
    /// Entries of one page.
    static let page: UInt64 = 4096
    /// Entries that one task reads and decodes.
    static let chunk: UInt64 = 512
    /// Tasks that read at once.
    static let parallel = 4

    let store: any LogStore
    let origin: String
    let size: UInt64

    /// The page that begins at an index; empty at the ledger's end.
    func page(from start: UInt64) async throws -> EntryPage {
        let end = min(start + EntryReader.page, size)
        let starts = Array(stride(from: start, to: end, by: Int(EntryReader.chunk)))
        var chunks: [[DecodedEntry]] = Array(repeating: [], count: starts.count)
        try await withThrowingTaskGroup(of: (Int, [DecodedEntry]).self) { group in
            for (place, from) in starts.enumerated() {
                if place >= EntryReader.parallel, let (done, entries) = try await group.next() {
                    chunks[done] = entries
                }
                group.addTask {
                    let upTo = min(from + EntryReader.chunk, end)
                    return (place, try await chunk(from: from, upTo: upTo))
                }
            }
            for try await (done, entries) in group { chunks[done] = entries }
        }
        let entries = Array(chunks.joined())
        // A single row with a large index must not make the audit visit every missing one before
        // it.
        let next =
            entries.isEmpty && end < size
            ? try await store.entries(from: end, limit: 1).first?.index ?? size : end
        return EntryPage(start: start, end: next, entries: entries)
    }

    private func chunk(from: UInt64, upTo end: UInt64) async throws -> [DecodedEntry] {
        var read: [DecodedEntry] = []
        read.reserveCapacity(Int(end - from))
        var next = from
        while next < end {
            let entries = try await store.entries(from: next, limit: Int(end - next))
            guard let last = entries.last else { break }
            for entry in entries where entry.index < end {
                read.append(DecodedEntry(entry, origin: origin))
            }
            next = last.index + 1
        }
        return read
    }
}

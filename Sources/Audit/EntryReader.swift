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
    /// What keeps entries of the page from being read, by their indexes; not one of `entries`.
    let unreadable: [UInt64: String]

    /// The instant of an entry of the page; `nil` where it has none.
    func instant(of index: UInt64) -> String? {
        entries.first { $0.entry.index == index }?.instant
    }

    /// Why an entry is not among those of the page.
    func absence(of index: UInt64) -> String {
        unreadable[index] == nil
            ? "entry \(index) is missing" : "entry \(index) cannot be read"
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
    /// The size of the latest checkpoint.
    let signed: UInt64

    /// The page that begins at an index; empty at the ledger's end.
    func page(from start: UInt64) async throws -> EntryPage {
        let end = min(start + EntryReader.page, size)
        let starts = Array(stride(from: start, to: end, by: Int(EntryReader.chunk)))
        var chunks: [Chunk] = Array(repeating: Chunk(), count: starts.count)
        try await withThrowingTaskGroup(of: (Int, Chunk).self) { group in
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
        let entries = chunks.flatMap(\.entries)
        let unreadable = chunks.reduce(into: [:]) { all, chunk in
            all.merge(chunk.unreadable) { first, _ in first }
        }
        // A single row with a large index must not make the audit visit every missing one before
        // it.
        let isBare = entries.isEmpty && unreadable.isEmpty && end < size
        // Nor may a damaged key that reads as a large index, where no checkpoint covers it.
        let isBeyond = entries.isEmpty && !unreadable.isEmpty && start >= signed
        let next = isBeyond ? size : isBare ? try await first(from: end) ?? size : end
        return EntryPage(start: start, end: next, entries: entries, unreadable: unreadable)
    }

    /// The index of the first entry from one on; the index itself where that cannot be told.
    private func first(from index: UInt64) async throws -> UInt64? {
        do {
            return try await store.entries(from: index, limit: 1).first.map { max(index, $0.index) }
        } catch {
            guard Damage.place(error) != nil else { throw error }
            return index
        }
    }

    /// What was read of a stretch of the ledger, and what was not.
    private struct Chunk: Sendable {
        var entries: [DecodedEntry] = []
        var unreadable: [UInt64: String] = [:]
    }

    private func chunk(from: UInt64, upTo end: UInt64) async throws -> Chunk {
        var chunk = Chunk()
        chunk.entries.reserveCapacity(Int(end - from))
        var next = from
        while next < end {
            let entries: [LogEntry]
            do { entries = try await store.entries(from: next, limit: Int(end - next)) } catch {
                guard Damage.place(error) != nil else { throw error }
                try await readAround(next, upTo: end, into: &chunk)
                break
            }
            guard let last = entries.last else { break }
            // A damaged page may hold keys out of their order, which a search never leaves.
            guard Damage.isAscending(entries.map(\.index), from: next) else {
                try await readAround(next, upTo: end, into: &chunk)
                break
            }
            for entry in entries where entry.index < end {
                chunk.entries.append(DecodedEntry(entry, origin: origin))
            }
            next = last.index + 1
        }
        return chunk
    }

    /// Reads a stretch by halves, down to the single entries that cannot be read.
    private func readAround(
        _ from: UInt64,
        upTo end: UInt64,
        into chunk: inout Chunk
    ) async throws {
        guard from < end else { return }
        do {
            let entries =
                end - from == 1
                ? try await store.entries(at: [from])
                : try await store.entries(from: from, limit: Int(end - from))
            guard Damage.isAscending(entries.map(\.index), from: from) else {
                throw LogStoreError.damaged(place: "entries out of their order")
            }
            for entry in entries where entry.index < end {
                chunk.entries.append(DecodedEntry(entry, origin: origin))
            }
        } catch {
            guard let place = Damage.place(error) else { throw error }
            guard end - from > 1 else {
                chunk.unreadable[from] = place
                return
            }
            let middle = from + (end - from) / 2
            try await readAround(from, upTo: middle, into: &chunk)
            try await readAround(middle, upTo: end, into: &chunk)
        }
    }
}

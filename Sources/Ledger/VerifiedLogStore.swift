import CanonicalJSON
import Synchronization
public import TransparencyLog

/// A store in front of another that gives out nothing but what is on the signed tree.
///
/// A leaf must have the hash that the tree has for it, a tile must be of the tree, a payload or a
/// command must have the digest in its leaf, and a recorded command must be the one that its
/// entry holds. Anything else is thrown as `LogStoreError.damaged`, which names the place. So data
/// that the disk has lost or changed is detected when it is first read.
///
/// A leaf costs its hash; its tile is verified once and then held in memory (at most 8 MiB).
public final class VerifiedLogStore<Base: LogStore>: LogStore {
    /// The store itself.
    public let base: Base
    private let tiles: VerifiedTiles
    private let onDamage: Mutex<(@Sendable (String) -> Void)?> = Mutex(nil)

    /// Puts the check in front of a store; its latest checkpoint is signed by one of `logKeys`.
    ///
    /// They are asked for each time, as a key may come into force meanwhile.
    public init(
        _ base: Base,
        origin: String,
        logKeys: @escaping @Sendable () -> [NoteVerifierKey]
    ) {
        self.base = base
        tiles = VerifiedTiles(origin: origin, logKeys: logKeys)
    }

    /// What the store itself is called.
    public var name: String { base.name }

    /// The store itself.
    public var unverified: any LogStore { base.unverified }

    /// Where hashes within its tiles are kept for proofs.
    public var innerHashes: InnerHashes? { tiles.inner }

    /// Has a function called with each place that is found damaged.
    public func whenDamaged(_ body: @escaping @Sendable (String) -> Void) {
        onDamage.withLock { $0 = body }
    }

    /// The size and the latest checkpoint, whose signature and tree are right.
    public func head() async throws(LogStoreError) -> LogHead {
        try await reporting { () async throws(LogStoreError) in
            try await tiles.refresh(from: base)
        }
    }

    /// Appends a batch durably, all or nothing: **the commit point**.
    public func append(_ batch: LogBatch, expecting size: UInt64) async throws(LogStoreError) {
        try await base.append(batch, expecting: size)
        tiles.appended(batch, onto: size)
    }

    /// Up to `limit` entries from an index on, in order; fewer at the end.
    public func entries(
        from index: UInt64,
        limit: Int
    ) async throws(LogStoreError) -> [LogEntry] {
        try await reporting { () async throws(LogStoreError) in
            let size = try await known()
            let read = try await base.entries(from: index, limit: limit)
            var next = index
            for entry in read {
                guard entry.index == next else {
                    throw .damaged(place: "entry \(next): it is missing")
                }
                try await verify(entry)
                next += 1
            }
            guard read.count == limit || next >= size else {
                throw .damaged(place: "entry \(next): it is missing")
            }
            return read
        }
    }

    /// The entries at these indices, in the order given; unknown ones are left out.
    public func entries(at indices: [UInt64]) async throws(LogStoreError) -> [LogEntry] {
        try await reporting { () async throws(LogStoreError) in
            let size = try await known()
            let read = try await base.entries(at: indices)
            var rest = indices[...]
            for entry in read {
                while let first = rest.popFirst(), first != entry.index {
                    try require(first, beyond: size)
                }
                try await verify(entry)
            }
            for index in rest { try require(index, beyond: size) }
            return read
        }
    }

    /// The commands among these names that are on the ledger.
    public nonisolated(nonsending) func commands(
        named names: [CommandName]
    ) async throws(LogStoreError) -> [RecordedCommand] {
        let found = try await base.commands(named: names)
        for command in found {
            let entry = try await entries(at: [command.first]).first
            let recorded: RecordedCommand?
            do {
                recorded = try entry.flatMap { try $0.checkedCommand(Transition(leaf: $0.leaf)) }
            } catch { recorded = nil }
            guard recorded == command else {
                let place = "command \(command.member)/\(command.id)"
                report(place)
                throw .damaged(place: place)
            }
        }
        return found
    }

    /// The stored hashes of a tile, as many as there are up to `width`.
    public func tile(
        level: Int,
        index: UInt64,
        width: Int
    ) async throws(LogStoreError) -> [UInt8]? {
        try await reporting { () async throws(LogStoreError) in
            if let known = try await tiles.tile(level: level, index: index, of: base) {
                return Array(known.prefix(width * Hash.byteCount))
            }
            try await tiles.refresh(from: base)
            let found = try await tiles.tile(level: level, index: index, of: base)
            return found.map { Array($0.prefix(width * Hash.byteCount)) }
        }
    }

    /// The leaves of an entry bundle, in order, as many as there are up to `width`.
    public func leaves(
        from index: UInt64,
        width: Int
    ) async throws(LogStoreError) -> [[UInt8]] {
        try await reporting { () async throws(LogStoreError) in
            let leaves = try await base.leaves(from: index, width: width)
            for (offset, leaf) in leaves.enumerated() {
                try await verify(leaf, at: index + UInt64(offset))
            }
            return leaves
        }
    }
}

extension VerifiedLogStore {
    private func verify(_ entry: LogEntry) async throws(LogStoreError) {
        try await verify(entry.leaf, at: entry.index)
        do {
            try entry.checkDigests(try Transition(leaf: entry.leaf))
        } catch let fault as LedgerFault {
            throw .damaged(place: fault.place ?? "entry \(entry.index)")
        } catch {
            throw .damaged(place: "entry \(entry.index): \(error)")
        }
    }

    private func verify(_ leaf: [UInt8], at index: UInt64) async throws(LogStoreError) {
        if index >= tiles.head.size { try await tiles.refresh(from: base) }
        let width = UInt64(TileCoordinate.fullWidth)
        let tile = try await tiles.tile(level: 0, index: index / width, of: base)
        let offset = Int(index % width) * Hash.byteCount
        guard let tile, tile.count >= offset + Hash.byteCount else {
            throw .damaged(place: "entry \(index): it is not on the signed tree")
        }
        guard RFC6962.leafHash(leaf) == Hash(bytes: tile[offset..<offset + Hash.byteCount]) else {
            throw .damaged(place: "entry \(index): its leaf is not what was signed")
        }
    }

    /// Up to which size the tree is known to be the one signed, before anything is read.
    private func known() async throws(LogStoreError) -> UInt64 {
        let size = tiles.head.size
        return size > 0 ? size : try await tiles.refresh(from: base).size
    }

    /// An entry that is not there must be one that was never written.
    private func require(_ index: UInt64, beyond size: UInt64) throws(LogStoreError) {
        guard index >= size else {
            throw .damaged(place: "entry \(index): it is missing")
        }
    }

    private func reporting<Value>(
        _ body: () async throws(LogStoreError) -> Value
    ) async throws(LogStoreError) -> Value {
        do { return try await body() } catch {
            if case .damaged(let place) = error { report(place) }
            throw error
        }
    }

    private func report(_ place: String) { onDamage.withLock { $0 }?(place) }
}

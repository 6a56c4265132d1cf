public import TransparencyLog

extension Witness {
    /// What is on record of each log that is cosigned here, by origin.
    public func records() async throws -> [WitnessRecord] {
        var records: [WitnessRecord] = []
        for log in logs.values.sorted(by: { $0.origin < $1.origin }) {
            records.append(try await store.record(of: log))
        }
        return records
    }

    /// Whether members and their keys are checked for a log.
    public func checksRegistrations(of log: WitnessedLog) -> Bool {
        mirrors[log.id]?.payloads != nil
    }

    /// The latest checkpoint cosigned for the log with this ID; nil where there is none.
    public func checkpoint(of id: String) async throws -> SignedNote? {
        guard let log = logs[id] else { return nil }
        return try await store.latestCosigned(of: log)?.note
    }

    /// What was refused of the log with this ID; nil where there is no such log.
    public func refusals(of id: String) async throws -> [RecordedRefusal]? {
        guard let log = logs[id] else { return nil }
        return try await store.record(of: log).refusals
    }

    /// A tile or an entry bundle of the mirror of the log with this ID, within the tree last
    /// cosigned; nil where there is none.
    ///
    /// Every partial width up to the present one is served, since a tile's first hashes never
    /// change.
    public func tile(_ asked: TileCoordinate, of id: String) async throws -> [UInt8]? {
        guard let log = logs[id], mirrors[id] != nil else { return nil }
        guard let size = try await store.latestCosigned(of: log)?.checkpoint.size else {
            return nil
        }
        let present: TileCoordinate? =
            switch asked.kind {
            case .entries: .entryBundle(index: asked.index, inSize: size)
            case .hashes(let level): .tile(level: level, index: asked.index, inSize: size)
            }
        guard let present, asked.width <= present.width else { return nil }
        guard case .entries = asked.kind else {
            return try await store.read { db in
                try WitnessStore.find(log, db).map {
                    try MirroredTiles(log: $0, db: db).tile(
                        level: asked.level,
                        index: asked.index,
                        width: asked.width
                    )
                }
            }
        }
        let leaves = try await store.leaves(
            of: log,
            from: asked.index * UInt64(TileCoordinate.fullWidth),
            limit: asked.width
        )
        guard leaves.count == asked.width else { return nil }
        return try EntryBundle.encode(leaves)
    }
}

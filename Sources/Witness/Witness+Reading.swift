import Foundation
import GRDB
public import TransparencyLog

/// What a witness says of one of its logs.
public struct WitnessedLogReport: Sendable {
    /// The log.
    public let log: WitnessedLog
    /// The size last cosigned; nil before the first.
    public let cosignedSize: UInt64?
    /// When, in POSIX seconds.
    public let cosignedAt: UInt64?
    /// How many entries are mirrored and checked; nil where the log is not validated.
    public let checkedSize: UInt64?
    /// Of how many of them members and keys are checked; nil where they are not.
    public let registeredSize: UInt64?
    /// Why the log is cosigned no more; nil while it is.
    public let refusal: Violation?
}

extension Witness {
    /// What the witness has to say of each log, by origin.
    public func report() async throws -> [WitnessedLogReport] {
        var reports: [WitnessedLogReport] = []
        for log in logs.values.sorted(by: { $0.origin < $1.origin }) {
            let held = try await store.held(log)
            let head = try await store.mirrorHead(of: log)
            let mirror = mirrors[log.id]
            reports.append(
                WitnessedLogReport(
                    log: log,
                    cosignedSize: held?.checkpoint.size,
                    cosignedAt: held?.time,
                    checkedSize: mirror.map { _ in head.size },
                    registeredSize: mirror?.payloads.map { _ in head.registrations.size },
                    refusal: try await store.refusal(of: log)
                )
            )
        }
        return reports
    }

    /// The latest checkpoint cosigned for the log of this name in paths; nil where there is none.
    public func checkpoint(of id: String) async throws -> SignedNote? {
        guard let log = logs[id] else { return nil }
        return try await store.held(log)?.note
    }

    /// What was refused of the log of this name in paths; nil where there is no such log.
    public func refusals(of id: String) async throws -> [RecordedRefusal]? {
        guard let log = logs[id] else { return nil }
        return try await store.refusals(of: log)
    }

    /// A tile or an entry bundle of the mirror of the log of this name in paths, within the tree
    /// last cosigned; nil where there is none.
    ///
    /// Any partial width up to the present one is there, as a tile keeps its first hashes for ever.
    public func tile(_ asked: TileCoordinate, of id: String) async throws -> [UInt8]? {
        guard let log = logs[id], mirrors[id] != nil else { return nil }
        guard let size = try await store.held(log)?.checkpoint.size else { return nil }
        let present: TileCoordinate? =
            switch asked.kind {
            case .entries: .entryBundle(index: asked.index, inSize: size)
            case .hashes(let level): .tile(level: level, index: asked.index, inSize: size)
            }
        guard let present, asked.width <= present.width else { return nil }
        guard case .entries = asked.kind else {
            return try await store.read { db in
                try WitnessStore.find(log, db).map {
                    try StoredTiles(log: $0, db: db).tile(
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

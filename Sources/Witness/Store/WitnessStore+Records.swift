import Foundation
import GRDB
import TransparencyLog

/// What is on record of one log.
public struct WitnessRecord: Hashable, Sendable {
    /// The log's origin.
    public let origin: String
    /// The size last cosigned; nil before the first.
    public let cosignedSize: UInt64?
    /// When, in POSIX seconds.
    public let cosignedAt: UInt64?
    /// How many entries are mirrored and obey the rules that need leaves only; nil where none was
    /// checked.
    public let checkedSize: UInt64?
    /// For how many of them members and keys are checked too; nil where for none.
    public let registeredSize: UInt64?
    /// What was refused for good, or is kept as evidence, oldest first.
    public let refusals: [RecordedRefusal]

    /// Why the log is no longer cosigned; nil while it is.
    public var finalRefusal: RuleViolation? { refusals.first { $0.isFinal }?.violation }
}

extension WitnessStore {
    /// What is on record of every log, by origin.
    public func records() async throws -> [WitnessRecord] {
        try await read { db in
            try String.fetchAll(db, sql: "SELECT origin FROM log ORDER BY origin")
                .map { try Self.record(of: $0, db) }
        }
    }

    /// What is on record of one log.
    func record(of log: WitnessedLog) async throws -> WitnessRecord {
        try await read { db in try Self.record(of: log.origin, db) }
    }

    private static func record(of origin: String, _ db: Database) throws -> WitnessRecord {
        let held = try latestCosigned(origin: origin, db)
        let head = try mirrorHead(origin: origin, db)
        return WitnessRecord(
            origin: origin,
            cosignedSize: held?.checkpoint.size,
            cosignedAt: held?.time,
            checkedSize: head.size > 0 ? head.size : nil,
            registeredSize: head.registered > 0 ? head.registered : nil,
            refusals: try refusals(origin: origin, db)
        )
    }
}

package import Foundation
package import Ledger
import Storage
import Testing
import TransparencyLog

/// The engines that keep a ledger; a new one joins here and every suite runs over it.
package enum Engine: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case memory
    case sqlite
    /// SQLite with every read held against the signed tree, as a server has it.
    case verified

    package var testDescription: String { rawValue }
}

/// The place of one log, from which its store may be opened again and again.
package final class LogLocation: Sendable {
    package let engine: Engine
    /// The failures of this log's appends.
    package let faults = FaultPlan()
    /// A folder of this log's own, gone with it.
    package let folder: URL
    private let memory: MemoryLogStore

    package init(_ engine: Engine) throws {
        self.engine = engine
        folder = FileManager.default.temporaryDirectory
            .appending(path: "plimsoll-ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        memory = MemoryLogStore { [faults] step in try faults.reach(step) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Opens the store; in memory it is the same one each time.
    package func open() throws -> any LogStore {
        switch engine {
        case .memory: memory
        case .sqlite: try openFile()
        case .verified:
            VerifiedLogStore(
                try openFile(),
                origin: LedgerWriter.origin
            ) { [LedgerWriter.signer, LedgerWriter.successor].map(\.verifierKey) }
        }
    }

    private func openFile() throws -> SQLiteLogStore {
        // The store holds its home, so that the folder outlives every open file in it.
        try SQLiteLogStore(path: path("ledger.sqlite")) { [self] step in try faults.reach(step) }
    }

    /// The path of a file in the folder.
    package func path(_ name: String) -> String { folder.appending(path: name).path }
}

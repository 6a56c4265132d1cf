import Ledger
import TransparencyLog

/// A ledger of which nothing can be read, so that an audit says so in every section.
struct UnreadableLog: LogStore {
    let name: String
    /// Why it cannot be read.
    let damage: String

    private var error: LogStoreError { .damaged(place: damage) }

    func head() async throws(LogStoreError) -> LogHead { throw error }

    func append(_ batch: LogBatch, expecting size: UInt64) async throws(LogStoreError) {
        throw .readOnly(reason: "an audit writes nothing")
    }

    func entries(from index: UInt64, limit: Int) async throws(LogStoreError) -> [LogEntry] {
        throw error
    }

    func entries(at indices: [UInt64]) async throws(LogStoreError) -> [LogEntry] { throw error }

    func commands(named names: [CommandName]) async throws(LogStoreError) -> [RecordedCommand] {
        throw error
    }

    func tile(level: Int, index: UInt64, width: Int) async throws(LogStoreError) -> [UInt8]? {
        throw error
    }

    func leaves(from index: UInt64, width: Int) async throws(LogStoreError) -> [[UInt8]] {
        throw error
    }
}

import CanonicalJSON
import Contracts
import Foundation
import Ledger
import Marine
import TestSupport
import Testing
import TransparencyLog

/// A small ledger kept for ever under `Fixtures/ledger`: its bytes, and what they then meant.
///
/// `ledger.ndjson` has a line for each entry, bytes in base64; `states.ndjson` one for each
/// instance; `checkpoint` is the signed note.
struct LedgerFixture {
    let entries: [LogEntry]
    let states: [JSONValue]
    let checkpoint: SignedNote

    private static func folder(_ edition: Int) -> URL {
        URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/ledger/edition-\(edition)")
    }

    init(edition: Int) throws {
        let folder = Self.folder(edition)
        func lines(_ name: String) throws -> [JSONValue] {
            try Data(contentsOf: folder.appending(path: name)).split(separator: 0x0A)
                .map { try JSONValue(parsing: $0) }
        }
        entries = try lines("ledger.ndjson").map(Self.entry)
        states = try lines("states.ndjson")
        checkpoint = try SignedNote(
            parsing: Data(contentsOf: folder.appending(path: "checkpoint"))
        )
    }

    private static func entry(_ line: JSONValue) throws -> LogEntry {
        let index = try #require(line["index"]?.integerValue)
        let leaf = try #require(line["leaf"]?.stringValue)
        return LogEntry(
            index: UInt64(index),
            leaf: try #require(Base64.decode(leaf)),
            payload: try line["payload"].map(salted),
            command: try line["command"].map(salted)
        )
    }

    private static func salted(_ field: JSONValue) throws -> Salted {
        let salt = try #require(field["salt"]?.stringValue)
        let bytes = try #require(field["bytes"]?.stringValue)
        return Salted(
            salt: try #require(Base64.decode(salt)),
            bytes: try #require(Base64.decode(bytes))
        )
    }

    /// An instance as a fixture's line has it.
    static func line(_ key: InstanceKey, _ held: HeldInstance) throws -> JSONValue {
        .object([
            "contract": .string(key.contract.rawValue), "instance": .string(key.instance.text),
            "lastIndex": .integer(Int64(held.lastIndex)),
            "revision": .integer(Int64(held.revision)),
            "state": try JSONValue(parsing: stateBytes(held.state)),
        ])
    }

    private static func stateBytes(_ state: ContractState) throws -> [UInt8] {
        var writer = JSONWriter()
        state.write(to: &writer)
        return try writer.canonicalBytes()
    }

    /// Writes the fixture of the edition in force, once in a run; an older one is never written
    /// again.
    static func recordCurrent() throws { try recording.get() }

    private static let recording = Result { try record() }

    private static func record() throws {
        var writer = try LedgerWriter(Scenario.wholeLife)
        let batch = try writer.batch()
        var fold = LedgerFold()
        for entry in batch.entries { try fold.apply(entry) }
        let lines = try batch.entries.map { entry in
            var line: [String: JSONValue] = [
                "index": .integer(Int64(entry.index)),
                "leaf": .string(Base64.encode(entry.leaf)),
            ]
            line["payload"] = entry.payload.map(field)
            line["command"] = entry.command.map(field)
            return try JSONValue.object(line).canonicalBytes()
        }
        let states = try fold.keys.map { key in
            try line(key, try #require(fold.instance(key))).canonicalBytes()
        }
        let folder = folder(Edition.current.number)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(lines.flatMap { $0 + [0x0A] })
            .write(to: folder.appending(path: "ledger.ndjson"))
        try Data(states.flatMap { $0 + [0x0A] })
            .write(to: folder.appending(path: "states.ndjson"))
        try Data(batch.checkpoint.serialized.utf8).write(to: folder.appending(path: "checkpoint"))
    }

    private static func field(_ salted: Salted) -> JSONValue {
        .object([
            "salt": .string(Base64.encode(salted.salt)),
            "bytes": .string(Base64.encode(salted.bytes)),
        ])
    }
}

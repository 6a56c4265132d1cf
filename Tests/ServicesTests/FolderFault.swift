import DataFolder
import Foundation
import GRDB
import Storage
import TestSamples
import Testing
import TransparencyLog

/// What is done to a folder whose server has stopped in order, and what the next start then says.
struct FolderFault: Sendable, CustomStringConvertible {
    let name: String
    let said: [String]
    /// Whether nothing seals the folder, as after a crash.
    var isUnsealed = false
    let carryOut: @Sendable (_ folder: String) throws -> Void

    var description: String { name }

    static let all: [FolderFault] =
        lostLedgers + readersAhead + others + spoiltStops + lostNotes + ofSealed("publication")
        + ofSealed("notifier")

    static func remove(_ names: String..., from folder: String) throws {
        for name in names { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
    }

    static func change(_ file: String, of folder: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: "\(folder)/\(file)")
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
    }

    static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    static let lost = ["held one that is lost", "plimsoll restore", "name an empty folder"]
    static let ahead = ["entries are lost", "plimsoll restore"]
    static let belong = ["belong together", "plimsoll restore BACKUP", "clean-stop.note"]

    private static let lostLedgers: [FolderFault] = [
        FolderFault(name: "no ledger", said: lost) { try remove("ledger.sqlite", from: $0) },
        FolderFault(name: "a ledger of no bytes", said: lost) {
            try write("", to: "\($0)/ledger.sqlite")
        },
        FolderFault(name: "a ledger of no rows", said: lost) { folder in
            try remove("ledger.sqlite", from: folder)
            try SQLiteLogStore(path: "\(folder)/ledger.sqlite").close()
        },
        FolderFault(name: "no ledger and no key", said: lost) {
            try remove("ledger.sqlite", "keys/log.seed", from: $0)
        },
        FolderFault(name: "no key", said: ["log.seed", "is missing", "--with-keys"]) {
            try remove("keys/log.seed", from: $0)
        },
    ]

    private static let readersAhead: [FolderFault] = [
        FolderFault(name: "a view that is ahead", said: ["view.sqlite", "9999"] + ahead) {
            try change("view.sqlite", of: $0, "UPDATE progress SET size = 9999")
        },
        FolderFault(name: "a cursor that is ahead", said: ["followers.sqlite", "has read 9999"]) {
            try change(
                "followers.sqlite",
                of: $0,
                "INSERT INTO cursor VALUES ('follower', 9999)"
            )
        },
        FolderFault(name: "an endpoint that is ahead", said: ["told of 9999"], isUnsealed: true) {
            try change("notifier.sqlite", of: $0, "UPDATE endpoint SET cursor = 9999")
        },
        FolderFault(name: "a delivery that is ahead", said: ["entry 9999"], isUnsealed: true) {
            try change(
                "notifier.sqlite",
                of: $0,
                "UPDATE delivery SET ledgerIndex = 9999 WHERE id = 1"
            )
        },
        FolderFault(name: "a lost payload", said: ["damaged at entry 6", "plimsoll audit"]) {
            try change("ledger.sqlite", of: $0, "UPDATE entry SET payload = NULL WHERE idx = 6")
        },
        FolderFault(name: "a ledger that is no database", said: ["ledger.sqlite", "damaged"]) {
            try write(String(repeating: "garbage ", count: 4096), to: "\($0)/ledger.sqlite")
        },
    ]

    private static let others: [FolderFault] = [
        FolderFault(name: "segments that are no database", said: ["telemetry.sqlite", "damaged"]) {
            try write(String(repeating: "garbage ", count: 4096), to: "\($0)/telemetry.sqlite")
        },
        FolderFault(name: "no segments", said: ["telemetry.sqlite", "it is gone"] + belong) {
            try remove("telemetry.sqlite", from: $0)
        },
        FolderFault(
            name: "another identity",
            said: ["log.vkey: it names", "by the ledger's own entries the key in force is"]
        ) { folder in
            let other = try NoteSigner(name: sampleOrigin, seed: Array(1...32))
            try write("\(other.verifierKey)\n", to: "\(folder)/keys/log.vkey")
        },
        FolderFault(name: "another key", said: ["log.seed", "it is the key of"]) { folder in
            try write("\(String(repeating: "ab", count: 32))\n", to: "\(folder)/keys/log.seed")
        },
        FolderFault(name: "another history", said: ["another history"], isUnsealed: true) {
            folder in
            let text = try String(contentsOfFile: "\(folder)/keys/log.seed", encoding: .utf8)
            let signer = try NoteSigner(
                name: LedgerFolder.verifierKey(in: folder).name,
                seed: try #require(Hex.decode(text.filter { !$0.isNewline }))
            )
            let note = try SignedCheckpoint.sign(
                Checkpoint(origin: signer.verifierKey.name, size: 3, root: Hash.sha256(of: [])),
                by: signer
            )
            let queue = try DatabaseQueue(path: "\(folder)/publication.sqlite")
            try queue.write { db in
                try db.execute(
                    sql: "INSERT INTO published (size, note, witnessed) VALUES (3, ?, 1)",
                    arguments: [note.serialized]
                )
                try db.execute(
                    sql: "UPDATE published SET witnessed = 0 WHERE size <> 3"
                )
            }
            try queue.close()
        },
    ]

    private static let spoilt = ["clean-stop.note: ", "plimsoll restore BACKUP", "remove it"]

    private static let spoiltStops: [FolderFault] = [
        FolderFault(name: "a record of no bytes", said: spoilt + ["no record of a clean stop"]) {
            try write("", to: "\($0)/clean-stop.note")
        },
        FolderFault(name: "a record that is garbage", said: spoilt + ["no record"]) {
            try write("garbage\n", to: "\($0)/clean-stop.note")
        },
        FolderFault(name: "a record cut short", said: spoilt) { folder in
            let path = "\(folder)/clean-stop.note"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try write(String(text.prefix(text.count / 2)), to: path)
        },
        FolderFault(name: "a record of another signature", said: spoilt + ["not signed by"]) {
            folder in
            let path = "\(folder)/clean-stop.note"
            let note = try SignedNote(
                parsing: try Data(contentsOf: URL(fileURLWithPath: path))
            )
            let other = try NoteSigner(name: sampleOrigin, seed: Array(1...32))
            let signed = try SignedNote(text: note.text, signatures: [other.sign(note.text)])
            try write(signed.serialized, to: path)
            // What was changed meanwhile would be sealed in by the next stop.
            try change("notifier.sqlite", of: folder, "UPDATE endpoint SET description = 'x'")
        },
    ]

    private static let lostNotes: [FolderFault] = [
        FolderFault(
            name: "a ledger without the note of a migration",
            said: ["ledger.sqlite", "migration 'ledger 2' is not noted", "plimsoll audit"]
        ) {
            try change(
                "ledger.sqlite",
                of: $0,
                "DELETE FROM grdb_migrations WHERE identifier = 'ledger 2'"
            )
        },
        FolderFault(
            name: "a notifier without the note of a migration",
            said: ["notifier.sqlite", "migration '2' is not noted"],
            isUnsealed: true
        ) {
            try change(
                "notifier.sqlite",
                of: $0,
                "DELETE FROM grdb_migrations WHERE identifier = '2'"
            )
        },
        FolderFault(
            name: "a ledger without the note of its last migration",
            said: ["ledger.sqlite", "migration 'ledger 3' is not noted, and", "plimsoll audit"]
        ) {
            try change(
                "ledger.sqlite",
                of: $0,
                "DELETE FROM grdb_migrations WHERE identifier = 'ledger 3'"
            )
        },
        FolderFault(
            name: "a notifier without the note of its last migration",
            said: ["notifier.sqlite", "migration '4' is not noted, and table 'endpointSeal'"],
            isUnsealed: true
        ) {
            try change(
                "notifier.sqlite",
                of: $0,
                "DELETE FROM grdb_migrations WHERE identifier = '4'"
            )
        },
        FolderFault(
            name: "segments without the note of any migration",
            said: ["telemetry.sqlite", "migration 'telemetry 1' is not noted, and"],
            isUnsealed: true
        ) {
            try change("telemetry.sqlite", of: $0, "DELETE FROM grdb_migrations")
        },
    ]

    private static func ofSealed(_ name: String) -> [FolderFault] {
        [
            FolderFault(name: "no \(name)", said: ["\(name).sqlite", "it is gone"] + belong) {
                try remove("\(name).sqlite", from: $0)
            },
            FolderFault(name: "another \(name)", said: ["\(name).sqlite", "changed"] + belong) {
                try change(
                    "\(name).sqlite",
                    of: $0,
                    name == "publication"
                        ? "DELETE FROM policy" : "UPDATE endpoint SET description = 'x'"
                )
            },
            FolderFault(
                name: "\(name) is no database",
                said: ["\(name).sqlite", "damaged"],
                isUnsealed: true
            ) {
                try write(
                    String(repeating: "garbage ", count: 4096),
                    to: "\($0)/\(name).sqlite"
                )
            },
        ]
    }
}

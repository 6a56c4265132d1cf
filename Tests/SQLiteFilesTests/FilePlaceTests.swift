import Foundation
import GRDB
import Glibc
import SQLiteFiles
import TestSupport
import Testing

/// What lies in a file's place and is no file.
@Suite struct FilePlaceTests {
    enum Stranger: String, CaseIterable {
        case pipe = "a named pipe"
        case folder = "a folder"

        func put(at path: String) throws {
            switch self {
            case .pipe: try #require(mkfifo(path, 0o600) == 0)
            case .folder: try #require(mkdir(path, 0o700) == 0)
            }
        }
    }

    private static func migrator(_ count: Int) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        let statements = [
            "CREATE TABLE number (value INTEGER PRIMARY KEY)",
            "CREATE TABLE IF NOT EXISTS word (text TEXT)",
        ]
        for (place, sql) in statements.prefix(count).enumerated() {
            migrator.registerMigration("\(place + 1)") { db in try db.execute(sql: sql) }
        }
        return migrator
    }

    @Test(arguments: Stranger.allCases, ["", "-wal", "-shm", "-journal"])
    func `what is no file is neither opened, nor copied, nor removed`(
        stranger: Stranger,
        companion: String
    ) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("numbers.sqlite")
        if companion != "" {
            try SQLiteFile(path: path, durability: .full, migrator: FilePlaceTests.migrator(1))
                .close()
        }
        try stranger.put(at: path + companion)
        let openings: [() throws -> Void] = [
            { try SQLiteFile(path: path, durability: .full).close() },
            { _ = try ReadOnlyFile(path, for: .owner) },
            { _ = try ReadOnlyFile(path, isServed: true) },
            { try SQLiteFile.copy(path, to: folder.path("copy.sqlite")) },
            { try SQLiteFile.requireWhole(path) },
        ]
        for open in openings {
            let error = #expect(throws: SQLiteFileError.self) { try open() }
            guard case .damaged(let place)? = error else {
                Issue.record("\(error as Any)")
                continue
            }
            #expect(place.contains("\(companion): it is \(stranger.rawValue)"), "\(place)")
        }
        guard stranger == .folder else { return }
        try "kept".write(toFile: "\(path + companion)/x", atomically: true, encoding: .utf8)
        SQLiteFile.discard(path)
        #expect(FileManager.default.fileExists(atPath: "\(path + companion)/x"))
    }

    @Test func `only what is not there is gone`() throws {
        let folder = try TemporaryFolder()
        #expect(try !FilePlace.isThere(folder.path("none")))
        #expect(try !FilePlace.isThere(folder.path("none/none")))
        let loop = folder.path("loop")
        try #require(symlink(loop, loop) == 0)
        let error = #expect(throws: SQLiteFileError.self) { try FilePlace.isThere(loop) }
        guard case .unavailable? = error else {
            Issue.record("\(error as Any)")
            return
        }
    }

    /// The second migration would run again without an error.
    @Test func `a last note of a migration that is gone is damage, and an earlier file is none`()
        throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path("numbers.sqlite")
        func open(_ count: Int) throws {
            try SQLiteFile(
                path: path,
                durability: .full,
                migrator: FilePlaceTests.migrator(count)
            ).close()
        }
        try open(1)
        try open(2)
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '2'")
        }
        try queue.close()
        let error = #expect(throws: SQLiteFileError.self) { try open(2) }
        #expect("\(error as Any)".contains("'2' is not noted, and table 'word'"), "\(error as Any)")
    }
}

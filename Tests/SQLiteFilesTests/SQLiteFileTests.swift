import Foundation
import GRDB
import SQLiteFiles
import TestSupport
import Testing

/// A folder with a file of numbers in it.
private struct NumbersFile {
    let folder: TemporaryFolder
    var path: String { folder.path("numbers.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    func open(_ durability: Durability = .full) throws -> SQLiteFile {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("numbers") { db in
            try db.execute(sql: "CREATE TABLE number (value INTEGER PRIMARY KEY, text TEXT)")
        }
        return try SQLiteFile(path: path, durability: durability, migrator: migrator)
    }

    /// What lies in the folder.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }
}

private func add(_ numbers: Range<Int>, to file: SQLiteFile) async throws {
    try await file.write { db in
        for number in numbers {
            try db.execute(
                sql: "INSERT INTO number VALUES (?, ?)",
                arguments: [number, String(repeating: "x", count: 100)]
            )
        }
    }
}

private func count(_ file: SQLiteFile) throws -> Int? {
    try file.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM number") }
}

@Suite struct SQLiteFileTests {
    @Test func `a file is made, brought up to date, and opened again to the same rows`()
        async throws
    {
        let numbers = try NumbersFile()
        let file = try numbers.open()
        try await add(0..<10, to: file)
        try file.close()
        try file.close()
        #expect(try numbers.names == ["numbers.sqlite"])
        let again = try numbers.open()
        #expect(try count(again) == 10)
        #expect(
            try await again.read { db in try Int.fetchOne(db, sql: "SELECT max(value) FROM number")
            }
                == 9
        )
        try again.close()
    }

    @Test func `the last to write is told where the file closes`() async throws {
        let numbers = try NumbersFile()
        let file = try numbers.open()
        try await add(0..<1, to: file)
        await confirmation { finished in try? file.close { finished() } }
    }

    /// 2 is FULL: the write-ahead log is flushed at every commit; 1 is NORMAL, at its folding in.
    @Test(arguments: [(Durability.full, 2), (.normal, 1)])
    func `commits are flushed as the durability asks, into a write-ahead log`(
        durability: Durability,
        level: Int
    ) async throws {
        let numbers = try NumbersFile()
        let file = try numbers.open(durability)
        let found = try await file.writeWithoutTransaction { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA page_size")
            )
        }
        #expect(found.0 == level)
        #expect(found.1 == "wal")
        #expect(found.2 == Configuration.smallPage)
        try file.close()
    }

    @Test func `what a body throws comes out as it is, and its transaction is undone`()
        async throws
    {
        struct Stop: Error {}
        let numbers = try NumbersFile()
        let file = try numbers.open()
        await #expect(throws: Stop.self) {
            try await file.write { db in
                try db.execute(sql: "INSERT INTO number VALUES (1, 'one')")
                throw Stop()
            }
        }
        #expect(throws: Stop.self) { try file.read { _ in throw Stop() } }
        #expect(try count(file) == 0)
        try file.close()
    }

    @Test func `a file that is no database is damaged, and one in no folder unavailable`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("text.sqlite")
        try Data(repeating: UInt8(ascii: "x"), count: 9000).write(to: URL(fileURLWithPath: path))
        let damaged = #expect(throws: SQLiteFileError.self) {
            try SQLiteFile(path: path, durability: .full)
        }
        guard case .damaged(let place) = damaged else {
            Issue.record("it is \(String(describing: damaged))")
            return
        }
        #expect(place.hasPrefix("text.sqlite: "))
        let missing = #expect(throws: SQLiteFileError.self) {
            try SQLiteFile(path: folder.path("none/at.sqlite"), durability: .full)
        }
        guard case .unavailable(let reason) = missing else {
            Issue.record("it is \(String(describing: missing))")
            return
        }
        #expect(reason.hasPrefix("at.sqlite: "))
    }

    @Test func `a statement that meets other tables is damage`() async throws {
        let numbers = try NumbersFile()
        let file = try numbers.open()
        let fault = await #expect(throws: SQLiteFileError.self) {
            try await file.write { db in try db.execute(sql: "DELETE FROM letters") }
        }
        guard case .damaged = fault else {
            Issue.record("it is \(String(describing: fault))")
            return
        }
        try file.close()
    }

    @Test func `a disk that is full or read-only is told, and what is there is read`() async throws
    {
        let numbers = try NumbersFile()
        let file = try numbers.open()
        try await add(0..<10, to: file)
        try await file.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let full = await #expect(throws: SQLiteFileError.self) {
            try await add(10..<1000, to: file)
        }
        guard case .full = full else {
            Issue.record("it is \(String(describing: full))")
            return
        }
        try await file.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = 1073741823; PRAGMA query_only = ON")
        }
        let readOnly = await #expect(throws: SQLiteFileError.self) {
            try await add(10..<11, to: file)
        }
        guard case .readOnly = readOnly else {
            Issue.record("it is \(String(describing: readOnly))")
            return
        }
        #expect(try count(file) == 10)
        try await file.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA query_only = OFF")
        }
        try await add(10..<11, to: file)
        #expect(try count(file) == 11)
        try file.close()
    }

    @Test func `a copy is the file at one instant, whoever writes meanwhile`() async throws {
        let numbers = try NumbersFile()
        let file = try numbers.open()
        try await add(0..<1000, to: file)
        let target = numbers.folder.path("copy.sqlite")
        let writing = Task { try await add(1000..<3000, to: file) }
        try SQLiteFile.copy(numbers.path, to: target)
        try await writing.value
        let copy = try SQLiteFile(path: target, durability: .normal)
        let copied = try #require(try count(copy))
        // All of the other transaction, or none of it.
        #expect(copied == 1000 || copied == 3000)
        #expect(try count(file) == 3000)
        try copy.close()
        try file.close()
        try SQLiteFile.requireWhole(target)
    }

    @Test func `a copy of nothing, or to no place, is unavailable`() async throws {
        let numbers = try NumbersFile()
        let missing = #expect(throws: SQLiteFileError.self) {
            try SQLiteFile.copy(numbers.path, to: numbers.folder.path("copy.sqlite"))
        }
        #expect(
            missing == .unavailable(reason: "\(numbers.path): there is no such file")
        )
        let file = try numbers.open()
        #expect(throws: SQLiteFileError.self) {
            try SQLiteFile.copy(numbers.path, to: numbers.folder.path("none/copy.sqlite"))
        }
        try file.close()
    }

    @Test func `a file is whole until a page of it is not`() async throws {
        let numbers = try NumbersFile()
        let file = try numbers.open()
        try await add(0..<1000, to: file)
        try file.close()
        try SQLiteFile.requireWhole(numbers.path)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: numbers.path))
        let page = Configuration.smallPage
        #expect(bytes.count > 10 * page)
        bytes.replaceSubrange((5 * page)..<(6 * page), with: Data(count: page))
        try bytes.write(to: URL(fileURLWithPath: numbers.path))
        let fault = #expect(throws: SQLiteFileError.self) {
            try SQLiteFile.requireWhole(numbers.path)
        }
        guard case .damaged(let place) = fault else {
            Issue.record("it is \(String(describing: fault))")
            return
        }
        #expect(place.hasPrefix("numbers.sqlite: "))
        let again = try numbers.open()
        #expect(throws: SQLiteFileError.self) {
            _ = try again.read { db in try String.fetchAll(db, sql: "SELECT text FROM number") }
        }
        try again.close()
    }

    @Test func `what is discarded leaves nothing behind`() async throws {
        let numbers = try NumbersFile()
        let file = try numbers.open()
        try await add(0..<10, to: file)
        #expect(try numbers.names.count == 3)
        SQLiteFile.discard(numbers.path)
        #expect(try numbers.names.isEmpty)
        try file.pool.close()
    }
}

@Suite struct ClosedFileTests {
    @Test func `folding in a log whose file was closed meanwhile is an error, not a crash`() throws
    {
        let numbers = try NumbersFile()
        let pool = try DatabasePool.plimsoll(at: numbers.path, durability: .full)
        try pool.close()
        #expect(throws: DatabaseError.self) {
            try pool.writeWithoutTransaction { db in try SQLiteFile.foldIn(db, .passive) }
        }
        // Closed once more, it has nothing to do.
        #expect(throws: Never.self) { try pool.foldInAndClose() }
    }
}

@Suite struct LogFoldingTests {
    @Test func `a long write-ahead log is folded in while commits go on`() async throws {
        let numbers = try NumbersFile()
        try numbers.open().close()
        let pool = try DatabasePool.plimsoll(at: numbers.path, durability: .full, logBytes: 1 << 30)
        let folding = try LogFolding(pool)
        for number in 0..<200 {
            try await pool.write { db in
                try db.execute(
                    sql: "INSERT INTO number VALUES (?, ?)",
                    arguments: [number, String(repeating: "x", count: 4000)]
                )
            }
        }
        #expect(try size(numbers.path) < 100_000)
        folding.grew(by: LogFolding.length - 1)
        folding.grew(by: 1)
        let deadline = ContinuousClock.now + .seconds(60)
        while try size(numbers.path) < 800_000, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try size(numbers.path) >= 800_000)
        try folding.close()
        try pool.foldInAndClose()
        #expect(try numbers.names == ["numbers.sqlite"])
    }

    private func size(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }
}

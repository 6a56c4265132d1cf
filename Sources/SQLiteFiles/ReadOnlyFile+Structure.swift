import Foundation
import GRDB

// What a file is like as SQLite sees it, whatever its rows say.
extension ReadOnlyFile {
    /// Something that the program never wrote, and where it is.
    public struct Fault: Hashable, Sendable {
        /// The row, as `table key`; `nil` where it is about the file as a whole.
        public let row: String?
        /// What is wrong, in words.
        public let reason: String
    }

    /// Looks through the file's structure with its indexes, its header's numbers, and the storage
    /// class of every value; at most `limit` faults of each kind.
    ///
    /// What the columns should be is known once it was to be opened. Every page is read.
    ///
    /// - Throws: `SQLiteFileError` where no connection to the file can be made.
    public func faults(limit: Int = 20) async throws(SQLiteFileError) -> [Fault] {
        do {
            let empty = try DatabaseQueue()
            try made?.migrator.migrate(empty)
            let octets = made?.octets ?? []
            let (tables, numbers) = try await empty.read { db in
                (try StoredTable.all(db, octets), try ReadOnlyFile.numbers(db))
            }
            let headerFaults = try headerFaults()
            let queue = try DatabaseQueue(path: location, configuration: readingConfiguration)
            defer { try? queue.close() }
            return try await queue.read { db in
                try ReadOnlyFile.damage(db, limit) + headerFaults
                    + ReadOnlyFile.differences(in: try ReadOnlyFile.numbers(db), from: numbers)
                    + ReadOnlyFile.unknownObjects(db, tables, limit)
            }
        } catch { throw SQLiteFileError(error, path: path) }
    }

    /// Fields of the header (SQLite's file format, section 1.3) that no program of the platform
    /// sets otherwise, and that SQLite passes over or takes for a file that must not be written to.
    ///
    /// Of a file that was not closed in order they are in its log. A file in use is not opened
    /// beside SQLite: closing it would give up SQLite's locks.
    ///
    /// - Throws: `SQLiteFileError.unavailable` where it cannot be read.
    private func headerFaults() throws(SQLiteFileError) -> [Fault] {
        guard condition == .closed else { return [] }
        let header: Data?
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            header = try file.read(upToCount: 100)
        } catch { throw .unavailable(reason: "\(path): \(error.localizedDescription)") }
        guard let header, header.count == 100 else {
            return [Fault(row: nil, reason: "it is too short for a header")]
        }
        let bytes = Array(header)
        func number(_ offset: Int) -> Int {
            bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        var faults: [Fault] = []
        func require(_ isRight: Bool, _ field: String, _ offset: Int) {
            guard !isRight else { return }
            let reason = "its header's \(field), at byte \(offset), is none that the program writes"
            faults.append(Fault(row: nil, reason: reason))
        }
        require([1, 2].contains(bytes[18]) && bytes[18] == bytes[19], "format version", 18)
        require(bytes[20] == 0, "reserved space", 20)
        require(number(44) == 4, "schema format", 44)
        require(number(48) == 0, "cache size", 48)
        require(number(52) == 0 && number(64) == 0, "vacuum mode", 52)
        require(number(56) == 1, "text encoding", 56)
        require(bytes[72..<92].allSatisfy { $0 == 0 }, "space for expansion", 72)
        return faults
    }

    private static func damage(_ db: Database, _ limit: Int) throws -> [Fault] {
        do {
            let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(\(limit))")
            return found == ["ok"] ? [] : found.map { Fault(row: nil, reason: words($0)) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            let reason = error.message ?? "its structure cannot be followed"
            return [Fault(row: nil, reason: reason)]
        }
    }

    /// SQLite heads its findings about a database with three asterisks.
    private static func words(_ finding: String) -> String {
        finding.replacingOccurrences(of: "*** in database main ***\n", with: "")
            .replacingOccurrences(of: "\n", with: "; ")
    }

    private static func numbers(_ db: Database) throws -> [(name: String, value: Int)] {
        try ["application_id", "user_version"].map { name in
            (name, try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? 0)
        }
    }

    private static func differences(
        in found: [(name: String, value: Int)],
        from made: [(name: String, value: Int)]
    ) -> [Fault] {
        zip(found, made).filter { $0.value != $1.value }.map { found, made in
            Fault(
                row: nil,
                reason: "its \(found.name) is \(found.value), and the program leaves it at "
                    + "\(made.value)"
            )
        }
    }

    /// Values of other storage classes than the program stores: text is no BLOB, whatever it says.
    ///
    /// A damaged page ends the search in its table; the check of the structure names it.
    private static func unknownObjects(
        _ db: Database,
        _ tables: [StoredTable],
        _ limit: Int
    ) throws -> [Fault] {
        var found: [Fault] = []
        for table in tables {
            do {
                let rows = try Row.fetchCursor(db, sql: table.search(limit))
                while let row = try rows.next() {
                    let key = String.fromDatabaseValue(row[0]) ?? "?"
                    for (place, column) in table.columns.enumerated() {
                        let held = String.fromDatabaseValue(row[place + 1]) ?? "?"
                        guard !column.classes.contains(held) else { continue }
                        found.append(
                            Fault(
                                row: "\(table.name) \(key)",
                                reason: "its column \(column.name) is stored as \(held), and the "
                                    + "program stores it as \(column.classes[0])"
                            )
                        )
                    }
                }
            } catch let error as DatabaseError
                where [.SQLITE_CORRUPT, .SQLITE_ERROR].contains(error.resultCode)
            {
                continue
            }
        }
        return found
    }
}

/// A table as the migrations make it, with the storage classes that its columns may hold.
private struct StoredTable: Sendable {
    struct Column: Sendable {
        let name: String
        let classes: [String]
    }

    let name: String
    let columns: [Column]
    private let key: [String]

    static func all(_ db: Database, _ octets: Set<String>) throws -> [StoredTable] {
        let sql = """
            SELECT name FROM sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name
            """
        return try String.fetchAll(db, sql: sql).map { name in
            let columns = try db.columns(in: name)
            let key = columns.filter { $0.primaryKeyIndex > 0 }.map(\.name)
            return StoredTable(
                name: name,
                columns: columns.compactMap { column in
                    let known = ["INTEGER": "integer", "TEXT": "text", "BLOB": "blob"]
                    guard let declared = known[column.type.uppercased()] else { return nil }
                    let isOctets = octets.contains("\(name).\(column.name)")
                    let mayLack = !column.isNotNull && column.primaryKeyIndex == 0
                    return Column(
                        name: column.name,
                        classes: [declared] + (isOctets ? ["blob"] : []) + (mayLack ? ["null"] : [])
                    )
                },
                key: key.isEmpty ? ["rowid"] : key
            )
        }
    }

    /// Asks for the key of each row that holds another class, and for the classes of its columns.
    func search(_ limit: Int) -> String {
        let key = key.map { "quote(\"\($0)\")" }.joined(separator: " || ', ' || ")
        let classes = columns.map { "typeof(\"\($0.name)\")" }
        let strange = columns.map { column in
            let allowed = column.classes.map { "'\($0)'" }.joined(separator: ", ")
            return "typeof(\"\(column.name)\") NOT IN (\(allowed))"
        }
        return """
            SELECT substr(\(key), 1, 100), \(classes.joined(separator: ", ")) FROM "\(name)"
            WHERE \(strange.joined(separator: " OR ")) LIMIT \(limit)
            """
    }
}

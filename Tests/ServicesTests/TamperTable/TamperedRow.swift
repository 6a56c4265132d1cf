import Foundation
import GRDB

/// One kind of tampering with the rows of a table.
enum TamperingKind: String, CaseIterable {
    case oneBit = "one bit"
    case delete
    case add
    case swap
}

/// One tampering with one table, carried out on a copy of its file.
struct RowTampering: Hashable {
    let file: String
    let table: String
    let kind: TamperingKind
    /// Which row, and which of its columns.
    let place: String
    let statements: [Statement]

    var name: String { "\(file) \(table) \(kind.rawValue) \(place)" }

    /// A change and its arguments.
    struct Statement: Hashable {
        let sql: String
        let values: [DatabaseValue]
    }

    /// Changes a file that nobody has open, as whoever can write it does.
    func carryOut(on path: String) throws {
        let queue = try RowTampering.open(path)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { db in
            try db.inTransaction {
                for statement in statements {
                    try db.execute(
                        sql: statement.sql,
                        arguments: StatementArguments(statement.values)
                    )
                }
                return .commit
            }
        }
    }

    /// The tables of a file with all their rows, in SQLite's words.
    static func tables(of path: String) throws -> [String: [[DatabaseValue]]] {
        let queue = try open(path)
        defer { try? queue.close() }
        return try queue.read { db in
            var tables: [String: [[DatabaseValue]]] = [:]
            for name in try names(db) {
                tables[name] = try Row.fetchAll(db, sql: "SELECT * FROM \(name)")
                    .map { Array($0.databaseValues) }
            }
            return tables
        }
    }

    /// Every tampering with every table of a file that can be carried out.
    static func all(of file: String, at path: String) throws -> [RowTampering] {
        let queue = try open(path)
        defer { try? queue.close() }
        return try queue.write { db in
            try names(db).flatMap { try TamperedTable(file, $0, db).tamperings(db) }
        }
    }

    private static func names(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = 1")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}

/// A table whose rows are tampered with: the first and the last.
private struct TamperedTable {
    let file: String
    let name: String
    let columns: [(name: String, type: String, isKey: Bool)]
    let rows: [[DatabaseValue]]

    init(_ file: String, _ name: String, _ db: Database) throws {
        self.file = file
        self.name = name
        columns = try Row.fetchAll(db, sql: "PRAGMA table_info(\(name))").map {
            ($0["name"], $0["type"], $0["pk"] as Int > 0)
        }
        rows = try Row.fetchAll(db, sql: "SELECT * FROM \(name)").map { Array($0.databaseValues) }
    }

    func tamperings(_ db: Database) throws -> [RowTampering] {
        guard let first = rows.first, let last = rows.last else { return [] }
        let ends = rows.count == 1 ? [("only", first)] : [("first", first), ("last", last)]
        var all: [RowTampering] = []
        for (place, row) in ends {
            for (number, column) in columns.enumerated() {
                all += try possible(db, .oneBit, "\(column.name) of the \(place)") {
                    flips(row[number], column.type).map { flipped in
                        var changed = row
                        changed[number] = flipped
                        return [deletion(of: row), insertion(of: changed)]
                    }
                }
            }
            all += try possible(db, .delete, "the \(place)") { [[deletion(of: row)]] }
            all += try possible(db, .add, place == "first" ? "before all" : "after all") {
                additions(to: row, by: place == "first" ? -1 : 1)
            }
        }
        if rows.count > 1 {
            all += try possible(db, .swap, "first and last") {
                [exchange(first, last)].compactMap(\.self)
            }
        }
        return all
    }

    /// The first of some changes that the table's constraints allow.
    private func possible(
        _ db: Database,
        _ kind: TamperingKind,
        _ place: String,
        _ changes: () -> [[RowTampering.Statement]]
    ) throws -> [RowTampering] {
        for statements in changes() {
            var isPossible = true
            try db.inSavepoint {
                do {
                    for statement in statements {
                        let arguments = StatementArguments(statement.values)
                        try db.execute(sql: statement.sql, arguments: arguments)
                    }
                } catch { isPossible = false }
                return .rollback
            }
            guard isPossible else { continue }
            return [
                RowTampering(
                    file: file,
                    table: name,
                    kind: kind,
                    place: place,
                    statements: statements
                )
            ]
        }
        return []
    }

    private func deletion(of row: [DatabaseValue]) -> RowTampering.Statement {
        let each = columns.map { "\"\($0.name)\" IS ?" }.joined(separator: " AND ")
        return .init(sql: "DELETE FROM \(name) WHERE \(each)", values: row)
    }

    private func insertion(of row: [DatabaseValue]) -> RowTampering.Statement {
        let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        return .init(sql: "INSERT INTO \(name) (\(names)) VALUES (\(marks))", values: row)
    }

    /// A value with one bit changed, the lowest that its constraints allow.
    private func flips(_ value: DatabaseValue, _ type: String) -> [DatabaseValue] {
        switch value.storage {
        case .null:
            return [
                type == "INTEGER"
                    ? 1.databaseValue
                    : type == "BLOB"
                        ? Data([1]).databaseValue
                        : "x".databaseValue
            ]
        case .int64(let number): return (0..<40).map { (number ^ (1 << $0)).databaseValue }
        case .double(let number): return [(number + 1).databaseValue]
        case .string(let text):
            var bytes = Array(text.utf8)
            guard !bytes.isEmpty else { return ["x".databaseValue] }
            bytes[bytes.count / 2] ^= 1
            return [String(decoding: bytes, as: UTF8.self).databaseValue]
        case .blob(var bytes):
            guard !bytes.isEmpty else { return [Data([1]).databaseValue] }
            bytes[bytes.count / 2] ^= 1
            return [bytes.databaseValue]
        }
    }

    /// The row once more, under a key of its own.
    private func additions(to row: [DatabaseValue], by step: Int64) -> [[RowTampering.Statement]] {
        let keys = columns.indices.filter { columns[$0].isKey }
        guard !keys.isEmpty else { return [[insertion(of: row)]] }
        var under = row
        var everything = row
        for number in columns.indices {
            let isKey = number == keys.last
            switch row[number].storage {
            case .int64(let value) where isKey:
                under[number] = (value + step).databaseValue
                everything[number] = under[number]
            case .string(let text):
                if isKey { under[number] = "\(text)x".databaseValue }
                everything[number] = "\(text)x".databaseValue
            case .blob(let bytes) where isKey:
                under[number] = (bytes + [0]).databaseValue
                everything[number] = under[number]
            default: break
            }
        }
        return [[insertion(of: under)], [insertion(of: everything)]]
    }

    /// Two rows with each other's values under their own keys; `nil` where they are all keys or the
    /// same.
    private func exchange(
        _ one: [DatabaseValue],
        _ other: [DatabaseValue]
    ) -> [RowTampering.Statement]? {
        var (left, right) = (one, other)
        for number in columns.indices where !columns[number].isKey {
            (left[number], right[number]) = (other[number], one[number])
        }
        guard left != one, left != other else { return nil }
        return [deletion(of: one), deletion(of: other), insertion(of: left), insertion(of: right)]
    }
}

import Foundation
public import GRDB
import Synchronization

/// A table, an index, a trigger or a view of a database.
private struct SchemaObject: Hashable, Comparable {
    let type: String
    let name: String
    let table: String
    let sql: String

    /// Everything that a database says it has, in order.
    static func all(_ db: Database) throws -> [SchemaObject] {
        try Row.fetchAll(db, sql: "SELECT type, name, tbl_name, sql FROM sqlite_schema")
            .map { row in
                // What somebody wrote in there by hand need not be text.
                func text(_ column: Int) -> String {
                    String.fromDatabaseValue(row[column]) ?? "\(row[column] as DatabaseValue)"
                }
                return SchemaObject(type: text(0), name: text(1), table: text(2), sql: text(3))
            }.sorted()
    }

    static func < (one: SchemaObject, other: SchemaObject) -> Bool {
        (one.type, one.name, one.table, one.sql) < (other.type, other.name, other.table, other.sql)
    }
}

/// Holds what a file has of tables, indexes, triggers and views against what its migrations make.
///
/// A trigger that somebody adds runs within the program's own transactions, and can take away what
/// they write; an index that is gone takes away what it held to be unique. Anything more, fewer or
/// other is damage.
public final class SchemaCheck: Sendable {
    private let file: String
    private let expected: [SchemaObject]
    private let migrations: Set<String>
    /// SQLite's count of changes to the schema, as it was when the schema was found right.
    private let version = Mutex<Int?>(nil)

    /// A check of a file against what these migrations make of an empty one.
    ///
    /// - Throws: `DatabaseError` where they do not run.
    public init(of path: String, _ migrator: DatabaseMigrator) throws {
        file = URL(fileURLWithPath: path).lastPathComponent
        let empty = try DatabaseQueue()
        try migrator.migrate(empty)
        expected = try empty.read { db in try SchemaObject.all(db) }
        migrations = Set(migrator.migrations)
    }

    /// Makes sure that the file has what it should have; where its schema has not changed since
    /// it was last looked at, that costs the reading of one number.
    ///
    /// Within a transaction that writes, it holds to its end. Whoever sets SQLite's count back to
    /// hide a change hides it from this connection too: its statements then know no such trigger.
    ///
    /// - Throws: `SQLiteFileError.damaged` naming the first object that differs.
    public func require(_ db: Database) throws {
        let found = try Int.fetchOne(db.cachedStatement(sql: "PRAGMA schema_version"))
        guard found == nil || found != version.withLock({ $0 }) else { return }
        if let difference = difference(try SchemaObject.all(db)) {
            throw SQLiteFileError.damaged(place: "\(file): \(difference)")
        }
        try requireMigrations(db)
        version.withLock { $0 = found }
    }

    /// Everything in which the schema differs, of a file whose tables can be read all the same.
    ///
    /// A trigger, an index or a table more does not touch what the program's own tables hold.
    ///
    /// - Throws: `SQLiteFileError.damaged` naming the first of the program's tables that is gone or
    ///   is not as it was made: nobody can say what its rows mean.
    func differences(_ db: Database) throws -> [String] {
        let found = try SchemaObject.all(db)
        let made = Set(found)
        if let table = expected.first(where: { $0.type == "table" && !made.contains($0) }) {
            let isThere = found.contains { $0.type == "table" && $0.name == table.name }
            throw SQLiteFileError.damaged(
                place: "\(file): table '\(table.name)' is "
                    + (isThere ? "not as it was made" : "missing")
            )
        }
        let noted = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations")
        return differences(found)
            + noted.filter { !migrations.contains($0) }
            .map { "migration '\($0)' is none of the program's" }
            + migrations.subtracting(noted).sorted().map { "migration '\($0)' is not noted" }
    }

    /// What speaks against the list of migrations that a file notes, before those that it lacks are
    /// made; `nil` where it is as some program, this one or an earlier one, left it.
    ///
    /// A program notes each migration after those before it, and leaves what those have made and no
    /// more. A note that is gone would have its migration made again, over what is there.
    static func gap(_ db: Database, _ migrator: DatabaseMigrator) throws -> String? {
        let noted = try migrator.appliedIdentifiers(db)
        let migrations = migrator.migrations
        guard let lacking = migrations.firstIndex(where: { !noted.contains($0) }) else {
            return nil
        }
        let name = migrations[lacking]
        if let later = migrations[lacking...].first(where: { noted.contains($0) }) {
            return "migration '\(name)' is not noted, and '\(later)' after it is"
        }
        let earlier = try DatabaseQueue()
        if lacking > 0 { try migrator.migrate(earlier, upTo: migrations[lacking - 1]) }
        let made = Set(try earlier.read { db in try SchemaObject.all(db) })
        let found = try SchemaObject.all(db).filter { $0.table != "grdb_migrations" }
        guard let more = found.first(where: { !made.contains($0) }) else { return nil }
        return "migration '\(name)' is not noted, and \(more.type) '\(more.name)' is not of those "
            + "before it"
    }

    /// A migration that is noted and was not made would not be made later either.
    private func requireMigrations(_ db: Database) throws {
        let noted = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations")
        if let other = noted.first(where: { !migrations.contains($0) }) {
            let place = "\(file): migration '\(other)' is none of the program's"
            throw SQLiteFileError.damaged(place: place)
        }
    }

    private func difference(_ found: [SchemaObject]) -> String? {
        guard found != expected else { return nil }
        return differences(found).first
    }

    /// Objects that are others than they were made or none of the program's, then missing ones.
    private func differences(_ found: [SchemaObject]) -> [String] {
        let (made, known) = (Set(found), Set(expected))
        let others = found.filter { !known.contains($0) }.map { other in
            expected.contains { $0.type == other.type && $0.name == other.name }
                ? "\(other.type) '\(other.name)' is not as it was made"
                : "\(other.type) '\(other.name)' on '\(other.table)' is none of the program's"
        }
        let lacking = expected.filter { one in
            !made.contains(one) && !found.contains { $0.type == one.type && $0.name == one.name }
        }
        // With a table its indexes are gone too.
        let missing = lacking.filter { $0.type == "table" } + lacking.filter { $0.type != "table" }
        let twice = zip(found, found.dropFirst()).filter { $0 == $1 }.map(\.0)
        return others + missing.map { "\($0.type) '\($0.name)' is missing" }
            + twice.map { "\($0.type) '\($0.name)' stands twice" }
    }
}

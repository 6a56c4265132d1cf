import GRDB
import GRDBSQLite
import TransparencyLog

/// A statement of SQLite's C interface, for the few loops over millions of rows.
///
/// GRDB boxes every argument and column; here bytes go straight between SQLite and arrays. A
/// statement lives no longer than the access to its database.
final class PreparedStatement {
    private let connection: OpaquePointer
    private let statement: OpaquePointer

    /// Compiles one statement on the connection of a database access.
    init(_ sql: String, on db: Database) throws {
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
        }
        var compiled: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &compiled, nil)
        guard code == SQLITE_OK, let compiled else {
            throw PreparedStatement.error(code, connection)
        }
        self.connection = connection
        statement = compiled
    }

    deinit { sqlite3_finalize(statement) }

    func bind(_ value: Int64, at position: Int32) throws {
        try check(sqlite3_bind_int64(statement, position, value))
    }

    func bind(_ bytes: [UInt8]?, at position: Int32) throws {
        guard let bytes else { return try check(sqlite3_bind_null(statement, position)) }
        let code = bytes.withUnsafeBytes { buffer in
            // An empty buffer may have no address, and SQLite takes none for NULL.
            buffer.baseAddress.map {
                sqlite3_bind_blob(
                    statement,
                    position,
                    $0,
                    Int32(buffer.count),
                    PreparedStatement.copied
                )
            } ?? sqlite3_bind_zeroblob(statement, position, 0)
        }
        try check(code)
    }

    func bind(_ hash: Hash, at position: Int32) throws { try bind(hash.bytes, at: position) }

    func bind(_ text: String?, at position: Int32) throws {
        guard var text else { return try check(sqlite3_bind_null(statement, position)) }
        let code = text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map {
                    sqlite3_bind_text(
                        statement,
                        position,
                        $0,
                        Int32(characters.count),
                        PreparedStatement.copied
                    )
                } ?? sqlite3_bind_text(statement, position, "", 0, PreparedStatement.copied)
            }
        }
        try check(code)
    }

    /// Runs the statement to its end and makes it ready for other arguments.
    func run() throws {
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE || code == SQLITE_ROW else {
            let error = PreparedStatement.error(code, connection)
            sqlite3_reset(statement)
            throw error
        }
        try check(sqlite3_reset(statement))
    }

    /// Moves to the next row; false at the end, where the statement is ready again.
    func next() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW:
            return true
        case SQLITE_DONE:
            sqlite3_reset(statement)
            return false
        case let code:
            let error = PreparedStatement.error(code, connection)
            sqlite3_reset(statement)
            throw error
        }
    }

    /// Makes the statement ready before its rows have been read to the end.
    func reset() { sqlite3_reset(statement) }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    /// Whether a column holds exactly this integer, and no value that SQLite would convert to it.
    func holds(_ value: Int64, at column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_INTEGER && integer(column) == value
    }

    /// Whether a column holds exactly this text.
    func holds(_ text: String, at column: Int32) -> Bool {
        guard sqlite3_column_type(statement, column) == SQLITE_TEXT else { return false }
        let start = sqlite3_column_text(statement, column)
        let held = UnsafeRawBufferPointer(
            start: start,
            count: Int(sqlite3_column_bytes(statement, column))
        )
        var text = text
        return text.withUTF8 { wanted in
            held.count == wanted.count && held.elementsEqual(UnsafeRawBufferPointer(wanted))
        }
    }

    func bytes(_ column: Int32) -> [UInt8]? {
        guard !isNull(column) else { return nil }
        let start = sqlite3_column_blob(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        return start.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) } ?? []
    }

    func text(_ column: Int32) -> String {
        bytes(column).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw PreparedStatement.error(code, connection) }
    }

    private static func error(_ code: Int32, _ connection: OpaquePointer) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection))
        )
    }

    /// Tells SQLite to copy what is bound before the call returns.
    private static var copied: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}

/// The statements of one connection, compiled when first asked for.
///
/// It belongs to the one writing connection of a pool, which is never used by two at once, and
/// is emptied before that connection is closed.
final class StatementCache: @unchecked Sendable {
    private var statements: [String: PreparedStatement] = [:]

    func statement(_ sql: String, on db: Database) throws -> PreparedStatement {
        if let known = statements[sql] { return known }
        let made = try PreparedStatement(sql, on: db)
        statements[sql] = made
        return made
    }

    func removeAll() { statements = [:] }
}

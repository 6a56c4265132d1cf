import GRDB

/// A database file as an attacker who can write it sees it.
enum LedgerFile {
    /// Changes a file of ours from outside; every statement must change what it means to.
    static func tamper(_ path: String, _ statements: String...) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            for sql in statements { try db.execute(sql: sql) }
        }
        try queue.close()
    }
}

import Foundation
import GRDBSQLite

extension SQLiteFile {
    private static let headerBytes = 100

    /// The bytes that say what a file is: its first page and all that its schema holds.
    ///
    /// For a file that nobody has open and that no write-ahead log lies beside; nothing is written.
    ///
    /// - Returns: `nil` where it is no database or cannot be read.
    public static func outline(of path: String) -> [UInt8]? {
        guard let first = firstPage(of: path), let schema = schema(of: path) else { return nil }
        return first + schema
    }

    private static func firstPage(of path: String) -> [UInt8]? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let header = try? file.read(upToCount: headerBytes), header.count == headerBytes
        else {
            return nil
        }
        let stated = Int(header[16]) << 8 | Int(header[17])
        let size = stated == 1 ? 65_536 : stated
        guard size >= 512, let rest = try? file.read(upToCount: size - headerBytes) else {
            return nil
        }
        return Array(header) + Array(rest)
    }

    private static func schema(of path: String) -> [UInt8]? {
        let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "?#%"))
        let absolute = URL(fileURLWithPath: path).path
        guard let name = absolute.addingPercentEncoding(withAllowedCharacters: allowed) else {
            return nil
        }
        var connection: OpaquePointer?
        defer { sqlite3_close_v2(connection) }
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        let uri = "file:\(name)?immutable=1"
        guard sqlite3_open_v2(uri, &connection, flags, nil) == SQLITE_OK else { return nil }
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        let sql = """
            SELECT quote(type) || ',' || quote(name) || ',' || quote(tbl_name) || ',' ||
                quote(rootpage) || ',' || quote(sql) FROM sqlite_schema ORDER BY rowid
            """
        guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK else {
            return nil
        }
        var bytes: [UInt8] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                if let text = sqlite3_column_text(statement, 0) {
                    bytes += Array(String(cString: text).utf8)
                }
                bytes.append(0x0A)
            case SQLITE_DONE: return bytes
            default: return nil
            }
        }
    }
}

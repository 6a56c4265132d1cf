import Foundation
import GRDB
import Ledger
import SQLiteFiles
import Storage
import TestSupport
import Testing

/// What SQLite's errors mean for the file they came from.
@Suite struct SQLiteFileErrorTests {
    /// Which of the four kinds of trouble it is.
    private enum Kind: String, CaseIterable {
        case full, readOnly, damaged, unavailable

        init(_ trouble: SQLiteFileError) {
            switch trouble {
            case .full: self = .full
            case .readOnly: self = .readOnly
            case .damaged: self = .damaged
            case .unavailable: self = .unavailable
            }
        }

        init?(_ fault: LedgerFault) {
            switch fault {
            case .storageFull: self = .full
            case .storageReadOnly: self = .readOnly
            case .damaged: self = .damaged
            case .unavailable: self = .unavailable
            default: return nil
            }
        }
    }

    @Test(arguments: [
        (ResultCode.SQLITE_CORRUPT, "damaged"), (.SQLITE_NOTADB, "damaged"),
        (.SQLITE_ERROR, "damaged"), (.SQLITE_FULL, "full"), (.SQLITE_READONLY, "readOnly"),
        (.SQLITE_BUSY, "unavailable"), (.SQLITE_IOERR, "unavailable"),
        (.SQLITE_CANTOPEN, "unavailable"),
    ])
    func `a result code says what is wrong`(code: ResultCode, kind: String) throws {
        let folder = try TemporaryFolder()
        let error = DatabaseError(resultCode: code, message: "as told")
        let trouble = SQLiteFileError(error, path: folder.path("view.sqlite"))
        #expect(Kind(trouble).rawValue == kind)
        // What it is stays as it is judged, and so does the fault that it becomes.
        #expect(SQLiteFileError(trouble, path: "/elsewhere") == trouble)
        #expect(Kind(LedgerFault(trouble))?.rawValue == kind)
        #expect("\(trouble)".contains("view.sqlite: as told"))
    }

    @Test(arguments: [
        (ENOSPC, "full"), (EDQUOT, "full"), (EFBIG, "full"), (EROFS, "readOnly"),
        (EPERM, "readOnly"), (EACCES, "readOnly"), (EIO, "unavailable"),
    ])
    func `of a failed write the system's reason decides`(reason: Int32, kind: String) throws {
        let folder = try TemporaryFolder()
        let trouble = SQLiteFileError(
            DatabaseError(resultCode: .SQLITE_IOERR),
            path: folder.path("view.sqlite"),
            systemError: reason
        )
        #expect(Kind(trouble).rawValue == kind)
    }

    @Test func `an error that is not SQLite's leaves the file unavailable`() {
        struct Other: Error {}
        #expect(Kind(SQLiteFileError(Other(), path: "/a/view.sqlite")) == .unavailable)
    }

    @Test func `SQLite's errors are judged where they are thrown, others come out as they are`()
        throws
    {
        struct Other: Error {}
        let queue = try DatabaseQueue()
        try queue.write { db throws in
            #expect(throws: SQLiteFileError.self) {
                try SQLiteFile.judging(db, path: "/a/view.sqlite") {
                    try db.execute(sql: "no statement")
                }
            }
            #expect(throws: Other.self) {
                try SQLiteFile.judging(db, path: "/a/view.sqlite") { throw Other() }
            }
            #expect(try SQLiteFile.judging(db, path: "/a/view.sqlite") { 5 } == 5)
        }
    }

    @Test func `a file that is not there may be written to: SQLite makes it`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: Never.self) { try SQLiteFile.requireWritable(folder.path("new.sqlite")) }
    }
}

import DataFolder
import Foundation
import GRDB
import TestSupport
import Testing

extension TestAPI {
    /// Writes into one of the folder's files, beside the server that has it open.
    func write(_ file: String, _ sql: String) throws {
        let folder = URL(fileURLWithPath: opened.notifierPath).deletingLastPathComponent()
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        let queue = try DatabaseQueue(
            path: folder.appendingPathComponent(file).path,
            configuration: configuration
        )
        try queue.write { db in
            let before = db.totalChangesCount
            try db.execute(sql: sql)
            let isSchema = sql.hasPrefix("CREATE")
            #expect(isSchema || db.totalChangesCount > before, "the harm must touch a row")
        }
        try queue.close()
    }
}

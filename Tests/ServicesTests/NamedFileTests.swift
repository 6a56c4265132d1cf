import DataFolder
import Foundation
import TestSupport
import Testing

/// Files and folders that a person has named.
@Suite struct NamedFileTests {
    @Test(arguments: [
        (ENOENT, "check the path"), (EISDIR, "name a file in it"),
        (ENOTDIR, "should be a folder is a file"), (EACCES, "as the file's owner"),
        (EPERM, "as the file's owner"), (ENOSPC, "make room"), (EDQUOT, "make room"),
        (EROFS, "mount it to be written to"), (EMFILE, "ulimit -n"),
    ])
    func `a reason of the system's says what to do`(number: Int32, said: String) {
        let text = NamedFile.failure("/a/file", number).description
        #expect(text.hasPrefix("/a/file: \(String(cString: strerror(number)))"), "\(text)")
        #expect(text.contains(said), "\(text)")
    }

    @Test func `a file is read whole, or as far as is asked`() throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        try Data(bytes).write(to: URL(fileURLWithPath: folder.path("file")))
        #expect(try NamedFile.read(folder.path("file")) == bytes)
        #expect(try NamedFile.read(folder.path("file"), upTo: 70_000) == Array(bytes[..<70_000]))
        #expect(try NamedFile.read("/dev/null").isEmpty)
    }

    @Test func `a folder is made with those it lies in, its owner's alone`() throws {
        let folder = try TemporaryFolder()
        try LedgerFolder.makePrivateFolder(folder.path("a/b"))
        for name in ["a", "a/b"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
        // One that is there stays as it is.
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o750],
            ofItemAtPath: folder.path("a")
        )
        try LedgerFolder.makePrivateFolder(folder.path("a"))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("a"))
        #expect(attributes[.posixPermissions] as? Int == 0o750)
    }
}

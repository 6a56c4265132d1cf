import Foundation
import Storage
import TestSupport
import Testing
import TransparencyLog

@testable import DataFolder

@Suite struct CleanStopTests {
    private let log: NoteSigner
    private let other: NoteSigner
    private let folder: TemporaryFolder

    /// A folder with one file that is closed.
    init() throws {
        log = try NoteSigner(name: "example.com/log", seed: Array(0..<32))
        other = try NoteSigner(name: "example.com/log", seed: Array(1...32))
        folder = try TemporaryFolder()
        try SQLiteView(path: folder.path("view.sqlite")).close()
    }

    private func taken() -> Set<LedgerFolder.File> {
        let untouched = CleanStop.untouched(in: folder.path, logKeys: [log.verifierKey])
        try? CleanStop.remove(from: folder.path)
        return untouched
    }

    @Test func `a record vouches once, for what is as it was`() throws {
        try CleanStop.record(in: folder.path, at: "", signer: log)
        #expect(taken() == [.view])
        #expect(taken().isEmpty)
        try CleanStop.record(in: folder.path, without: [.view], at: "", signer: log)
        #expect(taken().isEmpty)
    }

    @Test func `a record that another key has signed, or that was changed, vouches for nothing`()
        throws
    {
        try CleanStop.record(in: folder.path, at: "", signer: other)
        #expect(taken().isEmpty)
        try CleanStop.record(in: folder.path, at: "", signer: log)
        let path = folder.path("clean-stop.note")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing("\"view.sqlite\"", with: "\"ledger.sqlite\"")
            .write(toFile: path, atomically: false, encoding: .utf8)
        #expect(taken().isEmpty)
    }

    @Test func `a change of mode is seen, as the time that the file system keeps has moved`()
        throws
    {
        try CleanStop.record(in: folder.path, at: "", signer: log)
        let path = folder.path("view.sqlite")
        let before = try #require(CleanStop.Identity(path: path))
        // The file system's clock moves in steps of milliseconds.
        usleep(20_000)
        #expect(chmod(path, 0o600) == 0)
        let after = try #require(CleanStop.Identity(path: path))
        #expect(after.modifiedNanoseconds == before.modifiedNanoseconds)
        #expect(after.outline == before.outline)
        #expect(taken().isEmpty)
    }
}

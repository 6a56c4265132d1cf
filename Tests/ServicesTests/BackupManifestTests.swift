import CanonicalJSON
import Foundation
import TestSupport
import Testing

@testable import DataFolder

/// What lies beside a backup's files, also where an earlier version wrote it.
@Suite struct BackupManifestTests {
    /// As versions before the generated writing spelled it: indented, a space before each colon.
    private static let earlier = """
        {
          "checkpoint" : "plimsoll.localhost/ledger\\n5\\nq83vEjRWeJA=\\n\\n\
        — plimsoll.localhost/ledger c2ln\\n",
          "files" : [
            {
              "bytes" : 4096,
              "name" : "keys/log.vkey",
              "sha256" : "00ff"
            }
          ],
          "format" : "plimsoll-backup/1",
          "holdsSigningKey" : false,
          "origin" : "plimsoll.localhost/ledger",
          "root" : "q83vEjRWeJA=",
          "segments" : 2,
          "size" : 5,
          "time" : "2026-03-01T00:00:00Z",
          "vkey" : "plimsoll.localhost/ledger+c2ln"
        }

        """

    private func manifest(_ text: String, in folder: TemporaryFolder) throws -> BackupManifest {
        let path = "\(folder.path)/\(BackupManifest.fileName)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return try BackupManifest(of: folder.path)
    }

    @Test func `the manifest of an earlier version is read, and written again it says the same`()
        throws
    {
        let folder = try TemporaryFolder()
        let read = try manifest(Self.earlier, in: folder)
        #expect(read.size == 5)
        #expect(read.segments == 2)
        #expect(!read.holdsSigningKey)
        #expect(read.checkpoint.hasSuffix("— plimsoll.localhost/ledger c2ln\n"))
        #expect(read.files == [.init(name: "keys/log.vkey", bytes: 4096, sha256: "00ff")])
        try read.write(to: folder.path)
        #expect(try BackupManifest(of: folder.path) == read)
        let path = "\(folder.path)/\(BackupManifest.fileName)"
        let written = try #require(FileManager.default.contents(atPath: path))
        #expect(try JSONValue(parsing: written) == JSONValue(parsing: Self.earlier.utf8))
    }

    @Test(arguments: [
        ("plimsoll-backup/1", "plimsoll-backup/2", "its format is 'plimsoll-backup/2'"),
        ("\"size\" : 5,", "", "'size' is required"),
        ("\"size\" : 5,", "\"size\" : -5,", "outOfRange"),
        ("\"size\" : 5,", "\"size\" : 5, \"size\" : 6,", "duplicateKey"),
        ("\"size\" : 5,", "\"size\" : 5, \"sighs\" : 6,", "'sighs'"),
    ])
    func `a manifest that is not understood is refused, with the reason`(
        part: String,
        other: String,
        reason: String
    ) throws {
        let folder = try TemporaryFolder()
        #expect {
            try manifest(Self.earlier.replacing(part, with: other), in: folder)
        } throws: { "\($0)".contains(reason) && "\($0)".contains(folder.path) }
    }
}

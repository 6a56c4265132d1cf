// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

package import CanonicalJSON
import Foundation
import Glibc

extension CleanStop {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let files: [String: CleanStop.Identity]? = reader.member("files", default: [:])
        reader.endObject()
        guard let files else { return nil }
        self.init(files: files)
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("files", files)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("CleanStop", "What the files of a data folder were like when the server last stopped in order.", members: [
            MemberDescription("files", [String: CleanStop.Identity].self, "", hasDefault: true),
        ])
    }
}

extension CleanStop.Identity {
    /// Makes one from its members.
    init(inode: String, sizeBytes: Int, modifiedSeconds: Int, modifiedNanoseconds: Int) {
        self.inode = inode
        self.sizeBytes = sizeBytes
        self.modifiedSeconds = modifiedSeconds
        self.modifiedNanoseconds = modifiedNanoseconds
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let inode: String? = reader.member("inode")
        let modifiedNanoseconds: Int? = reader.member("modifiedNanoseconds")
        let modifiedSeconds: Int? = reader.member("modifiedSeconds")
        let sizeBytes: Int? = reader.member("sizeBytes")
        reader.endObject()
        guard let inode, let modifiedNanoseconds, let modifiedSeconds, let sizeBytes else { return nil }
        self.inode = inode
        self.sizeBytes = sizeBytes
        self.modifiedSeconds = modifiedSeconds
        self.modifiedNanoseconds = modifiedNanoseconds
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("inode", inode)
        writer.member("modifiedNanoseconds", modifiedNanoseconds)
        writer.member("modifiedSeconds", modifiedSeconds)
        writer.member("sizeBytes", sizeBytes)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("CleanStop.Identity", "How the file system knows a file, and whether it was written to.", members: [
            MemberDescription("inode", String.self, ""),
            MemberDescription("sizeBytes", Int.self, ""),
            MemberDescription("modifiedSeconds", Int.self, ""),
            MemberDescription("modifiedNanoseconds", Int.self, ""),
        ])
    }
}

/// The described types of this module.
package enum DataFolderRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        CleanStop.self,
        CleanStop.Identity.self,
    ]
}

// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON
import Crypto
import Foundation
import Glibc
import SQLiteFiles
import TransparencyLog

extension BackupManifest {
    /// Makes one from its members.
    public init(format: String, origin: String, vkey: String, size: UInt64, root: String, checkpoint: String, time: String, segments: Int, holdsSigningKey: Bool, files: [BackupManifest.File]) {
        self.format = format
        self.origin = origin
        self.vkey = vkey
        self.size = size
        self.root = root
        self.checkpoint = checkpoint
        self.time = time
        self.segments = segments
        self.holdsSigningKey = holdsSigningKey
        self.files = files
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let checkpoint: String? = reader.member("checkpoint")
        let files: [BackupManifest.File]? = reader.member("files")
        let format: String? = reader.member("format")
        let holdsSigningKey: Bool? = reader.member("holdsSigningKey")
        let origin: String? = reader.member("origin")
        let root: String? = reader.member("root")
        let segments: Int? = reader.member("segments")
        let size: UInt64? = reader.member("size")
        let time: String? = reader.member("time")
        let vkey: String? = reader.member("vkey")
        reader.endObject()
        guard let checkpoint, let files, let format, let holdsSigningKey, let origin, let root, let segments, let size, let time, let vkey else { return nil }
        self.format = format
        self.origin = origin
        self.vkey = vkey
        self.size = size
        self.root = root
        self.checkpoint = checkpoint
        self.time = time
        self.segments = segments
        self.holdsSigningKey = holdsSigningKey
        self.files = files
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("checkpoint", checkpoint)
        writer.member("files", files)
        writer.member("format", format)
        writer.member("holdsSigningKey", holdsSigningKey)
        writer.member("origin", origin)
        writer.member("root", root)
        writer.member("segments", segments)
        writer.member("size", size)
        writer.member("time", time)
        writer.member("vkey", vkey)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("BackupManifest", "What a backup holds, beside the files themselves.", members: [
            MemberDescription("format", String.self, "How the backup is laid out."),
            MemberDescription("origin", String.self, "The ledger's origin."),
            MemberDescription("vkey", String.self, "The ledger's verifier key."),
            MemberDescription("size", UInt64.self, "How many entries it has."),
            MemberDescription("root", String.self, "The root of its tree, in base64."),
            MemberDescription("checkpoint", String.self, "The signed checkpoint of that tree."),
            MemberDescription("time", String.self, "When it was made: RFC 3339 in UTC."),
            MemberDescription("segments", Int.self, "How many segments of readings the ledger names, all of which are in the backup."),
            MemberDescription("holdsSigningKey", Bool.self, "Whether the log's signing key is in it."),
            MemberDescription("files", [BackupManifest.File].self, "The files."),
        ])
    }
}

extension BackupManifest.File {
    /// Makes one from its members.
    public init(name: String, bytes: Int, sha256: String, _: Void = ()) {
        self.init(name: name, bytes: bytes, sha256: sha256)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let bytes: Int? = reader.member("bytes")
        let name: String? = reader.member("name")
        let sha256: String? = reader.member("sha256")
        reader.endObject()
        guard let bytes, let name, let sha256 else { return nil }
        self.init(name: name, bytes: bytes, sha256: sha256)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("bytes", bytes)
        writer.member("name", name)
        writer.member("sha256", sha256)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("BackupManifest.File", "One file of a backup.", members: [
            MemberDescription("name", String.self, "Its path in the backup."),
            MemberDescription("bytes", Int.self, "Its length."),
            MemberDescription("sha256", String.self, "Its SHA-256 in hexadecimal."),
        ])
    }
}

extension CleanStop {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let absent: [String]? = reader.member("absent", default: [])
        let beside: [String]?? = reader.optional("beside")
        let checkpoint: String? = reader.member("checkpoint", default: "")
        let contents: [String: String]? = reader.member("contents", default: [:])
        let files: [String: CleanStop.Identity]? = reader.member("files", default: [:])
        reader.endObject()
        guard let absent, let beside, let checkpoint, let contents, let files else { return nil }
        self.init(files: files, contents: contents, absent: absent, beside: beside, checkpoint: checkpoint)
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("absent", absent)
        writer.optional("beside", beside)
        writer.member("checkpoint", checkpoint)
        writer.member("contents", contents)
        writer.member("files", files)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("CleanStop", "What the files of a data folder were like when the server last stopped in order.", members: [
            MemberDescription("files", [String: CleanStop.Identity].self, "What each database was as the server left it, by its name in the folder.", hasDefault: true),
            MemberDescription("contents", [String: String].self, "SHA-256, in base64, of each file that is sealed.", hasDefault: true),
            MemberDescription("absent", [String].self, "The sealed files that were not there: that one is there later is a change too.", hasDefault: true),
            MemberDescription("beside", [String].self, "What lay beside the databases, as whoever read them meanwhile had it open: empty logs and their indexes; `nil` where nothing did.", isOptional: true),
            MemberDescription("checkpoint", String.self, "The text of the ledger's latest checkpoint, so that an older record is not taken for this.", hasDefault: true),
        ])
    }
}

extension CleanStop.Identity {
    /// Makes one from its members.
    init(inode: String, sizeBytes: Int, modifiedSeconds: Int, modifiedNanoseconds: Int, changedSeconds: Int, changedNanoseconds: Int, outline: String) {
        self.inode = inode
        self.sizeBytes = sizeBytes
        self.modifiedSeconds = modifiedSeconds
        self.modifiedNanoseconds = modifiedNanoseconds
        self.changedSeconds = changedSeconds
        self.changedNanoseconds = changedNanoseconds
        self.outline = outline
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let changedNanoseconds: Int? = reader.member("changedNanoseconds")
        let changedSeconds: Int? = reader.member("changedSeconds")
        let inode: String? = reader.member("inode")
        let modifiedNanoseconds: Int? = reader.member("modifiedNanoseconds")
        let modifiedSeconds: Int? = reader.member("modifiedSeconds")
        let outline: String? = reader.member("outline")
        let sizeBytes: Int? = reader.member("sizeBytes")
        reader.endObject()
        guard let changedNanoseconds, let changedSeconds, let inode, let modifiedNanoseconds, let modifiedSeconds, let outline, let sizeBytes else { return nil }
        self.inode = inode
        self.sizeBytes = sizeBytes
        self.modifiedSeconds = modifiedSeconds
        self.modifiedNanoseconds = modifiedNanoseconds
        self.changedSeconds = changedSeconds
        self.changedNanoseconds = changedNanoseconds
        self.outline = outline
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("changedNanoseconds", changedNanoseconds)
        writer.member("changedSeconds", changedSeconds)
        writer.member("inode", inode)
        writer.member("modifiedNanoseconds", modifiedNanoseconds)
        writer.member("modifiedSeconds", modifiedSeconds)
        writer.member("outline", outline)
        writer.member("sizeBytes", sizeBytes)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("CleanStop.Identity", "How the file system knows a file, and what it says that it is.", members: [
            MemberDescription("inode", String.self, "The number of the file's inode, in decimal: as a text, as it may be above 2^53."),
            MemberDescription("sizeBytes", Int.self, "The length of the database, without its write-ahead log."),
            MemberDescription("modifiedSeconds", Int.self, "When its bytes were last written, in whole seconds since 1970."),
            MemberDescription("modifiedNanoseconds", Int.self, "What that time has beyond the whole second."),
            MemberDescription("changedSeconds", Int.self, "When anything about the file was last changed, in whole seconds since 1970."),
            MemberDescription("changedNanoseconds", Int.self, "What that time has beyond the whole second."),
            MemberDescription("outline", String.self, "SHA-256 of the first page and of the schema, in base64."),
        ])
    }
}

/// The described types of this module.
package enum DataFolderRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        BackupManifest.self,
        BackupManifest.File.self,
        CleanStop.self,
        CleanStop.Identity.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        DataFolderRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        DataFolderRecords.values,
    ].flatMap { $0 }
}

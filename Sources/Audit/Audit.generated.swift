// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON

extension AuditFinding {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("place", place)
        writer.member("reason", reason)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("AuditFinding", "One deviation, located as precisely as possible.", members: [
            MemberDescription("place", String.self, "Where: the store and the row, such as `ledger.sqlite entry 17`."),
            MemberDescription("reason", String.self, "What is wrong there."),
        ])
    }
}

extension AuditReport {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("origin", origin)
        writer.member("root", root)
        writer.member("sections", sections)
        writer.member("size", size)
        writer.member("verifierKey", verifierKey)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("AuditReport", "The result of an audit.", members: [
            MemberDescription("origin", String.self, "The ledger's origin."),
            MemberDescription("verifierKey", String.self, "The verifier key that the checkpoints were verified with."),
            MemberDescription("size", UInt64.self, "How many entries were audited."),
            MemberDescription("root", String.self, "The root hash of the tree that the leaves give, in base64."),
            MemberDescription("at", String.self, "When the audit began, in UTC."),
            MemberDescription("sections", [AuditSection].self, "The sections, in the order of the audit."),
        ])
    }
}

extension AuditSection {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("examined", examined)
        writer.member("findingCount", findingCount)
        writer.member("findings", findings)
        writer.optional("incomplete", incomplete)
        writer.member("name", name)
        writer.member("title", title)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("AuditSection", "One kind of check, how much it examined, and what it found.", members: [
            MemberDescription("name", String.self, "The check's permanent name."),
            MemberDescription("title", String.self, "What it compares with what, in words."),
            MemberDescription("examined", Int.self, "How many items it examined.", hasDefault: true),
            MemberDescription("findings", [AuditFinding].self, "What it found, the first 20.", hasDefault: true),
            MemberDescription("findingCount", Int.self, "How many findings there are in all.", hasDefault: true),
            MemberDescription("incomplete", String.self, "Why it could not examine everything; `nil` where it did.", isOptional: true),
        ])
    }
}

/// The described types of this module.
package enum AuditRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        AuditFinding.self,
        AuditReport.self,
        AuditSection.self,
    ]
}

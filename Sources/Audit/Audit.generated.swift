// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON

extension AuditFinding {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("entry", entry)
        writer.member("place", place)
        writer.member("reason", reason)
        writer.optional("remedy", remedy)
        writer.optional("severity", severity)
        writer.optional("since", since)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("AuditFinding", "One deviation, located as precisely as possible.", members: [
            MemberDescription("place", String.self, "Where: the store and the row, such as `ledger.sqlite entry 17`."),
            MemberDescription("reason", String.self, "What is wrong there."),
            MemberDescription("entry", UInt64.self, "The ledger's entry that it is about; `nil` where it is about none in particular.", isOptional: true),
            MemberDescription("since", String.self, "The instant of that entry, in UTC: since when it can have been wrong.", isOptional: true),
            MemberDescription("severity", AuditSection.Severity.self, "How bad it is; `nil` where it is as bad as the section says.", isOptional: true),
            MemberDescription("remedy", String.self, "What to do about it; `nil` where it is what the section says.", isOptional: true),
        ])
    }
}

extension AuditInputs {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("authorities", authorities)
        writer.member("clock", clock)
        writer.member("location", location)
        writer.member("mode", mode)
        writer.optional("policy", policy)
        writer.member("previous", previous)
        writer.member("verifierKey", verifierKey)
        writer.member("verifierKeySource", verifierKeySource)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("AuditInputs", "What an audit was given to go by, as its report repeats it.", members: [
            MemberDescription("mode", AuditInputs.Mode.self, "From where the ledger is read."),
            MemberDescription("location", String.self, "The folder's path or the server's URL."),
            MemberDescription("verifierKey", String.self, "The verifier key that checkpoints were verified with, along the ledger's own changes of it; where several are trusted, all of them between commas."),
            MemberDescription("verifierKeySource", AuditInputs.KeySource.self, "From where that key comes."),
            MemberDescription("previous", [AuditInputs.Previous].self, "The checkpoints from before."),
            MemberDescription("policy", String.self, "The file of the policy for cosignatures; `nil` where none was given.", isOptional: true),
            MemberDescription("authorities", String.self, "The file of the authorities for timestamps; `nil` where none was given.", isOptional: true),
            MemberDescription("clock", AuditInputs.Clock.self, "The clock that the ledger goes by, as its genesis entry states.", hasDefault: true),
        ])
    }
}

extension AuditInputs.Previous {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("file", file)
        writer.member("origin", origin)
        writer.member("root", root)
        writer.member("size", size)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("AuditInputs.Previous", "A checkpoint from before that the ledger must extend.", members: [
            MemberDescription("file", String.self, "The file that it comes from."),
            MemberDescription("origin", String.self, "The log's origin, as it states it."),
            MemberDescription("size", UInt64.self, "How many entries it is of."),
            MemberDescription("root", String.self, "Its root, in base64."),
        ])
    }
}

extension AuditReport {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("inputs", inputs)
        writer.member("origin", origin)
        writer.member("root", root)
        writer.member("sections", sections)
        writer.member("size", size)
        if writer.isAnswer { writer.answer("verdict", verdict) }
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("AuditReport", "The result of an audit.", members: [
            MemberDescription("origin", String.self, "The ledger's origin."),
            MemberDescription("inputs", AuditInputs.self, "What the audit was given to go by."),
            MemberDescription("size", UInt64.self, "How many entries were audited."),
            MemberDescription("root", String.self, "The root hash of the tree that the leaves give, in base64."),
            MemberDescription("at", String.self, "When the audit began, in UTC."),
            MemberDescription("sections", [AuditSection].self, "The sections, in the order of the audit."),
            .answer("verdict", \AuditReport.verdict, "The outcome: what is wrong outranks what was not examined."),
        ])
    }
}

extension AuditSection {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("examined", examined)
        writer.member("findingCount", findingCount)
        writer.member("findings", findings)
        writer.optional("inapplicable", inapplicable)
        writer.optional("incomplete", incomplete)
        writer.member("left", left)
        writer.member("name", name)
        writer.optional("remark", remark)
        writer.member("remedy", remedy)
        writer.member("severity", severity)
        if writer.isAnswer { writer.answer("state", state) }
        writer.member("title", title)
        if writer.isAnswer { writer.answer("total", total) }
        if writer.isAnswer { writer.answer("unlisted", unlisted) }
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("AuditSection", "One kind of check, how much it examined, and what it found.", members: [
            MemberDescription("name", String.self, "The check's permanent name."),
            MemberDescription("title", String.self, "What it compares with what, in words."),
            MemberDescription("severity", AuditSection.Severity.self, "How bad a finding of this check is."),
            MemberDescription("remedy", String.self, "What to do about a finding of this check."),
            MemberDescription("examined", Int.self, "How many items it examined.", hasDefault: true),
            MemberDescription("findings", [AuditFinding].self, "What it found, the first 10,000.", hasDefault: true),
            MemberDescription("findingCount", Int.self, "How many findings there are in all.", hasDefault: true),
            MemberDescription("left", Int.self, "How many items it left, as far as is known.", hasDefault: true),
            MemberDescription("incomplete", String.self, "Why it could not examine everything; `nil` where it did.", isOptional: true),
            MemberDescription("inapplicable", String.self, "Why there need be nothing to examine; `nil` where there must be.", isOptional: true),
            MemberDescription("remark", String.self, "What else is to be known that is neither a finding nor a gap; `nil` where nothing is.", isOptional: true),
            .answer("state", \AuditSection.state, "How far it came, and whether anything is wrong."),
            .answer("total", \AuditSection.total, "How many items there are to examine: those examined and those left."),
            .answer("unlisted", \AuditSection.unlisted, "How many findings are counted and not listed: those after the first 10,000."),
        ])
    }
}

/// The described types of this module.
package enum AuditRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        AuditFinding.self,
        AuditInputs.self,
        AuditInputs.Previous.self,
        AuditReport.self,
        AuditSection.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(AuditInputs.Clock.self, "What the ledger's instants are taken from.", cases: [
            ("machine", "The clock of the operator's machine; entries are held against the auditor's."),
            ("simulated", "A clock that the operator set; entries are held against none."),
        ]),
        ValueDescription(AuditInputs.KeySource.self, "From where the verifier key comes.", cases: [
            ("given", "From elsewhere than what is audited, by `--vkey`."),
            ("audited", "From what is audited itself, which so vouches for itself."),
        ]),
        ValueDescription(AuditInputs.Mode.self, "From where a ledger is read.", cases: [
            ("folder", "From a data folder, with everything in it."),
            ("server", "From a server, as far as a key's member may read."),
        ]),
        ValueDescription(AuditSection.Severity.self, "How bad a finding is.", cases: [
            ("critical", "What the ledger says cannot be relied on."),
            ("serious", "Evidence is lost, or what is kept beside the ledger cannot be relied on."),
            ("minor", "What is wrong is derived from the ledger, and is made again from it."),
        ]),
        ValueDescription(AuditSection.State.self, "How far a check came, and whether anything is wrong.", cases: [
            ("ok", "It examined everything, and nothing is wrong."),
            ("findings", "It examined everything, and something is wrong."),
            ("part", "It examined a part, and the count of findings says whether anything is wrong in that."),
            ("notExamined", "It examined nothing of what there is."),
            ("notApplicable", "There is nothing that it could examine, and by its nature there need not be."),
        ]),
        ValueDescription(AuditVerdict.self, "The outcome of a whole audit.", cases: [
            ("clean", "Everything was examined, and nothing is wrong."),
            ("findings", "Something is wrong, whether or not everything was examined."),
            ("incomplete", "Nothing that was examined is wrong, and not everything was."),
        ]),
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        AuditRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        AuditRecords.values,
    ].flatMap { $0 }
}

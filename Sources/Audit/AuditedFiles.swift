/// The files of a ledger, as an audit finds them.
public struct AuditedFiles: Hashable, Sendable {
    /// Something that the program never wrote.
    public struct Fault: Hashable, Sendable {
        /// The file, with the row where it is about one.
        public let place: String
        /// What is wrong.
        public let reason: String
        /// How bad it is for that file, and what to do about it.
        public let advice: AuditAdvice

        /// Names a fault.
        public init(place: String, reason: String, advice: AuditAdvice) {
            self.place = place
            self.reason = reason
            self.advice = advice
        }
    }

    /// The most names of others' files that are listed.
    private static let unknownFilesNamed = 20

    /// Those that are looked through, by name.
    public var read: [String] = []
    /// Those of them that nobody closed in order, so that a copy is read.
    public var copied: [String] = []
    /// Those that should be there and are not.
    public var missing: [String] = []
    /// Those that are not there and are made again at the next start.
    public var toBeMade: [String] = []
    /// What is wrong with files, but not with what their rows say.
    public var faults: [Fault] = []
    /// Why files could not be looked through now, by name.
    public var unexamined: [String: String] = [:]

    /// Names in the folder that are none of the program's.
    public var unknownFiles: [String] = []
    /// Files that are links, each with what it leads to.
    public var links: [String] = []

    /// None yet.
    public init() {}

    /// What was found, as a section of the report.
    var section: AuditSection {
        let closed = copied.isEmpty ? "" : "; not closed in order, so read from copies: "
        var section = AuditSection(.files, adding: closed + copied.joined(separator: ", "))
        section.examined = read.count
        for name in missing { section.find(name, "there is no such file") }
        for fault in faults { section.find(fault.place, fault.reason, advice: fault.advice) }
        for (name, reason) in unexamined.sorted(by: { $0.key < $1.key }) {
            section.leave(1, "\(name): \(reason)")
        }
        if !toBeMade.isEmpty {
            section.leave(
                toBeMade.count,
                "\(toBeMade.joined(separator: ", ")): missing, and made again at the next start"
            )
        }
        var remarks: [String] = []
        if !unknownFiles.isEmpty {
            let named = unknownFiles.prefix(AuditedFiles.unknownFilesNamed).joined(separator: ", ")
            let rest = unknownFiles.count - AuditedFiles.unknownFilesNamed
            remarks.append(
                "in the folder and none of the program's, which reads none of it: \(named)"
                    + (rest > 0 ? " and \(rest) more" : "")
            )
        }
        if !links.isEmpty {
            remarks.append("not in the folder itself: \(links.joined(separator: ", "))")
        }
        if !remarks.isEmpty { section.remark = remarks.joined(separator: "; ") }
        return section
    }
}

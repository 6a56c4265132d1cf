public import CanonicalJSON

/// The outcome of a whole audit.
public enum AuditVerdict: String, JSONCoded, Hashable, Sendable, CaseIterable {
    /// Everything was examined, and nothing is wrong.
    case clean
    /// Something is wrong, whether or not everything was examined.
    case findings
    /// Nothing that was examined is wrong, and not everything was.
    case incomplete
}

/// The result of an audit.
public struct AuditReport: Answer, Hashable, Sendable {
    /// The ledger's origin.
    public let origin: String
    /// What the audit was given to go by.
    public var inputs: AuditInputs
    /// How many entries were audited.
    public let size: UInt64
    /// The root hash of the tree that the leaves give, in base64.
    public let root: String
    /// When the audit began, in UTC.
    public let at: String
    /// The sections, in the order of the audit.
    public let sections: [AuditSection]

    enum AnswerOnly {
        /// The outcome: what is wrong outranks what was not examined.
        case verdict
    }

    /// The outcome: what is wrong outranks what was not examined.
    public var verdict: AuditVerdict {
        if findingCount > 0 { return .findings }
        return unfinished.isEmpty ? .clean : .incomplete
    }

    /// Whether everything was examined and nothing is wrong.
    public var isClean: Bool { verdict == .clean }

    /// The first finding of the audit, in the sections' order.
    public var firstFinding: AuditFinding? { sections.lazy.compactMap(\.findings.first).first }

    /// How many findings there are in all sections.
    public var findingCount: Int { sections.reduce(0) { $0 + $1.findingCount } }

    /// The sections that could not examine everything.
    public var unfinished: [AuditSection] { sections.filter { $0.incomplete != nil } }

    /// The outcome in one line.
    var conclusion: String {
        switch verdict {
        case .clean: return "CLEAN"
        case .incomplete: return "INCOMPLETE: nothing found in what was examined; \(remainder)"
        case .findings:
            let first = firstFinding.map { " First: \($0)" } ?? ""
            return unfinished.isEmpty
                ? "NOT CLEAN.\(first)" : "NOT CLEAN, and \(remainder).\(first)"
        }
    }

    private var remainder: String {
        "not examined to the end: \(unfinished.map(\.name).joined(separator: ", "))"
    }
}

public import CanonicalJSON

/// One deviation, located as precisely as possible.
public struct AuditFinding: Answer, Hashable, Sendable, CustomStringConvertible {
    /// Where: the store and the row, such as `ledger.sqlite entry 17`.
    public let place: String
    /// What is wrong there.
    public let reason: String

    /// Names a place and what is wrong there.
    public init(place: String, reason: String) {
        self.place = place
        self.reason = reason
    }

    /// The place and the reason.
    public var description: String { "\(place): \(reason)" }
}

/// One kind of check, how much it examined, and what it found.
public struct AuditSection: Answer, Hashable, Sendable {
    /// The check's permanent name.
    public let name: String
    /// What it compares with what, in words.
    public let title: String
    /// How many items it examined.
    public internal(set) var examined: Int = 0
    /// What it found, the first 20.
    public internal(set) var findings: [AuditFinding] = []
    /// How many findings there are in all.
    public internal(set) var findingCount: Int = 0
    /// Why it could not examine everything; `nil` where it did.
    public internal(set) var incomplete: String?

    /// The outcome, for a column of the report.
    var mark: String { findingCount > 0 ? "FOUND" : incomplete == nil ? "ok" : "part" }

    init(_ name: String, _ title: String) {
        self.name = name
        self.title = title
    }

    mutating func find(_ place: String, _ reason: String) {
        findingCount += 1
        if findings.count < 20 { findings.append(AuditFinding(place: place, reason: reason)) }
    }
}

/// The result of an audit.
public struct AuditReport: Answer, Hashable, Sendable {
    /// The ledger's origin.
    public let origin: String
    /// The verifier key that the checkpoints were verified with.
    public let verifierKey: String
    /// How many entries were audited.
    public let size: UInt64
    /// The root hash of the tree that the leaves give, in base64.
    public let root: String
    /// When the audit began, in UTC.
    public let at: String
    /// The sections, in the order of the audit.
    public let sections: [AuditSection]

    /// Whether nothing was found.
    public var isClean: Bool { sections.allSatisfy { $0.findingCount == 0 } }

    /// The first finding of the audit, in the sections' order.
    public var firstFinding: AuditFinding? { sections.lazy.compactMap(\.findings.first).first }

    /// The outcome of the whole audit.
    var verdict: String {
        guard isClean else { return "NOT CLEAN" }
        let isWhole = sections.allSatisfy { $0.incomplete == nil }
        return isWhole ? "CLEAN" : "CLEAN AS FAR AS IT COULD READ"
    }

    /// The report for a terminal.
    public var text: String {
        var lines = ["Audit of \(origin): \(size) entries, root \(root)"]
        for section in sections {
            let counted = "\(section.examined) examined"
            lines.append(
                "  \(pad(section.mark, 6))\(pad(section.name, 16))\(pad(counted, 18))\(section.title)"
            )
            if let incomplete = section.incomplete { lines.append("        \(incomplete)") }
            for finding in section.findings { lines.append("        \(finding)") }
            if section.findingCount > section.findings.count {
                lines.append("        and \(section.findingCount - section.findings.count) more")
            }
        }
        lines.append(firstFinding.map { "\(verdict). First: \($0)" } ?? verdict)
        return lines.joined(separator: "\n")
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

extension AuditReport {
    /// The report with further sections.
    func adding(_ more: [AuditSection]) -> AuditReport {
        AuditReport(
            origin: origin,
            verifierKey: verifierKey,
            size: size,
            root: root,
            at: at,
            sections: sections + more
        )
    }
}

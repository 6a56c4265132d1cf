extension AuditReport {
    /// How many findings of a section are written out; as JSON, all that are kept.
    static let findingsShown = 100

    /// The report for a terminal.
    public var text: String {
        var lines = ["Audit of \(origin): \(size) entries, root \(root)"]
        for (name, value) in inputs.lines { lines.append("  \(pad(name, 14))\(value)") }
        lines.append("  \(pad("begun at", 14))\(at)")
        for section in sections { lines += self.lines(section) }
        lines.append(conclusion)
        return lines.joined(separator: "\n")
    }

    private func lines(_ section: AuditSection) -> [String] {
        let found = section.findingCount > 0 ? ", \(section.findingCount) found" : ""
        var lines = [
            "  \(pad(section.state.mark, 7))\(pad(section.name, 20))"
                + "\(pad(section.counted + found, 28))\(section.title)"
        ]
        if let reason = section.incomplete ?? section.inapplicable {
            lines.append("         \(reason)")
        }
        if let remark = section.remark { lines.append("         note: \(remark)") }
        for finding in section.findings.prefix(AuditReport.findingsShown) {
            lines.append("         \(finding)" + (finding.since.map { " (entry of \($0))" } ?? ""))
            guard let remedy = finding.remedy else { continue }
            let severity = finding.severity ?? section.severity
            lines.append("           \(severity.rawValue): \(remedy)")
        }
        if let rest = section.rest(shown: AuditReport.findingsShown) {
            lines.append("         \(rest)")
        }
        if section.findings.contains(where: { $0.remedy == nil }) {
            lines.append("         \(section.severity.rawValue): \(section.remedy)")
        }
        return lines
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

extension AuditSection.State {
    /// The state in words.
    var words: String {
        switch self {
        case .ok, .findings, .part: mark
        case .notExamined: "not examined"
        case .notApplicable: "not applicable"
        }
    }

    /// The state for a column of the report.
    var mark: String {
        switch self {
        case .ok: "ok"
        case .findings: "FOUND"
        case .part: "part"
        case .notExamined: "none"
        case .notApplicable: "n/a"
        }
    }
}

extension AuditSection {
    /// What it examined of what there is, as far as that is known: what lies behind a gap may be
    /// more.
    var counted: String {
        let unit = AuditCheck(rawValue: name)?.unit ?? "items"
        if incomplete == nil { return "\(examined) \(unit)" }
        return left > 0
            ? "\(examined) of at least \(total) \(unit)" : "\(examined) \(unit), not all"
    }

    /// How many findings a report that shows so many leaves out; `nil` where it shows them all.
    func rest(shown: Int) -> String? {
        let written = min(findings.count, shown)
        guard findingCount > written else { return nil }
        let rest = "and \(findingCount - written) more"
        return findings.count > written ? "\(rest): --format json names them" : rest
    }
}

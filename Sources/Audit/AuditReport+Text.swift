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
                + "\(pad(section.counted + found, 24))\(section.title)"
        ]
        if let incomplete = section.incomplete { lines.append("         \(incomplete)") }
        for finding in section.findings.prefix(AuditReport.findingsShown) {
            lines.append("         \(finding)" + (finding.since.map { " (entry of \($0))" } ?? ""))
        }
        if let rest = section.rest(shown: AuditReport.findingsShown) {
            lines.append("         \(rest)")
        }
        if section.findingCount > 0 {
            lines.append("         \(section.severity.rawValue): \(section.remedy)")
        }
        return lines
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

extension AuditSection.State {
    /// The state for a column of the report.
    var mark: String {
        switch self {
        case .ok: "ok"
        case .findings: "FOUND"
        case .part: "part"
        case .notExamined: "none"
        }
    }
}

extension AuditSection {
    /// What it examined of what there is.
    var counted: String {
        examined == total ? "\(examined) examined" : "\(examined) of \(total) examined"
    }

    /// How many findings a report that shows so many leaves out; `nil` where it shows them all.
    func rest(shown: Int) -> String? {
        let written = min(findings.count, shown)
        guard findingCount > written else { return nil }
        let rest = "and \(findingCount - written) more"
        return findings.count > written ? "\(rest): --format json names them" : rest
    }
}

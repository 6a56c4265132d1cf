extension AuditReport {
    /// The report with further sections.
    func adding(_ more: [AuditSection]) -> AuditReport {
        AuditReport(origin: origin, size: size, root: root, sections: sections + more)
    }
}

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

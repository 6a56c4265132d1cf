import Ledger

/// How bad a finding is and what to do about it, where that is other than its section says.
public struct AuditAdvice: Hashable, Sendable {
    /// How bad it is.
    public let severity: AuditSection.Severity
    /// What to do about it.
    public let remedy: String

    /// States both.
    public init(_ severity: AuditSection.Severity, _ remedy: String) {
        self.severity = severity
        self.remedy = remedy
    }

    /// A part of a file that SQLite cannot follow.
    static let unreadable = AuditAdvice(
        .serious,
        "Look at the findings of the section files: they say what to do about the file. Then audit "
            + "again, as what could not be read was not examined."
    )

    /// A note that the audit was given and that the log has not signed.
    static let badInput = AuditAdvice(
        .minor,
        "It proves nothing for or against the ledger: bring the checkpoint as it was received, or "
            + "leave it out."
    )

    /// A row of a file that is kept beside the ledger and holds a note that the log has not signed.
    static let unsignedRecord = AuditAdvice(
        .serious,
        "It proves nothing for or against the ledger: no program of the platform keeps such a "
            + "note. Find out who wrote it, and restore the file from a backup."
    )

    /// A row that no program of the platform writes.
    static let leftoverRow = AuditAdvice(.serious, AuditCheck.rows.remedy)

    /// Entries that the clock has not come to.
    static let ahead = AuditAdvice(
        .serious,
        "One of the two clocks is wrong. Put this machine's right and audit again; if it is right, "
            + "have the operator account for the instants, and bring timestamps or cosignatures, "
            + "which have other clocks."
    )
}

/// What the errors of stores say.
enum Damage {
    /// What a page of rows is that does not go on from the one before.
    static let disorder = LedgerFault.damaged(place: "rows out of their order")

    /// Whether keys go up, each to more than the one before, from a bound on: a damaged page may
    /// hold others, and who reads on from the last of them comes to no end.
    static func isAscending<Key: Comparable>(_ keys: [Key], from bound: Key) -> Bool {
        guard let first = keys.first else { return true }
        return first >= bound && zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 }
    }

    /// Where a store is damaged, by an error of its own; `nil` where the error is about something
    /// else, such as a network.
    static func place(_ error: any Error) -> String? {
        switch error {
        case let error as LogStoreError:
            guard case .damaged(let place) = error else { return nil }
            return place
        case let fault as LedgerFault:
            guard case .damaged(let place) = fault else { return nil }
            return place
        default: return nil
        }
    }
}

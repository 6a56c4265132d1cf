import Ledger
public import TransparencyLog

/// Compares the files that a server left with what it signed of them as it stopped.
///
/// What the notifier, the followers and the publication keep follows only in part from the ledger.
/// The log's key seals it, so that whoever can write the files alone cannot change a bit unnoticed.
public struct SealAudit: Sendable {
    private static let record = "clean-stop.note"

    private let logKeys: AuditedLogKeys
    private let head: LogHead
    private var section = AuditSection(.seals)

    init(_ head: LogHead, _ logKeys: AuditedLogKeys) {
        self.head = head
        self.logKeys = logKeys
    }

    var sections: [AuditSection] { [section] }

    /// Whether one of the ledger's keys has signed a note.
    ///
    /// A server that stops signs with the key in force at the end of its ledger.
    public mutating func admit(_ note: SignedNote, of checkpoint: String) -> Bool {
        let latest = head.checkpoint?.text ?? ""
        let size = (try? Checkpoint(parsing: latest).size) ?? 0
        do { try logKeys.requireJudged(note) } catch {
            section.leave(1, "\(Self.record): \(error.reason)")
            return false
        }
        guard (try? note.verify(with: [logKeys.key(at: size)])) != nil else {
            section.find(Self.record, "it is not signed by the log's key in force")
            return false
        }
        guard checkpoint == latest else {
            section.find(Self.record, "it is of another state of the ledger")
            return false
        }
        return true
    }

    /// Compares a file's digest with the one that was signed; `wasAbsent` says that the server left
    /// no such file.
    public mutating func compare(
        _ file: String,
        sealed: String?,
        wasAbsent: Bool,
        found: String?
    ) {
        guard let sealed else {
            if wasAbsent {
                section.examined += 1
                if found != nil { section.find(file, "the server left none: it was added since") }
            } else if found != nil {
                section.leave(1, "\(file): it was in use or not there at the last stop")
            }
            return
        }
        section.examined += 1
        if found == nil {
            section.find(file, "the server left it, and it is gone or was written to since")
        } else if sealed != found {
            section.find(file, "it is not as the server left it: it was changed since")
        }
    }

    /// Whether any of the log's keys, in force or before, has signed a note.
    public func isSignedByLog(_ note: SignedNote) -> Bool {
        (try? note.verify(with: logKeys.all)) != nil
    }

    /// Counts one more thing as compared, which differs as said; not at all where it is `nil`.
    public mutating func compare(_ place: String, _ difference: String?) {
        section.examined += 1
        if let difference { section.find(place, difference) }
    }

    /// Says why nothing is compared that should be.
    public mutating func leave(_ reason: String) { section.leave(1, reason) }

    /// Says why there is nothing that could be compared.
    public mutating func passOver(_ reason: String) { section.passOver(reason) }

    /// Says that the record itself does not read.
    public mutating func refuse(_ reason: String) { section.find(Self.record, reason) }
}

/// Rows that no entry of the ledger accounts for, as a section of a report.
public struct LeftoverRows: Sendable {
    private var section = AuditSection(.rows)

    init() {}

    var sections: [AuditSection] { [section] }

    /// Counts a file's rows as examined, and names those that nothing accounts for.
    public mutating func take(_ found: [(place: String, reason: String)]) {
        section.examined += 1
        for one in found { section.find(one.place, one.reason) }
    }

    /// Says why the rows of a file are not all examined.
    public mutating func leave(_ file: String, _ reason: String) {
        section.leave(1, "\(file): \(reason)")
    }
}

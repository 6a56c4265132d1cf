import Ledger
public import TransparencyLog

/// A checkpoint that somebody has kept from before the audit, which the ledger must extend.
public struct PreviousCheckpoint: Sendable {
    /// The file that it comes from.
    public let file: String
    /// The checkpoint with its signatures.
    public let note: SignedNote
    /// What the note states.
    public let checkpoint: Checkpoint

    /// Reads what a note states.
    ///
    /// - Throws: `LogFormatError` where it is no checkpoint.
    public init(file: String, note: SignedNote) throws {
        self.file = file
        self.note = note
        checkpoint = try Checkpoint(parsing: note.text)
    }
}

/// Compares checkpoints from before with the roots that the leaves give.
actor PreviousAudit {
    private let previous: [PreviousCheckpoint]
    private let logKeys: AuditedLogKeys
    private var roots: [UInt64: Hash] = [0: RFC6962.emptyRoot]
    private var section = AuditSection(.previous)

    init(_ previous: [PreviousCheckpoint], _ logKeys: AuditedLogKeys) {
        self.previous = previous
        self.logKeys = logKeys
    }

    /// Whether there is anything to compare.
    var sections: [AuditSection] { previous.isEmpty ? [] : [section] }

    /// The sizes whose roots it needs.
    nonisolated var sizes: Set<UInt64> { Set(previous.map(\.checkpoint.size)) }

    /// Takes the roots of the next page.
    func take(_ found: [UInt64: Hash]) {
        for (size, root) in found where sizes.contains(size) { roots[size] = root }
    }

    /// Compares, after the last page.
    func end(size: UInt64) {
        for one in previous {
            section.examined += 1
            if let reason = mismatch(one, size) {
                section.find("\(one.file) checkpoint \(one.checkpoint.size)", reason)
            }
        }
    }

    private func mismatch(_ previous: PreviousCheckpoint, _ size: UInt64) -> String? {
        let stated = previous.checkpoint
        guard Array(stated.origin.utf8) == Array(logKeys.trusted.name.utf8) else {
            return "it is of another log, \(stated.origin)"
        }
        do {
            _ = try logKeys.open(previous.note)
        } catch {
            return "it is not signed by the log's key in force at its size: \(error)"
        }
        guard stated.size <= size else {
            return "it is ahead: the ledger has only \(size) entries, so entries are lost or this "
                + "is an older copy"
        }
        guard let root = roots[stated.size] else {
            return "there is no tree of that size among the entries"
        }
        guard root == stated.root else {
            return "the ledger does not extend it: its root is \(stated.root), that of the first "
                + "\(stated.size) leaves \(root)"
        }
        return nil
    }
}

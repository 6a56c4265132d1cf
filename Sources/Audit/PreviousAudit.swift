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
    ///
    /// The tree ends before the leaf `broken`, where neither that leaf nor its hash is there.
    func end(size: UInt64, broken: UInt64?) {
        for one in previous { compare(one, size, broken) }
    }

    private func compare(_ previous: PreviousCheckpoint, _ size: UInt64, _ broken: UInt64?) {
        let stated = previous.checkpoint
        let place = "\(previous.file) checkpoint \(stated.size)"
        guard Array(stated.origin.utf8) == Array(logKeys.trusted.name.utf8) else {
            section.examined += 1
            let reason = "it is of another log, \(stated.origin)"
            return section.find(place, reason, advice: .badInput)
        }
        do {
            _ = try logKeys.open(previous.note)
        } catch let error as LogKeysUnknown {
            return section.leave(1, error.reason)
        } catch {
            section.examined += 1
            return section.find(
                place,
                "this note is not signed by the log's key in force at its size: \(error)",
                advice: .badInput
            )
        }
        guard stated.size <= size else {
            section.examined += 1
            return section.find(
                place,
                "it is ahead: the ledger has only \(size) entries, so entries are lost or this "
                    + "is an older copy"
            )
        }
        if let broken, stated.size > broken {
            return section.leave(1, "roots that cover leaf \(broken), of which nothing is left")
        }
        section.examined += 1
        guard let root = roots[stated.size] else {
            return section.find(place, "there is no tree of that size among the entries")
        }
        guard root != stated.root else { return }
        section.find(
            place,
            "the ledger does not extend it: its root is \(stated.root), that of the first "
                + "\(stated.size) leaves \(root)"
        )
    }
}

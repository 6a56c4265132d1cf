/// The checks of an audit, by the permanent names of their sections.
enum AuditCheck: String, CaseIterable {
    case leaves
    case tiles
    case checkpoints
    case previous
    case payloads
    case transitions
    case signatures
    case contracts
    case commands
    case segments
    case findings
    case uploads
    case view
    case files
    case published
    case cosignatures
    case timestamps
    case timestampSignatures
    case evidence
    case rows
    case seals

    /// What it compares with what.
    var title: String {
        switch self {
        case .leaves: "every leaf against its hash in the tiles"
        case .tiles: "every stored tile against the leaves"
        case .checkpoints:
            "every root and signature; the latest and one in \(CheckpointAudit.openSSLInterval) "
                + "also by OpenSSL"
        case .previous: "the ledger against the checkpoints from before"
        case .payloads: "every payload and command against its digest in the leaf"
        case .transitions: "edges in the public graph, revisions, predecessors, instants"
        case .signatures: "members' signatures, from the leaves alone, by OpenSSL"
        case .contracts: "every command executed again from its arguments"
        case .commands: "the index of commands against the entries"
        case .segments: "every segment of readings against the digest on the ledger"
        case .findings: "every recorded finding against the readings"
        case .uploads: "devices' signatures over uploads, by OpenSSL"
        case .view: "the view against the ledger's fold, row by row"
        case .files: "each file's structure, schema, header and storage classes, read only"
        case .published: "published checkpoints against the tree"
        case .cosignatures: "witnesses' cosignatures against the policy"
        case .timestamps: "timestamps against what they were given over"
        case .timestampSignatures: "timestamps' signatures against the authorities"
        case .evidence: "what witnesses have shown against this ledger, as the platform keeps it"
        case .rows: "rows of each file that nothing accounts for"
        case .seals:
            "publication, notifier and followers against what the log's key signed at the last stop"
        }
    }

    /// What it counts.
    var unit: String {
        switch self {
        case .leaves: "leaves"
        case .tiles: "tiles"
        case .checkpoints, .previous, .published, .cosignatures: "checkpoints"
        case .payloads, .transitions, .contracts, .view: "entries"
        case .signatures: "signatures"
        case .commands: "commands"
        case .segments: "segments"
        case .findings, .uploads: "uploads"
        case .files, .rows, .seals: "files"
        case .timestamps, .timestampSignatures: "timestamps"
        case .evidence: "notes"
        }
    }

    /// How bad a finding is.
    var severity: AuditSection.Severity {
        switch self {
        case .leaves, .checkpoints, .previous, .transitions, .signatures, .contracts, .published,
            .evidence:
            .critical
        case .tiles, .payloads, .commands, .segments, .findings, .uploads, .files, .cosignatures,
            .timestamps, .timestampSignatures, .rows, .seals:
            .serious
        case .view: .minor
        }
    }

    /// What to do about a finding.
    var remedy: String {
        switch self {
        case .leaves:
            "Keep this copy as evidence. Restore one whose root is that of a checkpoint held "
                + "elsewhere; ask the operator what changed the entry."
        case .tiles: "Restore the ledger from a backup or a mirror; no entry is lost."
        case .checkpoints:
            "Compare the latest checkpoint with one from a witness or another party. Two that the "
                + "log's key has signed, of one size with two roots, "
                + "are proof of a fork; keep both."
        case .previous:
            "Keep the earlier checkpoint and this copy: the log's key has signed it, so the "
                + "history was changed or cut short since. Put both before the operator and the "
                + "witnesses."
        case .payloads:
            "Fetch the entry from a backup, a mirror or a party: the digest in its leaf proves "
                + "which bytes are right. Until then its contents are not to be relied on."
        case .transitions, .contracts:
            "Hold what depends on the entry. Whoever wrote the ledger broke its rules: have the "
                + "operator account for the entry, and correct it by a new one."
        case .signatures:
            "Take the command as not given. Ask the member whether it was theirs, and revoke the "
                + "key if it may be in other hands."
        case .commands:
            "Restore the ledger from a backup or a mirror before it is served: a command that "
                + "the index misses could be carried out twice."
        case .segments:
            "Have the shipper upload the same files again, in their order, or restore the store of "
                + "readings from a backup."
        case .findings:
            "Compute the shipment's findings again from the devices' own files before a claim "
                + "that rests on them is settled."
        case .uploads:
            "Do not rely on the readings of this upload; ask for the device's own file."
        case .view: "Stop the server and run plimsoll rebuild: the view is folded again."
        case .files: "Restore the file from a backup."
        case .published:
            "Keep the published checkpoint and this copy: the log's key has signed a tree that "
                + "this ledger does not continue."
        case .evidence:
            "Keep the note: the log's key and the witness's have signed a tree that this ledger "
                + "does not continue, so that it is an older copy or another history. Restore the "
                + "newest backup, catch up from a mirror (plimsoll restore), and ask the witness."
        case .cosignatures: "Ask the witnesses again, and take the checkpoint as not witnessed."
        case .timestamps, .timestampSignatures:
            "Take the checkpoint as not stamped; have a later one stamped."
        case .rows:
            "Find out who wrote the row: no program of the platform does. Restore the file from a "
                + "backup."
        case .seals:
            "Restore the file from a backup, or compare what it holds with what members, receivers "
                + "and witnesses have; removing clean-stop.note accepts it as it is."
        }
    }
}

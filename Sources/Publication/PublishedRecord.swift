public import Ledger
public import Logging
import TransparencyLog

/// What was published of a ledger, held against the ledger at each start.
///
/// Losing the record is harmless. One that contradicts the ledger is not: members and witnesses
/// hold what was published, so that the ledger is then not the one that they know.
public struct PublishedRecord: Sendable {
    private let record: any PublicationStore
    private let place: String
    private let ledger: any LogStore
    private let ledgerName: String
    private let logKeys: LogKeyChain
    private let logger: Logger

    /// A record, and the ledger that it is to be of.
    ///
    /// `place` and `ledgerName` say in messages where the record is, and what the ledger is called;
    /// `logKeys` are those that the ledger's entries have put in force.
    public init(
        _ record: any PublicationStore,
        at place: String,
        against ledger: any LogStore,
        called ledgerName: String,
        logKeys: LogKeyChain,
        logger: Logger
    ) {
        self.record = record
        self.place = place
        self.ledger = ledger
        self.ledgerName = ledgerName
        self.logKeys = logKeys
        self.logger = logger
    }

    /// Compares roots at the sizes of the newest checkpoints published, witnessed, cosigned by
    /// each witness and timestamped; the audit compares every one.
    ///
    /// What a witness has shown against the ledger counts until the ledger continues it, or where
    /// `countsEvidence` is false, as the operator knows it to be void, not at all.
    ///
    /// - Returns: why the ledger may take no commands, where more was published than is there, or
    ///   a witness has shown that it cosigned more, or another history; `nil` where the record and
    ///   the ledger agree.
    /// - Throws: `PublicationError` where another tree was published than the ledger's.
    public func divergence(countingEvidence countsEvidence: Bool = true) async throws -> String? {
        let size = try await ledger.head().size
        for note in try await record.landmarks(upTo: size) { try await compare(note) }
        if let lost = try await record.newest(upTo: .max), lost.size > size {
            return DivergentHistory.reason(published: lost.size, size: size)
        }
        for evidence in countsEvidence ? try await record.evidence() : [] {
            if let reason = try await judge(evidence, size: size) { return reason }
        }
        return nil
    }

    private func judge(_ evidence: WitnessEvidence, size: UInt64) async throws -> String? {
        let finding: RollbackCheck.Finding
        do {
            let signed = try SignedCheckpoint.open(
                evidence.note,
                origin: logKeys.inForce.name,
                logKeys: logKeys.keys,
                witnesses: [evidence.witness]
            )
            guard !signed.cosignatures.isEmpty else {
                throw NoteError.missingSignature(keyName: evidence.witness.name)
            }
            finding = RollbackCheck.Finding(
                witness: try WitnessAddress(key: evidence.witness, url: ""),
                latest: signed
            )
        } catch {
            logger.warning(
                "what is kept as a witness's evidence is none",
                metadata: ["file": "\(place)", "error": "\(error)"]
            )
            return nil
        }
        let verdict = try await finding.judge(size: size) { try await ledger.root(at: $0) }
        guard verdict != .continues else { return nil }
        return DivergentHistory.reason(verdict, finding, size: size)
            + ". It was shown earlier and is kept in \(place); where it is known to be void, "
            + "plimsoll serve --dismiss-evidence forgets it"
    }

    private func compare(_ note: SignedNote) async throws {
        let published: Checkpoint
        do {
            published = try SignedCheckpoint.open(
                note,
                origin: logKeys.inForce.name,
                logKey: logKeys.inForce(at: try Checkpoint(parsing: note.text).size)
            ).checkpoint
        } catch {
            // Not what the log has signed, so that nobody can hold it against the ledger.
            logger.warning(
                "a published checkpoint is not one that this log has signed",
                metadata: ["file": "\(place)", "error": "\(error)"]
            )
            return
        }
        guard published.size > 0 else { return }
        let root = try await ledger.root(at: published.size)
        guard root != published.root else { return }
        throw PublicationError(
            "\(place): a checkpoint of \(published.size) entries was published from this folder, "
                + "whose root is \(published.root.base64), and the first \(published.size) entries "
                + "of \(ledgerName) have the root \(root.base64): this is "
                + "another history than the one that members know. Nothing was served. "
                + "\(DivergentHistory.advice). Only where this record is of another copy of the "
                + "ledger: move it away"
        )
    }
}

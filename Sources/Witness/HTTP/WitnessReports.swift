public import CanonicalJSON
import Marine
import TransparencyLog

/// What a witness answers at `/status`.
struct WitnessStatus: Answer {
    /// Every log that it knows.
    let logs: [LogStatus]
    /// Its verifier key.
    let vkey: String
}

/// What a witness answers at `/<id>/refusals`.
struct LogRefusals: Answer {
    /// What was refused for good, or is kept as evidence, oldest first.
    let items: [RefusalEvidence]
}

/// All that a witness has on record, with the evidence.
public struct WitnessReport: Answer {
    /// Every log that it knows.
    let logs: [LogEvidence]
    /// Its verifier key.
    let vkey: String

    /// Shows what is on record of the logs of a witness with this verifier key.
    public init(_ records: [WitnessRecord], vkey: String) {
        logs = records.map { record in
            LogEvidence(
                log: LogStatus(record),
                refusals: record.refusals.map(RefusalEvidence.init)
            )
        }
        self.vkey = vkey
    }
}

/// What is on record of one log, with the evidence.
struct LogEvidence: Answer {
    /// How far it has come.
    let log: LogStatus
    /// What was refused for good, or is kept as evidence, oldest first.
    let refusals: [RefusalEvidence]

    enum Flattened { case log }
}

/// What is on record of one log, without the evidence behind a refusal.
struct LogStatus: Answer {
    /// How many entries are mirrored and obey the rules that need leaves only; `nil` where none was
    /// checked.
    let checkedSize: LogSize?
    /// What was cosigned last; `nil` before the first.
    let cosigned: LastCosignature?
    /// SHA-256 of the origin in hexadecimal.
    let id: String
    /// The log's origin.
    let origin: String
    /// Why the log is no longer cosigned; `nil` while it is.
    let refusal: RuleViolation?
    /// For how many entries members and keys are checked too; `nil` where for none.
    let registeredSize: LogSize?

    init(_ record: WitnessRecord) {
        checkedSize = record.checkedSize.map(LogSize.init)
        if let size = record.cosignedSize, let at = record.cosignedAt {
            cosigned = LastCosignature(
                at: Instant(posixSeconds: at),
                size: LogSize(entries: size)
            )
        } else {
            cosigned = nil
        }
        id = WitnessedLog.id(of: record.origin)
        origin = record.origin
        refusal = record.finalRefusal
        registeredSize = record.registeredSize.map(LogSize.init)
    }
}

/// The latest cosignature under a log's checkpoint.
struct LastCosignature: Answer {
    /// When.
    let at: Instant
    /// The size of the checkpoint's tree.
    let size: LogSize
}

/// A checkpoint that was refused, with its evidence.
struct RefusalEvidence: Answer {
    /// Another checkpoint that the log has signed, which contradicts it.
    let against: String?
    /// When it was refused.
    let at: Instant
    /// The checkpoint refused, signed by the log.
    let checkpoint: String
    /// Whether the log is no longer cosigned because of it.
    let `final`: Bool
    /// The leaf that breaks the rule, in base64.
    let leaf: String?
    /// A `c2sp.org/tlog-proof@v1` that the leaf is in the tree of the checkpoint.
    let proof: String?
    /// The entry, the rule and what is wrong.
    let violation: RuleViolation

    enum Omittable { case against, leaf, proof }

    init(_ refusal: RecordedRefusal) {
        against = refusal.against
        at = Instant(posixSeconds: refusal.at)
        checkpoint = refusal.note
        self.final = refusal.isFinal
        leaf = refusal.leaf.map { Base64.encode($0) }
        proof = refusal.proof
        violation = refusal.violation
    }
}

/// How many entries a log has: a number, and text where a reader of JSON might round it.
struct LogSize: JSONWritable, JSONShaped {
    let entries: UInt64

    /// Writes the number; beyond 2^53 - 1 as text.
    func write(to writer: inout JSONWriter) {
        if entries > UInt64(CanonicalJSON.largestInteger) {
            writer.string(String(entries))
        } else {
            writer.integer(Int64(entries))
        }
    }

    /// A whole number, or digits.
    static func shape(in dialect: JSONDialect) -> JSONShape {
        .either([
            .integer(0...CanonicalJSON.largestInteger), .string(example: "9007199254740992"),
        ])
    }
}

extension Instant {
    /// An instant from seconds since 1970; those beyond the range of instants are its end.
    fileprivate init(posixSeconds: UInt64) {
        let milliseconds = posixSeconds.multipliedReportingOverflow(by: 1000)
        self.init(
            millisecondsSinceEpoch: milliseconds.overflow
                ? Int64.max : Int64(clamping: milliseconds.partialValue)
        )
    }
}

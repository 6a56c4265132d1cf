/// An expected refusal by a witness; each case has the status that C2SP tlog-witness gives it.
public enum WitnessRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The request is malformed.
    case malformed(String)
    /// The request is longer than the limit.
    case tooLong(limitBytes: Int)
    /// No log of this origin is witnessed here.
    case unknownLog(origin: String)
    /// No trusted key has signed, or a signature in a trusted key's name is invalid.
    case untrusted(String)
    /// The old size is beyond the checkpoint's.
    case oldBeyondCheckpoint(old: UInt64, size: UInt64)
    /// The old size is not that of the latest checkpoint cosigned.
    case conflict(size: UInt64)
    /// The checkpoint is not shown to continue the latest one cosigned.
    case inconsistent(String)
    /// The log has broken a rule that this witness checks, and is no longer cosigned.
    case violation(RuleViolation)

    /// The HTTP status.
    public var status: Int {
        switch self {
        case .malformed, .oldBeyondCheckpoint: 400
        case .untrusted: 403
        case .unknownLog: 404
        case .conflict: 409
        case .tooLong: 413
        case .inconsistent, .violation: 422
        }
    }

    /// The reason in words.
    public var description: String {
        switch self {
        case .malformed(let reason): "malformed: \(reason)"
        case .tooLong(let limit): "the request is longer than \(limit) bytes"
        case .unknownLog(let origin): "no log '\(origin)' is witnessed here"
        case .untrusted(let reason): reason
        case .oldBeyondCheckpoint(let old, let size):
            "the old size \(old) is beyond the checkpoint's, \(size)"
        case .conflict(let size): "the latest checkpoint cosigned is of \(size) entries"
        case .inconsistent(let reason): reason
        case .violation(let violation): "\(violation)"
        }
    }
}

/// What keeps a witness from answering: the environment's fault, not the log's.
///
/// Sending the same request again is always safe.
public enum WitnessFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The witness's own record cannot be read or written.
    case storage(String)
    /// The stored mirror of a log is damaged: it is deleted and read again.
    case mirrorDamaged(String)
    /// The log cannot be read, so that its entries cannot be checked.
    case logUnreadable(String)
    /// An entry is of a later edition than this program knows: the program must be updated.
    case editionUnknown(entry: UInt64, edition: Int64)
    /// There are more entries than can be checked within the time limit; the next request
    /// continues.
    case catchingUp(checked: UInt64, size: UInt64)
    /// An entry's instant lies far beyond the machine's clock: the clock of the log or that of the
    /// witness is wrong, and the entry is checked again with the next request.
    case instantAhead(entry: UInt64, seconds: UInt64)
    /// The machine's clock is far behind the latest cosignature.
    case clockBehind(seconds: UInt64)

    /// What happened, in words.
    public var description: String {
        switch self {
        case .storage(let reason): "the witness's record: \(reason)"
        case .mirrorDamaged(let place):
            "the mirror is damaged, and is read again from the log: \(place)"
        case .logUnreadable(let reason): "the log cannot be checked: \(reason)"
        case .editionUnknown(let entry, let edition):
            "entry \(entry) is of edition \(edition), which this witness does not know; update it"
        case .catchingUp(let checked, let size): "\(checked) of \(size) entries are checked so far"
        case .instantAhead(let entry, let seconds):
            "entry \(entry) is \(seconds) s ahead of the witness's clock"
        case .clockBehind(let seconds):
            "the witness's clock stands \(seconds) s behind its latest cosignature"
        }
    }
}

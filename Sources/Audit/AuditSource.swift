public import Ledger
public import Telemetry
public import TransparencyLog

/// What an audit reads, and says so where it cannot.
public struct AuditSource: Sendable {
    /// The ledger.
    public var store: any LogStore
    /// The key that signs its checkpoints, from elsewhere than the ledger itself.
    public var logKey: NoteVerifierKey
    /// The checkpoints from a size on, in order, up to a limit; `nil` where only the latest is had.
    public var checkpoints: (@Sendable (_ from: UInt64, _ limit: Int) async throws -> [String])?
    /// Whether payloads may lack because they are not open to whoever audits.
    public var isPartial: Bool
    /// Whether the store has an index of commands to look at.
    public var hasCommandIndex: Bool
    /// The segments of readings; `nil` where they are not had.
    public var segments: (any SegmentStore)?
    /// Folds the next entries into a view aside and, after the last, compares it with the one in
    /// use row by row; `nil` where there is none.
    public var viewVerdict: (@Sendable ([FoldedEntry], Bool) async throws -> ViewVerdict)?

    /// Names what is to be read.
    public init(
        store: any LogStore,
        logKey: NoteVerifierKey,
        checkpoints: (@Sendable (_ from: UInt64, _ limit: Int) async throws -> [String])?,
        isPartial: Bool = false,
        hasCommandIndex: Bool = true,
        segments: (any SegmentStore)?,
        viewVerdict: (@Sendable ([FoldedEntry], Bool) async throws -> ViewVerdict)?
    ) {
        self.store = store
        self.logKey = logKey
        self.checkpoints = checkpoints
        self.isPartial = isPartial
        self.hasCommandIndex = hasCommandIndex
        self.segments = segments
        self.viewVerdict = viewVerdict
    }
}

/// How a view compares with the one that the ledger gives.
public struct ViewVerdict: Hashable, Sendable {
    /// The rows that differ.
    public var differences: [String]
    /// How many entries the view has yet to fold in: none while it is served, a few after a crash.
    public var behind: UInt64

    /// States a verdict.
    public init(differences: [String], behind: UInt64) {
        self.differences = differences
        self.behind = behind
    }
}

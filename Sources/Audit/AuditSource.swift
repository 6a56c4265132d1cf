public import Ledger
public import Telemetry
public import TransparencyLog

/// What an audit reads; the report says which parts were not available.
public struct AuditSource: Sendable {
    /// The ledger.
    public var store: any LogStore
    /// A key that signs its checkpoints or has signed them, from elsewhere than the ledger itself.
    ///
    /// Keys before and after it are those that the entries put in force.
    public var logKey: NoteVerifierKey
    /// The checkpoints from a size on, in order, up to a limit; `nil` where only the latest is
    /// available.
    public var checkpoints: (@Sendable (_ from: UInt64, _ limit: Int) async throws -> [String])?
    /// Whether payloads may be missing because the auditor is not entitled to them.
    public var isPartial: Bool
    /// The index of commands; `nil` where it is not available.
    public var commands: AuditedCommands?
    /// The segments of readings; `nil` where they are not available.
    public var segments: (any SegmentStore)?
    /// The view in use; `nil` where there is none.
    public var view: AuditedView?
    /// Looks through the files that it is read from; `nil` where they are not had from here.
    public var files: (@Sendable () async throws -> AuditedFiles)?
    /// The size and the latest checkpoint, each as far as it can be read by itself; asked where
    /// the store's own head cannot be.
    public var legibleHead: (@Sendable () async -> LogHead)?
    /// Why a ledger of no entry must have had some; asked of one that has none.
    public var lostLedger: (@Sendable () async -> String?)?
    /// Names the rows that nothing accounts for, beside a ledger of so many entries; `nil` where
    /// there is none to look at.
    public var rows: (@Sendable (_ size: UInt64, inout LeftoverRows) async throws -> Void)?
    /// Compares what a server left with what it signed as it stopped; `nil` where there is none to
    /// look at.
    public var seals: (@Sendable (inout SealAudit) async throws -> Void)?
    /// Further keys of the log that are trusted: the ledger's entries must lead to all of them.
    public var otherLogKeys: [NoteVerifierKey] = []
    /// What was published of the ledger; `nil` where nothing was, or it is not available.
    public var publication: AuditedPublication?
    /// Checkpoints from before, which the ledger must extend.
    public var previous: [PreviousCheckpoint]
    /// From where the ledger is read.
    public var mode: AuditInputs.Mode
    /// The folder's path or the server's URL.
    public var location: String
    /// From where the key comes.
    public var keySource: AuditInputs.KeySource

    /// Names what is to be read.
    public init(
        store: any LogStore,
        logKey: NoteVerifierKey,
        checkpoints: (@Sendable (_ from: UInt64, _ limit: Int) async throws -> [String])?,
        isPartial: Bool = false,
        commands: AuditedCommands?,
        segments: (any SegmentStore)?,
        view: AuditedView?,
        publication: AuditedPublication? = nil,
        previous: [PreviousCheckpoint] = [],
        mode: AuditInputs.Mode = .folder,
        location: String? = nil,
        keySource: AuditInputs.KeySource = .given
    ) {
        self.store = store
        self.logKey = logKey
        self.checkpoints = checkpoints
        self.isPartial = isPartial
        self.commands = commands
        self.segments = segments
        self.view = view
        self.publication = publication
        self.previous = previous
        self.mode = mode
        self.location = location ?? store.name
        self.keySource = keySource
    }

    /// The trusted key that a checkpoint claims to be signed by; the first where it is none.
    func keyOf(_ checkpoint: SignedNote?) -> NoteVerifierKey {
        let claimed = ([logKey] + otherLogKeys).first { key in
            checkpoint?.signatures.contains { $0.names(key) } == true
        }
        return claimed ?? logKey
    }

    /// What the report says that it went by.
    var inputs: AuditInputs {
        AuditInputs(
            mode: mode,
            location: location,
            verifierKey: ([logKey] + otherLogKeys).map(\.description).joined(separator: ", "),
            verifierKeySource: keySource,
            previous: previous.map {
                AuditInputs.Previous(
                    file: $0.file,
                    origin: $0.checkpoint.origin,
                    size: $0.checkpoint.size,
                    root: $0.checkpoint.root.base64
                )
            }
        )
    }
}

/// The index of commands, as an audit reads it.
public struct AuditedCommands: Sendable {
    /// The commands whose first entries are from an index on, in order, up to a limit.
    public var page:
        @Sendable (_ from: UInt64, _ limit: Int) async throws(LogStoreError) -> [RecordedCommand]
    /// The first place where commands cannot be found by their names; `nil` where all can.
    public var damage: @Sendable () async throws(LogStoreError) -> String?

    /// Names what is to be read.
    public init(
        page:
            @escaping @Sendable (_ from: UInt64, _ limit: Int) async throws(LogStoreError)
            -> [RecordedCommand],
        damage: @escaping @Sendable () async throws(LogStoreError) -> String?
    ) {
        self.page = page
        self.damage = damage
    }
}

/// The view in use, as an audit compares it with the ledger.
public struct AuditedView: Sendable {
    /// What the view is called where it is named, such as its file's name.
    public var name: String
    /// Takes the next entries, which the view must show.
    public var take: @Sendable ([FoldedEntry]) async throws -> Void
    /// Compares, after the last entry; the ledger can be folded again to name what differs.
    public var verdict: @Sendable (_ again: AuditedFold) async throws -> ViewVerdict

    /// Names how it is compared.
    public init(
        name: String = "view",
        take: @escaping @Sendable ([FoldedEntry]) async throws -> Void,
        verdict: @escaping @Sendable (_ again: AuditedFold) async throws -> ViewVerdict
    ) {
        self.name = name
        self.take = take
        self.verdict = verdict
    }
}

/// The ledger folded once more from its start, as far as the audit's replay came.
public struct AuditedFold: Sendable {
    let reader: EntryReader
    let replay: @Sendable () -> ReplayAudit

    /// Passes the entries on, page by page, until `body` has had enough.
    public func pages(_ body: ([FoldedEntry]) async throws -> Bool) async throws {
        var replay = replay()
        var start: UInt64 = 0
        while start < reader.size {
            let page = try await reader.page(from: start)
            guard try await body(await replay.replay(page).folded) else { return }
            start = page.end
        }
    }
}

/// How a view compares with one folded from the ledger.
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

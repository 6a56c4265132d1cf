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
    /// The files that it is read from; `nil` where they are not had from here.
    public var files: AuditedFiles?
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
        files: AuditedFiles? = nil,
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
        self.files = files
        self.publication = publication
        self.previous = previous
        self.mode = mode
        self.location = location ?? store.name
        self.keySource = keySource
    }

    /// What the report says that it went by.
    var inputs: AuditInputs {
        AuditInputs(
            mode: mode,
            location: location,
            verifierKey: logKey.description,
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

/// The files of a ledger, as an audit finds them.
public struct AuditedFiles: Hashable, Sendable {
    /// Those that are read, by name.
    public var read: [String] = []
    /// Those of them that nobody closed in order, so that a copy is read.
    public var copied: [String] = []
    /// Those that should be there and are not.
    public var missing: [String] = []
    /// Those that are not there and are made again at the next start.
    public var toBeMade: [String] = []

    /// None yet.
    public init() {}

    /// What was found, as a section of the report.
    var section: AuditSection {
        let closed = copied.isEmpty ? "" : "; not closed in order, so read from copies: "
        var section = AuditSection(.files, adding: closed + copied.joined(separator: ", "))
        section.examined = read.count
        for name in missing { section.find(name, "there is no such file") }
        if !toBeMade.isEmpty {
            section.leave(
                toBeMade.count,
                "\(toBeMade.joined(separator: ", ")): missing, and made again at the next start"
            )
        }
        return section
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
    /// Takes the next entries, which the view must show.
    public var take: @Sendable ([FoldedEntry]) async throws -> Void
    /// Compares, after the last entry; the ledger can be folded again to name what differs.
    public var verdict: @Sendable (_ again: AuditedFold) async throws -> ViewVerdict

    /// Names how it is compared.
    public init(
        take: @escaping @Sendable ([FoldedEntry]) async throws -> Void,
        verdict: @escaping @Sendable (_ again: AuditedFold) async throws -> ViewVerdict
    ) {
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

public import Contracts
import Ledger
public import Marine
import TransparencyLog

/// Verifies a whole ledger: the tree and its signatures, the legal graph, every contract executed
/// again from the commands, every finding computed again from the readings, and the view.
///
/// It makes one pass over the entries, page by page: while one page is replayed, the next is read,
/// hashed and decoded, and the checks that follow a replay run on the one before. Memory grows with
/// the instances and by a few bytes an entry.
public struct Auditor: Sendable {
    private let source: AuditSource
    private let latest: Edition

    /// An audit of a source, with `latest` as the latest edition of the rules that it knows.
    public init(_ source: AuditSource, latest: Edition = .current) {
        self.source = source
        self.latest = latest
    }

    /// Audits everything; `at` is the time that the report states.
    ///
    /// - Throws: what kept it from reading; what it found wrong is in the report.
    public func run(at: Instant) async throws -> AuditReport {
        let origin = source.logKey.name
        let head = try await source.store.head()
        let reader = EntryReader(store: source.store, origin: origin, size: head.size)
        // Where the latest checkpoint is all there is, the trusted key must have signed it.
        let logKeys =
            source.checkpoints == nil
            ? AuditedLogKeys(source.logKey)
            : try await AuditedLogKeys(source.logKey, along: source.store)
        let followers = AuditChecks(source, head, logKeys)
        var replay = ReplayAudit(
            origin: origin,
            isPartial: source.isPartial,
            latest: latest
        )
        var page = try await reader.page(from: 0)
        var settled: AuditChecks.Page?
        while page.start < page.end {
            let (end, before) = (page.end, settled)
            async let next = reader.page(from: end)
            async let followed: Void = followers.take(before)
            let replayed = await replay.replay(page)
            try await followed
            settled = AuditChecks.Page(page: page, replayed: replayed)
            page = try await next
        }
        try await followers.take(settled)
        replay.end()
        try await followers.end(isReplayed: replay.stopped == nil)
        return AuditReport(
            origin: origin,
            verifierKey: source.logKey.description,
            size: head.size,
            root: await followers.root.base64,
            at: "\(at)",
            sections: await followers.sections(around: replay.sections)
                + [source.files?.section].compactMap { $0 }
        )
    }
}

/// The checks that follow the replay of a page, run concurrently.
struct AuditChecks: Sendable {
    /// A page of entries with the result of its replay.
    struct Page: Sendable {
        let page: EntryPage
        let replayed: ReplayedPage
    }

    private let tree: TreeAudit
    private let checkpoints: CheckpointAudit
    private let commands: CommandAudit
    private let telemetry: TelemetryAudit
    private let view: ViewAudit

    init(_ source: AuditSource, _ head: LogHead, _ logKeys: AuditedLogKeys) {
        tree = TreeAudit(source.store)
        checkpoints = CheckpointAudit(source, head, logKeys)
        commands = CommandAudit(source.commands)
        telemetry = TelemetryAudit(origin: source.logKey.name, segments: source.segments)
        view = ViewAudit(source.view)
    }

    /// The root of the leaves so far.
    var root: Hash { get async { await tree.root } }

    /// Checks the next page.
    func take(_ next: Page?) async throws {
        guard let next else { return }
        async let hashed: Void = hash(next.page)
        async let indexed: Void = commands.take(next.replayed)
        async let measured: Void = telemetry.take(next.replayed.folded)
        async let viewed: Void = view.take(next.replayed.folded)
        _ = try await (hashed, indexed, measured, viewed)
    }

    private func hash(_ page: EntryPage) async throws {
        let sizes = try await checkpoints.sizes(upTo: page.end)
        let roots = try await tree.take(page, rootsAt: sizes)
        await checkpoints.judge(upTo: page.end, roots: roots)
    }

    /// Makes the checks that need the whole ledger.
    func end(isReplayed: Bool) async throws {
        async let hashed: Void = tree.end()
        async let signed: Void = checkpoints.end(size: tree.size)
        async let indexed: Void = commands.end()
        async let measured: Void = telemetry.end()
        async let viewed: Void = view.end(isWhole: isReplayed)
        _ = try await (hashed, signed, indexed, measured, viewed)
    }

    /// All sections in the report's order, the replay's among them.
    func sections(around replay: [AuditSection]) async -> [AuditSection] {
        await tree.sections + checkpoints.sections + replay + commands.sections
            + telemetry.sections + view.sections
    }
}

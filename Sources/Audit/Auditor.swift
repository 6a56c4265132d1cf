import Contracts
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
        let (head, gap) = try await head()
        async let files = source.files?()
        let reader = EntryReader(
            store: source.store,
            origin: origin,
            size: head.size,
            signed: head.checkpoint.flatMap { try? Checkpoint(parsing: $0.text) }?.size ?? 0
        )
        // Where the latest checkpoint is all there is, a trusted key must have signed it.
        let logKeys =
            source.checkpoints == nil
            ? AuditedLogKeys(source.keyOf(head.checkpoint))
            : try await AuditedLogKeys(
                source.logKey,
                and: source.otherLogKeys,
                along: source.store,
                size: head.size
            )
        let formerKeys = try await formerKeys(logKeys, head)
        let replaying = { @Sendable [latest, source] in
            ReplayAudit(
                ledger: source.store.name,
                origin: origin,
                isPartial: source.isPartial,
                latest: latest,
                at: at
            )
        }
        let followers = AuditChecks(
            source,
            head,
            logKeys,
            formerKeys,
            AuditedFold(reader: reader, replay: replaying)
        )
        var replay = replaying()
        var page = try await reader.page(from: 0)
        var settled: AuditChecks.ReplayedEntries?
        while page.start < page.end {
            let (end, before) = (page.end, settled)
            async let next = reader.page(from: end)
            async let followed: Void = followers.take(before)
            let replayed = await replay.replay(page)
            try await followed
            settled = AuditChecks.ReplayedEntries(page: page, replayed: replayed)
            page = try await next
        }
        try await followers.take(settled)
        replay.end(size: head.size)
        try await followers.end(stopped: replay.stopped, gap: gap)
        var published: PublicationAudit?
        if let publication = source.publication {
            published = try await PublicationAudit(
                publication,
                source.store,
                logKeys,
                size: head.size,
                isTreeSound: await followers.isTreeSound
            )
            try await published?.run()
        }
        let beside = try await sectionsBeside(head, logKeys)
        var inputs = source.inputs
        if replay.instances.consortium?.clock == .simulated { inputs.clock = .simulated }
        return AuditReport(
            origin: origin,
            inputs: inputs,
            size: head.size,
            root: await followers.root.base64,
            at: "\(at)",
            sections: await followers.sections(around: replay.sections(gap: gap))
                + [try await files?.section].compactMap { $0 } + (published?.sections ?? [])
                + beside
        )
    }

    /// The ledger's head; where it cannot be read, what can be told of it, and why it may not be
    /// all.
    private func head() async throws -> (LogHead, gap: String?) {
        do {
            let head = try await source.store.head()
            guard head.size == 0, head.checkpoint == nil else { return (head, nil) }
            return (head, await source.lostLedger?())
        } catch {
            guard let damage = Damage.place(error) else { throw error }
            let legible = await source.legibleHead?() ?? LogHead(size: 0, checkpoint: nil)
            return (legible, "how many entries there are cannot be read: \(damage)")
        }
    }

    /// What is kept beside the ledger and follows from it in part alone.
    private func sectionsBeside(
        _ head: LogHead,
        _ logKeys: AuditedLogKeys
    ) async throws -> [AuditSection] {
        var sections: [AuditSection] = []
        if let examine = source.rows {
            var rows = LeftoverRows()
            try await examine(head.size, &rows)
            sections += rows.sections
        }
        if let examine = source.seals {
            var seals = SealAudit(head, logKeys)
            try await examine(&seals)
            sections += seals.sections
        }
        return sections
    }

    /// The keys that checkpoints from before may be signed by.
    ///
    /// Where the payloads of the log's own keys are not to be had, the trusted one alone.
    private func formerKeys(
        _ logKeys: AuditedLogKeys,
        _ head: LogHead
    ) async throws -> AuditedLogKeys {
        guard source.checkpoints == nil, !source.previous.isEmpty else { return logKeys }
        let found = try await AuditedLogKeys(source.logKey, along: source.store, size: head.size)
        return found.fault == nil && found.unknown == nil ? found : logKeys
    }
}

/// The checks that follow the replay of a page, run concurrently.
struct AuditChecks: Sendable {
    /// A page of entries with the result of its replay.
    struct ReplayedEntries: Sendable {
        let page: EntryPage
        let replayed: ReplayedPage
    }

    private let tree: TreeAudit
    private let checkpoints: CheckpointAudit
    private let commands: CommandAudit
    private let telemetry: TelemetryAudit
    private let view: ViewAudit
    private let previous: PreviousAudit
    private let payloads: PayloadAudit
    private let size: UInt64

    init(
        _ source: AuditSource,
        _ head: LogHead,
        _ logKeys: AuditedLogKeys,
        _ formerKeys: AuditedLogKeys,
        _ again: AuditedFold
    ) {
        size = head.size
        tree = TreeAudit(source.store)
        checkpoints = CheckpointAudit(source, head, logKeys)
        previous = PreviousAudit(source.previous, formerKeys)
        payloads = PayloadAudit(source)
        commands = CommandAudit(source)
        telemetry = TelemetryAudit(source)
        view = ViewAudit(source.view, again)
    }

    /// The root of the leaves so far.
    var root: Hash { get async { await tree.root } }

    /// Whether every leaf is there, and the tiles are those of the leaves.
    var isTreeSound: Bool { get async { await tree.sections.allSatisfy { $0.state == .ok } } }

    /// Checks the next page.
    func take(_ next: ReplayedEntries?) async throws {
        guard let next else { return }
        async let hashed: Void = hash(next.page)
        async let digested: Void = payloads.take(next.page)
        async let indexed: Void = commands.take(next.page)
        async let measured: Void = telemetry.take(next.replayed.folded, of: next.page)
        async let viewed: Void = view.take(next.replayed.folded)
        _ = try await (hashed, digested, indexed, measured, viewed)
    }

    private func hash(_ page: EntryPage) async throws {
        let sizes = try await checkpoints.sizes(upTo: page.end)
        let roots = try await tree.take(page, rootsAt: previous.sizes.union(sizes))
        await checkpoints.judge(upTo: page.end, roots: roots, broken: tree.broken, of: page)
        await previous.take(roots)
    }

    /// Makes the checks that need the whole ledger.
    ///
    /// `gap` says why there may be more entries than were read.
    func end(stopped: String?, gap: String?) async throws {
        try await tree.end()
        if let gap { await tree.cannotCount(gap) }
        async let extended: Void = previous.end(size: size, broken: tree.broken)
        async let digested: Void = payloads.end(gap: gap)
        async let signed: Void = checkpoints.end(size: size)
        async let indexed: Void = commands.end(gap: gap)
        async let measured: Void = telemetry.end(gap: gap)
        async let viewed: Void = view.end(of: size, stopped: stopped ?? gap)
        _ = try await (extended, digested, signed, indexed, measured, viewed)
    }

    /// All sections in the report's order, the replay's among them.
    func sections(around replay: [AuditSection]) async -> [AuditSection] {
        await tree.sections + checkpoints.sections + previous.sections + payloads.sections + replay
            + commands.sections + telemetry.sections + view.sections
    }
}

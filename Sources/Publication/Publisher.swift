public import HTTPClient
public import Ledger
public import Logging
public import ServiceLifecycle
public import TransparencyLog

/// What a publisher works by.
public struct PublisherConfiguration: Sendable {
    /// Who must have cosigned, and where to ask.
    public var policy: TlogPolicy
    /// The least time between two publications, in milliseconds: what is committed meanwhile
    /// shares the next one.
    public var intervalMilliseconds = 200
    /// The longest that a witness may take to answer, in milliseconds.
    public var timeoutMilliseconds = 5000
    /// The first wait after a witness failed, in milliseconds; it doubles with each failure.
    public var firstBackoffMilliseconds = 500
    /// The longest wait after a witness failed, in milliseconds.
    public var longestBackoffMilliseconds = 60_000
    /// How long witnesses are asked for one checkpoint before a newer one takes its place although
    /// the quorum is not met, in milliseconds.
    public var roundMilliseconds = 6000
    /// Where the authority for timestamps answers; `nil` where none is asked.
    public var timestampURL: String?

    /// Works by a policy, with the standard times.
    public init(policy: TlogPolicy) {
        self.policy = policy
    }

    /// How long to wait after so many failures in a row, in milliseconds: between half of the
    /// doubled time and all of it, so that many logs do not come back to a witness at once.
    func backoffMilliseconds(after failures: Int) -> Int {
        let doubled = firstBackoffMilliseconds << min(max(failures - 1, 0), 20)
        let longest = min(doubled, longestBackoffMilliseconds)
        return Int.random(in: (longest / 2)...max(longest, 1))
    }
}

/// The follower that publishes checkpoints and has witnesses cosign them.
///
/// Every witness is asked on a lane of its own, with at most one request under way, so that a slow
/// or dead one delays nothing but the quorum. All lanes ask for the same checkpoint until its
/// quorum is met or its round is over: cosignatures on many different sizes would meet none.
public actor Publisher: Service {
    private let ledger: PublishedLedger
    private let store: any PublicationStore
    private let client: CurlClient
    private let configuration: PublisherConfiguration
    private let logger: Logger

    /// The checkpoint that witnesses are asked for.
    private var candidate: PublishedCheckpoint?
    private var candidateSince = ContinuousClock.now
    private let candidates = Growth()

    /// Puts the publisher on a ledger.
    public init(
        ledger: PublishedLedger,
        store: any PublicationStore,
        client: CurlClient,
        configuration: PublisherConfiguration,
        logger: Logger
    ) {
        self.ledger = ledger
        self.store = store
        self.client = client
        self.configuration = configuration
        self.logger = logger
    }

    /// Takes up what is kept and publishes what is committed; readers are answered by it from
    /// then on.
    public func begin() async throws {
        let policy = configuration.policy
        try await store.adopt(policy: policy.bytes) { $0.meets(policy) }
        let size = try await ledger.store.head().size
        await ledger.progress.begin(
            PublicationProgress.Terms(
                policy: policy,
                timestampURL: configuration.timestampURL,
                store: store
            ),
            newest: try await store.newest(upTo: size),
            witnessed: policy.asksForWitnesses
                ? try await store.newestWitnessed(upTo: size) : nil
        )
        try await publishNewest()
    }

    /// Publishes and has cosigned until the task is cancelled or the services shut down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.publish() }
                for witness in self.configuration.policy.witnesses {
                    guard let url = witness.url else { continue }
                    group.addTask { await self.follow(witness, url) }
                }
                group.addTask { await self.turnRounds() }
            }
        }
    }

    private func publish() async {
        var size: UInt64 = 0
        while !Task.isCancelled {
            await ledger.sequencer.growth.wait(beyond: size)
            do {
                size = max(size, try await publishNewest())
            } catch {
                logger.error("not published", metadata: ["error": "\(error)"])
                try? await Task.sleep(for: .seconds(1))
            }
            try? await Task.sleep(for: .milliseconds(configuration.intervalMilliseconds))
        }
    }

    /// Publishes the newest checkpoint that is committed.
    ///
    /// - Returns: its size.
    @discardableResult
    func publishNewest() async throws -> UInt64 {
        let head = try await ledger.store.head()
        guard let note = head.checkpoint else { return 0 }
        let size = try Checkpoint(parsing: note.text).size
        if size > ledger.progress.newest?.size ?? 0 {
            try await store.publish(note, size: size)
            await ledger.progress.note(
                PublishedCheckpoint(
                    size: size,
                    note: note,
                    cosignatures: [],
                    isWitnessed: false
                )
            )
        }
        await advance()
        return size
    }

    /// A round that is over ends although nothing else happens.
    private func turnRounds() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(max(10, configuration.roundMilliseconds / 4)))
            await advance()
        }
    }

    /// Has witnesses asked for the newest checkpoint, where the one before is done with.
    private func advance(isForced: Bool = false) async {
        guard let newest = ledger.progress.newest, newest.size > candidate?.size ?? 0 else {
            return
        }
        if let candidate, !isForced {
            let isOver =
                ContinuousClock.now - candidateSince
                > .milliseconds(configuration.roundMilliseconds)
            let policy = configuration.policy
            guard isOver || !policy.asksForWitnesses || candidate.meets(policy) else { return }
        }
        candidate = newest
        candidateSince = .now
        await candidates.reached(newest.size)
    }

    private func follow(_ witness: TlogPolicy.NamedWitness, _ url: String) async {
        let exchange = WitnessExchange(
            witness: witness,
            url: url,
            logKey: ledger.logKey,
            formerKeys: (try? ledger.formerKeys()) ?? [],
            store: ledger.store,
            client: client,
            timeoutMilliseconds: configuration.timeoutMilliseconds
        )
        var old = (try? await store.largest(cosignedBy: witness.key)) ?? 0
        var done = old
        var failures = 0
        while !Task.isCancelled {
            await candidates.wait(beyond: done)
            guard !Task.isCancelled, let target = candidate, target.size > done else { continue }
            do {
                switch try await exchange.cosign(target.note, size: target.size, old: &old) {
                case .cosigned(let signature):
                    try await keep(signature, by: witness.key, size: target.size)
                    done = target.size
                    if failures > 0 { logger.notice("witness \(witness.name) cosigns again") }
                    failures = 0
                case .isAhead(let size):
                    // It has seen a checkpoint that this process has not published yet.
                    logger.info("witness \(witness.name) is ahead, at \(size)")
                    try await publishNewest()
                    await advance(isForced: true)
                    done = target.size
                case .disowns(let cause):
                    await ledger.sequencer.disown(cause, keepingIn: store, logger)
                    try await Task.sleep(
                        for: .milliseconds(configuration.longestBackoffMilliseconds)
                    )
                }
            } catch {
                failures += 1
                note(error, of: witness, failures: failures)
                let milliseconds = configuration.backoffMilliseconds(after: failures)
                try? await Task.sleep(for: .milliseconds(milliseconds))
            }
        }
    }

    private func keep(
        _ signature: NoteSignature,
        by key: NoteVerifierKey,
        size: UInt64
    ) async throws {
        let policy = configuration.policy
        let kept = try await store.keep(signature, by: key, size: size) { $0.meets(policy) }
        guard let kept else { return }
        await ledger.progress.note(kept)
        if candidate?.size == size { candidate = kept }
        await advance()
    }

    /// A witness that stays away is noted when it fails first, and then ever more rarely.
    private func note(_ error: any Error, of witness: TlogPolicy.NamedWitness, failures: Int) {
        guard !Task.isCancelled, failures & (failures - 1) == 0 else { return }
        logger.warning(
            "witness \(witness.name) did not cosign",
            metadata: ["error": "\(error)", "failures": "\(failures)"]
        )
    }
}

extension PublishedCheckpoint {
    /// Whether those who cosigned meet a policy's quorum and there is one to meet.
    func meets(_ policy: TlogPolicy) -> Bool {
        guard policy.asksForWitnesses else { return false }
        return policy.isSatisfied(
            by: policy.witnesses.map(\.key).filter { key in
                cosignatures.contains { $0.names(key) }
            }
        )
    }
}

public import Contracts
public import Logging
public import Marine
public import TransparencyLog

/// The only writer: it takes many commands, decides each against current state, and appends all
/// the resulting transitions in one durable batch.
///
/// That append is the commit point: before it nothing happened; after it, it has happened whatever
/// crashes next. While a batch is being written the next one is decided on top of it: many commands
/// share one flush of the disk, and neither the processor nor the disk waits for the other. The
/// view applies the batches behind them, and only readers of lists wait for it.
public actor Sequencer {
    /// The limits of the queue, of a batch and of what is held in memory.
    public struct Limits: Sendable {
        /// Commands that may wait.
        public var waiting = 20_000
        /// The bytes of a payload.
        public var payload = Salted.byteLimit
        /// Commands of one batch.
        public var batch = 1024
        /// States of short-lived instances held in memory; others are folded again when asked for.
        public var states = 100_000
        /// Entries that are held in memory for a view that fails; beyond, the view is replayed.
        public var unappliedLimit = 50_000
        /// The latest edition of the rules: the ledger may adopt it and is founded by it, and is
        /// not folded beyond it.
        public var edition = Edition.current

        /// The standard limits.
        public init() {}
    }

    /// The ledger's origin; immutable.
    public nonisolated let origin: String
    /// Wakes followers; used by any thread.
    public nonisolated let growth = Growth()
    /// Where the ledger is kept; used by any thread.
    public nonisolated let store: any LogStore

    /// What is durable: used by any thread under its lock, moved on by the sequencer's task alone.
    nonisolated let committed: CommittedState
    /// Commands on their way in: used by any thread under its lock.
    nonisolated let inbox: Inbox
    /// Takes durable batches to the view: used by any thread.
    nonisolated let feed: ViewFeed
    /// Used by any thread under their lock.
    nonisolated let keys: LogKeys
    /// Immutable; written to through the feed, and replayed into at the start.
    let view: any LedgerView
    /// Immutable.
    let clock: @Sendable () -> Instant
    /// Holds entries' instants against the clock; immutable.
    nonisolated let clockGuard: ClockGuard?
    /// Immutable.
    let logger: Logger
    /// Immutable.
    public nonisolated let limits: Limits
    /// Driven by the sequencer's task alone; damage and withdrawal may be noted between its events.
    var loop: CommitLoop

    /// A sequencer over a store; `start` must come before the first command.
    ///
    /// Without a guard, its clock is believed.
    public init(
        origin: String,
        store: any LogStore,
        view: any LedgerView,
        keys: LogKeys,
        limits: Limits = Limits(),
        logger: Logger,
        clockGuard: ClockGuard? = nil,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.origin = origin
        self.store = store
        self.view = view
        feed = ViewFeed(
            view: view,
            store: store,
            limit: limits.unappliedLimit,
            latest: limits.edition,
            logger: logger
        )
        self.keys = keys
        self.limits = limits
        self.logger = logger
        self.clock = clock
        self.clockGuard = clockGuard
        committed = CommittedState(stateLimit: limits.states, latest: limits.edition)
        inbox = Inbox(limit: limits.waiting)
        loop = CommitLoop(committed: committed, limits: limits)
    }

    /// Folds what is stored, checks that the tree is the one signed, and brings the view up.
    ///
    /// With a snapshot of the fold only the tiles at the tree's edge are read and checked; the
    /// caller guarantees that the snapshot is of this very store.
    ///
    /// - Throws: `LedgerFault.damaged` naming the first bad place, `editionAhead` naming the first
    ///   entry beyond the edition of the limits, or what kept it from reading.
    public func start(from snapshot: FoldSnapshot? = nil) async throws {
        do {
            if let snapshot { try await load(snapshot) }
            try await catchUp()
        } catch LedgerFault.damaged(let place) {
            loop.foundDamaged(at: place)
            throw LedgerFault.damaged(place: place)
        }
    }

    /// Takes no more commands; returns when those taken are answered and in the view, if it can
    /// be written to.
    public func stop() async {
        await inbox.stop()
        do { try await feed.bringUp() } catch {
            logger.error("view is behind", metadata: ["error": "\(error)"])
        }
    }

    /// The fold as it is now, to start from another time; `nil` while the ledger is empty.
    public func snapshot() async throws -> FoldSnapshot? {
        let head = try await reading { () async throws(LogStoreError) in try await store.head() }
        guard let checkpoint = head.checkpoint, head.size == committed.size, loop.damage == nil
        else {
            return nil
        }
        return FoldSnapshot(checkpoint: checkpoint, fold: committed.withFold { $0 })
    }

    /// Where the ledger was found damaged; `nil` while it is not.
    public func damagedPlace() -> String? { loop.damage }

    /// Why no command is taken; `nil` while they are.
    public func standingFault() -> LedgerFault? { loop.standingFault }

    /// Takes no more commands until the next start, as witnesses have seen another history than
    /// this.
    public func withdraw(_ fault: LedgerFault) { loop.withdraw(fault) }

    /// Takes no more commands, as the ledger is damaged.
    public func foundDamaged(at place: String) { loop.foundDamaged(at: place) }

    /// The keys held here that sign the ledger's checkpoints; those before them, the entries name.
    public nonisolated var logKeys: [NoteVerifierKey] { keys.verifierKeys }

    /// Submits a command and returns its receipt once it is durable and can be read; lists have it
    /// once the view has been brought up.
    ///
    /// - Throws: `Refusal` where a contract says no, `LedgerFault` where the environment does.
    public nonisolated func submit(_ submission: Submission) async throws -> CommandReceipt {
        try judge(submission)
        let result = await withCheckedContinuation { continuation in
            let command = PendingCommand(submission: submission, continuation: continuation)
            do throws(LedgerFault) {
                if try inbox.push(command) { Task { await self.run() } }
            } catch {
                command.answer(.failure(error))
            }
        }
        return try result.get()
    }

    /// Checks what needs no state: origin, sizes, signature, proof of a new key.
    ///
    /// It runs on the caller's thread, not on the actor.
    public nonisolated func judge(_ submission: Submission) throws(Refusal) {
        guard submission.command.origin == origin else {
            throw Refusal(
                .originMismatch,
                ["origin": submission.command.origin, "ledger": origin]
            )
        }
        guard submission.salted.salt.count == Salted.saltBytes else {
            throw Refusal(
                .textLength,
                [
                    "field": "salt", "bytes": "\(submission.salted.salt.count)",
                    "limit": "\(Salted.saltBytes)",
                ]
            )
        }
        guard submission.salted.bytes.count <= Salted.byteLimit else {
            throw Refusal(
                .tooLarge,
                ["bytes": "\(submission.salted.bytes.count)", "limit": "\(Salted.byteLimit)"]
            )
        }
        guard submission.attestation.holds(origin: origin, digest: submission.digest) else {
            throw Refusal(
                .signatureRefused,
                [
                    "member": submission.command.member.text,
                    "digest": submission.digest.base64,
                ]
            )
        }
        try submission.command.requireProofOfPossession()
        try submission.command.requireDeviceKey()
        try keys.requireHeld(submission.command.instruction)
    }
}

extension Sequencer {
    /// How many entries the ledger has.
    public nonisolated(nonsending) func size() async -> UInt64 { committed.size }

    /// The state of an instance after the latest durable transition that this node has folded.
    ///
    /// - Throws: `LedgerFault` where the state must be folded again and the ledger is not
    ///   readable or not what was written.
    public nonisolated(nonsending) func instance(
        _ key: InstanceKey
    ) async throws -> HeldInstance? {
        while true {
            switch committed.find(key) {
            case .held(let held): return held
            case .none: return nil
            case .evicted(let location): try await restore(key, location)
            }
        }
    }

    /// The consortium's members and keys.
    public nonisolated func consortium() -> Consortium.State? {
        committed.withFold { $0.consortium }
    }

    /// Folds a state again from the instance's own transitions, and holds it.
    nonisolated(nonsending) func restore(
        _ key: InstanceKey,
        _ location: InstanceLocation
    ) async throws {
        committed.restore(
            key,
            try await store.instance(key, at: location, latest: limits.edition)
        )
    }

    /// Whether the view lacks entries that are durable.
    public nonisolated var viewIsBehind: Bool { feed.isBehind }

    /// The durable entries that the view has yet to take up, in order.
    ///
    /// - Throws: `LedgerFault.unavailable` where they are too many to be held in memory.
    public nonisolated func unappliedEntries() throws(LedgerFault) -> [FoldedEntry] {
        try feed.unappliedEntries()
    }

    /// Returns when the view has all that was durable at the call: what lists are read after.
    ///
    /// - Throws: what keeps the view from being written to.
    public nonisolated func bringViewUp() async throws { try await feed.bringUp() }
}

extension Sequencer {
    /// A sequencer whose ledger has one signing key.
    public init(
        origin: String,
        store: any LogStore,
        view: any LedgerView,
        signer: NoteSigner,
        limits: Limits = Limits(),
        logger: Logger,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.init(
            origin: origin,
            store: store,
            view: view,
            keys: LogKeys(signer),
            limits: limits,
            logger: logger,
            clock: clock
        )
    }
}

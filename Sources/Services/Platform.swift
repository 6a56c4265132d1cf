public import Contracts
public import Ledger
public import Logging
public import Marine
public import Publication
import Synchronization
public import Telemetry
public import TransparencyLog

/// The services over one ledger: who may ask what, which command it becomes, and what can be
/// read afterwards.
public final class Platform: Sendable {
    /// The ledger's writer.
    public let sequencer: Sequencer
    /// Where the ledger is kept.
    public let store: any LogStore
    /// The query tables.
    public let view: any LedgerQueries
    /// The segments of readings.
    public let segments: any SegmentStore
    /// The ledger's verifier key.
    public let logKey: NoteVerifierKey
    /// The current instant by the clock that the ledger goes by.
    public let clock: @Sendable () -> Instant
    /// The clock that the operator sets; `nil` where the ledger goes by the machine's.
    let simulatedClock: SimulatedClock?
    /// The machine's, which what waits for others goes by.
    private let machineClock: @Sendable () -> Instant
    /// How far what is committed has been published and witnessed.
    public let publication = PublicationProgress()
    /// The ledger's latest telemetry events, for whoever listens.
    public let telemetryEvents: TelemetryEventFeed
    /// What the query tables were found to say that is not so.
    public let viewDamage: ViewDamage
    let operatorSigner: MemberSigner?
    let logger: Logger
    /// One upload of a shipment at a time: each is judged against the readings before it.
    let uploads = KeyedGate<InstanceID>()
    let readingsHeld = HeldReadings()
    /// What shipments' loggers reported last.
    let latestReadings = LatestReadings()
    let keyRequests = KeyRequests()
    let keyHolders = KeyHolders()
    let formerKeys = Mutex<[ReplacedLogKey]?>(nil)

    /// The ledger's origin.
    public var origin: String { sequencer.origin }

    /// Puts the services over opened stores, of whichever engines.
    ///
    /// The sequencer is the one over `store` and `view`, and has started. `store` gives out nothing
    /// that is not on the signed tree: see `VerifiedLogStore`.
    /// `operatorSigner` signs what the platform itself asks for, where the operator holds a key.
    /// `simulatedClock` is the one that the sequencer takes its instants from in place of `clock`,
    /// the machine's; a ledger that is founded here states it.
    public init(
        sequencer: Sequencer,
        store: any LogStore,
        view: any LedgerQueries,
        segments: any SegmentStore,
        logKey: NoteVerifierKey,
        operatorSigner: MemberSigner? = nil,
        logger: Logger,
        simulatedClock: SimulatedClock? = nil,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.sequencer = sequencer
        self.store = store
        self.view = view
        self.segments = segments
        self.logKey = logKey
        self.operatorSigner = operatorSigner
        self.logger = logger
        self.simulatedClock = simulatedClock
        machineClock = clock
        if let simulatedClock { self.clock = { simulatedClock.now } } else { self.clock = clock }
        viewDamage = ViewDamage(logger)
        telemetryEvents = TelemetryEventFeed(
            sequencer: sequencer,
            store: store,
            segments: segments
        )
    }

    /// The ledger as those see it who publish its checkpoints.
    public var published: PublishedLedger {
        PublishedLedger(
            sequencer: sequencer,
            store: store,
            logKey: logKey,
            progress: publication,
            clock: machineClock
        )
    }

    /// Submits an instruction for a member, on the operator's attestation.
    public func submit(
        _ instruction: Instruction,
        as member: MemberID,
        id: String,
        expectedRevision: Int? = nil
    ) async throws -> CommandReceipt {
        try await submit(
            instruction,
            as: Caller(member: member, roles: []),
            id: id,
            expectedRevision: expectedRevision
        )
    }

    /// The name that a command goes by: the caller's, or a random one of 128 bits.
    public func commandID(_ options: ChangeOptions) -> String {
        options.idempotencyKey ?? Hex.encode(Salted.randomSalt())
    }

    /// The identifier of an instance that a command begins: the same command gives the same one.
    ///
    /// A prefix and 80 bits of SHA-256 over origin, member and the command's name, in base 32.
    public func instanceID(_ prefix: String, for member: MemberID, commandID: String) -> InstanceID
    {
        let text = "plimsoll instance v1\n\(origin)\n\(member)\n\(commandID)\n\(prefix)\n"
        let digest = Hash.sha256(of: Array(text.utf8)).bytes
        let name = "\(prefix)-\(Base32.text(digest.prefix(10)))"
        guard let id = try? InstanceID(parsing: name) else {
            preconditionFailure("'\(name)' is made of legal characters alone")
        }
        return id
    }

    /// Submits an instruction and reads the instance it is about as it was right after.
    public func change<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID,
        _ instruction: Instruction,
        as caller: Caller,
        commandID: String,
        expectedRevision: Int? = nil
    ) async throws -> Change<Kind.State> {
        let receipt = try await submit(
            instruction,
            as: caller,
            id: commandID,
            expectedRevision: expectedRevision
        )
        let key = InstanceKey(Kind.name, instance)
        guard let own = receipt.receipts.last(where: { $0.key == key }) else {
            throw ServiceError.notFound(kind: Kind.name.rawValue, id: instance.text)
        }
        let viewed =
            receipt.isRepeat
            ? try await past(kind, own) : try await current(kind, own)
        return Change(
            receipt: own,
            receipts: receipt.receipts,
            status: publication.status(of: own.index),
            viewed: viewed,
            isRepeat: receipt.isRepeat
        )
    }

    /// The same, called and conditioned as the request's options say.
    public func change<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID,
        _ instruction: Instruction,
        as caller: Caller,
        _ options: ChangeOptions
    ) async throws -> Change<Kind.State> {
        try await change(
            kind,
            instance,
            instruction,
            as: caller,
            commandID: commandID(options),
            expectedRevision: options.expectedRevision
        )
    }

    /// The instance at the revision of a receipt: as it is held, or folded if it has moved on.
    private func current<Kind: Contract>(
        _ kind: Kind.Type,
        _ receipt: Receipt
    ) async throws -> Viewed<Kind.State> {
        if let held = try await sequencer.instance(receipt.key), held.revision == receipt.revision {
            return try held.viewed(as: kind, receipt.key, edition)
        }
        return try await past(kind, receipt)
    }

    /// The edition of the rules in force.
    var edition: Edition { sequencer.consortium()?.edition ?? .current }

    /// Folds an instance's own transitions up to a receipt's revision.
    private func past<Kind: Contract>(
        _ kind: Kind.Type,
        _ receipt: Receipt
    ) async throws -> Viewed<Kind.State> {
        var state: ContractState?
        var first = receipt.index
        do throws(LogStoreError) {
            let entries = try await store.history(
                endingAt: receipt.index,
                count: receipt.revision
            )
            first = entries.first?.index ?? first
            for entry in entries {
                guard let payload = entry.payload,
                    let transition = try? Transition(leaf: entry.leaf),
                    let record = try? StepPayload.decode(
                        Kind.name,
                        from: payload.bytes,
                        in: transition.edition
                    )
                else { throw .damaged(place: "entry \(entry.index): its payload") }
                state = record.evolve(state, in: transition.edition)
            }
        } catch { throw LedgerFault(reading: error) }
        guard let folded = state.flatMap(Kind.unwrap) else {
            throw ServiceError.notFound(
                kind: receipt.key.contract.rawValue,
                id: receipt.key.instance.text
            )
        }
        return Viewed(
            key: receipt.key,
            revision: receipt.revision,
            first: first,
            state: folded,
            edition: edition
        )
    }
}

/// What a command changed: its receipt, and the instance as it was right after.
public struct Change<State: Sendable>: Sendable {
    /// The receipt of the instance's own transition.
    public let receipt: Receipt
    /// The receipts of all the command's transitions, in order.
    public let receipts: [Receipt]
    /// How far the instance's own transition had come when the answer was made.
    public let status: EntryStatus
    /// The instance after the command's last transition of it.
    public let viewed: Viewed<State>
    /// Whether the command was on the ledger already, and this is its first answer again.
    public let isRepeat: Bool
}

/// An instance with its revision.
public struct Viewed<State: Sendable>: Sendable {
    /// Which.
    public let key: InstanceKey
    /// How many transitions it has had.
    public let revision: Int
    /// The index of its first transition: where a list goes on after it.
    public let first: UInt64
    /// The state.
    public let state: State
    /// The edition of the rules in force when it was read.
    public let edition: Edition
}

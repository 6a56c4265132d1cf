public import Contracts
import Crypto
import DequeModule
public import Logging
public import Marine
public import TransparencyLog

/// The only writer: it takes many commands, decides each against current state, and appends all
/// the resulting transitions in one durable batch.
///
/// That append is the commit point: before it nothing happened; after it, it has happened whatever
/// crashes next. While a batch is being written the next one gathers, so that many commands share
/// one flush of the disk.
public actor Sequencer {
    /// The limits of the queue and of a batch.
    public struct Limits: Sendable {
        /// Commands that may wait.
        public var waiting = 20_000
        /// Commands of one batch.
        public var batch = 1024

        /// The standard limits.
        public init() {}
    }

    /// The ledger's origin.
    public nonisolated let origin: String
    /// Wakes followers.
    public nonisolated let growth = Growth()
    /// Where the ledger is kept.
    public nonisolated let store: any LogStore

    let view: any LedgerView
    let signer: NoteSigner
    let clock: @Sendable () -> Instant
    let logger: Logger
    var book = Book()
    var edge = TileEdge()
    /// A batch whose append may or may not have become durable.
    var unsettled: DecidedBatch?

    private let limits: Limits
    private var waiting: Deque<Waiting> = []
    private var isDraining = false
    private var isStopping = false
    private var damage: String?

    struct Waiting {
        let submission: Submission
        let continuation: CheckedContinuation<Result<CommandReceipt, any Error>, Never>
    }

    /// A sequencer over a store; `start` must come before the first command.
    public init(
        origin: String,
        store: any LogStore,
        view: any LedgerView,
        signer: NoteSigner,
        limits: Limits = Limits(),
        logger: Logger,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.origin = origin
        self.store = store
        self.view = view
        self.signer = signer
        self.limits = limits
        self.logger = logger
        self.clock = clock
    }

    /// Folds what is stored, checks that the tree is the one signed, and brings the view up.
    ///
    /// - Throws: `LedgerFault.damaged` naming the first bad place, or what kept it from reading.
    public func start() async throws {
        do {
            try await catchUp()
        } catch LedgerFault.damaged(let place) {
            damage = place
            throw LedgerFault.damaged(place: place)
        }
        await growth.reached(book.size)
    }

    /// Takes no more commands; returns when those taken are answered.
    public func stop() async {
        isStopping = true
        while isDraining { await Task.yield() }
    }

    /// The state of an instance after the latest durable transition that this node has folded.
    public func instance(_ key: InstanceKey) -> HeldInstance? { book.durable(key) }

    /// The consortium's members and keys.
    public func consortium() -> Consortium.State? {
        book.durable(InstanceKey(.consortium, Workflow.consortium))
            .flatMap { Consortium.unwrap($0.state) }
    }

    /// Where the ledger was found damaged; `nil` while it is not.
    public func damagedPlace() -> String? { damage }

    /// How many entries the ledger has.
    public func size() -> UInt64 { book.size }

    /// Submits a command and returns its receipt once it is durable and can be read.
    ///
    /// - Throws: `Refusal` where a contract says no, `LedgerFault` where the environment does.
    public nonisolated func submit(_ submission: Submission) async throws -> CommandReceipt {
        try judge(submission)
        let result = await withCheckedContinuation { continuation in
            Task { await self.enqueue(Waiting(submission: submission, continuation: continuation)) }
        }
        return try result.get()
    }

    /// What can be judged without the state is judged on the caller's time, not the sequencer's.
    private nonisolated func judge(_ submission: Submission) throws(Refusal) {
        guard submission.command.origin == origin else {
            throw Refusal(
                .originMismatch,
                ["origin": submission.command.origin, "ledger": origin]
            )
        }
        guard (1...100).contains(submission.command.id.utf8.count) else {
            throw Refusal(.textLength, ["field": "id", "limit": "100"])
        }
        guard submission.salted.salt.count == Salted.saltBytes else {
            throw Refusal(
                .textLength,
                ["field": "salt", "bytes": "\(submission.salted.salt.count)", "limit": "16"]
            )
        }
        guard submission.salted.bytes.count <= Salted.byteLimit else {
            throw Refusal(
                .tooLarge,
                ["bytes": "\(submission.salted.bytes.count)", "limit": "\(Salted.byteLimit)"]
            )
        }
        guard submission.attestation.holds(origin: origin, digest: submission.salted.digest) else {
            throw Refusal(.signatureRefused, ["member": submission.command.member.text])
        }
    }

    private func enqueue(_ item: Waiting) async {
        if let damage {
            item.continuation.resume(returning: .failure(LedgerFault.damaged(place: damage)))
        } else if isStopping {
            item.continuation.resume(returning: .failure(LedgerFault.stopping))
        } else if waiting.count >= limits.waiting {
            item.continuation.resume(
                returning: .failure(LedgerFault.overloaded(waiting: waiting.count))
            )
        } else {
            waiting.append(item)
            if !isDraining {
                isDraining = true
                await drain()
            }
        }
    }

    private func drain() async {
        while !waiting.isEmpty {
            let count = min(limits.batch, waiting.count)
            let batch = Array(waiting.prefix(count))
            waiting.removeFirst(count)
            await process(batch)
        }
        isDraining = false
    }

    private func process(_ items: [Waiting]) async {
        do {
            try await settle()
            var answers = try await decideAndAppend(items.map(\.submission))
            for (offset, item) in items.enumerated().reversed() {
                item.continuation.resume(returning: answers.removeLast())
                assert(answers.count == offset)
            }
        } catch {
            if case LedgerFault.damaged(let place) = error { damage = place }
            logger.error("batch failed", metadata: ["error": "\(error)"])
            for item in items { item.continuation.resume(returning: .failure(error)) }
        }
    }
}

extension Attestation {
    /// Whether the signature, where there is one, is right for a command's digest on a ledger.
    public func holds(origin: String, digest: Hash) -> Bool {
        switch self {
        case .operatorAlone:
            return true
        case .member(let key, let signature):
            return Attestation.verify(
                key: key,
                signature: signature,
                text: Attestation.signedText(origin: origin, commandDigest: digest)
            )
        }
    }

    /// Whether an Ed25519 signature over a text is that of a key; key and signature in base64.
    public static func verify(key: String, signature: String, text: [UInt8]) -> Bool {
        guard let keyBytes = Base64.decode(key), let signatureBytes = Base64.decode(signature),
            let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: keyBytes)
        else { return false }
        return publicKey.isValidSignature(signatureBytes, for: text)
    }
}

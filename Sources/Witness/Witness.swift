public import HTTPClient
public import Logging
public import TransparencyLog

/// A member's witness: it cosigns a checkpoint of a log only where it continues the one it cosigned
/// before (C2SP tlog-witness), and, where it validates, only where every transition since obeys
/// the rules.
///
/// What it has cosigned is durable before anybody sees the cosignature, so that neither a crash
/// nor two requests at once can make it cosign two trees.
public final class Witness: Sendable {
    /// The witness's name and public key.
    public var verifierKey: NoteVerifierKey { signer.verifierKey }
    /// The logs it cosigns, by ``WitnessedLog/id``.
    public let logs: [String: WitnessedLog]

    /// How a witness checks the transitions of its logs.
    public struct Validation: Sendable {
        /// A member's API key for the platform of each origin that has one: with it, the
        /// Consortium's payloads are read, and registrations of members and keys are checked too.
        public var apiKeys: [String: String]
        /// How long one request may take before it is answered with 503, in milliseconds; logs wait
        /// some 5 seconds for an answer.
        public var timeLimitMilliseconds: Int

        /// States how to check.
        public init(apiKeys: [String: String] = [:], timeLimitMilliseconds: Int = 3000) {
            self.apiKeys = apiKeys
            self.timeLimitMilliseconds = timeLimitMilliseconds
        }
    }

    let signer: NoteSigner
    let store: WitnessStore
    let mirrors: [String: LogMirror]
    let readers: [String: LogReader]
    let clock: @Sendable () -> UInt64
    let logger: Logger

    /// Sets a witness up over its record.
    ///
    /// - Parameters:
    ///   - signer: The witness's key, of type `cosignatureV1`.
    ///   - logs: The logs to cosign, each origin once.
    ///   - store: The record, which belongs to this key.
    ///   - validation: How to check transitions; nil for a witness of the trees alone.
    ///   - client: Reads the logs that have a URL.
    ///   - logger: Where refusals and failures are logged.
    ///   - clock: The machine's time in POSIX seconds.
    /// - Throws: `WitnessSetupError` where there is no log or one cannot be validated.
    public init(
        signer: NoteSigner,
        logs: [WitnessedLog],
        store: WitnessStore,
        validation: Validation? = nil,
        client: CurlClient,
        logger: Logger,
        clock: @escaping @Sendable () -> UInt64
    ) throws(WitnessSetupError) {
        guard !logs.isEmpty else { throw WitnessSetupError("a witness has a log to cosign") }
        var mirrors: [String: LogMirror] = [:]
        var readers: [String: LogReader] = [:]
        for log in logs {
            let reader = log.url.map { LogReader(url: $0, client: client) }
            readers[log.id] = reader
            guard let validation else { continue }
            guard let reader else {
                throw WitnessSetupError("\(log.origin): to validate it, its URL must be given")
            }
            var payloads: PayloadReader?
            if let key = validation.apiKeys[log.origin] {
                payloads = try PayloadReader(logURL: reader.url, apiKey: key, client: client)
            }
            mirrors[log.id] = LogMirror(
                log: log,
                reader: reader,
                payloads: payloads,
                store: store,
                timeLimit: .milliseconds(validation.timeLimitMilliseconds),
                now: clock
            )
        }
        self.signer = signer
        self.logs = Dictionary(logs.map { ($0.id, $0) }) { first, _ in first }
        self.store = store
        self.mirrors = mirrors
        self.readers = readers
        self.clock = clock
        self.logger = logger
    }

    /// Cosigns the checkpoint of an `add-checkpoint` request.
    ///
    /// - Throws: `WitnessRefusal`, or `WitnessFault` where the same request may be sent again.
    public func cosign(_ body: [UInt8]) async throws -> NoteSignature {
        let (request, log) = try SubmittedCheckpoint.read(body, logs)
        let submitted = try await judged(request, of: log)
        do {
            try await requireRecord(of: submitted)
            if let mirror = mirrors[submitted.log.id] {
                // A checkpoint that the record refuses is refused before anything is fetched.
                try await store.judge(submitted)
                try await mirror.catchUp(to: submitted)
            }
            return try await store.cosign(
                submitted,
                by: signer,
                validated: mirrors[submitted.log.id]?.requirement,
                now: clock()
            )
        } catch let refusal as WitnessRefusal {
            try await note(refusal, submitted)
            throw refusal
        }
    }

    /// Reads each log's own latest checkpoint: catches its mirror up, and looks for a cosignature
    /// of this witness that its record does not hold.
    ///
    /// A log that cannot be read is skipped until the next time.
    public func follow() async {
        for (id, log) in logs.sorted(by: { $0.key < $1.key }) {
            guard let reader = readers[id] else { continue }
            do {
                let note = try await reader.checkpoint()
                let served = try await judged(
                    AddCheckpointRequest(oldSize: 0, proof: [], note: note),
                    of: log
                )
                try await requireRecord(of: served)
                if let mirror = mirrors[id], try await store.refusal(of: log) == nil {
                    try await catchUp(to: served, mirror)
                }
            } catch let refusal as WitnessRefusal {
                logger.error("\(log.origin): \(refusal)")
            } catch {
                logger.warning("\(log.origin): \(error)")
            }
        }
    }

    /// The checkpoint of a request, if a key that is trusted now has signed it.
    private func judged(
        _ request: AddCheckpointRequest,
        of log: WitnessedLog
    ) async throws -> SubmittedCheckpoint {
        var keys = log.keys
        if mirrors[log.id]?.requirement.includesRegistrations == true {
            keys = try await store.trustedKeys(of: log)
        }
        return try SubmittedCheckpoint(request, of: log, trusting: keys, witness: verifierKey)
    }

    /// Catches up completely, however long it takes; requests meanwhile take turns with it.
    private func catchUp(to target: SubmittedCheckpoint, _ mirror: LogMirror) async throws {
        while true {
            do {
                return try await mirror.catchUp(to: target)
            } catch WitnessFault.catchingUp(let checked, let size) {
                logger.notice("\(target.log.origin): \(checked) of \(size) entries are checked")
                try Task.checkCancellation()
            }
        }
    }

    /// Refuses a log for good if it shows a cosignature of this witness that the record does not
    /// hold: the record was lost or restored from a copy, and the witness could be made to cosign a
    /// fork.
    private func requireRecord(of submitted: SubmittedCheckpoint) async throws {
        guard submitted.isOwn else { return }
        let held = try await store.latestCosigned(of: submitted.log)
        let size = submitted.checkpoint.size
        if let held, held.checkpoint.size >= size { return }
        if held == nil, size == 0 { return }
        let violation = RuleViolation(
            entry: nil,
            rule: .recordLost,
            reason: "this witness has cosigned \(size) entries, but its record ends at "
                + "\(held?.checkpoint.size ?? 0): its folder was lost or restored from a copy, and "
                + "this key must cosign the log no more"
        )
        try await store.recordFinalRefusal(submitted, violation, at: clock())
        throw WitnessRefusal.violation(violation)
    }

    /// Stores the evidence of a fork, and logs the refusal.
    private func note(_ refusal: WitnessRefusal, _ submitted: SubmittedCheckpoint) async throws {
        switch refusal {
        case .conflict: return
        case .inconsistent:
            let held = try await store.latestCosigned(of: submitted.log)
            if submitted.isFork(of: held), let held {
                try await store.recordFork(submitted, against: held.note, at: clock())
            }
        default: break
        }
        logger.error(
            "refused",
            metadata: [
                "origin": "\(submitted.log.origin)", "size": "\(submitted.checkpoint.size)",
                "reason": "\(refusal)",
            ]
        )
    }
}

import Ledger
import Logging
import TransparencyLog

/// The mirror of one log: it pulls the entries that a checkpoint adds, proves that they are in
/// the tree, and stores those that keep the rules.
///
/// Entries come in chunks, each proved against the checkpoint by itself and stored in one
/// transaction with what the rules remember, so that a long way can be gone in several requests
/// and over restarts. An entry that has passed is not looked at again.
actor LogMirror {
    /// Bundles of 256 entries in one chunk.
    static let chunkBundles: UInt64 = 8

    nonisolated let log: WitnessedLog
    nonisolated let reader: LogReader
    nonisolated let payloads: PayloadReader?
    let store: WitnessStore
    private let timeLimit: Duration
    let now: @Sendable () -> UInt64
    /// The right edge after the latest chunk, kept so that the next need not read it.
    var edge: TileEdge?
    /// The consortium after the latest chunk, kept likewise.
    var registrations: RegistrationRules?
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Mirrors a log; `timeLimit` is how long one request may take before it is put off.
    init(
        log: WitnessedLog,
        reader: LogReader,
        payloads: PayloadReader?,
        store: WitnessStore,
        timeLimit: Duration,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.log = log
        self.reader = reader
        self.payloads = payloads
        self.store = store
        self.timeLimit = timeLimit
        self.now = now
    }

    /// What is demanded of the mirror before a checkpoint is cosigned.
    nonisolated var requirement: MirrorRequirement {
        MirrorRequirement(includesRegistrations: payloads != nil)
    }

    /// Goes on until every entry of a checkpoint is stored and checked.
    ///
    /// - Throws: `WitnessRefusal.violation`, recorded already; `WitnessFault` where the log cannot
    ///   be read or the way is longer than timeLimit allows.
    func catchUp(to target: SubmittedCheckpoint) async throws {
        let end = ContinuousClock.now.advanced(by: timeLimit)
        var hasTimeLeft = true
        while true {
            await enter()
            defer { leave() }
            do {
                if try await advance(to: target, hasTimeLeft) { return }
            } catch WitnessFault.mirrorDamaged(let place) {
                (edge, registrations) = (nil, nil)
                try await store.deleteMirror(of: log)
                throw WitnessFault.mirrorDamaged(place)
            }
            // However short the time, each request goes one chunk further.
            hasTimeLeft = ContinuousClock.now < end
        }
    }

    /// Goes one chunk further; whether there is no further to go.
    private func advance(
        to target: SubmittedCheckpoint,
        _ hasTimeLeft: Bool
    ) async throws -> Bool {
        if let refused = try await store.refusal(of: log) {
            throw WitnessRefusal.violation(refused)
        }
        let head = try await store.mirrorHead(of: log)
        let checked = payloads == nil ? head.size : min(head.size, head.registered)
        if checked >= target.checkpoint.size { return true }
        guard hasTimeLeft else {
            throw WitnessFault.catchingUp(checked: checked, size: target.checkpoint.size)
        }
        if head.size < target.checkpoint.size {
            try await fetchChunk(from: head, to: target)
        } else {
            try await register(from: head.registered, in: target)
        }
        return false
    }

    private func enter() async {
        guard isBusy else {
            isBusy = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        guard !waiting.isEmpty else {
            isBusy = false
            return
        }
        waiting.removeFirst().resume()
    }
}

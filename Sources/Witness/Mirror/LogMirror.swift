import Ledger
import Logging
import TransparencyLog

/// The mirror of one log: it fetches the entries that a checkpoint adds, proves that they are in
/// its tree, and stores those that obey the rules.
///
/// Entries come in chunks. Each is proved against the checkpoint by itself and stored in one
/// transaction with the rule state, so a long catch-up may span several requests and restarts. An
/// entry that has passed is not checked again.
actor LogMirror {
    /// Bundles of 256 entries in one chunk.
    static let chunkBundles: UInt64 = 8

    nonisolated let log: WitnessedLog
    nonisolated let reader: LogReader
    nonisolated let payloads: PayloadReader?
    let store: WitnessStore
    private let timeLimit: Duration
    let now: @Sendable () -> UInt64
    /// The right edge after the latest chunk, cached for the next one.
    var edge: TileEdge?
    /// The registration rules after the latest chunk, cached likewise.
    var registrations: RegistrationRules?
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Mirrors a log; a call of `catchUp(to:)` gives up after `timeLimit`.
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

    /// What the mirror must hold before a checkpoint is cosigned.
    nonisolated var requirement: MirrorRequirement {
        MirrorRequirement(includesRegistrations: payloads != nil)
    }

    /// Fetches and checks chunks until every entry of a checkpoint is stored.
    ///
    /// - Throws: `WitnessRefusal.violation`, already recorded; `WitnessFault` where the log cannot
    ///   be read or the time limit is reached.
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
            // However short the limit, each call makes progress by one chunk.
            hasTimeLeft = ContinuousClock.now < end
        }
    }

    /// Fetches and checks one chunk; returns whether the checkpoint is reached.
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

import Contracts
import Logging
import TransparencyLog

extension Sequencer {
    /// How often a command is decided again because another node appended first.
    private static let attempts = 5
    /// How many commands are decided before the loop looks whether the append has ended.
    ///
    /// Few enough that clients who wait for each other's batches fall into two halves, of which
    /// one is decided while the other is written.
    private static let stride = 64
    /// The part of a batch in flight that is gathered before more is decided on top of it.
    private static let handful = 4

    /// Decides, appends and answers until nothing is left to do.
    func run() async {
        var draft: BatchDraft?
        while true {
            let room = min(Sequencer.stride, limits.batch - (draft?.count ?? 0))
            let handful = (flight?.answered.count ?? 0) / Sequencer.handful
            let work = await inbox.next(room: room, handful: handful, isFlying: flight != nil)
            if let landed = work.landed {
                if let again = await land(landed) {
                    // What was decided on top of it is decided again too.
                    inbox.pushBack(again + (draft?.items ?? []) + work.items)
                    draft = nil
                    continue
                }
            }
            if work.isOver, inbox.rest() { return }
            if !work.items.isEmpty { draft = await decide(work.items, onto: draft) }
            guard flight == nil, let closing = draft else {
                draft?.makeAside()
                continue
            }
            draft = nil
            await take(off: closing)
        }
    }

    /// Decides commands on top of what is decided before them.
    private func decide(_ items: [Waiting], onto open: BatchDraft?) async -> BatchDraft? {
        if let fault = standingFault() {
            fail(items, fault)
            return open
        }
        let recorded: [CommandName: RecordedCommand]
        do {
            try await settle()
            recorded = try await lookUp(items)
        } catch {
            fail(items, error)
            return open
        }
        let draft =
            open
            ?? BatchDraft(
                firstIndex: flight?.size ?? committed.size,
                edge: flight?.edge ?? edge,
                earliest: flight?.earliest ?? committed.withFold { $0.lastAt },
                payloadLimit: limits.payload
            )
        for item in items {
            await decide(item, recorded[item.name], onto: draft)
        }
        return draft
    }

    private func decide(
        _ item: Waiting,
        _ recorded: RecordedCommand?,
        onto draft: BatchDraft
    ) async {
        do {
            if try draft.repeats(item) { return }
            if let receipt = try flight?.repeated(item) {
                draft.answer(item, .success(receipt))
                return
            }
            if let recorded {
                let receipts = try await store.receipts(of: recorded)
                try item.requireSame(recorded.fingerprint)
                let receipt = CommandReceipt(receipts: receipts, isRepeat: true)
                draft.answer(item, .success(receipt))
                return
            }
            let below = Below(overlay: flight?.overlay, committed: committed)
            while true {
                do {
                    return try draft.add(item, now: clock(), below: below)
                } catch let error as BatchDraft.StatesAway {
                    for (key, place) in error.places { try await bring(key, place) }
                }
            }
        } catch {
            draft.answer(item, .failure(error))
        }
    }

    private func lookUp(_ items: [Waiting]) async throws -> [CommandName: RecordedCommand] {
        let found: [RecordedCommand]
        do {
            found = try await store.commands(named: items.map(\.name))
        } catch { throw LedgerFault(reading: error) }
        return Dictionary(
            found.map { (CommandName(member: $0.member, id: $0.id), $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Signs a batch and starts its append; one in which nothing happened is answered at once.
    private func take(off draft: BatchDraft) async {
        guard !draft.isEmpty else {
            for one in draft.answers([]) { one.item.answer(one.answer) }
            return
        }
        let decided: DecidedBatch
        do {
            let before = consortium()
            decided = try await draft.close(origin: origin) { after in
                try keys.signers(before: before, after: after ?? before)
            }
        } catch let unmade as UnmadeCommand {
            // What was decided on top of it cannot stand either.
            let (item, others) = draft.parted(at: unmade.position)
            item?.answer(.failure(unmade.reason))
            inbox.pushBack(others)
            return
        } catch {
            let fault = LedgerFault.notCommitted(reason: "the batch cannot be signed: \(error)")
            fail(draft.items, fault)
            return
        }
        if feed.waiting > ViewFeed.backlog { try? await feed.bringUp() }
        flight = decided
        Task.detached { [store, inbox] in
            do throws(LogStoreError) {
                try await store.append(decided.batch, expecting: decided.sizeBefore)
                inbox.land(.success(()))
            } catch {
                inbox.land(.failure(error))
            }
        }
    }

    /// Follows the end of an append.
    ///
    /// - Returns: `nil` where it is durable; where it is not, those of its commands that are to be
    ///   decided again.
    private func land(_ result: Result<Void, LogStoreError>) async -> [Waiting]? {
        guard let decided = flight else { return nil }
        flight = nil
        switch result {
        case .success:
            appended(decided)
            return nil
        case .failure(.outcomeUnknown(let reason)):
            await findOut(decided, reason)
        case .failure(.sizeMismatch):
            return await overtaken(decided)
        case .failure(let error):
            fail(decided.answered.map(\.item), LedgerFault(reading: error))
        }
        return []
    }

    private func findOut(_ decided: DecidedBatch, _ reason: String) async {
        unsettled = decided
        logger.warning("append's outcome unknown", metadata: ["reason": "\(reason)"])
        do {
            if try await settle() { return }
            fail(decided.answered.map(\.item), LedgerFault.notCommitted(reason: reason))
        } catch {
            // Its commands are answered now; what they came to is found out with the next ones.
            unsettled?.answered = []
            fail(decided.answered.map(\.item), error)
        }
    }

    /// Another node appended first: its entries are folded in.
    ///
    /// - Returns: the commands to be decided again.
    private func overtaken(_ decided: DecidedBatch) async -> [Waiting] {
        var again: [Waiting] = []
        var tired: [Waiting] = []
        for var item in decided.answered.map(\.item) {
            item.overtaken += 1
            if item.overtaken < Sequencer.attempts {
                again.append(item)
            } else {
                tired.append(item)
            }
        }
        fail(tired, LedgerFault.notCommitted(reason: "other nodes kept appending first"))
        do {
            try await catchUp()
            await growth.reached(committed.size)
            return again
        } catch {
            fail(again, error)
            return []
        }
    }

    /// Finds out whether a batch of unknown outcome is durable, and follows it.
    ///
    /// - Returns: whether it is durable, or there was none.
    @discardableResult
    func settle() async throws -> Bool {
        guard let decided = unsettled else { return true }
        let head: LogHead
        let first: LogEntry?
        do {
            head = try await store.head()
            first = try await store.entries(at: [decided.sizeBefore]).first
        } catch {
            throw LedgerFault.outcomeUnknown(reason: "the log cannot be read: \(error)")
        }
        unsettled = nil
        if head.checkpoint == decided.batch.checkpoint {
            appended(decided)
            return true
        }
        guard head.size > decided.sizeBefore else { return false }
        do {
            try await catchUp()
        } catch LedgerFault.notCommitted(let reason) {
            throw LedgerFault.outcomeUnknown(reason: reason)
        }
        await growth.reached(committed.size)
        // Another node may have appended on top: no two leaves are alike, as their salts differ.
        guard first?.leaf == decided.batch.entries.first?.leaf else { return false }
        for one in decided.answered { one.item.answer(one.answer) }
        return true
    }

    /// A batch is durable: its states are shown, its commands answered, and the view is owed it.
    private func appended(_ decided: DecidedBatch) {
        let overlay = decided.overlay
        committed.withFold { $0.keep(overlay.held, count: overlay.count, at: overlay.at) }
        edge = decided.edge
        feed.owe(decided.folded)
        // Not on the sequencer's time: clients are many, and what a batch held is much to free.
        Task.detached { [growth] in
            for one in decided.answered { one.item.answer(one.answer) }
            await growth.reached(decided.size)
        }
    }
}

extension Waiting {
    var name: CommandName { submission.name }

    /// A repeat gets the first receipt; another command under the same name is refused.
    func requireSame(_ fingerprint: Hash) throws(Refusal) {
        guard fingerprint == submission.fingerprint else {
            throw Refusal(.commandReused, ["id": submission.command.id])
        }
    }
}

import Contracts
import Logging
import TransparencyLog

/// Performs what the commit loop asks for, and reports the outcome back to it as events.
extension Sequencer {
    /// Commits and answers commands until nothing is left to do.
    ///
    /// One task at a time runs it: the inbox says when it is to be started, and when it ends.
    func run() async {
        var request = advance(.started)
        while let event = await fulfil(request) { request = advance(event) }
    }

    /// Passes an event to the loop and performs the effects without suspending in between, so that
    /// what the loop checked still holds, and no batch stays in memory longer than needed.
    private func advance(_ event: CommitLoop.Event) -> CommitLoop.Request {
        let step = loop.handle(event)
        for effect in step.effects { perform(effect) }
        return step.request
    }

    private func perform(_ effect: CommitLoop.Effect) {
        switch effect {
        case .publish(let batch):
            committed.publish(batch.overlay, edge: batch.end.edge)
            feed.add(batch.folded)
            // Off the actor: resuming many clients and freeing a batch would delay the next one.
            Task.detached { [growth] in
                for one in batch.answered { one.command.answer(one.answer) }
                await growth.reached(batch.end.size)
            }
        case .answer(let answered):
            for one in answered { one.command.answer(one.answer) }
        case .fail(let commands, let error):
            logger.error("commands failed", metadata: ["error": "\(error)"])
            for command in commands { command.answer(.failure(error)) }
        case .putBack(let commands):
            inbox.putBack(commands)
        case .encode(let job):
            job.start()
        case .append(let batch):
            start(batch)
        }
    }

    private func start(_ batch: SignedBatch) {
        Task.detached { [store, inbox, logger] in
            do throws(LogStoreError) {
                try await store.append(batch.log, expecting: batch.sizeBefore)
                inbox.appendEnded(.success(()))
            } catch {
                if case .outcomeUnknown(let reason) = error {
                    logger.warning("append's outcome unknown", metadata: ["reason": "\(reason)"])
                }
                inbox.appendEnded(.failure(error))
            }
        }
    }

    /// Fulfils the loop's request.
    ///
    /// - Returns: `nil` where nothing is left to do.
    private func fulfil(_ request: CommitLoop.Request) async -> CommitLoop.Event? {
        switch request {
        case .work(let room, let atLeast, let isAppending):
            let work = await inbox.next(room: room, atLeast: atLeast, whileAppending: isAppending)
            return work.map { .work($0) }
        case .lookUp(let names):
            let found: Result<[CommandName: EarlierCommand], LedgerFault>
            do throws(LedgerFault) { found = .success(try await lookUp(names)) } catch {
                found = .failure(error)
            }
            return .lookedUp(found, now: clock())
        case .fetchStates(let locations):
            do {
                for (key, location) in locations { try await restore(key, location) }
                return .statesFetched(.success(()), now: clock())
            } catch {
                return .statesFetched(.failure(error), now: clock())
            }
        case .sign(let draft):
            let result: Result<SignedBatch, SigningFailure>
            do { result = .success(try await sign(draft)) } catch {
                result = .failure(SigningFailure(error))
            }
            return .signed(result, unapplied: feed.waiting)
        case .bringViewUp:
            // A view that cannot be written to must not stop commits.
            try? await feed.bringUp()
            return .viewBroughtUp
        case .readHead(let batch):
            return .headRead(await readHead(after: batch))
        case .catchUp:
            do {
                try await catchUp()
                return .caughtUp(.success(()))
            } catch {
                return .caughtUp(.failure(error))
            }
        }
    }

    private func lookUp(
        _ names: [CommandName]
    ) async throws(LedgerFault) -> [CommandName: EarlierCommand] {
        let found: [RecordedCommand]
        do throws(LogStoreError) {
            found = try await store.commands(named: names)
        } catch { throw LedgerFault(reading: error) }
        var earlier: [CommandName: EarlierCommand] = [:]
        for command in found {
            let receipts: Result<[Receipt], any Error>
            do { receipts = .success(try await store.receipts(of: command)) } catch {
                receipts = .failure(error)
            }
            earlier[CommandName(member: command.member, id: command.id)] =
                EarlierCommand(fingerprint: command.fingerprint, receipts: receipts)
        }
        return earlier
    }

    private func sign(_ draft: BatchDraft) async throws -> SignedBatch {
        // The last of its entries is the latest.
        if let fault = clockGuard?.fault(at: draft.earliest) { throw fault }
        let before = consortium()
        return try await SignedBatch(signing: draft, origin: origin) { after in
            try keys.signers(before: before, after: after ?? before)
        }
    }

    private func readHead(
        after batch: SignedBatch
    ) async -> Result<(head: LogHead, first: LogEntry?), LedgerFault> {
        do throws(LogStoreError) {
            let head = try await store.head()
            return .success((head, try await store.entries(at: [batch.sizeBefore]).first))
        } catch {
            return .failure(.outcomeUnknown(reason: "the log cannot be read: \(error)"))
        }
    }
}

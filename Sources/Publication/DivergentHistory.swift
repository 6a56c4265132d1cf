public import HTTPClient
public import Ledger
public import Logging
public import TransparencyLog

extension PublishedLedger {
    /// Asks the witnesses of a policy, all at once, whether they have seen more of this ledger than
    /// is here, or another history; if one has, no command is taken.
    ///
    /// A witness that does not answer within `seconds` is passed over: the lane that submits to it
    /// finds out later. Reads are served in any case. What a witness has shown is kept in `record`.
    public func checkForRollback(
        by policy: TlogPolicy,
        client: CurlClient,
        record: any PublicationStore,
        seconds: Int = 3,
        logger: Logger
    ) async throws {
        let addresses = policy.witnesses.compactMap { witness in
            witness.url.flatMap { try? WitnessAddress(key: witness.key, url: $0) }
        }
        guard !addresses.isEmpty else { return }
        let check = RollbackCheck(
            logKey: logKey,
            formerKeys: try formerKeys(),
            client: client
        )
        try await withThrowingTaskGroup(of: DivergentHistory.Cause?.self) { group in
            for address in addresses {
                group.addTask { [store] in
                    guard let finding = await check.ask(address, seconds: seconds, logger) else {
                        return nil
                    }
                    // Counted after the witness was asked, so that it cannot be ahead of what it
                    // has seen meanwhile.
                    let size = try await store.head().size
                    let verdict = try await finding.judge(size: size) {
                        try await store.root(at: $0)
                    }
                    guard verdict != .continues else { return nil }
                    return DivergentHistory.Cause(verdict, finding, size: size)
                }
            }
            for try await cause in group {
                guard let cause else { continue }
                await sequencer.disown(cause, keepingIn: record, logger)
            }
        }
    }
}

extension RollbackCheck {
    /// Asks a witness within a time; `nil` where it gives no usable answer.
    fileprivate func ask(
        _ witness: WitnessAddress,
        seconds: Int,
        _ logger: Logger
    ) async -> Finding? {
        await withTaskGroup(of: Finding?.self) { group in
            group.addTask {
                do { return try await ask(witness) } catch {
                    logger.warning("not asked for a rollback", metadata: ["error": "\(error)"])
                    return nil
                }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(seconds))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }
}

/// What is said where witnesses know another history.
enum DivergentHistory {
    /// Why a ledger may take no commands, and what its witness has shown for it.
    struct Cause: Sendable {
        let reason: String
        let evidence: WitnessEvidence?

        init(
            _ verdict: RollbackCheck.Finding.Verdict,
            _ finding: RollbackCheck.Finding,
            size: UInt64
        ) {
            reason = DivergentHistory.reason(verdict, finding, size: size)
            evidence = finding.latest.map {
                WitnessEvidence(witness: finding.witness.key, note: $0.note)
            }
        }
    }

    static func reason(
        _ verdict: RollbackCheck.Finding.Verdict,
        _ finding: RollbackCheck.Finding,
        size: UInt64
    ) -> String {
        let theirs = finding.latest?.checkpoint.size ?? 0
        let name = finding.witness.key.name
        guard verdict == .fork else {
            return "witness \(name) has cosigned \(theirs) entries of this ledger \(finding.when), "
                + "and here are \(size): entries are lost. \(advice)"
        }
        return
            "witness \(name) has cosigned another tree of \(theirs) entries \(finding.when) than "
            + "the one that is here: this is another history. \(advice)"
    }

    static func reason(published: UInt64, size: UInt64) -> String {
        "a checkpoint of \(published) entries of this ledger was published from this folder, and "
            + "here are \(size): entries are lost. \(advice)"
    }

    static let advice =
        "Restore a newer backup, or catch up from a mirror, and start again"
}

extension Sequencer {
    /// Takes no more commands for what a witness has shown, and keeps that for the starts to come:
    /// the witness may not answer them, or be asked no more.
    func disown(
        _ cause: DivergentHistory.Cause,
        keepingIn record: any PublicationStore,
        _ logger: Logger
    ) async {
        disown(cause.reason, logger)
        guard let evidence = cause.evidence else { return }
        do { try await record.keep(evidence) } catch {
            logger.error("a witness's evidence is not kept", metadata: ["error": "\(error)"])
        }
    }

    /// Takes no more commands, as others hold another history of this ledger.
    public func disown(_ reason: String, _ logger: Logger) {
        logger.error("the ledger takes no more commands", metadata: ["reason": "\(reason)"])
        withdraw(.disowned(reason: reason))
    }
}

extension LogStore {
    /// The root of the first `size` entries' tree, computed from the stored tiles.
    func root(at size: UInt64) async throws -> Hash {
        var tiles = PrefetchedTiles()
        try await tiles.fetchEdge(of: size, from: self)
        return try TreeHashes(TileNodes(size: size, tiles: tiles)).root(at: size)
    }
}

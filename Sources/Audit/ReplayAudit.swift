import Contracts
import Ledger
import Marine

/// The result of replaying a page of entries.
struct ReplayedPage: Sendable {
    /// The entries up to where the replay stopped.
    var folded: [FoldedEntry] = []
}

/// Checks every transition against the legal graph, and executes every command again.
///
/// Where a command's transitions equal what the contracts decide, down to the bytes of the
/// payloads, nothing more is checked: graph, stages and payloads are then as the contracts require.
/// A page in which anything differs is folded again from its payloads, entry by entry, so that
/// every difference is named; so are entries whose command is erased.
///
/// Where a payload is lost and its command is not, what the contracts decide stands in for it, so
/// that what follows can be judged too.
struct ReplayAudit {
    let ledger: String
    let origin: String
    private let isPartial: Bool
    let latest: Edition
    /// The latest instant that an entry may have.
    private let bound: Instant
    let instances = AuditedInstances()
    var running = CommandInProgress()
    var chain = AuditSection(.transitions)
    var attestations = AuditSection(.signatures)
    var execution = AuditSection(.contracts)
    /// Entries whose payload cannot be compared with what the contracts decide.
    private var assumed = 0
    /// Entries whose command is lost, so that only their payload was folded.
    var unexecuted = 0
    /// Signatures of entries that the replay did not reach.
    private var unplaced = 0

    /// The entries whose instant lies ahead of the auditor's clock, and the first of them.
    private var ahead: (first: DecodedEntry, count: Int)?
    /// Why the replay ended before the ledger did.
    private(set) var stopped: String?

    /// A replay at an instant, of which entries may be ahead as far as at a start.
    init(ledger: String, origin: String, isPartial: Bool, latest: Edition, at now: Instant) {
        bound = now.advanced(byMilliseconds: ClockGuard.boundMilliseconds)
        self.ledger = ledger
        self.origin = origin
        self.latest = latest
        self.isPartial = isPartial
    }

    /// The sections; `gap` says why there may be more entries than were read.
    func sections(gap: String?) -> [AuditSection] {
        [chain, attestations, execution].map { section in
            var section = section
            if let gap { section.leave(0, gap) }
            return section
        }
    }

    /// Replays the next page.
    mutating func replay(_ page: EntryPage) async -> ReplayedPage {
        let before = self
        let (size, lastAt) = (instances.size, instances.lastAt)
        var decided: [DecidedPayload] = []
        decided.reserveCapacity(page.entries.count)
        let replayed = replay(page) { decided.append($0) }
        if await decided.allMatch() { return replayed }
        self = before
        instances.revert(replayed.folded, size: size, lastAt: lastAt)
        return replay(page, trusting: nil)
    }

    /// After the last page.
    mutating func end(size: UInt64) {
        // The instants of a simulated clock are nobody's time.
        if let ahead, instances.consortium?.clock == nil {
            let rest = ahead.count > 1 ? ", and so are \(ahead.count - 1) entries after it" : ""
            chain.find(
                ahead.first,
                in: ledger,
                "its instant, \(ahead.first.instant ?? "?"), is ahead of this machine's clock by "
                    + "more than five minutes: the latest would be \(bound)\(rest)",
                advice: .ahead
            )
        }
        if assumed > 0 {
            execution.leave(
                assumed,
                "what the contracts decide is assumed in place of payloads lost with their salts: "
                    + "\(assumed)"
            )
        }
        if unexecuted > 0 {
            execution.leave(unexecuted, "entries of commands that are lost: \(unexecuted)")
        }
        if let stopped {
            let reason = "the replay ended: \(stopped)"
            chain.leave(Int(clamping: size) - chain.examined, reason)
            execution.leave(Int(clamping: size - instances.size), reason)
            if unplaced > 0 {
                attestations.leave(
                    unplaced,
                    "\(reason); from there on signatures are verified, and not whether the key was "
                        + "the member's then: \(unplaced)"
                )
            }
        } else if !running.remaining.isEmpty {
            execution.find(
                "\(ledger) entry \(instances.size)",
                "missing: the last command lacks \(running.remaining.count) parts",
                entry: instances.size
            )
        }
    }

    /// Replays a page once.
    ///
    /// Where `trusting` is given, payloads are assumed to be what the contracts decide, and are
    /// passed to it to be compared later.
    private mutating func replay(
        _ page: EntryPage,
        trusting: ((DecidedPayload) -> Void)?
    ) -> ReplayedPage {
        var replayed = ReplayedPage()
        replayed.folded.reserveCapacity(page.entries.count)
        var next = page.start
        for read in page.entries {
            note(read)
            if stopped == nil, read.entry.index != next { stop(page.absence(of: next)) }
            next = read.entry.index + 1
            if stopped == nil { examine(read, trusting, &replayed) }
            if stopped != nil { checkUnplaced(read) }
        }
        if next < page.end { stop(page.absence(of: next)) }
        return replayed
    }

    /// Notes an entry whose instant the clock has not come to.
    private mutating func note(_ read: DecodedEntry) {
        guard case .success(let transition) = read.transition, transition.at > bound else { return }
        ahead = (ahead?.first ?? read, (ahead?.count ?? 0) + 1)
    }

    private mutating func stop(_ reason: String) {
        guard stopped == nil else { return }
        stopped = reason
    }

    /// Checks what can be of an entry that the replay did not reach.
    private mutating func checkUnplaced(_ read: DecodedEntry) {
        guard case .success(let transition) = read.transition else { return }
        if case .operator = transition.attestation { return }
        unplaced += 1
        let isRight =
            read.isSignedRightly ?? DecodedEntry.isSignedRightly(transition, origin: origin)
            ?? false
        if !isRight {
            attestations.find(
                read,
                in: ledger,
                "the signature of \(transition.actor) is not right"
            )
        }
    }

    private mutating func examine(
        _ read: DecodedEntry,
        _ trusting: ((DecidedPayload) -> Void)?,
        _ replayed: inout ReplayedPage
    ) {
        let entry = read.entry
        let transition: Transition
        switch read.transition {
        case .success(let made): transition = made
        case .failure(let error):
            chain.examined += 1
            chain.find(read, in: ledger, error.reason)
            return stop("the leaf of entry \(entry.index) does not read")
        }
        if let edition = unknownEdition(transition, read.command) {
            return stop(
                "entry \(entry.index) is of edition \(edition), or adopts it, which this program "
                    + "does not know; update it"
            )
        }
        let held = instances.instance(transition.key)
        let decision = read.command.map { decide($0, transition) }
        let step = agreed(decision, read, transition, held)
        let isLost = read.payloadDigest != transition.payload
        if isLost, step == nil {
            return stop(
                isPartial && entry.payload == nil
                    ? "the payload of entry \(entry.index) is not open to this key"
                    : "the payload of entry \(entry.index) is lost, "
                        + "and no command tells what it was"
            )
        }
        chain.examined += 1
        let folded: FoldedEntry
        if isLost || trusting != nil, let step {
            folded = FoldedEntry(
                index: entry.index,
                first: held?.first ?? entry.index,
                transition: transition,
                payload: step.payload,
                before: held?.state,
                state: step.state
            )
            if !isLost, let trusting, let payload = entry.payload {
                trusting(DecidedPayload(payload: step.payload, bytes: payload.bytes))
            }
            if let decision { running = CommandInProgress(decision, read, transition) }
            running.advance()
            if isLost, !isDecided(step.payload, entry.payload?.salt, transition) {
                assumed += 1
            } else {
                execution.examined += 1
            }
            checkSignature(read, transition)
        } else {
            do throws(ReplayError) {
                folded = try fold(entry, transition, after: held)
            } catch {
                chain.find(read, in: ledger, error.reason)
                return stop("entry \(entry.index) does not follow from those before it")
            }
            compare(folded, with: decision, read)
        }
        instances.take(folded)
        replayed.folded.append(folded)
    }

    /// Whether a lost payload's salt shows that what the contracts decide is what the leaf names.
    private func isDecided(
        _ payload: StepPayload,
        _ salt: [UInt8]?,
        _ transition: Transition
    ) -> Bool {
        guard let salt, let bytes = try? payload.canonicalBytes() else { return false }
        return Salted(salt: salt, bytes: bytes).digest == transition.payload
    }

    /// The edition, beyond those that are known, that an entry is of or adopts.
    private func unknownEdition(_ transition: Transition, _ command: DecodedCommand?) -> Edition? {
        if transition.edition > latest { return transition.edition }
        guard case .command(let asked, _) = command,
            case .consortium(.adoptEdition(let edition)) = asked.instruction, edition > latest
        else { return nil }
        return edition
    }

    private func decide(_ command: DecodedCommand, _ transition: Transition) -> Decision {
        let read: Command
        switch command {
        case .command(let command, _): read = command
        case .lost: return .unknown
        case .unusable(let reason): return .refused(reason)
        }
        guard let roles = instances.roles(of: read.member) else {
            return .refused("its actor was no member")
        }
        if let expected = read.expectedRevision {
            let subject = read.instruction.subject
            let actual = instances.instance(subject)?.revision ?? 0
            guard actual == expected else {
                return .refused(
                    "its command expects revision \(expected) of \(subject), which had \(actual)"
                )
            }
        }
        do throws(Refusal) {
            if let possession = try read.proofOfPossession(), !possession.holdsByOpenSSL {
                return .refused("the key \(possession.publicKey) is not proved to be held")
            }
            let context = Context(
                actor: read.member,
                roles: roles,
                attestor: transition.attestation.attestor,
                at: transition.at,
                edition: Workflow.edition(of: read.instruction, after: instances.consortium),
                latest: latest,
                officer: read.officer
            )
            return .steps(
                try Workflow.decide(read.instruction, context) { [instances] key in
                    instances.instance(key)?.state
                }
            )
        } catch {
            return .refused("the contracts refuse its command: \(error)")
        }
    }

    /// The decided step that equals this entry in everything but its payload; `nil` where there is
    /// none or it cannot be known.
    private func agreed(
        _ decision: Decision?,
        _ read: DecodedEntry,
        _ transition: Transition,
        _ held: HeldInstance?
    ) -> Step? {
        let next: Step?
        switch decision {
        case .steps(let steps):
            let isWhole = running.remaining.isEmpty && steps.count == transition.part.count
            next = isWhole ? steps.first : nil
        case .refused, .unknown:
            next = nil
        case nil:
            let isPart = running.difference(from: transition) == nil && read.entry.command == nil
            next = isPart ? running.remaining.first : nil
        }
        guard let next, next.agrees(with: transition, after: held),
            transition.at >= instances.lastAt
        else { return nil }
        return next
    }
}

/// A payload as the contracts decide it, and the bytes that are stored.
struct DecidedPayload: Sendable {
    let payload: StepPayload
    let bytes: [UInt8]

    /// Whether the bytes are the payload's canonical encoding.
    var matches: Bool { (try? payload.canonicalBytes()) == bytes }
}

extension [DecidedPayload] {
    private static var chunk: Int { 256 }

    /// Whether all match, checked in concurrent chunks.
    func allMatch() async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            for start in stride(from: 0, to: count, by: Self.chunk) {
                let chunk = self[start..<Swift.min(start + Self.chunk, count)]
                group.addTask { chunk.allSatisfy(\.matches) }
            }
            return await group.allSatisfy { $0 }
        }
    }
}

import Contracts
import Ledger
import Marine

/// The result of replaying a page of entries.
struct ReplayedPage: Sendable {
    /// The entries up to where the replay stopped.
    var folded: [FoldedEntry] = []
    /// The commands in them, as the index of commands must record them.
    var commands: [RecordedCommand] = []
    /// The first entries of commands that cannot be read any more.
    var unreadable: Set<UInt64> = []
}

/// Checks every transition against the legal graph, and executes every command again.
///
/// Where a command's transitions equal what the contracts decide, down to the bytes of the
/// payloads, nothing more is checked: graph, stages and payloads are then as the contracts require.
/// A page in which anything differs is folded again from its payloads, entry by entry, so that
/// every difference is named; so are entries whose command is erased.
struct ReplayAudit {
    let origin: String
    private let isPartial: Bool
    private let latest: Edition
    let instances = AuditedInstances()
    var running = CommandInProgress()
    var chain = AuditSection(
        "transitions",
        "edges in the public graph, revisions, predecessors, instants, payloads"
    )
    var attestations = AuditSection(
        "signatures",
        "members' signatures, from the leaves alone, by OpenSSL"
    )
    var execution = AuditSection(
        "contracts",
        "every command executed again from its arguments"
    )

    /// Why the replay ended before the ledger did.
    private(set) var stopped: String?

    init(origin: String, isPartial: Bool, latest: Edition) {
        self.origin = origin
        self.latest = latest
        self.isPartial = isPartial
    }

    var sections: [AuditSection] { [chain, attestations, execution] }

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
    mutating func end() {
        guard stopped == nil, !running.remaining.isEmpty else { return }
        execution.find(
            "ledger.sqlite entry \(instances.size)",
            "missing: the last command lacks \(running.remaining.count) parts"
        )
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
        for read in page.entries where stopped == nil {
            guard read.entry.index == next else { break }
            next += 1
            examine(read, trusting, &replayed)
        }
        if next < page.end { stop("entry \(next) is missing") }
        return replayed
    }

    private mutating func stop(_ reason: String) {
        guard stopped == nil else { return }
        stopped = reason
        chain.incomplete = "ended there: \(reason)"
        execution.incomplete = "ended there: \(reason)"
    }

    private mutating func examine(
        _ read: DecodedEntry,
        _ trusting: ((DecidedPayload) -> Void)?,
        _ replayed: inout ReplayedPage
    ) {
        let entry = read.entry
        if isPartial, entry.payload == nil {
            return stop("the payload of entry \(entry.index) is not open to this key")
        }
        chain.examined += 1
        let transition: Transition
        switch read.transition {
        case .success(let made): transition = made
        case .failure(let error):
            chain.find("ledger.sqlite entry \(entry.index)", error.reason)
            return stop("entry \(entry.index)")
        }
        if let edition = unknownEdition(transition, read.command) {
            return stop(
                "entry \(entry.index) is of edition \(edition), or adopts it, which this program "
                    + "does not know; update it"
            )
        }
        let held = instances.instance(transition.key)
        let decision = read.command.map { decide($0, transition) }
        let folded: FoldedEntry
        if let trusting, let step = agreed(decision, read, transition, held),
            let payload = entry.payload
        {
            folded = FoldedEntry(
                index: entry.index,
                first: held?.first ?? entry.index,
                transition: transition,
                payload: step.payload,
                before: held?.state,
                state: step.state
            )
            trusting(DecidedPayload(payload: step.payload, bytes: payload.bytes))
            if let decision { running = CommandInProgress(decision, read, transition) }
            running.advance()
            execution.examined += 1
            checkSignature(read, transition)
        } else {
            do throws(ReplayError) {
                folded = try fold(entry, transition, after: held)
            } catch {
                chain.find("ledger.sqlite entry \(entry.index)", error.reason)
                return stop("entry \(entry.index)")
            }
            compare(folded, with: decision, read)
        }
        instances.take(folded)
        replayed.folded.append(folded)
        switch read.command {
        case .command(_, let recorded): replayed.commands.append(recorded)
        case .unusable: replayed.unreadable.insert(entry.index)
        case nil: break
        }
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
                latest: latest
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

    /// The decided step that equals this entry in everything but the bytes of its payload; `nil`
    /// where there is none or it cannot be known.
    private func agreed(
        _ decision: Decision?,
        _ read: DecodedEntry,
        _ transition: Transition,
        _ held: HeldInstance?
    ) -> Step? {
        let next: Step?
        switch decision {
        case .steps(let steps):
            let isWhole = running.remaining.isEmpty && steps.count == transition.parts
            next = isWhole ? steps.first : nil
        case .refused:
            next = nil
        case nil:
            let isPart = running.difference(from: transition) == nil && read.entry.command == nil
            next = isPart ? running.remaining.first : nil
        }
        guard let next, next.agrees(with: transition, after: held),
            transition.at >= instances.lastAt, read.payloadDigest == transition.payload
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

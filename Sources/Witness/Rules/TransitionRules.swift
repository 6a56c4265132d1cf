import CanonicalJSON
import Contracts
import Ledger
import Marine
import TransparencyLog

/// The latest leaf of an instance, as far as the next one is checked against it.
struct InstanceHead: Hashable, Sendable {
    var revision: Int
    var lastIndex: UInt64
    var stage: String
    /// The instance that it began under, as the command showed that began it.
    var parent: InstanceID?
}

/// What the rules need to know of earlier leaves: it grows with the ledger, so a store keeps it.
protocol RuleState {
    /// The instance's latest leaf; nil before its first.
    func head(of key: InstanceKey) throws -> InstanceHead?
    /// Records an instance's latest leaf.
    func note(_ head: InstanceHead, of key: InstanceKey) throws
    /// Records a command's digest.
    ///
    /// - Returns: false where it was recorded before.
    func note(command digest: Hash) throws -> Bool
}

/// The rules that can be checked from leaves alone: edges of the public state graphs, histories
/// without a gap, complete commands of a declared form, members' signatures.
struct TransitionRules: Record, Hashable, Sendable {
    /// A command of which some transitions are still to come.
    struct IncompleteCommand: Record, Hashable, Sendable {
        /// The salted digest of the command, which all its leaves have.
        let digest: Hash
        /// The member that asked for it, which all its leaves name.
        let actor: MemberID
        /// The key that attests it; absent where the operator alone does.
        let key: String?
        /// That key's signature; absent where the operator alone attests it.
        let signature: String?
        /// The place of the transition that is awaited, from 1: the first has been seen.
        var next: Int
        /// How many transitions the command has in all.
        let parts: Int
        /// Its transitions so far.
        let taken: [TakenStep]

        init(_ transition: Transition, after before: [TakenStep] = []) {
            taken = before + [TakenStep(transition)]
            digest = transition.command
            actor = transition.actor
            switch transition.attestation {
            case .operator: (key, signature) = (nil, nil)
            case .member(let key, let signature), .log(let key, let signature):
                (self.key, self.signature) = (key, signature)
            }
            next = transition.part.index + 1
            parts = transition.part.count
        }

        /// Whether a transition is this command's next one.
        func isContinued(by transition: Transition) -> Bool {
            let own = IncompleteCommand(transition)
            return own.digest == digest && own.actor == actor && own.key == key
                && own.signature == signature && own.parts == parts && transition.part.index == next
        }
    }

    /// The index of the next leaf.
    private(set) var size: UInt64 = 0
    /// The instant of the latest leaf, before which no later one may be.
    private(set) var latest: Instant = .earliest
    /// The command whose transitions are not all seen; absent between two commands.
    private(set) var open: IncompleteCommand?

    /// Whether the last leaf ended a command.
    var isBetweenCommands: Bool { open == nil }

    /// Checks the next leaf by the rules of its edition, `known` being the latest that is known.
    ///
    /// - Throws: `RuleViolation`, `WitnessFault.editionUnknown`, or an error of the state's store.
    ///   The rules, and what was recorded of this leaf, must then be discarded.
    mutating func admit(
        _ leaf: ExaminedLeaf,
        _ state: some RuleState,
        _ known: Edition
    ) throws {
        // This program does not know what a later edition allows, so it finds no violation in it.
        if let edition = leaf.claimedEdition, edition > Int64(known.number) {
            throw WitnessFault.editionUnknown(entry: size, edition: edition)
        }
        let transition: Transition
        switch leaf.transition {
        case .success(let read): transition = read
        case .failure(let error): throw broken(.leaf, "\(error)")
        }
        let before = open?.taken ?? []
        try checkKind(transition)
        try checkCommand(transition, state)
        let held = try state.head(of: transition.key)
        try checkHistory(transition, held)
        let parent = try checkWorkflow(transition, after: before, held?.parent, state)
        guard leaf.isSigned else {
            throw broken(.signature, "the signature is not that of the key that the leaf names")
        }
        let head = InstanceHead(
            revision: transition.revision,
            lastIndex: size,
            stage: transition.edge.to,
            parent: parent
        )
        try state.note(head, of: transition.key)
        latest = transition.at
        size += 1
    }

    private func checkKind(_ transition: Transition) throws(RuleViolation) {
        guard transition.contract.since <= transition.edition else {
            throw broken(
                .edition,
                "the contract \(transition.contract.rawValue) came with edition "
                    + "\(transition.contract.since)"
            )
        }
        let founds = transition.contract == .consortium && transition.edge.from == nil
        guard founds == (size == 0) else {
            throw broken(.founding, size == 0 ? "it is no founding" : "it founds a second time")
        }
        guard transition.contract != .consortium || transition.instance == Workflow.consortium
        else { throw broken(.founding, "the consortium is not named \(transition.instance)") }
        let edge = transition.edge
        guard transition.contract.graph(in: transition.edition).edges.contains(edge) else {
            throw broken(
                .edge,
                "\(transition.contract) has no edge \(edge.action) from "
                    + "\(edge.from ?? "null") to \(edge.to)"
            )
        }
    }

    private func checkHistory(
        _ transition: Transition,
        _ before: InstanceHead?
    ) throws(RuleViolation) {
        let key = "\(transition.contract) \(transition.instance)"
        guard transition.edge.from == before?.stage else {
            throw broken(
                .state,
                "\(transition.edge.action) starts from \(transition.edge.from ?? "null"), but "
                    + "\(key) is in \(before?.stage ?? "null")"
            )
        }
        guard transition.revision == (before?.revision ?? 0) + 1 else {
            throw broken(
                .revision,
                "revision \(transition.revision) of \(key) follows \(before?.revision ?? 0)"
            )
        }
        guard transition.previous == before?.lastIndex else {
            throw broken(
                .previous,
                "previous is \(Self.text(transition.previous)), but the latest leaf of \(key) is "
                    + Self.text(before?.lastIndex)
            )
        }
        guard transition.at >= latest else {
            throw broken(.instant, "its instant \(transition.at) is before \(latest)")
        }
    }

    private mutating func checkCommand(
        _ transition: Transition,
        _ state: some RuleState
    ) throws {
        let part = "part \(transition.part.index) of \(transition.part.count)"
        if let command = open {
            guard command.isContinued(by: transition) else {
                throw broken(
                    .parts,
                    "\(part) of command \(transition.command) by \(transition.actor), where part "
                        + "\(command.next) of \(command.parts) of command \(command.digest) by "
                        + "\(command.actor) belongs, under the same attestation"
                )
            }
        } else {
            guard transition.part.index == 0 else {
                throw broken(.parts, "\(part) of command \(transition.command) comes first")
            }
            guard try state.note(command: transition.command) else {
                throw broken(
                    .commandReused,
                    "command \(transition.command) is on the ledger already"
                )
            }
        }
        let taken = open?.taken ?? []
        open = transition.part.isLast ? nil : IncompleteCommand(transition, after: taken)
    }

    func broken(_ rule: Rule, _ reason: String) -> RuleViolation {
        RuleViolation(entry: size, rule: rule, reason: reason)
    }

    private static func text(_ index: UInt64?) -> String { index.map { "\($0)" } ?? "null" }
}

extension TransitionRules {
    /// The most seconds that an entry's instant may lie beyond the witness's own clock.
    static let instantTolerance: UInt64 = 300

    /// Holds the latest entry's instant against the witness's clock, `now` in POSIX seconds.
    ///
    /// The witness's own clock may be the one that is wrong, so nothing is held against the log.
    ///
    /// - Throws: `WitnessFault.instantAhead`.
    func requireReached(now: UInt64) throws(WitnessFault) {
        let seconds = UInt64(clamping: latest.millisecondsSinceEpoch / 1000)
        guard seconds > now, seconds - now > Self.instantTolerance else { return }
        throw .instantAhead(entry: size - 1, seconds: seconds - now)
    }

    /// The violation of a checkpoint whose last leaf does not end its command.
    static func cut(after entry: UInt64) -> RuleViolation {
        RuleViolation(
            entry: entry,
            rule: .commandCut,
            reason: "the checkpoint ends here, in the midst of a command"
        )
    }
}

/// A leaf with the results of the checks that need no other leaf, which are the costly ones.
struct ExaminedLeaf: Sendable {
    let index: UInt64
    let bytes: [UInt8]
    let hash: Hash
    let transition: Result<Transition, LeafError>
    /// Whether the member's signature, if there is one, is valid.
    let isSigned: Bool

    init(_ bytes: [UInt8], at index: UInt64, origin: String) {
        self.index = index
        self.bytes = bytes
        hash = RFC6962.leafHash(bytes)
        do throws(LeafError) {
            let read = try Transition(leaf: bytes)
            transition = .success(read)
            isSigned = read.attestation.holds(origin: origin, digest: read.command)
        } catch {
            transition = .failure(error)
            isSigned = false
        }
    }

    /// The edition that the leaf states, even where the rest of it cannot be decoded: a later
    /// edition's leaf may be any JSON, so it is read as a tree.
    var claimedEdition: Int64? {
        if case .success(let read) = transition { return Int64(read.edition.number) }
        return (try? JSONValue(parsing: bytes))?["edition"]?.integerValue
    }
}

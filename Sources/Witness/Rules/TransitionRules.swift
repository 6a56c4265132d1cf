import Contracts
import Ledger
import Marine
import TransparencyLog

/// Where an instance stands after its latest leaf.
struct InstanceHead: Hashable, Sendable {
    var revision: Int
    var lastIndex: UInt64
    var stage: String
}

/// What the rules remember of the leaves before: it grows with the ledger, so a store keeps it.
protocol RuleState {
    /// Where an instance stands; nil before its first leaf.
    func head(of key: InstanceKey) throws -> InstanceHead?
    /// Notes where an instance stands now.
    func note(_ head: InstanceHead, of key: InstanceKey) throws
    /// Notes a command's digest.
    ///
    /// - Returns: false where it was noted before.
    func note(command digest: Hash) throws -> Bool
}

/// The rules that every ledger keeps and that its leaves alone show: edges of the public state
/// graphs, histories without a gap, whole commands, members' signatures.
struct TransitionRules: Codable, Hashable, Sendable {
    /// The command whose transitions are not yet all there.
    private struct IncompleteCommand: Codable, Hashable, Sendable {
        let digest: Hash
        let actor: MemberID
        let key: String?
        let signature: String?
        var next: Int
        let parts: Int

        init(_ transition: Transition) {
            digest = transition.command
            actor = transition.actor
            switch transition.attestation {
            case .operatorAlone: (key, signature) = (nil, nil)
            case .member(let key, let signature), .log(let key, let signature):
                (self.key, self.signature) = (key, signature)
            }
            next = transition.part + 1
            parts = transition.parts
        }

        /// Whether a transition is this command's next.
        func isContinued(by transition: Transition) -> Bool {
            let own = IncompleteCommand(transition)
            return own.digest == digest && own.actor == actor && own.key == key
                && own.signature == signature && own.parts == parts && transition.part == next
        }
    }

    /// The index of the leaf that comes next.
    private(set) var size: UInt64 = 0
    private var latest = Instant.earliest
    private var open: IncompleteCommand?

    /// Whether the last leaf ended a command.
    var isBetweenCommands: Bool { open == nil }

    /// Takes the next leaf in.
    ///
    /// - Throws: `RuleViolation`, `WitnessFault.editionUnknown`, or what kept the memory from being
    ///   read; the rules, and what the memory was told of this leaf, are then void.
    mutating func admit(_ leaf: ExaminedLeaf, _ state: some RuleState) throws {
        // What a later edition may write cannot be judged by this one, nor held against the log.
        if let edition = leaf.claimedEdition, edition > Int64(currentEdition) {
            throw WitnessFault.editionUnknown(entry: size, edition: edition)
        }
        let transition: Transition
        switch leaf.transition {
        case .success(let read): transition = read
        case .failure(let error): throw broken(.leaf, "\(error)")
        }
        try checkKind(transition)
        try checkCommand(transition, state)
        try checkHistory(transition, try state.head(of: transition.key))
        guard leaf.isSigned else {
            throw broken(.signature, "the signature is not that of the key that the leaf names")
        }
        let head = InstanceHead(
            revision: transition.revision,
            lastIndex: size,
            stage: transition.edge.to
        )
        try state.note(head, of: transition.key)
        latest = transition.at
        size += 1
    }

    private func checkKind(_ transition: Transition) throws(RuleViolation) {
        guard transition.edition >= 1 else {
            throw broken(.edition, "there is no edition \(transition.edition)")
        }
        let founds = transition.contract == .consortium && transition.edge.from == nil
        guard founds == (size == 0) else {
            throw broken(.founding, size == 0 ? "it is no founding" : "it founds a second time")
        }
        guard transition.contract != .consortium || transition.instance == Workflow.consortium
        else { throw broken(.founding, "the consortium is not named \(transition.instance)") }
        let edge = transition.edge
        guard transition.contract.graph.edges.contains(edge) else {
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
        let part = "part \(transition.part) of \(transition.parts)"
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
            guard transition.part == 0 else {
                throw broken(.parts, "\(part) of command \(transition.command) comes first")
            }
            guard try state.note(command: transition.command) else {
                throw broken(
                    .commandReused,
                    "command \(transition.command) is on the ledger already"
                )
            }
        }
        open = transition.part + 1 < transition.parts ? IncompleteCommand(transition) : nil
    }

    private func broken(_ rule: Rule, _ reason: String) -> RuleViolation {
        RuleViolation(entry: size, rule: rule, reason: reason)
    }

    private static func text(_ index: UInt64?) -> String { index.map { "\($0)" } ?? "null" }
}

extension TransitionRules {
    /// The violation of a checkpoint that ends after a leaf which does not end its command.
    static func cut(after entry: UInt64) -> RuleViolation {
        RuleViolation(
            entry: entry,
            rule: .commandCut,
            reason: "the checkpoint ends here, in the midst of a command"
        )
    }
}

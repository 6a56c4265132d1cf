import CanonicalJSON
import Contracts
import Ledger
import Marine
import TransparencyLog

/// Every transition against the legal graph, and every command executed again from what it was.
struct ReplayAudit {
    private let origin: String
    private var book = Book()
    private var chain = AuditSection(
        "transitions",
        "edges in the public graph, revisions, predecessors, instants, payloads"
    )
    private var attestations = AuditSection(
        "signatures",
        "members' signatures, from the leaves alone, by OpenSSL"
    )
    private var execution = AuditSection(
        "contracts",
        "every command executed again from its arguments"
    )
    private var index = AuditSection("commands", "the index of commands against the entries")
    private var expected: [Step] = []
    private var command: Command?
    private var toLookUp: [RecordedCommand] = []

    /// Why the replay ended before the ledger did.
    private(set) var stopped: String?

    private let looksUpCommands: Bool

    private let isPartial: Bool

    init(origin: String, isPartial: Bool, hasCommandIndex: Bool) {
        self.origin = origin
        self.isPartial = isPartial
        looksUpCommands = hasCommandIndex
        if !hasCommandIndex { index.incomplete = "the index is not had from here" }
    }

    var sections: [AuditSection] { [chain, attestations, execution, index] }

    mutating func stop(_ reason: String) {
        guard stopped == nil else { return }
        stopped = reason
        chain.incomplete = "ended there: \(reason)"
        execution.incomplete = "ended there: \(reason)"
    }

    /// Examines the next entry.
    ///
    /// - Returns: the entry folded; `nil` once the replay has stopped.
    mutating func examine(_ entry: LogEntry) -> FoldedEntry? {
        guard stopped == nil else { return nil }
        if isPartial, entry.payload == nil {
            stop("the payload of entry \(entry.index) is not open to this key")
            return nil
        }
        let place = "ledger.sqlite entry \(entry.index)"
        chain.examined += 1
        let before = book
        do throws(ReplayError) {
            let folded = try book.fold(entry)
            let transition = folded.transition
            let edge = transition.edge
            if !transition.contract.graph.edges.contains(edge) {
                chain.find(
                    place,
                    "\(transition.contract) has no edge \(edge.action) from "
                        + "\(edge.from ?? "null") to \(edge.to)"
                )
            }
            attest(transition, before, place)
            execute(entry, folded, before, place)
            return folded
        } catch {
            chain.find(place, error.reason)
            stop("entry \(entry.index)")
            return nil
        }
    }

    private mutating func attest(_ transition: Transition, _ before: Book, _ place: String) {
        guard let isRight = transition.attestation.holdsByOpenSSL(origin, transition.command) else {
            return
        }
        attestations.examined += 1
        guard isRight else {
            attestations.find(place, "the signature of \(transition.actor) is not right")
            return
        }
        guard case .member(let key, _) = transition.attestation else { return }
        guard before.consortium?.members[transition.actor]?.signs(with: key) == true
        else {
            attestations.find(place, "the key was none of \(transition.actor)'s then")
            return
        }
    }

    private mutating func execute(
        _ entry: LogEntry,
        _ folded: FoldedEntry,
        _ before: Book,
        _ place: String
    ) {
        let transition = folded.transition
        if transition.part == 0 {
            if !expected.isEmpty {
                execution.find(
                    place,
                    "begins a command, but \(expected.count) parts of the one before lack"
                )
            }
            expected = []
            begin(entry, transition, before, place)
        }
        guard !expected.isEmpty else {
            if command != nil { execution.find(place, "the command has no such part") }
            return
        }
        let step = expected.removeFirst()
        execution.examined += 1
        guard step.key == transition.key, step.edge == transition.edge,
            step.edition == transition.edition, step.payload == folded.payload,
            step.state == folded.state
        else {
            execution.find(
                place,
                "the contracts decide \(step.key) \(step.edge.action) to \(step.edge.to) with "
                    + "another payload than the entry's \(transition.key) "
                    + "\(transition.edge.action) to \(transition.edge.to)"
            )
            return
        }
    }

    private mutating func begin(
        _ entry: LogEntry,
        _ transition: Transition,
        _ before: Book,
        _ place: String
    ) {
        command = nil
        guard let salted = entry.command else {
            execution.find(place, "its command is erased or missing")
            return
        }
        guard salted.digest == transition.command else {
            execution.find(place, "its command does not have the digest that the leaf names")
            return
        }
        do {
            let read = try CanonicalJSON.decodeCanonical(Command.self, from: salted.bytes)
            guard read.origin == origin, read.member == transition.actor else {
                execution.find(place, "its command is another ledger's or another member's")
                return
            }
            let roles = before.consortium?.members[read.member].map { Set($0.roles) }
            guard let roles = roles ?? (before.size == 0 ? [.operator] : nil) else {
                execution.find(place, "its actor was no member")
                return
            }
            let context = Context(
                actor: read.member,
                roles: roles,
                attestor: transition.attestation.attestor,
                at: transition.at
            )
            expected = try Workflow.decide(read.instruction, context) {
                before.instance($0)?.state
            }
            command = read
            if let possession = try read.possession(), !possession.holdsByOpenSSL {
                execution.find(place, "the key \(possession.publicKey) is not proved to be held")
            }
            if expected.count != transition.parts {
                execution.find(
                    place,
                    "the contracts take \(expected.count) steps, not \(transition.parts)"
                )
            }
            toLookUp.append(
                RecordedCommand(
                    member: read.member,
                    id: read.id,
                    fingerprint: Hash.sha256(of: salted.bytes),
                    first: entry.index,
                    count: transition.parts
                )
            )
        } catch let refusal as Refusal {
            execution.find(place, "the contracts refuse its command: \(refusal)")
        } catch {
            execution.find(place, "its command does not read: \(error)")
        }
    }

    /// Holds the index of commands against what the entries say.
    mutating func checkCommands(_ store: any LogStore) async throws {
        guard looksUpCommands else { return toLookUp.removeAll(keepingCapacity: true) }
        let names = toLookUp.map { CommandName(member: $0.member, id: $0.id) }
        let found = try await store.commands(named: names)
        var byName: [CommandName: RecordedCommand] = [:]
        for command in found {
            byName[CommandName(member: command.member, id: command.id)] = command
        }
        for command in toLookUp {
            index.examined += 1
            let held = byName[CommandName(member: command.member, id: command.id)]
            if held != command {
                index.find(
                    "ledger.sqlite command \(command.member)/\(command.id)",
                    held == nil
                        ? "missing, though entry \(command.first) holds it"
                        : "does not name entry \(command.first) and what it holds"
                )
            }
        }
        toLookUp.removeAll(keepingCapacity: true)
    }

    mutating func end(_ store: any LogStore) async throws {
        if stopped == nil, !expected.isEmpty {
            execution.find(
                "ledger.sqlite entry \(book.size)",
                "missing: the last command lacks \(expected.count) parts"
            )
        }
        try await checkCommands(store)
    }
}

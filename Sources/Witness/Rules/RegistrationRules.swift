import Contracts
import Ledger
import Marine
import TransparencyLog

/// The rules that need the Consortium's payloads: who is a member, and whose key signs.
///
/// The leaf's digest shows only which payload is meant. That it is right is checked by executing
/// the contract again, which must decide the same events, so nobody, the operator included, can
/// register a key in a member's name except by the contract.
struct RegistrationRules: Sendable {
    let origin: String
    /// The index of the next leaf.
    private(set) var size: UInt64
    private(set) var state: Consortium.State?

    /// The latest edition of the rules that is known.
    private let latest: Edition

    init(
        origin: String,
        size: UInt64 = 0,
        state: Consortium.State? = nil,
        latest: Edition
    ) {
        self.latest = latest
        self.origin = origin
        self.size = size
        self.state = state
    }

    /// Whether a transition's payload is needed to check it.
    ///
    /// The members' witnesses read what every member may read.
    static func needsPayload(_ transition: Transition) -> Bool {
        Consortium.audience(of: transition.step)?.holdsEveryMember ?? false
    }

    /// Checks the next leaf.
    ///
    /// The payload must be given where `needsPayload(_:)` says so, already verified against the
    /// leaf's digest.
    ///
    /// - Throws: `RuleViolation`, or `WitnessFault.editionUnknown`.
    mutating func admit(_ transition: Transition, _ payload: Salted?) throws {
        // The genesis entry says by which edition it was decided, and its payload must agree.
        if let state {
            guard transition.edition == state.edition else {
                throw broken(
                    .edition,
                    "it is of edition \(transition.edition), where \(state.edition) is in force"
                )
            }
            try judge(transition, state)
        }
        if let payload, Self.needsPayload(transition) { try fold(transition, payload) }
        size += 1
    }

    private func judge(_ transition: Transition, _ state: Consortium.State) throws(RuleViolation) {
        guard let actor = state.members[transition.actor] else {
            throw broken(.member, "\(transition.actor) is no member")
        }
        // A command is checked once, against the state before its first transition.
        guard transition.part.index == 0 else { return }
        let first = transition.step
        let forms = CommandForm.all(in: transition.edition).filter {
            $0.begins(with: CollectionOfOne(first), of: transition.part.count)
        }
        guard forms.contains(where: { $0.admits(actor.roles) }) else {
            let roles = actor.roles.map(\.rawValue).joined(separator: ", ")
            throw broken(.role, "\(first) is not for \(transition.actor), who is \(roles)")
        }
        do throws(Refusal) {
            try state.requireAuthorization(
                transition.attestation.attestor,
                of: transition.actor,
                for: transition.step,
                in: transition.edition
            )
        } catch {
            let isOfKey = [.signatureRefused, .keyRevoked].contains(error.code)
            throw broken(isOfKey ? .key : .authorization, "\(error)")
        }
    }

    private mutating func fold(_ transition: Transition, _ payload: Salted) throws {
        guard
            case .consortium(let record)? = try? StepPayload.decode(
                .consortium,
                from: payload.bytes,
                in: transition.edition
            )
        else { throw broken(.payload, "the payload does not read") }
        guard record.arguments.action.rawValue == transition.edge.action else {
            throw broken(.decision, "the payload is of \(record.arguments.action)")
        }
        // What a program does not know it cannot hold against the log.
        if case .adoptEdition(let edition) = record.arguments, edition > latest {
            throw WitnessFault.editionUnknown(entry: size, edition: Int64(edition.number))
        }
        let decided: [Consortium.Event]
        do throws(Refusal) {
            decided = try decide(record.arguments, transition)
        } catch { throw broken(.decision, "the contract refuses it: \(error)") }
        guard decided == record.events else {
            throw broken(.decision, "the contract decides other events than the payload's")
        }
        for event in decided {
            guard let next = Consortium.evolve(state, event, in: transition.edition) else {
                throw broken(.decision, "its events do not fit the consortium")
            }
            state = next
        }
        guard let founded = state?.origin, Array(founded.string.utf8) == Array(origin.utf8) else {
            throw broken(.origin, "it founds '\(state?.origin.string ?? "")', not '\(origin)'")
        }
    }

    /// Decides a command of the Consortium again, and verifies that a new key is in its member's
    /// possession.
    private func decide(
        _ arguments: Consortium.Command,
        _ transition: Transition
    ) throws(Refusal) -> [Consortium.Event] {
        let command = Command(
            origin: origin,
            member: transition.actor,
            // A witness of leaves and payloads does not see what the member called it.
            id: "-",
            expectedRevision: nil,
            instruction: .consortium(arguments)
        )
        if let possession = try command.proofOfPossession(), !possession.holds {
            throw Refusal(.keyNotProved, ["key": possession.publicKey])
        }
        let roles = state?.members[transition.actor]?.roles ?? [.operator]
        // Whose API key it was that the operator attests is in the command, which a witness does
        // not see.
        let officer = try state?.officer(
            acting: transition.actor,
            by: transition.attestation.attestor,
            named: nil
        )
        return try Consortium.decide(
            state,
            arguments,
            Context(
                actor: transition.actor,
                roles: roles,
                attestor: transition.attestation.attestor,
                at: transition.at,
                edition: transition.edition,
                latest: latest,
                officer: officer
            )
        )
    }

    private func broken(_ rule: Rule, _ reason: String) -> RuleViolation {
        RuleViolation(entry: size, rule: rule, reason: reason)
    }
}

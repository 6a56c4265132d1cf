import Contracts
import Ledger

/// What the contracts decide about a command.
enum Decision {
    /// The steps that it leads to.
    case steps([Step])
    /// It is refused or cannot be decided, and why.
    case refused(String)
    /// Nothing is known, as the command is lost.
    case unknown
}

/// The command whose transitions are being read one after another.
struct CommandInProgress {
    /// The first of its transitions; `nil` before any command.
    private(set) var first: Transition?
    /// The index of the first.
    private(set) var firstIndex: UInt64 = 0
    /// Whether the contracts could decide it.
    private(set) var isDecided = false
    /// Whether it is lost, so that nothing about it can be decided.
    private(set) var isLost = false
    /// Whether its member's signature is valid; `nil` where it carries none.
    private(set) var isSignedRightly: Bool?
    /// The steps whose transitions have yet to come.
    private(set) var remaining: ArraySlice<Step> = []
    private var parts = 0

    init() {}

    init(_ decision: Decision, _ read: DecodedEntry, _ transition: Transition) {
        first = transition
        firstIndex = read.entry.index
        isSignedRightly = read.isSignedRightly
        if case .unknown = decision { isLost = true }
        guard case .steps(let steps) = decision else { return }
        isDecided = true
        remaining = steps[...]
    }

    /// Notes that the next transition has been read.
    mutating func advance() {
        parts += 1
        _ = remaining.popFirst()
    }

    /// Why a transition cannot be this command's next one, whatever it does; `nil` where it can.
    func difference(from transition: Transition) -> String? {
        guard let first else { return "it continues no command" }
        let differing: String
        if transition.part.index != parts {
            differing = "part"
        } else if transition.part.count != first.part.count {
            differing = "number of parts"
        } else if transition.actor != first.actor {
            differing = "actor"
        } else if transition.at != first.at {
            differing = "instant"
        } else if transition.command != first.command {
            differing = "command"
        } else if transition.attestation != first.attestation {
            differing = "attestation"
        } else {
            return nil
        }
        return "its \(differing) is not that of entry \(firstIndex), whose command it continues"
    }
}

extension Step {
    /// Whether a transition states what the step does; its payload is compared elsewhere.
    func agrees(with transition: Transition, after held: HeldInstance?) -> Bool {
        key == transition.key && edge == transition.edge && edition == transition.edition
            && transition.revision == (held?.revision ?? 0) + 1
            && transition.previous == held?.lastIndex
    }
}

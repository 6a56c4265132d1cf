import Contracts
import Ledger
import TransparencyLog

/// Reports the differences between an entry, folded from its payload, and what the contracts
/// decide.
extension ReplayAudit {
    func fold(
        _ entry: LogEntry,
        _ transition: Transition,
        after held: HeldInstance?
    ) throws(ReplayError) -> FoldedEntry {
        guard transition.at >= instances.lastAt else {
            throw ReplayError(
                index: entry.index,
                reason: "its instant is before its predecessor's"
            )
        }
        return try entry.follow(transition, held, latest: latest)
    }

    mutating func compare(_ folded: FoldedEntry, with decision: Decision?, _ read: DecodedEntry) {
        let transition = folded.transition
        let edge = transition.edge
        if !transition.contract.graph(in: transition.edition).edges.contains(edge) {
            chain.find(
                read,
                in: ledger,
                "\(transition.contract) has no edge \(edge.action) from "
                    + "\(edge.from ?? "null") to \(edge.to)"
            )
        }
        if let decision {
            begin(decision, read, transition)
        } else {
            if let difference = running.difference(from: transition) {
                execution.find(read, in: ledger, difference)
            }
            if read.entry.command != nil {
                execution.find(read, in: ledger, "it holds a command, though it continues one")
            }
        }
        checkSignature(read, transition)
        let step = running.remaining.first
        running.advance()
        guard let step else {
            if running.isLost { unexecuted += 1 }
            if running.isDecided {
                execution.find(read, in: ledger, "the command has no such part")
            }
            return
        }
        execution.examined += 1
        guard step.key == transition.key, step.edge == edge, step.edition == transition.edition,
            step.payload == folded.payload, step.state == folded.state
        else {
            execution.find(
                read,
                in: ledger,
                "the contracts decide \(step.key) \(step.edge.action) to \(step.edge.to) with "
                    + "another payload than the entry's \(transition.key) "
                    + "\(edge.action) to \(edge.to)"
            )
            return
        }
    }

    private mutating func begin(
        _ decision: Decision,
        _ read: DecodedEntry,
        _ transition: Transition
    ) {
        if !running.remaining.isEmpty {
            execution.find(
                read,
                in: ledger,
                "begins a command, but \(running.remaining.count) parts of the one before lack"
            )
        }
        running = CommandInProgress(decision, read, transition)
        switch decision {
        case .unknown: break
        case .refused(let reason):
            execution.find(read, in: ledger, reason)
        case .steps(let steps):
            if steps.count != transition.part.count {
                execution.find(
                    read,
                    in: ledger,
                    "the contracts take \(steps.count) steps, not \(transition.part.count)"
                )
            }
        }
    }

    /// Checks a member's signature, and whether the key was the member's at the time.
    mutating func checkSignature(_ read: DecodedEntry, _ transition: Transition) {
        if case .operator = transition.attestation { return }
        attestations.examined += 1
        guard isSignedRightly(transition) else {
            attestations.find(
                read,
                in: ledger,
                "the signature of \(transition.actor) is not right"
            )
            return
        }
        guard case .member(let key, _) = transition.attestation else { return }
        guard instances.consortium?.members[transition.actor]?.signs(with: key) == true else {
            attestations.find(read, in: ledger, "the key was none of \(transition.actor)'s then")
            return
        }
    }

    /// A command's later transitions carry its one signature, which is verified with the first.
    private func isSignedRightly(_ transition: Transition) -> Bool {
        if let first = running.first, first.command == transition.command,
            first.attestation == transition.attestation, let verdict = running.isSignedRightly
        {
            return verdict
        }
        return DecodedEntry.isSignedRightly(transition, origin: origin) ?? false
    }
}

extension AuditSection {
    /// Reports an entry of a ledger.
    mutating func find(
        _ read: DecodedEntry,
        in ledger: String,
        _ reason: String,
        advice: AuditAdvice? = nil
    ) {
        find(
            "\(ledger) entry \(read.entry.index)",
            reason,
            entry: read.entry.index,
            since: read.instant,
            advice: advice
        )
    }
}

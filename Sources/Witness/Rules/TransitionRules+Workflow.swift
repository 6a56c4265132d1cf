import CanonicalJSON
import Contracts
import Ledger
import Marine

/// What a leaf shows of one step of a command.
struct TakenStep: Record, Hashable, Sendable {
    /// The contract that moved.
    let contract: ContractName
    /// The instance of it.
    let instance: InstanceID
    /// The name of the edge that it took.
    let action: Text<40>

    init(_ transition: Transition) {
        contract = transition.contract
        instance = transition.instance
        action = transition.action
    }

    var key: InstanceKey { InstanceKey(contract, instance) }
    var kind: StepKind { StepKind(contract, action.string) }
}

extension TransitionRules {
    /// Checks a command's transition against the forms that the contracts declare, and that its
    /// instance hangs together with those of the command's transitions before it.
    ///
    /// Which instance another began under is private, but the command that began it shows both.
    ///
    /// - Returns: the instance that the transition's own began under, as far as is known.
    func checkWorkflow(
        _ transition: Transition,
        after before: [TakenStep],
        _ known: InstanceID?,
        _ state: some RuleState
    ) throws -> InstanceID? {
        let own = TakenStep(transition)
        let kinds = (before + [own]).map(\.kind)
        guard
            CommandForm.all(in: transition.edition).contains(where: {
                $0.begins(with: kinds, of: transition.part.count)
            })
        else {
            let names = kinds.map { "\($0)" }.joined(separator: ", ")
            throw broken(
                .workflow,
                "no command of \(transition.part.count) transitions begins with \(names)"
            )
        }
        var parent = known
        for step in before {
            if step.contract == own.contract {
                let isSame = step.instance == own.instance
                guard own.contract.kind.isMoved(own.action.string, once: !isSame) else {
                    throw broken(
                        .workflow,
                        isSame
                            ? "one command moves \(step.contract) \(step.instance) twice"
                            : "one command moves \(step.contract) \(step.instance) "
                                + "and \(own.instance)"
                    )
                }
            } else if step.contract == own.contract.kind.parent {
                parent = try joined(own.key, to: step.instance, known: parent)
            } else if step.contract.kind.parent == own.contract,
                var child = try state.head(of: step.key)
            {
                child.parent = try joined(step.key, to: own.instance, known: child.parent)
                try state.note(child, of: step.key)
            }
        }
        return parent
    }

    /// The instance that another began under: the one known, or the one that the command which
    /// begins it moves too.
    private func joined(
        _ child: InstanceKey,
        to parent: InstanceID,
        known: InstanceID?
    ) throws(RuleViolation) -> InstanceID {
        guard let known, known != parent else { return parent }
        throw broken(
            .workflow,
            "\(child.contract) \(child.instance) began under \(known), and not under \(parent)"
        )
    }
}

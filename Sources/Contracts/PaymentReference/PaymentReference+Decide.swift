import Marine

extension PaymentReference {
    /// Decides a command on a reference.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        switch command {
        case .use(let id, let payer, let reference, let claim, let amount):
            if let state {
                throw Refusal(
                    .paymentReferenceUsed,
                    ["reference": reference.string, "claim": state.claim.text]
                )
            }
            return [
                .used(
                    State(
                        id: id,
                        payer: payer,
                        reference: reference,
                        claim: claim,
                        amount: amount,
                        orderedAt: context.at
                    )
                )
            ]
        case .noteReturned(let reason):
            guard let state else { throw Refusal(.instanceUnknown) }
            try requireActor(context, among: [state.payer])
            guard state.returned == nil else {
                throw Refusal(
                    .actionNotFromThisState,
                    ["action": command.action.rawValue, "state": stage(of: state).rawValue]
                )
            }
            return [.returned(reason: reason)]
        }
    }
}

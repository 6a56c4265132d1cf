import Marine

extension Accumulation {
    /// Decides a command on an accumulation.
    ///
    /// Limits are the covers' to hold: each is compared where a shipment is declared or endorsed.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        switch command {
        case .hold(let id, let leader, let subject, let removed, let added):
            guard removed != added else { throw Refusal(.nothingNew) }
            for span in [removed, added].compactMap(\.self) {
                guard span.from <= span.to, !span.amount.isNegative else {
                    throw Refusal(.spanMalformed, ["from": "\(span.from)", "to": "\(span.to)"])
                }
            }
            if let added, let state {
                _ = try checked { () throws(MoneyError) in
                    try state.peak(added.from...added.to).adding(added.amount)
                }
            }
            return [
                .held(
                    id: id,
                    leader: leader,
                    subject: subject,
                    removed: removed,
                    added: added,
                    today: context.at.daysSinceEpoch
                )
            ]
        }
    }
}

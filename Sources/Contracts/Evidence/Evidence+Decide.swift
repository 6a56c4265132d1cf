extension Evidence {
    /// Decides a command on evidence.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        switch command {
        case .hold(let id, let kind, let holder):
            guard state?.holders.contains(where: { $0.shipment == holder.shipment }) != true else {
                throw Refusal(.nothingNew)
            }
            return [.held(id: id, kind: kind, holder: holder)]
        case .assign(let shipment, let reason):
            guard let state else { throw Refusal(.instanceUnknown) }
            guard let holder = state.holders.first(where: { $0.shipment == shipment }) else {
                throw Refusal(.evidenceNotHeld, ["shipment": shipment.text])
            }
            try requireActor(context, among: [holder.leader])
            guard state.assigned?.shipment != shipment else { throw Refusal(.nothingNew) }
            return [
                .assigned(
                    Assignment(
                        shipment: shipment,
                        by: context.actor,
                        reason: reason,
                        at: context.at
                    )
                )
            ]
        }
    }
}

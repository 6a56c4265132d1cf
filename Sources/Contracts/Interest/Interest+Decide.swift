import Marine

extension Interest {
    /// Decides a command on an interest.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        if case .insure(let id, let insurance) = command {
            let held = state?.insurances ?? []
            guard !held.contains(where: { $0.certificate == insurance.certificate }) else {
                throw Refusal(.interestAlreadyInsured, ["certificate": insurance.certificate.text])
            }
            let limit = limits(in: context.edition).insurances
            guard held.count < limit || held.contains(where: { $0.to != nil }) else {
                throw Refusal(.tooManyEntries, ["limit": "\(limit)"])
            }
            return [.insured(id: id, insurance: insurance)]
        }
        guard let state else { throw Refusal(.instanceUnknown) }
        switch command {
        case .insure:
            throw Refusal(.instanceExists)
        case .end(let certificate, let at):
            _ = try insurance(by: certificate, state)
            return [.ended(certificate: certificate, at: at)]
        case .drop(let certificate):
            _ = try insurance(by: certificate, state)
            return [.dropped(certificate: certificate)]
        case .erode(let certificate, let amount):
            let own = try insurance(by: certificate, state)
            try requireWithinIndemnity(amount, own, state)
            return [.eroded(certificate: certificate, amount: amount)]
        case .setApart(let certificate, let reason):
            let own = try insurance(by: certificate, state)
            try requireActor(context, among: [own.leader])
            guard own.apart == nil else { throw Refusal(.nothingNew) }
            return [.setApart(certificate: certificate, reason: reason)]
        }
    }

    private static func insurance(
        by certificate: InstanceID,
        _ state: State
    ) throws(Refusal) -> Insurance {
        guard let own = state.insurances.first(where: { $0.certificate == certificate }) else {
            throw Refusal(.instanceUnknown, ["certificate": certificate.text])
        }
        return own
    }

    /// Holds the sum paid to the indemnity, which is the largest of the insured values.
    ///
    /// Marine Insurance Act 1906 s. 32(2)(a). Sums in other currencies are not compared.
    private static func requireWithinIndemnity(
        _ amount: Money,
        _ own: Insurance,
        _ state: State
    ) throws(Refusal) {
        let beside = state.beside(own.certificate).filter {
            $0.insuredValue.currency == amount.currency
        }
        guard !beside.isEmpty else { return }
        let indemnity = max(
            own.insuredValue.minorUnits,
            beside.map(\.insuredValue.minorUnits).max() ?? 0
        )
        var paid = amount
        for insurance in beside + [own] {
            let (sum, approved) = (paid, insurance.approved)
            paid = try checked { () throws(MoneyError) in try sum.adding(approved) }
        }
        guard paid.minorUnits <= indemnity else {
            throw Refusal(
                .indemnityExceeded,
                [
                    "figure": "\(paid)",
                    "limit": "\(Money(minorUnits: indemnity, currency: amount.currency))",
                ]
            )
        }
    }
}

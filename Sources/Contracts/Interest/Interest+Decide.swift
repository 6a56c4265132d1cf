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
        case .erode(let certificate, let loss):
            let own = try insurance(by: certificate, state)
            try requireWithinIndemnity(loss, own, state, context.edition)
            return [.eroded(certificate: certificate, loss: loss)]
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

    /// Holds the sum paid over all certificates to the indemnity: for one loss what the goods lost,
    /// and in all the certificate's own insured value, against which what others paid is credited
    /// (the largest of the insured values before the fourth edition).
    ///
    /// Marine Insurance Act 1906 s. 32(2)(a), (b). A loss that certificates measure differently
    /// counts at the most. Sums in another currency cannot be compared: what was paid in one for
    /// the same loss refuses.
    private static func requireWithinIndemnity(
        _ loss: Loss,
        _ own: Insurance,
        _ state: State,
        _ edition: Edition
    ) throws(Refusal) {
        let currency = loss.approved.currency
        var others = state.beside(own.certificate)
        // A voyage may go at another time than it was planned for: what was lost at one time is one
        // loss.
        if edition >= .third {
            others += state.insurances.filter { other in
                other.certificate != own.certificate && other.apart == nil && own.apart == nil
                    && !others.contains { $0.certificate == other.certificate }
                    && other.losses.contains(where: loss.isOne)
            }
        }
        guard !others.isEmpty else { return }
        if let foreign = others.first(where: { insurance in
            insurance.insuredValue.currency != currency
                && insurance.losses.contains(where: loss.isOne)
        }) {
            throw Refusal(
                .indemnityNotComparable,
                ["figure": "\(loss.approved)", "paid": "\(foreign.approved)"]
            )
        }
        others.removeAll { $0.insuredValue.currency != currency }
        let all = others + [own]
        let same = all.flatMap(\.losses).filter { $0.claim == loss.claim || $0.isOne(with: loss) }
        // What a claim measured before it was taken up again is not the loss any more.
        let measured = edition >= .third ? same.filter { $0.claim != loss.claim } : same
        try require(
            loss.approved,
            beside: same.map(\.approved),
            atMost: (measured.map(\.measured) + [loss.measured]).largest ?? loss.measured
        )
        try require(
            loss.approved,
            beside: all.map(\.approved),
            atMost: edition >= .fourth
                ? own.insuredValue : all.map(\.insuredValue).largest ?? own.insuredValue
        )
    }

    private static func require(
        _ amount: Money,
        beside paid: [Money],
        atMost limit: Money
    ) throws(Refusal) {
        let sum = try ([amount] + paid).total(in: amount.currency)
        guard sum.minorUnits <= limit.minorUnits else {
            throw Refusal(.indemnityExceeded, ["figure": "\(sum)", "limit": "\(limit)"])
        }
    }
}

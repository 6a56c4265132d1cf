public import Marine

extension Certificate {
    /// Folds one event into the certificate.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        if case .issued(let issued) = event { return state == nil ? issued : nil }
        guard var next = state else { return nil }
        switch event {
        case .issued:
            return nil
        case .endorsed(let declaration, let onRisk, let effective):
            if let effective {
                let before = SupersededParticulars(
                    declaration: next.declaration,
                    until: effective
                )
                next.superseded = (next.superseded ?? []) + [before]
            }
            next.declaration = declaration
            next.onRisk = onRisk
        case .cancelled:
            next.stage = .cancelled
        case .premiumPaid(let amount):
            next.premiumPaid = Money(
                minorUnits: next.premiumPaid.minorUnits &+ amount.minorUnits,
                currency: amount.currency
            )
        case .assigned(let shipment, let interests):
            next.shipment = shipment
            if let interests { next.interests = interests }
        case .exposed(let exposures):
            next.exposures = exposures
        case .accepted(let at, let premiumDue):
            next.stage = .issued
            next.issuedAt = at
            next.premiumDue = premiumDue
        case .rejected:
            next.stage = .cancelled
            next.exposures = []
        case .attached(let at):
            next.stage = .attached
            next.attachedAt = at
        case .terminated(let at):
            next.stage = .terminated
            next.terminatedAt = at
        case .claimNoted(let claim, let peril, let lossFrom, let lossTo, let part):
            next.claims.append(
                NotedClaim(
                    claim: claim,
                    peril: peril,
                    lossFrom: lossFrom,
                    open: true,
                    lossTo: lossTo,
                    part: part
                )
            )
        case .eroded(_, let amount):
            next.approved = Money(
                minorUnits: next.approved.minorUnits &+ amount.minorUnits,
                currency: amount.currency
            )
        case .claimReleased(let claim):
            for index in next.claims.indices where next.claims[index].claim == claim {
                next.claims[index].open = false
            }
        case .insuring(let interests):
            next.interests = interests
        case .claimRetaken(let claim):
            for index in next.claims.indices where next.claims[index].claim == claim {
                next.claims[index].open = true
            }
        case .admitted(let surveyor):
            next.admitted = (next.admitted ?? []) + [surveyor]
        case .transferred(let holder):
            next.holders = (next.holders ?? []) + [holder]
        case .held(let hits, let at):
            next.holds = (next.holds ?? []) + hits.map { SanctionsHold(hit: $0, at: at) }
        case .holdDecided(let number, let decision, let isFirst):
            guard next.holds?.indices.contains(number - 1) == true else { return nil }
            next.holds?[number - 1].first = isFirst ? decision : nil
            if !isFirst { next.holds?[number - 1].decision = decision }
        case .claimDropped(let claim):
            for index in next.claims.indices where next.claims[index].claim == claim {
                next.claims[index].open = false
                next.claims[index].withdrawn = true
            }
        }
        return next
    }
}

import Contracts
import Marine
import TestSamples
import Testing

@Suite("Random walks")
struct RandomWalkTests {
    /// A seed that once failed stays here as a case of its own.
    private static let seeds: [UInt64] = [1, 2, 3, 5, 8, 13, 21, 34]

    @Test(arguments: [UInt64.random(in: .min ... .max), .random(in: .min ... .max)])
    func `whatever is asked, the ledger stays true`(seed: UInt64) throws {
        // A walk may be stuck near its start: 15345312134932508014 takes 19 steps. It must be true
        // as far as it goes; the next seed then has to go somewhere.
        var seed = seed
        var walk = try Walk(seed: seed, instructions: 2_500)
        for _ in 0..<8 where walk.accepted <= 200 {
            #expect(walk.falsehoods == [], "seed \(seed)")
            seed &+= 1
            walk = try Walk(seed: seed, instructions: 2_500)
        }
        try expectTrue(walk, seed)
    }

    @Test func `walks from known seeds stay true and together take every edge`() throws {
        var taken: Set<StateGraph.Edge> = []
        for seed in Self.seeds {
            let walk = try Walk(seed: seed, instructions: 2_500)
            try expectTrue(walk, seed)
            taken.formUnion(walk.history.steps.map(\.edge))
            taken.formUnion(try KeyWalk(seed: seed, instructions: 500).history.steps.map(\.edge))
            var officers = try OfficerWalk(seed: seed)
            try officers.run(1_500)
            taken.formUnion(officers.ledger.history.steps.map(\.edge))
        }
        // What asks for one hand of many, or for an earlier edition's certificate,
        // is left to tours.
        let rare: Set = [
            "retireOfficer", "setAuthority", "noteApproval", "grantExGratia", "transfer",
            "passHolder", "noteReturned", "returnPayment", "retakeClaim", "reopen", "admit", "move",
            "hold", "decideHold", "announce", "bring", "adopt", "releaseDevice", "withdrawUpload",
            "noteWithdrawal", "mergeSegments", "splitSegments",
        ]
        let missed = ContractName.allCases.flatMap { $0.graph(in: .current).edges }.filter {
            !taken.contains($0) && !rare.contains($0.action)
                && !($0.action == "erode" && $0.from == "issued")
        }
        // Chance may leave out the odd one; more would mean that the walks have lost their way.
        #expect(missed.count <= 5, "\(missed)")
    }

    @Test func `every instruction of every contract is drawn, but what only a ledger's life asks`()
        throws
    {
        let history = try ContractHistory.founded()
        var random = RandomInstructions(seed: 1)
        var drawn: Set<StepKind> = []
        for _ in 0..<20_000 {
            let instruction = random.next(in: history)
            drawn.insert(StepKind(instruction.contract, instruction.action))
        }
        drawn.formUnion(try KeyWalk(seed: 1, instructions: 500).asked)
        let all = ContractName.allCases.flatMap { contract in
            actions(of: contract.kind).map { StepKind(contract, $0) }
        }
        // What a later edition added is asked in histories of that edition.
        let later = ContractName.allCases.flatMap { contract in
            let now = Set(contract.kind.forms(in: .current).map(\.instruction))
            return actions(of: contract.kind).filter { !now.contains($0) }
                .map { StepKind(contract, $0) }
        }
        // The founding comes first in every history, and officers walk by themselves.
        let alone: Set = [
            StepKind(.consortium, "found"), StepKind(.consortium, "registerOfficer"),
            StepKind(.consortium, "retireOfficer"), StepKind(.authority, "setAuthority"),
        ]
        #expect(Set(all).subtracting(drawn).subtracting(later) == alone)
    }

    private func actions<Kind: Contract>(of kind: Kind.Type) -> [String] {
        Kind.Instruction.Action.allCases.map(\.rawValue)
    }

    private func expectTrue(_ walk: Walk, _ seed: UInt64) throws {
        #expect(walk.accepted > 200, "seed \(seed): a walk that goes nowhere shows nothing")
        #expect(walk.falsehoods == [], "seed \(seed)")
        #expect(
            try ContractHistory.replay(walk.history.steps) == walk.history.states,
            "seed \(seed)"
        )
    }

    @Test func `the same seed walks the same way`() throws {
        let one = try Walk(seed: 42, instructions: 300)
        let other = try Walk(seed: 42, instructions: 300)
        #expect(one.history.steps == other.history.steps)
        #expect(one.accepted > 0)
    }
}

/// A history after many random instructions, and every way in which it was not true meanwhile.
struct Walk {
    private(set) var history: ContractHistory
    private(set) var accepted = 0
    private(set) var falsehoods: [String] = []

    init(seed: UInt64, instructions: Int) throws {
        history = try ContractHistory.founded()
        history.latest = .draft
        history.now = day(1)
        var random = RandomInstructions(seed: seed)
        for number in 0..<instructions {
            history.now = history.now.advanced(byMilliseconds: random.pause())
            let instruction = random.next(in: history)
            let actor = random.actor()
            do {
                let steps = try history.decide(instruction, by: actor)
                let found = history.falsehoods(in: steps)
                history.keep(steps)
                accepted += 1
                falsehoods += (found + history.falsehoods).map {
                    "instruction \(number), \(instruction) by \(actor): \($0)"
                }
            } catch {
                falsehoods += falsehood(in: error).map { "instruction \(number): \($0)" }
            }
            if falsehoods.count > 5 { break }
        }
    }

    private func falsehood(in refusal: Refusal) -> [String] {
        guard refusal.code.rawValue / 1000 != 7 else { return ["\(refusal) belongs to the ledger"] }
        if refusal.figures["steps"] ?? refusal.figures["roles"] != nil {
            return ["\(refusal): the contract carries out what has no form"]
        }
        guard refusal.code == .actionNotFromThisState, let action = refusal.figures["action"],
            let state = refusal.figures["state"]
        else { return [] }
        let legal = ContractName.allCases.contains { contract in
            contract.graph(in: .current).edges.contains { $0.action == action && $0.from == state }
                && !ContractName.allCases.contains { other in
                    other != contract
                        && other.graph(in: .current).edges.contains { $0.action == action }
                }
        }
        return legal ? ["\(refusal), though the graph allows it"] : []
    }
}

extension ContractHistory {
    /// What is wrong with steps that this history is about to keep.
    func falsehoods(in taken: [Step]) -> [String] {
        var found: [String] = []
        var before = states
        if taken.isEmpty { found.append("nothing was decided") }
        for step in taken {
            let graph = step.key.contract.graph(in: step.edition)
            if !graph.allows(action: step.edge.action, from: step.edge.from, to: step.edge.to) {
                found.append("\(step.edge) is no edge")
            }
            if step.edge.from != before[step.key]?.stage || step.edge.to != step.state.stage {
                found.append("\(step.edge) does not lead on from the state before")
            }
            if step.payload.evolve(before[step.key], in: step.edition) != step.state {
                found.append("\(step.edge) folds to another state than was decided")
            }
            if let parties = before[step.key]?.parties, step.key.contract != .consortium,
                !parties.isSubset(of: step.state.parties)
            {
                found.append("\(step.edge) changes who is party")
            }
            before[step.key] = step.state
        }
        return found
    }

    /// What does not add up between the instances.
    var falsehoods: [String] { falsehoods(after: Set(ContractName.allCases)) }

    /// The same, where it did before a command that has moved instances of these contracts.
    func falsehoods(after moved: Set<ContractName>) -> [String] {
        func all<Kind: Contract>(_ kind: Kind.Type) -> [Kind.State] {
            states.filter { $0.key.contract == Kind.name }.values.compactMap(Kind.unwrap)
        }
        let summed: Set<ContractName> = [.openCover, .certificate, .claim]
        guard !moved.isDisjoint(with: summed.union([.interest, .accumulation])) else { return [] }
        let certificates = all(Certificate.self)
        var found: [String] = []
        if !moved.isDisjoint(with: summed) {
            let claims = all(Claim.self)
            for cover in all(OpenCover.self) {
                found += falsehoods(of: cover, certificates.filter { $0.cover == cover.id })
            }
            for certificate in certificates {
                let own = claims.filter { $0.notice.certificate == certificate.id }
                found += falsehoods(of: certificate, own)
            }
            found += claims.flatMap(falsehoods)
        }
        if moved.contains(.interest) { found += all(Interest.self).flatMap(falsehoods) }
        if moved.contains(.accumulation) {
            found += all(Accumulation.self).flatMap { falsehoods(of: $0, certificates) }
        }
        return found
    }

    private func falsehoods(
        of accumulation: Accumulation.State,
        _ certificates: [Certificate.State]
    ) -> [String] {
        var changes: [Int64: Int64] = [:]
        for certificate in certificates where certificate.stage != .cancelled {
            for exposure in certificate.exposures ?? []
            where exposure.accumulation == accumulation.id {
                var span = exposure.span
                if let ended = certificate.terminatedAt {
                    let day = ended.millisecondsSinceEpoch / 86_400_000
                    guard span.from <= day else { continue }
                    span.to = min(span.to, day)
                }
                changes[span.from, default: 0] += span.amount.minorUnits
                changes[span.to + 1, default: 0] -= span.amount.minorUnits
            }
        }
        let expected = changes.filter { $0.value != 0 }
        let held = Dictionary(
            uniqueKeysWithValues: accumulation.changes.map { ($0.day, $0.amount.minorUnits) }
        )
        guard accumulation.opening.isZero, held != expected else { return [] }
        return ["\(accumulation.id) holds \(held), not \(expected)"]
    }

    private func falsehoods(
        of cover: OpenCover.State,
        _ certificates: [Certificate.State]
    ) -> [String] {
        var found: [String] = []
        if !cover.byConveyance.isEmpty || !cover.byLocation.isEmpty {
            found.append("\(cover.id) itself has something on risk")
        }
        let earned = certificates.filter { $0.stage != .cancelled }
            .reduce(0) { $0 + $1.premium.minorUnits }
        if cover.earnedPremium.minorUnits != earned {
            found.append("\(cover.id) earned \(cover.earnedPremium), not \(earned)")
        }
        if cover.declarations != certificates.count {
            found.append("\(cover.id) counts \(cover.declarations) of \(certificates.count)")
        }
        let declared = certificates.reduce(0) { $0 + $1.insuredValue.minorUnits }
        if cover.declaredValue.minorUnits != declared {
            found.append("\(cover.id) declared \(cover.declaredValue), not \(declared)")
        }
        return found
    }

    private func falsehoods(
        of certificate: Certificate.State,
        _ claims: [Claim.State]
    ) -> [String] {
        var found: [String] = []
        // What is paid though it is not owed takes nothing off the insured value.
        let approved = claims.reduce(Int64(0)) { sum, claim in
            let now = claim.exGratia == nil ? claim.approved?.minorUnits ?? 0 : 0
            let before = (claim.earlier ?? []).filter { $0.returned == nil && $0.isOwed }
            return sum + before.reduce(now) { $0 + $1.payment.amount.minorUnits }
        }
        if certificate.approved.minorUnits != approved {
            found.append("\(certificate.id) approved \(certificate.approved), not \(approved)")
        }
        if approved > certificate.insuredValue.minorUnits {
            found.append("\(certificate.id) approved \(approved), above its value")
        }
        if certificate.premiumPaid.minorUnits > certificate.premium.minorUnits
            || certificate.premiumPaid.isNegative
        {
            found.append("\(certificate.id) was paid \(certificate.premiumPaid)")
        }
        let open = Set(certificate.claims.filter(\.open).map(\.claim))
        if open != Set(claims.filter { ![.closed, .withdrawn].contains($0.stage) }.map(\.id)) {
            found.append("\(certificate.id) has other claims open than \(open)")
        }
        if certificate.claims.count != claims.count {
            found.append("\(certificate.id) knows \(certificate.claims.count) claims")
        }
        if certificate.stage == .cancelled, !open.isEmpty {
            found.append("\(certificate.id) was cancelled with claims open")
        }
        return found
    }

    /// Over all certificates on an interest no more is paid than the goods are insured for, nor of
    /// one loss than was lost.
    private func falsehoods(of interest: Interest.State) -> [String] {
        var found: [String] = []
        // What was cancelled or refused since was the largest, too, while it stood.
        let values = states.values.compactMap(Certificate.unwrap)
            .filter { $0.interests?.contains(interest.id) ?? false }.map(\.insuredValue)
        let losses = interest.insurances.flatMap(\.losses)
        func isOne(_ one: Interest.Loss, _ other: Interest.Loss) -> Bool {
            one.from <= other.to && other.from <= one.to
        }
        // Before the third edition what a claim measured before it was taken up again counted too.
        func isRemeasured(_ loss: Interest.Loss) -> Bool {
            let claim = states[InstanceKey(.claim, loss.claim)].flatMap(Claim.unwrap)
            return steps.first.map { $0.edition < .third } ?? true && claim?.earlier != nil
        }
        for own in interest.insurances {
            for other in interest.beside(own.certificate) {
                guard own.insuredValue.currency == other.insuredValue.currency else {
                    // What cannot be compared is not paid beside each other.
                    if own.losses.contains(where: { loss in
                        other.losses.contains { isOne(loss, $0) }
                    }) {
                        found.append("\(interest.id) pays one loss in two currencies")
                    }
                    continue
                }
                let most =
                    values.filter { $0.currency == own.insuredValue.currency }
                    .map(\.minorUnits).max() ?? 0
                let paid = own.approved.minorUnits + other.approved.minorUnits
                if paid > most { found.append("\(interest.id) pays \(paid) of \(most)") }
                for loss in own.losses {
                    for same in other.losses
                    where isOne(loss, same) && !isRemeasured(loss) && !isRemeasured(same) {
                        let paid = loss.approved.minorUnits + same.approved.minorUnits
                        // A loss that is measured differently counts at the most.
                        let lost =
                            losses.filter { isOne($0, loss) || isOne($0, same) }
                            .map(\.measured.minorUnits).max() ?? 0
                        if paid > lost { found.append("\(interest.id) pays \(paid) for \(lost)") }
                    }
                }
            }
        }
        return found
    }

    private func falsehoods(of claim: Claim.State) -> [String] {
        var found: [String] = []
        let payable = claim.adjustment?.payable.minorUnits ?? 0
        if let payment = claim.payment, let shares = payment.contributions,
            shares.reduce(0, { $0 + $1.amount.minorUnits }) != payment.amount.minorUnits
        {
            found.append("\(claim.id) is borne by \(shares), not \(payment.amount)")
        }
        if let approved = claim.approved, claim.exGratia == nil,
            !(1...max(1, payable)).contains(approved.minorUnits)
        {
            found.append("\(claim.id) approved \(approved) of \(payable)")
        }
        if let payment = claim.payment, claim.exGratia == nil, payment.amount != claim.approved {
            found.append("\(claim.id) pays \(payment.amount), not \(claim.approved as Any)")
        }
        if claim.payment != nil, claim.declinature != nil, claim.exGratia == nil {
            found.append("\(claim.id) is paid and declined")
        }
        return found
    }
}

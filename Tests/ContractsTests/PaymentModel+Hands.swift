import Contracts
import Marine

/// Whose hands a payment goes through, who bears it, and what the automaton pays.
extension PaymentModel {
    /// Who measures a loss does not approve it, what is large takes two, and each within its own
    /// limit.
    mutating func checkHands(
        _ id: InstanceID,
        _ amount: Money,
        _ approvers: [Identifier],
        isOwed: Bool,
        _ after: ContractHistory
    ) {
        guard let loss = losses[id], let insurance = insurances[loss.certificate] else { return }
        let count = officers[insurance.leader]?.count ?? 0
        let isAccepted = insurance.issued.oneOfficerAccepted == true
        if isOwed, count < 2, !isAccepted { fail("\(id): one officer, and no cover says so") }
        if isOwed, count >= 2 || !isAccepted {
            if approvers.isEmpty { fail("\(id): nobody approves") }
            // Before the third edition the first of two may have measured it while it was the only
            // officer.
            let edition = after.consortium?.edition ?? .current
            let counted = edition >= .third ? approvers : Array(approvers.suffix(1))
            if loss.adjustedBy.map(counted.contains) ?? true {
                fail("\(id): \(approvers) approve what \(loss.adjustedBy as Any) measured")
            }
        }
        guard count > 0 || !isOwed else { return }
        let table = tables[insurance.leader]
        let grants = approvers.map { officer in
            table?.officers.first { $0.officer == officer }
        }
        // The first of two approved by the table of then, the last one by that of now.
        if let last = grants.last {
            let limit = last?.approvesUpTo.first { $0.currency == amount.currency }
            if (limit?.minorUnits ?? 0) < amount.minorUnits { fail("\(id): beyond authority") }
            if !isOwed, last?.paysExGratia != true { fail("\(id): no authority ex gratia") }
        }
        let above = table?.secondApprovalAbove.first { $0.currency == amount.currency }
        if let above, amount.minorUnits > above.minorUnits, Set(approvers).count < 2 {
            fail("\(id): \(approvers) alone approve \(amount)")
        }
        if Set(approvers).count != approvers.count { fail("\(id): one officer twice") }
        self.approvers[id] = approvers
    }

    /// What is paid is what was agreed, to who holds the certificate, and borne to the cent.
    mutating func checkPayment(
        _ payment: Claim.Payment,
        of id: InstanceID,
        by settler: Identifier?
    ) {
        guard let loss = losses[id], let insurance = insurances[loss.certificate] else {
            return fail("\(id): nothing is known of it")
        }
        if insurance.holds.contains(true) { fail("\(id): paid while a hold stands") }
        if payment.payee != insurance.holder { fail("\(id): paid to \(payment.payee)") }
        guard let agreed = loss.agreed else { return fail("\(id): nothing is agreed") }
        checkBorne(payment, agreed, loss, insurance, id)
        guard let settler else {
            straightThrough += 1
            return
        }
        byHand += 1
        let hands = approvers[id] ?? []
        guard (officers[insurance.leader]?.count ?? 0) >= 2, !hands.isEmpty,
            hands.allSatisfy({ $0 == settler })
        else { return }
        if !loss.isOwed || loss.adjustedBy == settler { fail("\(id): \(settler) acts alone") }
    }

    private mutating func checkBorne(
        _ payment: Claim.Payment,
        _ agreed: Money,
        _ loss: Loss,
        _ insurance: Insurance,
        _ id: InstanceID
    ) {
        let shares = insurance.issued.insurers
        let borne = payment.contributions ?? []
        let bearers = borne.map(\.insurer)
        let sum = borne.reduce(0) { $0 + $1.amount.minorUnits }
        if sum != payment.amount.minorUnits { fail("\(id): \(sum) borne of \(payment.amount)") }
        if Set(bearers).count != bearers.count { fail("\(id): \(bearers) bear") }
        for part in borne {
            let rate = shares.first { $0.member == part.insurer }?.rate.partsPerBillion ?? 0
            let exact = Int128(agreed.minorUnits) * Int128(rate)
            let off = Int128(part.amount.minorUnits) * 1_000_000_000 - exact
            if part.amount.isNegative || off.magnitude >= 1_000_000_000 {
                fail("\(id): \(part.insurer) bears \(part.amount) of \(agreed)")
            }
        }
        let followers = shares.map(\.member).filter { $0 != insurance.leader }
        if loss.isOwed {
            if payment.amount != agreed { fail("\(id): \(payment.amount), agreed \(agreed)") }
            if insurance.issued.leaderClause == .eachInsurerConsents,
                !loss.consents.isSuperset(of: followers)
            {
                fail("\(id): paid without consent")
            }
        } else if followers.contains(where: {
            bearers.contains($0) && !loss.consents.contains($0)
        }) {
            fail("\(id): \(bearers) bear what they have not consented to")
        }
    }

    /// What the automaton pays was on the ledger before the loss began: the certificate, the
    /// departure, and a logger that shows it.
    mutating func checkStatedBefore(_ id: InstanceID, _ after: ContractHistory) {
        guard let loss = losses[id], let insurance = insurances[loss.certificate],
            let id = insurance.shipment,
            let shipment = after.states[InstanceKey(.shipment, id)].flatMap(Shipment.unwrap)
        else { return fail("\(id): paid straight through without a shipment") }
        if insurance.issued.terms.automation == .shadow { fail("\(loss): paid in shadow mode") }
        // A loss by a total lasts from the first time to the last.
        let shown = shipment.findings.devices.filter { device in
            guard let first = device.excursions.map(\.start).min(),
                let last = device.excursions.map(\.end).max()
            else { return false }
            return first <= loss.to && loss.from <= last
        }
        // Without stated parts there is one event, at whichever time it was notified.
        let devices =
            insurance.issued.terms.parts == nil && shown.isEmpty ? shipment.findings.devices : shown
        if insurance.issued.terms.lostOrNotLost != true, insurance.issuedAt > loss.from {
            fail("\(id): issued \(insurance.issuedAt), after the loss")
        }
        if departed[id].map({ $0 > loss.from }) ?? true {
            fail("\(id): departure recorded after the loss")
        }
        let isBound = devices.contains { device in
            bound[id]?[device.device].map { $0 <= loss.from } ?? false
        }
        if !isBound { fail("\(id): no logger was bound before the loss") }
    }

    /// Signed lines are the whole.
    mutating func checkShares(of certificate: Certificate.State) {
        let shares = certificate.insurers
        if shares.reduce(0, { $0 + $1.rate.partsPerBillion }) != 1_000_000_000
            || Set(shares.map(\.member)).count != shares.count
            || shares.contains(where: { $0.rate <= .zero })
        {
            fail("\(certificate.id): \(shares) is not the whole")
        }
    }

    mutating func checkLines(_ state: ContractState) {
        guard let cover = OpenCover.unwrap(state), cover.stage == .open else { return }
        let sum = cover.terms.shares.reduce(0) { $0 + $1.rate.partsPerBillion }
        if sum != 1_000_000_000 { fail("\(cover.id) is signed for \(sum)") }
    }
}

import Contracts
import Marine

/// What is agreed, by whom, and what is paid of it.
extension PaymentModel {
    mutating func take(
        _ event: Claim.Event,
        of id: InstanceID,
        _ asked: AskedCommand,
        _ steps: [Step],
        _ after: ContractHistory
    ) {
        switch event {
        case .notified(_, let notice, _, _, _):
            losses[id] = Loss(
                certificate: notice.certificate,
                from: notice.lossFrom,
                to: notice.lossTo
            )
        case .adjusted(let adjustment, _, _, let officer, _, _, _):
            let measured = adjustment.loss.minorUnits
            losses[id]?.measured = measured
            let most = max(measured, losses[id]?.mostMeasured ?? 0)
            losses[id]?.mostMeasured = most
            losses[id]?.payable = adjustment.payable.minorUnits
            losses[id]?.adjustedBy = officer
            losses[id]?.first = nil
        case .approvalNoted(let approval):
            losses[id]?.first = approval
            if approval.officer != asked.officer { fail("\(id): another hand is noted") }
        case .approved(let amount, let straightThrough, _, let officers):
            agree(id, amount, isOwed: true)
            if straightThrough {
                checkStatedBefore(id, after)
            } else {
                checkHands(id, amount, officers ?? [], isOwed: true, after)
            }
            checkIndemnity(id, amount, after.consortium?.edition ?? .current)
            losses[id]?.committed += amount.minorUnits
            let measured = losses[id]?.measured ?? 0
            losses[id]?.agreedMeasured = measured
        case .exGratiaGranted(let amount, _, let officers, _):
            agree(id, amount, isOwed: false)
            checkHands(id, amount, officers, isOwed: false, after)
        case .consented(let member, _): losses[id]?.consents.insert(member)
        case .settled(let payment, let officer):
            checkPayment(payment, of: id, by: officer)
        case .paymentReturned:
            let payments = payments
            let back = steps.compactMap { payments[$0.key.instance] }.first
            let currency = currency(of: id)
            losses[id]?.agreed = back.map { Money(minorUnits: $0.agreed, currency: currency) }
        case .reopened:
            losses[id]?.agreed = nil
            losses[id]?.adjustedBy = nil
            losses[id]?.consents = []
        case .evidenceWithdrawn:
            // A measure of the loss that nobody has approved counts no more.
            losses[id]?.first = nil
        case .acknowledged, .referred, .declined, .closed, .withdrawn, .holderPassed,
            .surveyorAdmitted:
            return
        }
    }

    mutating func take(
        _ event: PaymentReference.Event,
        of id: InstanceID,
        _ steps: [Step]
    ) {
        switch event {
        case .used(let reference):
            guard payments[id] == nil, let loss = losses[reference.claim] else {
                return fail("\(id): one reference for two payments")
            }
            let paid = steps.compactMap { step -> Claim.Payment? in
                guard case .claim(let record) = step.payload else { return nil }
                for case .settled(let payment, _) in record.events { return payment }
                return nil
            }
            guard paid.count == 1 else { return fail("\(id): \(paid.count) payments") }
            payments[id] = Paid(
                claim: reference.claim,
                certificate: loss.certificate,
                amount: paid[0].amount.minorUnits,
                agreed: loss.agreed?.minorUnits ?? 0,
                isOwed: loss.isOwed
            )
            losses[reference.claim]?.agreed = nil
            checkPaid(loss.certificate)
        case .returned: payments[id]?.isReturned = true
        }
    }

    private func currency(of id: InstanceID) -> Currency {
        losses[id].flatMap { insurances[$0.certificate]?.value.currency } ?? .usd
    }

    private mutating func agree(_ id: InstanceID, _ amount: Money, isOwed: Bool) {
        losses[id]?.agreed = amount
        losses[id]?.isOwed = isOwed
        losses[id]?.first = nil
        guard amount.isPositive, amount.currency == currency(of: id) else {
            return fail("\(id): \(amount) is agreed")
        }
    }

    /// No more is paid as owed under a certificate than it insures.
    private mutating func checkPaid(_ certificate: InstanceID) {
        let paid = payments.values.filter {
            $0.certificate == certificate && $0.isOwed && !$0.isReturned
        }.reduce(0) { $0 + $1.amount }
        let value = insurances[certificate]?.value.minorUnits ?? 0
        if paid > value { fail("\(certificate) pays \(paid) of \(value)") }
    }

    /// Of one loss all certificates on the goods pay no more than the goods lost, and in all no
    /// more than the certificate's own value, or by the early editions the largest at one time.
    private mutating func checkIndemnity(_ id: InstanceID, _ amount: Money, _ edition: Edition) {
        guard let own = losses[id], let insurance = insurances[own.certificate] else { return }
        let earlier = own.committed
        if earlier + amount.minorUnits > own.payable {
            fail("\(id): \(earlier) and \(amount.minorUnits) of \(own.payable)")
        }
        for (key, places) in goods {
            guard let place = places.first(where: { $0.certificate == own.certificate }) else {
                continue
            }
            let beside = places.filter { other in
                other.certificate != own.certificate && !place.isApart && !other.isApart
            }
            let concurrent = beside.filter { isConcurrent($0, place) }.map(\.certificate)
            let others = Set(countsUnplanned(edition) ? beside.map(\.certificate) : concurrent)
            let same = losses.filter { other in
                other.key != id && other.value.committed > 0 && other.value.isOne(with: own)
                    && (others.contains(other.value.certificate)
                        || other.value.certificate == own.certificate)
            }.values
            if same.contains(where: { $0.certificate != own.certificate }) { shared += 1 }
            let foreign = same.filter {
                insurances[$0.certificate]?.value.currency != insurance.value.currency
            }
            if !foreign.isEmpty { fail("\(id): \(key) is paid in two currencies") }
            let paid = same.reduce(earlier + amount.minorUnits) { $0 + $1.committed }
            // Before the third edition what was measured earlier counts too.
            let lost =
                edition >= .third
                ? same.reduce(own.measured) { max($0, $1.agreedMeasured) }
                : same.reduce(own.mostMeasured) { max($0, $1.mostMeasured) }
            // Under one certificate alone its own bounds hold; parts of a cover pay beside each
            // other.
            if same.contains(where: { $0.certificate != own.certificate }), paid > lost {
                fail("\(id): \(key) is paid \(paid) for a loss of \(lost)")
            }
            checkInsured(id, amount, [own.certificate] + concurrent, key, edition)
        }
    }

    /// The certificates in all pay no more than the first one insures; before the fourth edition,
    /// than the largest of their values.
    private mutating func checkInsured(
        _ id: InstanceID,
        _ amount: Money,
        _ certificates: [InstanceID],
        _ key: [String],
        _ edition: Edition
    ) {
        let values = certificates.compactMap { insurances[$0]?.value }
            .filter { $0.currency == amount.currency }.map(\.minorUnits)
        let all = losses.values.filter {
            certificates.contains($0.certificate)
                && insurances[$0.certificate]?.value.currency == amount.currency
        }.reduce(amount.minorUnits) { $0 + $1.committed }
        let most = (edition >= .fourth ? values.first : values.max()) ?? 0
        if all > most { fail("\(id): \(key) is paid \(all) of \(most) insured") }
    }

    /// Whether both run at one time, as they were planned and have ended.
    private func isConcurrent(_ one: Place, _ other: Place) -> Bool {
        let ends = [one, other].map { insurances[$0.certificate]?.ended ?? .latest }
        return one.from < ends[1] && other.from < ends[0]
    }

    /// Whether a loss at one time is one loss also where the voyages were planned for different
    /// times.
    ///
    /// The editions before the third look at the plan alone.
    private func countsUnplanned(_ edition: Edition) -> Bool { edition >= .third }
}

import Contracts
import Marine
import TestSamples

/// Claims, and all that is paid.
extension RandomWorld {
    mutating func loss() -> AskedCommand {
        let isFull = instances(.claim).count >= Self.mostClaims
        guard !instances(.certificate).isEmpty else { return people() }
        if instances(.claim).isEmpty || !isFull && choice.chance(25) { return notify() }
        guard let claim = one(Claim.self, where: { _ in true }) else { return notify() }
        let leader = claim.parties.leader
        switch choice.whole(0...29) {
        case 0: return survey(claim)
        case 1: return report()
        case 2:
            return asked(
                .claim(.withdrawClaim(claim: claim.id, reason: "mistaken")),
                by: claim.parties.holder
            )
        case 3:
            return asked(
                .claim(.refer(claim: claim.id, reasons: ["large"])),
                by: leader
            )
        default: break
        }
        switch claim.stage {
        case .notified where choice.chance(20):
            return asked(
                .claim(.acknowledge(claim: claim.id)),
                by: choice.pick([leader, .platform])
            )
        case .notified: return adjudicate(claim)
        case .acknowledged: return choice.chance(60) ? adjudicate(claim) : judge(claim)
        case .referred: return choice.chance(20) ? adjudicate(claim) : judge(claim)
        case .adjusted: return choice.chance(75) ? approve(claim) : judge(claim)
        case .approved: return pay(claim)
        case .declined:
            return choice.chance(15)
                ? grant(claim) : choice.chance(60) ? retake(claim) : close(claim)
        case .settled: return choice.chance(35) ? returned(claim) : close(claim)
        case .closed: return choice.chance(35) ? returned(claim) : retake(claim)
        case .withdrawn: return notify()
        }
    }

    /// Mostly a loss that readings show, sometimes one that somebody tells of.
    private mutating func notify() -> AskedCommand {
        let stages: [Certificate.Stage] = [.attached, .terminated]
        let certificates = states(Certificate.self)
        let read = certificates.filter { certificate in
            stages.contains(certificate.stage)
                && certificate.shipment.flatMap { state(Shipment.self, $0) }?.findings.devices
                    .isEmpty == false
        }
        // Now and then what another certificate on the same goods has a claim for.
        let pairs = certificates.filter { stages.contains($0.stage) }.flatMap { certificate in
            othersLosses(on: certificate).map { (certificate: certificate, loss: $0) }
        }
        let shared = choice.any(choice.chance(35) ? pairs : [])
        guard
            let certificate = shared?.certificate ?? choice.any(choice.chance(75) ? read : [])
                ?? one(Certificate.self, where: { stages.contains($0.stage) })
        else { return people() }
        let shipment = certificate.shipment.flatMap { state(Shipment.self, $0) }
        let excursions = shipment?.findings.devices.flatMap(\.excursions) ?? []
        // Mostly what nobody has claimed yet.
        let fresh = excursions.filter { excursion in
            !certificate.claims.contains { noted in
                noted.lossFrom <= excursion.end
                    && excursion.start <= noted.lossTo ?? noted.lossFrom
            }
        }
        let shown = choice.any(choice.chance(85) ? fresh : excursions)
        let part = choice.any(certificate.terms.parts?.array ?? [])
        let now = history.now
        var (from, to) = (moment(), moment())
        if let shown, choice.chance(75) {
            (from, to) = (shown.start, min(now, shown.end))
        } else if let attachedAt = certificate.attachedAt, choice.chance(85) {
            let most = max(0, now.millisecondsSinceEpoch - attachedAt.millisecondsSinceEpoch)
            from = attachedAt.advanced(byMilliseconds: choice.whole(0...most))
            to = max(from, min(now, from.advanced(byMilliseconds: choice.whole(0...hours(48)))))
        }
        if let shared { (from, to) = (shared.loss.lossFrom, shared.loss.lossTo) }
        let peril = part?.peril ?? .machineryBreakdown
        return asked(
            .claim(
                .notifyClaim(
                    id: name("clm"),
                    notice: Claim.Notice(
                        certificate: certificate.id,
                        shipment: nil,
                        peril: choice.chance(95) ? peril : .theft,
                        lossFrom: from,
                        lossTo: to,
                        description: "It came to harm.",
                        estimate: nil,
                        part: choice.chance(90) ? part?.name : nil
                    )
                )
            ),
            by: choice.pick([certificate.holder, certificate.leader ?? .leader, .platform])
        )
    }

    private func othersLosses(on certificate: Certificate.State) -> [Claim.Notice] {
        let interests = certificate.interests ?? []
        return states(Claim.self).map(\.notice).filter { notice in
            guard notice.certificate != certificate.id,
                certificate.attachedAt.map({ $0 <= notice.lossFrom }) ?? false,
                let other = state(Certificate.self, notice.certificate)
            else { return false }
            return other.interests?.contains(where: interests.contains) ?? false
        }
    }

    private mutating func adjudicate(_ claim: Claim.State) -> AskedCommand {
        asked(
            .claim(.adjudicate(claim: claim.id, paymentReference: reference())),
            by: choice.chance(80) ? .platform : claim.parties.leader
        )
    }

    /// Mostly a reference that no payment has yet.
    private mutating func reference() -> Text<35> {
        let fresh = name("pay").text
        return Text(cutting: choice.chance(95) ? fresh : "pay 1") ?? "PAY"
    }

    private mutating func judge(_ claim: Claim.State) -> AskedCommand {
        let leader = claim.parties.leader
        let adjuster = officer(of: leader) { $0.adjusts }
        switch choice.whole(0...9) {
        case 0 where choice.chance(40): return grant(claim)
        case 1:
            return decline(claim)
        default:
            let surveys = states(Survey.self).filter { $0.claim == claim.id && $0.report != nil }
            return asked(
                .claim(
                    .adjust(
                        claim: claim.id,
                        assessment: assessment(of: claim),
                        survey: choice.chance(30) ? surveys.first?.id : nil,
                        cause: choice.chance(5) ? .theft : nil
                    )
                ),
                by: leader,
                officer: adjuster
            )
        }
    }

    private mutating func decline(_ claim: Claim.State) -> AskedCommand {
        asked(
            .claim(.decline(claim: claim.id, clause: "4.5", reason: "delay")),
            by: claim.parties.leader,
            officer: officer(of: claim.parties.leader) { $0.adjusts }
        )
    }

    private mutating func assessment(of claim: Claim.State) -> Assessment {
        guard let insured = state(Certificate.self, claim.notice.certificate)?.insuredValue else {
            return .totalLoss
        }
        let sound = Money(minorUnits: 7_777_777, currency: .eur)
        let hundredths = choice.whole(10...90)
        func some(of whole: Money) -> Money {
            Money(minorUnits: whole.minorUnits / 100 * hundredths, currency: whole.currency)
        }
        return switch choice.whole(0...5) {
        case 0, 1: .salvageLoss(netProceeds: some(of: insured))
        case 2: .agreedLoss(rate: percent(choice.pick(["0", "33.3333333", "60", "100"])))
        case 3: .partialLoss(grossSoundValue: sound, grossDamagedValue: some(of: sound))
        default: .totalLoss
        }
    }

    /// Mostly what is payable, or what another officer has approved already.
    private mutating func approve(_ claim: Claim.State) -> AskedCommand {
        let leader = claim.parties.leader
        let certificate = state(Certificate.self, claim.notice.certificate)
        if claim.notice.lossFrom < certificate?.attachedAt ?? .latest, choice.chance(85) {
            return decline(claim)
        }
        let payable = claim.adjustment?.payable ?? usd("1000")
        let paid = (claim.earlier ?? []).filter { $0.returned == nil }
            .reduce(0) { $0 + $1.payment.amount.minorUnits }
        let left = Money(
            minorUnits: max(1, payable.minorUnits - paid),
            currency: payable.currency
        )
        let amount =
            claim.firstApproval.flatMap { choice.chance(80) ? $0.amount : nil }
            ?? amount(of: left)
        let approver = officer(of: leader) { grant in
            grant.officer != claim.adjustedBy
                && grant.approvesUpTo.contains {
                    $0.currency == amount.currency && $0.minorUnits >= amount.minorUnits
                }
        }
        return asked(
            .claim(.approve(claim: claim.id, amount: amount)),
            by: leader,
            officer: approver
        )
    }

    private mutating func grant(_ claim: Claim.State) -> AskedCommand {
        let leader = claim.parties.leader
        let granter = officer(of: leader) { $0.paysExGratia }
        // A member without officers has nobody who may.
        guard granter != nil || choice.chance(5) else { return close(claim) }
        let insured = state(Certificate.self, claim.notice.certificate)?.insuredValue
        let amount =
            claim.firstApproval.flatMap { choice.chance(80) ? $0.amount : nil }
            ?? amount(of: insured ?? usd("1000"))
        return asked(
            .claim(.payExGratia(claim: claim.id, amount: amount, reason: "goodwill")),
            by: leader,
            officer: granter
        )
    }

    private mutating func pay(_ claim: Claim.State) -> AskedCommand {
        if let follower = choice.any(claim.parties.followers), choice.chance(30) {
            return asked(.claim(.consent(claim: claim.id)), by: follower)
        }
        return asked(
            .claim(.settle(claim: claim.id, paymentReference: reference())),
            by: claim.parties.leader,
            officer: officer(of: claim.parties.leader) { $0.settles }
        )
    }

    private mutating func close(_ claim: Claim.State) -> AskedCommand {
        asked(.claim(.closeClaim(claim: claim.id)), by: claim.parties.leader)
    }

    private mutating func retake(_ claim: Claim.State) -> AskedCommand {
        asked(
            .claim(.reopenClaim(claim: claim.id, reason: "a survey")),
            by: claim.parties.leader,
            officer: officer(of: claim.parties.leader) { $0.adjusts }
        )
    }

    private mutating func returned(_ claim: Claim.State) -> AskedCommand {
        let payments = states(PaymentReference.self).filter {
            $0.claim == claim.id && $0.returned == nil
        }
        return asked(
            .paymentReference(
                .noteReturned(payment: choice.any(payments)?.id ?? .unknown, reason: "no account")
            ),
            by: claim.parties.leader,
            officer: officer(of: claim.parties.leader) { $0.settles }
        )
    }

    private mutating func survey(_ claim: Claim.State) -> AskedCommand {
        asked(
            .survey(
                .appointSurveyor(
                    id: name("srv"),
                    claim: claim.id,
                    surveyor: choice.pick([.stranger, .stranger, .bank]),
                    scope: "the cause"
                )
            ),
            by: claim.parties.leader,
            officer: officer(of: claim.parties.leader) { $0.adjusts }
        )
    }

    private mutating func report() -> AskedCommand {
        let open = one(Survey.self) { $0.report == nil }
        return asked(
            .survey(
                .fileReport(
                    survey: open?.id ?? .unknown,
                    digest: apiKeyDigest(1),
                    findings: "wet",
                    surveyedAt: moment()
                )
            ),
            by: .stranger
        )
    }
}

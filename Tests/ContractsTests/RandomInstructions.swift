import Contracts
import Marine
import TestSamples

/// Draws instructions that often fit a history and often do not.
struct RandomInstructions {
    var generator: SeededGenerator
    var digests = 0
    private var payments = 0

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Mostly the leader, who may do most; otherwise anyone.
    mutating func actor() -> MemberID {
        if chance(7, of: 10) { return .leader }
        return pick([.platform, .assured, .broker, .shipper, .carrier, .follower, .stranger])
    }

    /// Time passes between instructions: up to four hours.
    mutating func pause() -> Int64 { Int64.random(in: 0...hours(4), using: &generator) }

    mutating func next(in history: ContractHistory) -> Instruction {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0...3: policy(in: history)
        case 4...6: carriage(in: history)
        default: loss(in: history)
        }
    }

    private mutating func policy(in history: ContractHistory) -> Instruction {
        let certificate = instance(.certificate, in: history)
        let isCovered = history.states.values.compactMap(OpenCover.unwrap).contains {
            $0.stage == .open
        }
        if !isCovered, chance(1, of: 4) {
            return .openCover(.openCover(id: name(.openCover), terms: terms()))
        }
        switch Int.random(in: 0..<22, using: &generator) {
        case 17, 18:
            return .openCover(
                .subscribe(
                    cover: instance(.openCover, in: history),
                    line: percent(pick(["5", "30", "60"]))
                )
            )
        case 19: return .certificate(.acceptCertificate(certificate: certificate))
        case 20:
            guard chance(1, of: 2) else {
                return .certificate(
                    .rejectCertificate(certificate: certificate, reason: "full")
                )
            }
            return .accumulation(
                .noteOther(
                    accumulation: fact(.accumulation, in: history),
                    from: moment(history.now),
                    to: moment(history.now),
                    // Nothing, so that what is held is what certificates hold.
                    amount: usd("0")
                )
            )
        case 21:
            return .certificate(
                .assignCertificate(
                    certificate: certificate,
                    holder: pick([.bank, .assured, .stranger, .leader, .unknown])
                )
            )
        case 16:
            let interests = history.states[InstanceKey(.certificate, certificate)]
                .flatMap(Certificate.unwrap)?.interests
            return .interest(
                .setApart(
                    interest: interests?.first ?? .unknown,
                    certificate: certificate,
                    reason: "part load"
                )
            )
        case 0: return .openCover(.openCover(id: instance(.openCover, in: history), terms: terms()))
        case 1:
            guard chance(1, of: 20) else { return .consortium(consortium()) }
            return .openCover(.closeCover(cover: instance(.openCover, in: history)))
        case 2...8: return declare(name(.certificate), in: history)
        case 9, 10:
            return .endorse(
                conveyance: chance(2, of: 3) ? pick([.aurora, .borealis]) : nil,
                sailing: chance(1, of: 3) ? moment(history.now) : nil,
                of: certificate
            )
        case 11: return .certificate(.cancel(certificate: certificate, reason: "sold"))
        case 12: return holding(certificate)
        default:
            let state = history.states[InstanceKey(.certificate, certificate)]
                .flatMap(Certificate.unwrap)
            let due = state.map { $0.premium.minorUnits - $0.premiumPaid.minorUnits }
            let whole = chance(3, of: 4)
            return .certificate(
                .payPremium(
                    certificate: certificate,
                    amount: due.flatMap { whole ? Money(minorUnits: $0, currency: .usd) : nil }
                        ?? amount()
                )
            )
        }
    }

    private mutating func carriage(in history: ContractHistory) -> Instruction {
        let shipment = instance(.shipment, in: history)
        switch Int.random(in: 0..<17, using: &generator) {
        case 14, 15:
            let recorded = record(shipment, in: history)
            if case .shipment(.recordTelemetry(_, _, let findings)) = recorded {
                return .shipment(.evaluate(shipment: shipment, findings: findings))
            }
        case 16 where chance(1, of: 2): return rearrangement(of: shipment, in: history)
        case 16:
            return .evidence(
                .assignEvidence(
                    evidence: fact(.evidence, in: history),
                    shipment: shipment,
                    reason: "another logger"
                )
            )
        case 0...2:
            return .register(
                name(.shipment),
                for: instance(.certificate, in: history),
                shipper: pick([.shipper, .assured, .unknown]),
                in: pick([.sample, .another, nil])
            )
        case 3, 4:
            return .shipment(
                .bindDevice(shipment: shipment, device: device(), publicKey: deviceKey(1))
            )
        case 5, 6: return .shipment(.depart(shipment: shipment, at: moment(history.now)))
        case 7...11: return record(shipment, in: history)
        case 12: return .shipment(.arrive(shipment: shipment, at: moment(history.now)))
        case 13 where chance(1, of: 3):
            return .shipment(.releaseDevice(shipment: shipment, device: device(), at: history.now))
        case 13 where chance(1, of: 2): return withdrawal(from: shipment, in: history)
        default: break
        }
        return .shipment(.deliver(shipment: shipment, at: moment(history.now)))
    }

    private mutating func loss(in history: ContractHistory) -> Instruction {
        let claim = instance(.claim, in: history)
        switch Int.random(in: 0..<20, using: &generator) {
        case 19: return .claim(.reopenClaim(claim: claim, reason: "a survey"))
        case 15:
            return .survey(
                .appointSurveyor(
                    id: name(.survey),
                    claim: claim,
                    surveyor: pick([.stranger, .stranger, .bank]),
                    scope: "the cause"
                )
            )
        case 16:
            return .survey(
                .fileReport(
                    survey: instance(.survey, in: history),
                    digest: apiKeyDigest(1),
                    findings: "wet",
                    surveyedAt: moment(history.now)
                )
            )
        case 17:
            guard chance(1, of: 2) else { return .claim(.consent(claim: claim)) }
            return .claim(.payExGratia(claim: claim, amount: amount(), reason: "goodwill"))
        case 18:
            return .paymentReference(
                .noteReturned(payment: fact(.paymentReference, in: history), reason: "closed")
            )
        case 14:
            guard chance(1, of: 3) else { return notify(name(.claim), in: history) }
            return .claim(.withdrawClaim(claim: claim, reason: "mistaken"))
        case 0...2: return notify(name(.claim), in: history)
        case 3: return .claim(.acknowledge(claim: claim))
        case 4...6: return .claim(.adjudicate(claim: claim, paymentReference: reference()))
        case 7:
            return .claim(
                .adjust(
                    claim: claim,
                    assessment: assessment(),
                    cause: chance(1, of: 4) ? pick([.theft, .delay]) : nil
                )
            )
        case 8, 9:
            let payable = history.states[InstanceKey(.claim, claim)].flatMap(Claim.unwrap)?
                .adjustment?.payable
            let whole = chance(2, of: 3)
            return .claim(
                .approve(claim: claim, amount: payable.flatMap { whole ? $0 : nil } ?? amount())
            )
        case 10: return .claim(.refer(claim: claim, reasons: [pick(["large", "late"])]))
        case 11:
            guard chance(1, of: 3) else { return .consortium(consortium()) }
            return .claim(.decline(claim: claim, clause: "4.1", reason: "conduct"))
        case 12: return .claim(.settle(claim: claim, paymentReference: reference()))
        default: return .claim(.closeClaim(claim: claim))
        }
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &generator)]
    }

    mutating func chance(_ part: Int, of whole: Int) -> Bool {
        Int.random(in: 0..<whole, using: &generator) < part
    }

    private static let places = [
        "ECGYE", "NLRTM", "DEBRV", "DEHAM", "ECPBO", "NLAMS", "USNYC",
    ].map(place)

    private static let instances: [ContractName: [InstanceID]] = [
        .openCover: names("cover", 4), .certificate: names("certificate", 30),
        .shipment: names("shipment", 20), .claim: names("claim", 40),
        .survey: names("survey", 10),
    ]

    private static func names(_ word: String, _ count: Int) -> [InstanceID] {
        (1...count).map { id("\(word)-\($0)") }
    }

    /// Any of the names that a contract's instances have in a walk.
    mutating func name(_ contract: ContractName) -> InstanceID {
        pick(Self.instances[contract] ?? [.unknown])
    }

    /// Mostly an instance that is in the history.
    mutating func instance(
        _ contract: ContractName,
        in history: ContractHistory
    ) -> InstanceID {
        guard chance(9, of: 10) else { return name(contract) }
        let known = (Self.instances[contract] ?? []).filter {
            history.states[InstanceKey(contract, $0)] != nil
        }
        return known.isEmpty ? name(contract) : pick(known)
    }

    /// Mostly a reference that no payment has yet.
    private mutating func reference() -> Text<35> {
        if !chance(1, of: 10) { payments += 1 }
        return Text(cutting: "PAY-\(payments)") ?? "PAY"
    }

    /// A fact of a contract that is in the history, if any is.
    private mutating func fact(
        _ contract: ContractName,
        in history: ContractHistory
    ) -> InstanceID {
        let known = history.states.keys.filter { $0.contract == contract }.map(\.instance)
        return known.isEmpty ? .unknown : pick(known.sorted { $0.text < $1.text })
    }

    /// An instant near now, seldom after it.
    mutating func moment(_ now: Instant) -> Instant {
        now.advanced(byMilliseconds: Int64.random(in: -hours(72)...hours(2), using: &generator))
    }

    /// Mostly a sum that may fit; sometimes one at an end of the range, or in another currency.
    private mutating func amount() -> Money {
        if chance(1, of: 12) {
            return Money(minorUnits: pick([.min, -1, 0, .max]), currency: pick([.usd, .jpy]))
        }
        let most = pick([50_000, 1_000_000, 4_000_000, 9_000_000] as [Int64])
        return Money(minorUnits: Int64.random(in: 1...most, using: &generator), currency: .usd)
    }

    private mutating func terms() -> CoverTerms {
        let wide = chance(1, of: 2)
        let alone = chance(4, of: 5)
        let refers = chance(1, of: 2)
        return changed(.sample) {
            $0.oneOfficerAccepted = true
            if refers { $0.onAccumulationBreach = .refer }
            if alone {
                $0.shares = constant {
                    try Entries([CoverTerms.Share(member: .leader, rate: percent("100"))])
                }
            }
            if wide { $0.limitPerConveyance = usd("400000") }
            $0.goods[0].terms.signedUploads = wide
            $0.goods[1].terms.deductible.kind = .excess
        }
    }

    private mutating func declare(_ certificate: InstanceID, in history: ContractHistory)
        -> Instruction
    {
        // Now and then more than fits beside the others.
        let value = chance(1, of: 5) ? usd("200000") : amount()
        let agreed = chance(4, of: 5)
        let isProved = !agreed || chance(9, of: 10)
        let (from, via, to) = (pick(Self.places), pick(Self.places), pick(Self.places))
        let conveyance = changed(pick([Conveyance.aurora, .borealis])) {
            $0.voyage = pick(["101W", "7E"])
        }
        let goods: Text<60> = pick([
            "frozen shrimp", "frozen shrimp", "frozen shrimp", "vaccines", "coffee",
        ])
        let sailing = chance(1, of: 10) ? day(370) : day(200)
        let (hasBill, bill) = (chance(1, of: 2), pick(["B/L 1", "b/l 1", "B/L 2"] as [Text<35>]))
        let declaration = changed(Declaration.sample) {
            if agreed { $0.agreedValue = value }
            if isProved { $0.cost = value }
            $0.conveyance = conveyance
            $0.goods = goods
            ($0.from, $0.via, $0.to) = (from, [via], to)
            $0.sailing = sailing
            if hasBill { $0.billOfLading = bill }
        }
        return .openCover(
            .declare(
                cover: instance(.openCover, in: history),
                certificate: certificate,
                declaration: declaration
            )
        )
    }

    mutating func device() -> DeviceName { pick(["TT-1", "TT-1", "TT-1", "TT-2"]) }

    private mutating func notify(_ claim: InstanceID, in history: ContractHistory) -> Instruction {
        let certificate = instance(.certificate, in: history)
        let attachedAt = history.states[InstanceKey(.certificate, certificate)]
            .flatMap(Certificate.unwrap)?.attachedAt
        // Mostly of the carriage, where there is one.
        let earliest = attachedAt.flatMap { chance(4, of: 5) ? $0 : nil } ?? .earliest
        let one = max(earliest, moment(history.now))
        let other = max(earliest, moment(history.now))
        let notice = changed(Claim.Notice.breakdown) {
            $0.certificate = certificate
            $0.peril = chance(1, of: 2) ? $0.peril : pick([.temperatureVariation, .theft])
            $0.lossFrom = min(one, other)
            $0.lossTo = max(one, other)
        }
        return .claim(.notifyClaim(id: claim, notice: notice))
    }

    private mutating func assessment() -> Assessment {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: .totalLoss
        case 1: .salvageLoss(netProceeds: amount())
        case 2: .agreedLoss(rate: pick([percent("0"), percent("33.3333333"), percent("100")]))
        default: .partialLoss(grossSoundValue: amount(), grossDamagedValue: amount())
        }
    }

    private mutating func consortium() -> Consortium.Command {
        let number = Int.random(in: 1...4, using: &generator)
        let member = pick([MemberID.leader, .assured, .unknown])
        switch Int.random(in: 0..<9, using: &generator) {
        case 8:
            return .keepSecret(
                secret: constant {
                    try SecretText("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=")
                }
            )
        case 0: return .admitMember(member: .unknown, name: "New", roles: [.bank])
        case 1: return .registerKey(member: .unknown, publicKey: key(number), proof: .unproved)
        case 2: return .revokeKey(member: .unknown, publicKey: key(number))
        case 3:
            return .issueAPIKey(member: member, id: id("k-\(number)"), digest: apiKeyDigest(number))
        case 4: return .revokeAPIKey(member: member, id: id("k-\(number)"))
        case 5: return .listSanction(entry: pick(["MV Aurora", "9319466", "Nobody"]))
        case 6: return .adoptEdition(edition: Edition(number))
        default: return .delistSanction(entry: pick(["mv aurora", "9319466", "nobody"]))
        }
    }
}

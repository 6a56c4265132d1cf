import Contracts
import Marine
import TestSamples

/// Covers, and the certificates under them.
extension RandomWorld {
    private static let places = ["ECGYE", "NLRTM", "DEHAM", "BRSSZ", "NLAMS"].map(place)
    static let bills: [Text<35>] = ["B/L 1", "b-l 1", "B/L 2"]
    static let lots: [Text<60>] = ["lot 7", "LOT-7"]

    /// Opens a cover and has its lines written.
    mutating func open(leadBy leader: MemberID) throws {
        let cover = name("cover")
        let terms = terms(leadBy: leader)
        try take(.openCover(.openCover(id: cover, terms: terms)), by: leader)
        guard terms.shares.count > 1 else { return }
        for share in terms.shares {
            let isWritten = state(OpenCover.self, cover)?.written?.contains {
                $0.member == share.member
            }
            guard isWritten != true else { continue }
            try take(.openCover(.subscribe(cover: cover, line: share.rate)), by: share.member)
        }
    }

    private mutating func terms(leadBy leader: MemberID) -> CoverTerms {
        // One cover in five is in another currency, which cannot be compared.
        let currency: Currency = choice.chance(20) ? .eur : .usd
        let others = Self.insurers.filter { $0 != leader }
        let shares: [CoverTerms.Share] =
            switch choice.whole(0...2) {
            case 0: [CoverTerms.Share(member: leader, rate: .one)]
            case 1:
                [
                    CoverTerms.Share(member: leader, rate: percent("70")),
                    CoverTerms.Share(member: choice.pick(others), rate: percent("30")),
                ]
            // More than the whole, to be signed down to lines that no cent divides by.
            default:
                [CoverTerms.Share(member: leader, rate: percent("47.3"))]
                    + others.map { CoverTerms.Share(member: $0, rate: percent("33.3333333")) }
            }
        func sum(_ units: Int64) -> Money { Money(minorUnits: units, currency: currency) }
        let isTight = choice.chance(40)
        let frozen = goods("frozen shrimp", .frozen, in: currency)
        let coffee = goods("green coffee", .coffee, in: currency)
        return changed(.sample) {
            $0.leader = leader
            $0.shares = constant { try Entries(shares) }
            if choice.chance(30) { $0.broker = nil }
            $0.currency = currency
            $0.limitPerConveyance = sum(isTight ? 20_000_000 : 1_000_000_000)
            $0.limitPerLocation = sum(isTight ? 40_000_000 : 1_000_000_000)
            $0.depositPremium = sum(0)
            $0.minimumPremium = sum(0)
            $0.goods = constant { try Entries([frozen, coffee]) }
            $0.countries = []
            $0.oneOfficerAccepted = choice.pick([nil, false, true, true, true, true, true, true])
            $0.leaderClause = choice.pick([nil, nil, .claimsWithinTerms, .eachInsurerConsents])
            $0.onAccumulationBreach = choice.pick([nil, .refer, .refer])
        }
    }

    private mutating func goods(
        _ name: Text<60>,
        _ terms: CertificateTerms,
        in currency: Currency
    ) -> CoverTerms.AcceptedGoods {
        let authority = Money(
            minorUnits: choice.pick([0, 5_000_000, 100_000_000, 100_000_000]),
            currency: currency
        )
        let agreed = choice.pick([percent("60"), percent("100")])
        return CoverTerms.AcceptedGoods(
            goods: name,
            rate: percent("0.55"),
            terms: changed(terms) {
                $0.automationAuthority = authority
                $0.signedUploads = choice.chance(50)
                if history.edition >= .third, choice.chance(15) { $0.automation = .shadow }
                $0.lostOrNotLost = choice.pick([nil, nil, true])
                guard $0.parts != nil else {
                    $0.agreedLoss = agreed
                    return
                }
                $0.parts = [
                    changed(.humidity) { $0.scale = .share(rate: agreed) },
                    changed(.humidity) {
                        $0.name = "mould"
                        $0.scale = .share(rate: percent("60"))
                        $0.deductible = Deductible(kind: .none)
                    },
                ]
            }
        )
    }

    mutating func underwriting() -> AskedCommand {
        let insurer = choice.pick(Self.insurers)
        switch choice.whole(0...39) {
        case 0:
            return asked(
                .openCover(.openCover(id: name("cover"), terms: terms(leadBy: insurer))),
                by: insurer
            )
        case 1...4:
            guard let cover = one(OpenCover.self, where: { $0.stage == .subscribing }) else {
                break
            }
            let share = choice.pick(cover.terms.shares.array)
            let line = choice.chance(80) ? share.rate : percent(choice.pick(["0", "5", "101"]))
            return asked(.openCover(.subscribe(cover: cover.id, line: line)), by: share.member)
        case 5 where choice.chance(20):
            guard let cover = one(OpenCover.self, where: { $0.stage == .open }) else { break }
            return asked(.openCover(.closeCover(cover: cover.id)), by: cover.terms.leader)
        default: break
        }
        guard instances(.certificate).count < Self.mostCertificates || choice.chance(2) else {
            return loss()
        }
        return declare()
    }

    private mutating func declare() -> AskedCommand {
        guard let cover = one(OpenCover.self, where: { $0.stage == .open }) else { return people() }
        let terms = cover.terms
        let value = Money(
            minorUnits: choice.pick([2_000_000, 5_000_000, 10_000_000, 10_000_001]),
            currency: terms.currency
        )
        let from = choice.pick(Self.places)
        let to = choice.pick(Self.places.filter { $0 != from })
        let sailing = history.now.advanced(byMilliseconds: choice.whole(-hours(48)...hours(480)))
        let declaration = changed(Declaration.sample) {
            $0.goods = choice.pick(terms.goods.array).goods
            $0.cost = value
            $0.freight = .zero(terms.currency)
            if choice.chance(60) { $0.agreedValue = value }
            $0.conveyance = choice.pick([.aurora, .borealis])
            ($0.from, $0.to) = (from, to)
            $0.sailing = max(day(0), sailing)
            $0.consignee = choice.pick(["Vishandel BV", "Kaffee AG", "Kaffee AG"])
            switch choice.whole(0...9) {
            case 0...3: $0.billOfLading = choice.pick(Self.bills)
            case 4, 5: $0.lot = choice.pick(Self.lots)
            // Nobody else insures it.
            default: $0.lot = Text(cutting: name("lot").text)
            }
        }
        return asked(
            .openCover(
                .declare(cover: cover.id, certificate: name("crt"), declaration: declaration)
            ),
            by: choice.pick([terms.assured, terms.assured, terms.leader])
        )
    }

    /// What is asked of a certificate beside its carriage and its claims.
    mutating func service() -> AskedCommand {
        switch choice.whole(-4...9) {
        case ...3:
            guard
                let certificate = one(
                    Certificate.self,
                    where: { $0.premiumPaid.minorUnits < $0.premium.minorUnits }
                )
            else { break }
            let due = certificate.premium.minorUnits - certificate.premiumPaid.minorUnits
            let amount = amount(of: Money(minorUnits: due, currency: certificate.premium.currency))
            return asked(
                .certificate(.payPremium(certificate: certificate.id, amount: amount)),
                by: certificate.broker ?? certificate.leader ?? .leader
            )
        case 4:
            guard let certificate = one(Certificate.self, where: { $0.stage == .referred })
            else { break }
            let leader = certificate.leader ?? .leader
            guard choice.chance(70) else {
                return asked(
                    .certificate(
                        .rejectCertificate(certificate: certificate.id, reason: "full")
                    ),
                    by: leader
                )
            }
            return asked(
                .certificate(.acceptCertificate(certificate: certificate.id)),
                by: leader
            )
        case 5: if let asked = endorse() { return asked }
        case 6:
            guard let certificate = one(Certificate.self, where: { $0.stage != .cancelled })
            else { break }
            return asked(
                .certificate(
                    .assignCertificate(
                        certificate: certificate.id,
                        holder: choice.pick([.bank, .assured, .stranger, .leader])
                    )
                ),
                by: certificate.holder
            )
        case 7: if let asked = holding() { return asked }
        case 8: if let asked = accumulating() { return asked }
        default:
            guard let certificate = one(Certificate.self, where: { $0.interests != nil }),
                let interest = choice.any(certificate.interests ?? [])
            else { break }
            guard choice.chance(30) else { break }
            return asked(
                .interest(
                    .setApart(
                        interest: interest,
                        certificate: certificate.id,
                        reason: "part load"
                    )
                ),
                by: certificate.leader ?? .leader
            )
        }
        return carriage()
    }

    private mutating func endorse() -> AskedCommand? {
        guard
            let certificate = one(
                Certificate.self,
                where: { $0.stage == .issued || $0.stage == .attached }
            )
        else { return nil }
        let leader = certificate.leader ?? .leader
        guard choice.chance(75) else {
            return asked(
                .certificate(.cancel(certificate: certificate.id, reason: "sold")),
                by: leader
            )
        }
        let conveyance = choice.pick([nil, Conveyance.aurora, .borealis])
        let sailing = history.now.advanced(byMilliseconds: choice.whole(0...hours(240)))
        return asked(
            .endorse(
                description: choice.chance(30) ? "Other cartons" : nil,
                conveyance: conveyance,
                sailing: choice.chance(50) ? sailing : nil,
                of: certificate.id
            ),
            by: leader
        )
    }

    private mutating func holding() -> AskedCommand? {
        let isListed = history.consortium?.sanctions.texts.isEmpty == false
        if choice.chance(isListed ? 60 : 10), let certificate = choice.any(states(Certificate.self))
        {
            return asked(
                .certificate(.screenCertificate(certificate: certificate.id)),
                by: choice.pick([certificate.leader ?? .leader, .platform])
            )
        }
        guard let certificate = one(Certificate.self, where: { $0.holds?.isEmpty == false })
        else { return nil }
        let leader = certificate.leader ?? .leader
        let count = max(1, min(3, certificate.holds?.count ?? 1))
        let hold: Whole<1, 1000> = [1, 2, 3][Int(choice.whole(0...Int64(count - 1)))]
        let officer = officer(of: leader) { $0.releasesHolds }
        switch choice.whole(0...9) {
        case 0...1:
            return asked(
                .certificate(
                    .keepHold(certificate: certificate.id, hold: hold, reason: "It may be.")
                ),
                by: leader,
                officer: officer
            )
        default:
            return asked(
                .certificate(
                    .releaseHold(certificate: certificate.id, hold: hold, reason: "Another.")
                ),
                by: leader,
                officer: officer
            )
        }
    }

    private mutating func accumulating() -> AskedCommand? {
        guard let accumulation = one(Accumulation.self, where: { _ in true }) else { return nil }
        return asked(
            .accumulation(
                .noteOther(
                    accumulation: accumulation.id,
                    from: history.now,
                    to: history.now,
                    // Nothing, so that what is held is what certificates hold.
                    amount: .zero(accumulation.opening.currency)
                )
            ),
            by: accumulation.leader
        )
    }
}

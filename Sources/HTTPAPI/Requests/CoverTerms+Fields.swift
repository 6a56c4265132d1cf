import Contracts
import Marine

extension CoverTerms {
    /// Reads a slip; whoever asks leads where no leader is named, alone where no shares are.
    static func reading(_ caller: MemberID) -> (FieldReader) -> CoverTerms? {
        { fields in
            let leader = fields.member("leader", .identifier, default: caller)
            let reference = fields.required("reference", .text(1...60))
            let shares = fields.member(
                "shares",
                .list(of: .object(Share.read), 1...50),
                default: [Share(member: leader ?? caller, rate: .one)]
            )
            let assured = fields.required("assured", .identifier)
            let broker = fields.optional("broker", .identifier)
            let inception = fields.required("inception", .instant)
            let expiry = fields.required("expiry", .instant)
            let currency = fields.required("currency", .parsed(Currency.self))
            let perConveyance = fields.required("limitPerConveyance", .money)
            let perLocation = fields.required("limitPerLocation", .money)
            let valuation = fields.required("valuation", .object(Valuation.read))
            let deposit = fields.required("depositPremium", .money)
            let minimum = fields.required("minimumPremium", .money)
            let goods = fields.required("goods", .list(of: .object(AcceptedGoods.read), 1...50))
            let countries = fields.member(
                "countries",
                .list(of: .text(2...2), 0...250),
                default: []
            )
            guard let reference, let leader, let shares, let assured, let broker, let inception,
                let expiry, let currency, let perConveyance, let perLocation, let valuation,
                let deposit, let minimum, let goods, let countries
            else { return nil }
            return CoverTerms(
                reference: reference,
                leader: leader,
                shares: shares,
                assured: assured,
                broker: broker,
                inception: inception,
                expiry: expiry,
                currency: currency,
                limitPerConveyance: perConveyance,
                limitPerLocation: perLocation,
                valuation: valuation,
                depositPremium: deposit,
                minimumPremium: minimum,
                goods: goods,
                countries: countries
            )
        }
    }
}

extension CoverTerms.Share {
    static func read(_ fields: FieldReader) -> CoverTerms.Share? {
        let member = fields.required("member", .identifier)
        let rate = fields.required("rate", .rate)
        guard let member, let rate else { return nil }
        return CoverTerms.Share(member: member, rate: rate)
    }
}

extension CoverTerms.AcceptedGoods {
    static func read(_ fields: FieldReader) -> CoverTerms.AcceptedGoods? {
        let goods = fields.required("goods", .text(1...60))
        let rate = fields.required("rate", .rate)
        let terms = fields.required("terms", .object(CertificateTerms.read))
        guard let goods, let rate, let terms else { return nil }
        return CoverTerms.AcceptedGoods(goods: goods, rate: rate, terms: terms)
    }
}

extension Valuation {
    static func read(_ fields: FieldReader) -> Valuation? {
        let basis = fields.required("basis", .choice(Basis.self))
        let uplift = fields.required("uplift", .rate)
        guard let basis, let uplift else { return nil }
        return Valuation(basis: basis, uplift: uplift)
    }
}

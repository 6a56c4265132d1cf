import CanonicalJSON
import Contracts
import Marine

extension CoverTerms: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("assured", assured)
        try writer.memberIfPresent("broker", broker)
        try writer.member("countries", countries)
        try writer.member("currency", currency)
        try writer.member("depositPremium", depositPremium)
        try writer.member("expiry", expiry)
        try writer.member("goods", goods)
        try writer.member("inception", inception)
        try writer.member("leader", leader)
        try writer.member("limitPerConveyance", limitPerConveyance)
        try writer.member("limitPerLocation", limitPerLocation)
        try writer.member("minimumPremium", minimumPremium)
        try writer.member("reference", reference)
        try writer.member("shares", shares)
        try writer.member("valuation", valuation)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let assured: MemberID = try reader.member("assured")
        let broker: MemberID? = try reader.memberIfPresent("broker")
        let countries: [String] = try reader.member("countries")
        let currency: Currency = try reader.member("currency")
        let depositPremium: Money = try reader.member("depositPremium")
        let expiry: Instant = try reader.member("expiry")
        let goods: [CoverTerms.AcceptedGoods] = try reader.member("goods")
        let inception: Instant = try reader.member("inception")
        let leader: MemberID = try reader.member("leader")
        let limitPerConveyance: Money = try reader.member("limitPerConveyance")
        let limitPerLocation: Money = try reader.member("limitPerLocation")
        let minimumPremium: Money = try reader.member("minimumPremium")
        let reference: String = try reader.member("reference")
        let shares: [CoverTerms.Share] = try reader.member("shares")
        let valuation: Valuation = try reader.member("valuation")
        try reader.endObject()
        self.init(
            reference: reference,
            leader: leader,
            shares: shares,
            assured: assured,
            broker: broker,
            inception: inception,
            expiry: expiry,
            currency: currency,
            limitPerConveyance: limitPerConveyance,
            limitPerLocation: limitPerLocation,
            valuation: valuation,
            depositPremium: depositPremium,
            minimumPremium: minimumPremium,
            goods: goods,
            countries: countries
        )
    }
}

extension CoverTerms.Share: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("member", member)
        try writer.member("rate", rate)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let member: MemberID = try reader.member("member")
        let rate: Rate = try reader.member("rate")
        try reader.endObject()
        self.init(member: member, rate: rate)
    }
}

extension CoverTerms.AcceptedGoods: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("goods", goods)
        try writer.member("rate", rate)
        try writer.member("terms", terms)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let goods: String = try reader.member("goods")
        let rate: Rate = try reader.member("rate")
        let terms: CertificateTerms = try reader.member("terms")
        try reader.endObject()
        self.init(goods: goods, rate: rate, terms: terms)
    }
}

extension Valuation: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("basis", basis)
        try writer.member("uplift", uplift)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let basis: Valuation.Basis = try reader.member("basis")
        let uplift: Rate = try reader.member("uplift")
        try reader.endObject()
        self.init(basis: basis, uplift: uplift)
    }
}

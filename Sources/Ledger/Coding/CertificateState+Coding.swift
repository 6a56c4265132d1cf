import CanonicalJSON
import Contracts
import Marine

extension Certificate.State: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("approved", approved)
        try writer.member("assured", assured)
        try writer.memberIfPresent("attachedAt", attachedAt)
        try writer.memberIfPresent("broker", broker)
        try writer.member("claims", claims)
        try writer.member("cover", cover)
        try writer.member("declaration", declaration)
        try writer.member("id", id)
        try writer.member("insuredValue", insuredValue)
        try writer.member("insurers", insurers)
        try writer.member("issuedAt", issuedAt)
        try writer.member("onRisk", onRisk)
        try writer.member("premium", premium)
        try writer.member("premiumDue", premiumDue)
        try writer.member("premiumPaid", premiumPaid)
        try writer.member("rate", rate)
        try writer.member("screeningHits", screeningHits)
        try writer.memberIfPresent("shipment", shipment)
        try writer.member("stage", stage)
        try writer.memberIfPresent("terminatedAt", terminatedAt)
        try writer.member("terms", terms)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let approved: Money = try reader.member("approved")
        let assured: MemberID = try reader.member("assured")
        let attachedAt: Instant? = try reader.memberIfPresent("attachedAt")
        let broker: MemberID? = try reader.memberIfPresent("broker")
        let claims: [Certificate.NotedClaim] = try reader.member("claims")
        let cover: InstanceID = try reader.member("cover")
        let declaration: Declaration = try reader.member("declaration")
        let id: InstanceID = try reader.member("id")
        let insuredValue: Money = try reader.member("insuredValue")
        let insurers: [CoverTerms.Share] = try reader.member("insurers")
        let issuedAt: Instant = try reader.member("issuedAt")
        let onRisk: OpenCover.OnRisk = try reader.member("onRisk")
        let premium: Money = try reader.member("premium")
        let premiumDue: Instant = try reader.member("premiumDue")
        let premiumPaid: Money = try reader.member("premiumPaid")
        let rate: Rate = try reader.member("rate")
        let screeningHits: [String] = try reader.member("screeningHits")
        let shipment: InstanceID? = try reader.memberIfPresent("shipment")
        let stage: Certificate.Stage = try reader.member("stage")
        let terminatedAt: Instant? = try reader.memberIfPresent("terminatedAt")
        let terms: CertificateTerms = try reader.member("terms")
        try reader.endObject()
        self.init(
            id: id,
            cover: cover,
            stage: stage,
            declaration: declaration,
            terms: terms,
            insurers: insurers,
            assured: assured,
            broker: broker,
            insuredValue: insuredValue,
            rate: rate,
            premium: premium,
            premiumPaid: premiumPaid,
            premiumDue: premiumDue,
            onRisk: onRisk,
            screeningHits: screeningHits,
            issuedAt: issuedAt,
            shipment: shipment,
            attachedAt: attachedAt,
            terminatedAt: terminatedAt,
            claims: claims,
            approved: approved
        )
    }
}

extension Certificate.NotedClaim: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("claim", claim)
        try writer.member("lossFrom", lossFrom)
        try writer.member("open", open)
        try writer.member("peril", peril)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let claim: InstanceID = try reader.member("claim")
        let lossFrom: Instant = try reader.member("lossFrom")
        let open: Bool = try reader.member("open")
        let peril: Peril = try reader.member("peril")
        try reader.endObject()
        self.init(claim: claim, peril: peril, lossFrom: lossFrom, open: open)
    }
}

import CanonicalJSON
import Contracts
import Marine

extension Claim.Notice: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("certificate", certificate)
        try writer.member("description", description)
        try writer.memberIfPresent("estimate", estimate)
        try writer.member("lossFrom", lossFrom)
        try writer.member("lossTo", lossTo)
        try writer.member("peril", peril)
        try writer.memberIfPresent("shipment", shipment)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let certificate: InstanceID = try reader.member("certificate")
        let description: String = try reader.member("description")
        let estimate: Money? = try reader.memberIfPresent("estimate")
        let lossFrom: Instant = try reader.member("lossFrom")
        let lossTo: Instant = try reader.member("lossTo")
        let peril: Peril = try reader.member("peril")
        let shipment: InstanceID? = try reader.memberIfPresent("shipment")
        try reader.endObject()
        self.init(
            certificate: certificate,
            shipment: shipment,
            peril: peril,
            lossFrom: lossFrom,
            lossTo: lossTo,
            description: description,
            estimate: estimate
        )
    }
}

extension Claim.Parties: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("assured", assured)
        try writer.memberIfPresent("broker", broker)
        try writer.member("followers", followers)
        try writer.member("leader", leader)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let assured: MemberID = try reader.member("assured")
        let broker: MemberID? = try reader.memberIfPresent("broker")
        let followers: [MemberID] = try reader.member("followers")
        let leader: MemberID = try reader.member("leader")
        try reader.endObject()
        self.init(leader: leader, followers: followers, assured: assured, broker: broker)
    }
}

extension Claim.Declinature: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("clause", clause)
        try writer.member("reason", reason)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let clause: String = try reader.member("clause")
        let reason: String = try reader.member("reason")
        try reader.endObject()
        self.init(clause: clause, reason: reason)
    }
}

extension Claim.Payment: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("amount", amount)
        try writer.member("at", at)
        try writer.member("payee", payee)
        try writer.member("reference", reference)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let amount: Money = try reader.member("amount")
        let at: Instant = try reader.member("at")
        let payee: MemberID = try reader.member("payee")
        let reference: String = try reader.member("reference")
        try reader.endObject()
        self.init(reference: reference, amount: amount, payee: payee, at: at)
    }
}

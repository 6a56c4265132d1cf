import CanonicalJSON
import Contracts
import Marine

extension Instruction: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .consortium(let value):
            writer.beginCase("consortium")
            try writer.member("_0", value)
        case .openCover(let id, let terms):
            writer.beginCase("openCover")
            try writer.member("id", id)
            try writer.member("terms", terms)
        case .closeCover(let cover):
            writer.beginCase("closeCover")
            try writer.member("cover", cover)
        case .declare(let cover, let certificate, let declaration):
            writer.beginCase("declare")
            try writer.member("certificate", certificate)
            try writer.member("cover", cover)
            try writer.member("declaration", declaration)
        case .endorse(
            let certificate,
            let description,
            let consignee,
            let conveyance,
            let sailing,
            let reference
        ):
            writer.beginCase("endorse")
            try writer.member("certificate", certificate)
            try writer.memberIfPresent("consignee", consignee)
            try writer.memberIfPresent("conveyance", conveyance)
            try writer.memberIfPresent("description", description)
            try writer.memberIfPresent("reference", reference)
            try writer.memberIfPresent("sailing", sailing)
        case .cancel(let certificate, let reason):
            writer.beginCase("cancel")
            try writer.member("certificate", certificate)
            try writer.member("reason", reason)
        case .payPremium(let certificate, let amount):
            writer.beginCase("payPremium")
            try writer.member("amount", amount)
            try writer.member("certificate", certificate)
        case .registerShipment(let id, let certificate, let party, let container):
            writer.beginCase("registerShipment")
            try writer.member("certificate", certificate)
            try writer.memberIfPresent("container", container)
            try writer.member("id", id)
            try writer.member("party", party)
        case .bindDevice(let shipment, let device, let publicKey):
            writer.beginCase("bindDevice")
            try writer.member("device", device)
            try writer.memberIfPresent("publicKey", publicKey)
            try writer.member("shipment", shipment)
        case .depart(let shipment, let at):
            writer.beginCase("depart")
            try writer.member("at", at)
            try writer.member("shipment", shipment)
        case .recordTelemetry(let shipment, let upload, let findings):
            writer.beginCase("recordTelemetry")
            try writer.member("findings", findings)
            try writer.member("shipment", shipment)
            try writer.member("upload", upload)
        case .arrive(let shipment, let at):
            writer.beginCase("arrive")
            try writer.member("at", at)
            try writer.member("shipment", shipment)
        case .deliver(let shipment, let at):
            writer.beginCase("deliver")
            try writer.member("at", at)
            try writer.member("shipment", shipment)
        case .notifyClaim(let id, let notice):
            writer.beginCase("notifyClaim")
            try writer.member("id", id)
            try writer.member("notice", notice)
        case .acknowledge(let claim):
            writer.beginCase("acknowledge")
            try writer.member("claim", claim)
        case .adjudicate(let claim, let paymentReference):
            writer.beginCase("adjudicate")
            try writer.member("claim", claim)
            try writer.member("paymentReference", paymentReference)
        case .adjust(let claim, let assessment):
            writer.beginCase("adjust")
            try writer.member("assessment", assessment)
            try writer.member("claim", claim)
        case .approve(let claim, let amount):
            writer.beginCase("approve")
            try writer.member("amount", amount)
            try writer.member("claim", claim)
        case .refer(let claim, let reasons):
            writer.beginCase("refer")
            try writer.member("claim", claim)
            try writer.member("reasons", reasons)
        case .decline(let claim, let clause, let reason):
            writer.beginCase("decline")
            try writer.member("claim", claim)
            try writer.member("clause", clause)
            try writer.member("reason", reason)
        case .settle(let claim, let paymentReference):
            writer.beginCase("settle")
            try writer.member("claim", claim)
            try writer.member("paymentReference", paymentReference)
        case .closeClaim(let claim):
            writer.beginCase("closeClaim")
            try writer.member("claim", claim)
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("consortium") {
            self = .consortium(try reader.member("_0"))
        } else if try reader.passCase("openCover") {
            self = .openCover(id: try reader.member("id"), terms: try reader.member("terms"))
        } else if try reader.passCase("closeCover") {
            self = .closeCover(cover: try reader.member("cover"))
        } else if try reader.passCase("declare") {
            let certificate: InstanceID = try reader.member("certificate")
            let cover: InstanceID = try reader.member("cover")
            let declaration: Declaration = try reader.member("declaration")
            self = .declare(cover: cover, certificate: certificate, declaration: declaration)
        } else if try reader.passCase("endorse") {
            let certificate: InstanceID = try reader.member("certificate")
            let consignee: String? = try reader.memberIfPresent("consignee")
            let conveyance: Conveyance? = try reader.memberIfPresent("conveyance")
            let description: String? = try reader.memberIfPresent("description")
            let reference: String? = try reader.memberIfPresent("reference")
            let sailing: Instant? = try reader.memberIfPresent("sailing")
            self = .endorse(
                certificate: certificate,
                description: description,
                consignee: consignee,
                conveyance: conveyance,
                sailing: sailing,
                reference: reference
            )
        } else if try reader.passCase("cancel") {
            self = .cancel(
                certificate: try reader.member("certificate"),
                reason: try reader.member("reason")
            )
        } else if try reader.passCase("payPremium") {
            let amount: Money = try reader.member("amount")
            let certificate: InstanceID = try reader.member("certificate")
            self = .payPremium(certificate: certificate, amount: amount)
        } else if try reader.passCase("registerShipment") {
            let certificate: InstanceID = try reader.member("certificate")
            let container: ContainerNumber? = try reader.memberIfPresent("container")
            let id: InstanceID = try reader.member("id")
            let party: Shipment.Party = try reader.member("party")
            self = .registerShipment(
                id: id,
                certificate: certificate,
                party: party,
                container: container
            )
        } else if try reader.passCase("bindDevice") {
            let device: String = try reader.member("device")
            let publicKey: String? = try reader.memberIfPresent("publicKey")
            let shipment: InstanceID = try reader.member("shipment")
            self = .bindDevice(shipment: shipment, device: device, publicKey: publicKey)
        } else if try reader.passCase("depart") {
            let at: Instant = try reader.member("at")
            let shipment: InstanceID = try reader.member("shipment")
            self = .depart(shipment: shipment, at: at)
        } else if try reader.passCase("recordTelemetry") {
            let findings: TelemetryFindings = try reader.member("findings")
            let shipment: InstanceID = try reader.member("shipment")
            let upload: Shipment.Upload = try reader.member("upload")
            self = .recordTelemetry(shipment: shipment, upload: upload, findings: findings)
        } else if try reader.passCase("arrive") {
            let at: Instant = try reader.member("at")
            let shipment: InstanceID = try reader.member("shipment")
            self = .arrive(shipment: shipment, at: at)
        } else if try reader.passCase("deliver") {
            let at: Instant = try reader.member("at")
            let shipment: InstanceID = try reader.member("shipment")
            self = .deliver(shipment: shipment, at: at)
        } else if try reader.passCase("notifyClaim") {
            self = .notifyClaim(id: try reader.member("id"), notice: try reader.member("notice"))
        } else if try reader.passCase("acknowledge") {
            self = .acknowledge(claim: try reader.member("claim"))
        } else if try reader.passCase("adjudicate") {
            self = .adjudicate(
                claim: try reader.member("claim"),
                paymentReference: try reader.member("paymentReference")
            )
        } else if try reader.passCase("adjust") {
            let assessment: Assessment = try reader.member("assessment")
            let claim: InstanceID = try reader.member("claim")
            self = .adjust(claim: claim, assessment: assessment)
        } else if try reader.passCase("approve") {
            let amount: Money = try reader.member("amount")
            let claim: InstanceID = try reader.member("claim")
            self = .approve(claim: claim, amount: amount)
        } else if try reader.passCase("refer") {
            self = .refer(claim: try reader.member("claim"), reasons: try reader.member("reasons"))
        } else if try reader.passCase("decline") {
            self = .decline(
                claim: try reader.member("claim"),
                clause: try reader.member("clause"),
                reason: try reader.member("reason")
            )
        } else if try reader.passCase("settle") {
            self = .settle(
                claim: try reader.member("claim"),
                paymentReference: try reader.member("paymentReference")
            )
        } else if try reader.passCase("closeClaim") {
            self = .closeClaim(claim: try reader.member("claim"))
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}

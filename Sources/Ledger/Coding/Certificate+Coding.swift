import CanonicalJSON
import Contracts
import Marine

extension Certificate.Command: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .issue(
            let id,
            let cover,
            let coverTerms,
            let declaration,
            let onRisk,
            let rate,
            let premium,
            let screeningHits
        ):
            writer.beginCase("issue")
            try writer.member("cover", cover)
            try writer.member("coverTerms", coverTerms)
            try writer.member("declaration", declaration)
            try writer.member("id", id)
            try writer.member("onRisk", onRisk)
            try writer.member("premium", premium)
            try writer.member("rate", rate)
            try writer.member("screeningHits", screeningHits)
        case .endorse(let description, let consignee, let conveyance, let sailing, let reference):
            writer.beginCase("endorse")
            try writer.memberIfPresent("consignee", consignee)
            try writer.memberIfPresent("conveyance", conveyance)
            try writer.memberIfPresent("description", description)
            try writer.memberIfPresent("reference", reference)
            try writer.memberIfPresent("sailing", sailing)
        case .cancel(let reason):
            writer.beginCase("cancel")
            try writer.member("reason", reason)
        case .payPremium(let amount):
            writer.beginCase("payPremium")
            try writer.member("amount", amount)
        case .assign(let shipment):
            writer.beginCase("assign")
            try writer.member("shipment", shipment)
        case .attach(let at):
            writer.beginCase("attach")
            try writer.member("at", at)
        case .terminate(let at):
            writer.beginCase("terminate")
            try writer.member("at", at)
        case .noteClaim(let claim, let peril, let lossFrom):
            writer.beginCase("noteClaim")
            try writer.member("claim", claim)
            try writer.member("lossFrom", lossFrom)
            try writer.member("peril", peril)
        case .erode(let claim, let amount):
            writer.beginCase("erode")
            try writer.member("amount", amount)
            try writer.member("claim", claim)
        case .releaseClaim(let claim):
            writer.beginCase("releaseClaim")
            try writer.member("claim", claim)
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("issue") {
            let cover: InstanceID = try reader.member("cover")
            let coverTerms: CoverTerms = try reader.member("coverTerms")
            let declaration: Declaration = try reader.member("declaration")
            let id: InstanceID = try reader.member("id")
            let onRisk: OpenCover.OnRisk = try reader.member("onRisk")
            let premium: Money = try reader.member("premium")
            let rate: Rate = try reader.member("rate")
            let screeningHits: [String] = try reader.member("screeningHits")
            self = .issue(
                id: id,
                cover: cover,
                coverTerms: coverTerms,
                declaration: declaration,
                onRisk: onRisk,
                rate: rate,
                premium: premium,
                screeningHits: screeningHits
            )
        } else if try reader.passCase("endorse") {
            let consignee: String? = try reader.memberIfPresent("consignee")
            let conveyance: Conveyance? = try reader.memberIfPresent("conveyance")
            let description: String? = try reader.memberIfPresent("description")
            let reference: String? = try reader.memberIfPresent("reference")
            let sailing: Instant? = try reader.memberIfPresent("sailing")
            self = .endorse(
                description: description,
                consignee: consignee,
                conveyance: conveyance,
                sailing: sailing,
                reference: reference
            )
        } else if try reader.passCase("cancel") {
            self = .cancel(reason: try reader.member("reason"))
        } else if try reader.passCase("payPremium") {
            self = .payPremium(amount: try reader.member("amount"))
        } else if try reader.passCase("assign") {
            self = .assign(shipment: try reader.member("shipment"))
        } else if try reader.passCase("attach") {
            self = .attach(at: try reader.member("at"))
        } else if try reader.passCase("terminate") {
            self = .terminate(at: try reader.member("at"))
        } else if try reader.passCase("noteClaim") {
            let claim: InstanceID = try reader.member("claim")
            let lossFrom: Instant = try reader.member("lossFrom")
            let peril: Peril = try reader.member("peril")
            self = .noteClaim(claim: claim, peril: peril, lossFrom: lossFrom)
        } else if try reader.passCase("erode") {
            let amount: Money = try reader.member("amount")
            let claim: InstanceID = try reader.member("claim")
            self = .erode(claim: claim, amount: amount)
        } else if try reader.passCase("releaseClaim") {
            self = .releaseClaim(claim: try reader.member("claim"))
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}

extension Certificate.Event: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .issued(let value):
            writer.beginCase("issued")
            try writer.member("_0", value)
        case .endorsed(let declaration, let onRisk):
            writer.beginCase("endorsed")
            try writer.member("declaration", declaration)
            try writer.member("onRisk", onRisk)
        case .cancelled(let reason, let returnedPremium):
            writer.beginCase("cancelled")
            try writer.member("reason", reason)
            try writer.member("returnedPremium", returnedPremium)
        case .premiumPaid(let amount):
            writer.beginCase("premiumPaid")
            try writer.member("amount", amount)
        case .assigned(let shipment):
            writer.beginCase("assigned")
            try writer.member("shipment", shipment)
        case .attached(let at):
            writer.beginCase("attached")
            try writer.member("at", at)
        case .terminated(let at):
            writer.beginCase("terminated")
            try writer.member("at", at)
        case .claimNoted(let claim, let peril, let lossFrom):
            writer.beginCase("claimNoted")
            try writer.member("claim", claim)
            try writer.member("lossFrom", lossFrom)
            try writer.member("peril", peril)
        case .eroded(let claim, let amount):
            writer.beginCase("eroded")
            try writer.member("amount", amount)
            try writer.member("claim", claim)
        case .claimReleased(let claim):
            writer.beginCase("claimReleased")
            try writer.member("claim", claim)
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("issued") {
            self = .issued(try reader.member("_0"))
        } else if try reader.passCase("endorsed") {
            self = .endorsed(
                declaration: try reader.member("declaration"),
                onRisk: try reader.member("onRisk")
            )
        } else if try reader.passCase("cancelled") {
            self = .cancelled(
                reason: try reader.member("reason"),
                returnedPremium: try reader.member("returnedPremium")
            )
        } else if try reader.passCase("premiumPaid") {
            self = .premiumPaid(amount: try reader.member("amount"))
        } else if try reader.passCase("assigned") {
            self = .assigned(shipment: try reader.member("shipment"))
        } else if try reader.passCase("attached") {
            self = .attached(at: try reader.member("at"))
        } else if try reader.passCase("terminated") {
            self = .terminated(at: try reader.member("at"))
        } else if try reader.passCase("claimNoted") {
            let claim: InstanceID = try reader.member("claim")
            let lossFrom: Instant = try reader.member("lossFrom")
            let peril: Peril = try reader.member("peril")
            self = .claimNoted(claim: claim, peril: peril, lossFrom: lossFrom)
        } else if try reader.passCase("eroded") {
            let amount: Money = try reader.member("amount")
            let claim: InstanceID = try reader.member("claim")
            self = .eroded(claim: claim, amount: amount)
        } else if try reader.passCase("claimReleased") {
            self = .claimReleased(claim: try reader.member("claim"))
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}

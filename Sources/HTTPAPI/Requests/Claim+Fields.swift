import Contracts
import Marine

extension Claim.Notice {
    static func read(_ fields: FieldReader) -> Claim.Notice? {
        let certificate = fields.required("certificate", .identifier)
        let shipment = fields.optional("shipment", .identifier)
        let peril = fields.required("peril", .choice(Peril.self))
        let lossFrom = fields.required("lossFrom", .instant)
        let lossTo = fields.required("lossTo", .instant)
        let description = fields.required("description", .text(1...2000))
        let estimate = fields.optional("estimate", .money)
        guard let certificate, let shipment, let peril, let lossFrom, let lossTo,
            let description, let estimate
        else { return nil }
        return Claim.Notice(
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

extension Assessment {
    /// An object with the assessment's name as its one member.
    static func read(_ fields: FieldReader) -> Assessment? {
        let names = ["agreedLoss", "partialLoss", "salvageLoss", "totalLoss"]
        guard let choice = fields.choice(names) else { return nil }
        let parser: FieldParser<Assessment> =
            switch choice.name {
            case "agreedLoss": .object { $0.required("rate", .rate).map { .agreedLoss(rate: $0) } }
            case "partialLoss": .object(partialLoss)
            case "salvageLoss":
                .object {
                    $0.required("netProceeds", .money).map { .salvageLoss(netProceeds: $0) }
                }
            default: .object { _ in .totalLoss }
            }
        return parser.read(choice.value, fields.place.child(choice.name))
    }

    private static func partialLoss(_ fields: FieldReader) -> Assessment? {
        let sound = fields.required("grossSoundValue", .money)
        let damaged = fields.required("grossDamagedValue", .money)
        guard let sound, let damaged else { return nil }
        return .partialLoss(grossSoundValue: sound, grossDamagedValue: damaged)
    }
}

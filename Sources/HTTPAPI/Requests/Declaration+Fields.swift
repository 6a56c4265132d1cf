import Contracts
import Marine

extension Declaration {
    static func read(_ fields: FieldReader) -> Declaration? {
        let goods = fields.required("goods", .text(1...60))
        let description = fields.required("description", .text(1...200))
        let cost = fields.required("cost", .money)
        let freight = fields.required("freight", .money)
        let incoterm = fields.required("incoterm", .choice(Incoterm.self))
        let conveyance = fields.required("conveyance", .object(Conveyance.read))
        let from = fields.required("from", .parsed(UNLocode.self))
        let via = fields.member("via", .list(of: .parsed(UNLocode.self), 0...8), default: [])
        let to = fields.required("to", .parsed(UNLocode.self))
        let sailing = fields.required("sailing", .instant)
        let consignee = fields.required("consignee", .text(1...200))
        let agreedValue = fields.optional("agreedValue", .money)
        let reference = fields.member("reference", .text(0...60), default: "")
        guard let goods, let description, let cost, let freight, let incoterm, let conveyance,
            let from, let via, let to, let sailing, let consignee, let agreedValue, let reference
        else { return nil }
        return Declaration(
            goods: goods,
            description: description,
            cost: cost,
            freight: freight,
            incoterm: incoterm,
            conveyance: conveyance,
            from: from,
            via: via,
            to: to,
            sailing: sailing,
            consignee: consignee,
            agreedValue: agreedValue,
            reference: reference
        )
    }
}

extension Conveyance {
    static func read(_ fields: FieldReader) -> Conveyance? {
        let imo = fields.required("imo", .parsed(IMONumber.self))
        let ship = fields.required("ship", .text(1...60))
        let voyage = fields.required("voyage", .text(1...30))
        guard let imo, let ship, let voyage else { return nil }
        return Conveyance(imo: imo, ship: ship, voyage: voyage)
    }
}

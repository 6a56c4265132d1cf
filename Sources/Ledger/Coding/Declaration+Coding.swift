import CanonicalJSON
import Contracts
import Marine

extension Declaration: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.memberIfPresent("agreedValue", agreedValue)
        try writer.member("consignee", consignee)
        try writer.member("conveyance", conveyance)
        try writer.member("cost", cost)
        try writer.member("description", description)
        try writer.member("freight", freight)
        try writer.member("from", from)
        try writer.member("goods", goods)
        try writer.member("incoterm", incoterm)
        try writer.member("reference", reference)
        try writer.member("sailing", sailing)
        try writer.member("to", to)
        try writer.member("via", via)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let agreedValue: Money? = try reader.memberIfPresent("agreedValue")
        let consignee: String = try reader.member("consignee")
        let conveyance: Conveyance = try reader.member("conveyance")
        let cost: Money = try reader.member("cost")
        let description: String = try reader.member("description")
        let freight: Money = try reader.member("freight")
        let from: UNLocode = try reader.member("from")
        let goods: String = try reader.member("goods")
        let incoterm: Incoterm = try reader.member("incoterm")
        let reference: String = try reader.member("reference")
        let sailing: Instant = try reader.member("sailing")
        let to: UNLocode = try reader.member("to")
        let via: [UNLocode] = try reader.member("via")
        try reader.endObject()
        self.init(
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

extension Conveyance: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("imo", imo)
        try writer.member("ship", ship)
        try writer.member("voyage", voyage)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let imo: IMONumber = try reader.member("imo")
        let ship: String = try reader.member("ship")
        let voyage: String = try reader.member("voyage")
        try reader.endObject()
        self.init(imo: imo, ship: ship, voyage: voyage)
    }
}

public import Marine

/// The particulars of one shipment, as its assured declares them under a cover.
public struct Declaration: Codable, Hashable, Sendable {
    /// The goods, by the name under which the cover accepts them.
    public var goods: String
    /// What the goods are in trade terms; 1 to 200 bytes.
    public var description: String
    /// The cost of the goods.
    public var cost: Money
    /// The freight.
    public var freight: Money
    /// The delivery term of the sale.
    public var incoterm: Incoterm
    /// The ship and voyage.
    public var conveyance: Conveyance
    /// Where the voyage begins.
    public var from: UNLocode
    /// Where the goods change conveyance, in order; at most 8.
    public var via: [UNLocode]
    /// Where the voyage ends.
    public var to: UNLocode
    /// When the voyage begins, as estimated.
    public var sailing: Instant
    /// To whom the goods go: 1 to 200 bytes, screened against the sanctions list.
    public var consignee: String
    /// The insured value where the parties agreed one; `nil` follows the cover's valuation.
    public var agreedValue: Money?
    /// The assured's own reference; at most 60 bytes.
    public var reference: String

    /// States a declaration.
    public init(
        goods: String,
        description: String,
        cost: Money,
        freight: Money,
        incoterm: Incoterm,
        conveyance: Conveyance,
        from: UNLocode,
        via: [UNLocode],
        to: UNLocode,
        sailing: Instant,
        consignee: String,
        agreedValue: Money?,
        reference: String
    ) {
        self.goods = goods
        self.description = description
        self.cost = cost
        self.freight = freight
        self.incoterm = incoterm
        self.conveyance = conveyance
        self.from = from
        self.via = via
        self.to = to
        self.sailing = sailing
        self.consignee = consignee
        self.agreedValue = agreedValue
        self.reference = reference
    }

    /// The places that hold the goods on the way, each once, in order.
    public var places: [UNLocode] {
        var seen: [UNLocode] = []
        for place in [from] + via + [to] where !seen.contains(place) { seen.append(place) }
        return seen
    }

    /// The names that are screened against the sanctions list.
    public var screened: [String] {
        [consignee, conveyance.ship, "IMO \(conveyance.imo)", "\(conveyance.imo)"]
    }

    func validate() throws(Refusal) {
        try requireText(goods, "goods", atMost: 60)
        try requireText(description, "description")
        try requireText(consignee, "consignee")
        try requireText(conveyance.ship, "conveyance.ship", atMost: 60)
        try requireText(conveyance.voyage, "conveyance.voyage", atMost: 30)
        if !reference.isEmpty { try requireText(reference, "reference", atMost: 60) }
        guard via.count <= 8 else {
            throw Refusal(.tooManyEntries, ["via": "\(via.count)", "limit": "8"])
        }
    }
}

/// The ship that carries the goods, on one voyage.
public struct Conveyance: Codable, Hashable, Sendable {
    /// The ship's IMO number.
    public var imo: IMONumber
    /// The ship's name; 1 to 60 bytes.
    public var ship: String
    /// The carrier's voyage number; 1 to 30 bytes.
    public var voyage: String

    /// Names a conveyance.
    public init(imo: IMONumber, ship: String, voyage: String) {
        self.imo = imo
        self.ship = ship
        self.voyage = voyage
    }

    /// The key under which a cover accumulates values: one ship on one voyage.
    public var accumulationKey: String { "\(imo)/\(voyage)" }
}

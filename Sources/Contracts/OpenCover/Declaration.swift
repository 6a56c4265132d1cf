public import CanonicalJSON
public import Marine

/// The particulars of one shipment, as its assured declares them under a cover.
public struct Declaration: Record, Hashable, Sendable {
    /// The goods, by the name under which the cover accepts them.
    public var goods: Text<60>
    /// What the goods are in trade terms.
    public var description: Text<200>
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
    /// Where the goods change conveyance, in order.
    public var via: Entries<0, 8, UNLocode> = []
    /// Where the voyage ends.
    public var to: UNLocode
    /// When the voyage begins, as estimated.
    public var sailing: Instant
    /// To whom the goods go; screened against the sanctions list.
    public var consignee: Text<200>
    /// The insured value where the parties agreed one; `nil` follows the cover's valuation.
    public var agreedValue: Money?
    /// The assured's own reference.
    public var reference: OptionalText<60> = ""
    /// When the voyage is planned to end; 60 days after it begins where left out, for accumulation.
    ///
    /// - Since: edition 2
    public var arrival: Instant?
    /// When the ship is planned to be at places on the way; all the voyage where left out.
    ///
    /// - Since: edition 2
    public var calls: Entries<0, 8, PortCall>?
    /// The number of the bill of lading or waybill, where it is known: other certificates on it
    /// insure the same goods unless their leader says otherwise.
    ///
    /// - Since: edition 2
    public var billOfLading: Text<35>?
    /// The lot or batch of the goods, by the maker's mark.
    ///
    /// - Since: edition 2
    public var lot: Text<60>?

    /// The places that hold the goods on the way, each once, in order.
    public var places: [UNLocode] {
        var seen: [UNLocode] = []
        for place in [from] + via.array + [to] where !seen.contains(place) { seen.append(place) }
        return seen
    }

    /// Whether it goes from one place to another, and the planned instants follow each other.
    var isVoyage: Bool {
        let calls = (calls ?? []).flatMap { [$0.arrival, $0.departure] }
        let instants = [sailing] + calls + [arrival].compactMap(\.self)
        return from != to && (arrival.map { sailing < $0 } ?? true)
            && zip(instants, instants.dropFirst()).allSatisfy(<=)
    }

    /// The voyage in words.
    var voyage: String {
        let end = arrival.map { " to \($0)" } ?? ""
        return "\(from) to \(to), \(sailing)\(end)"
    }

    /// The names that the first edition screens against the sanctions list.
    public var screened: [Text<200>] {
        [consignee, Text(conveyance.ship)]
            + ["IMO \(conveyance.imo)", "\(conveyance.imo)"].compactMap { Text(cutting: $0) }
    }
}

/// A planned call of a ship at a place where goods change conveyance.
public struct PortCall: Record, Hashable, Sendable {
    /// The place.
    public var place: UNLocode
    /// When the goods are planned to arrive there.
    public var arrival: Instant
    /// When they are planned to leave it.
    public var departure: Instant
}

/// The ship that carries the goods, on one voyage.
public struct Conveyance: Record, Hashable, Sendable {
    /// The ship's IMO number.
    public var imo: IMONumber
    /// The ship's name.
    public var ship: Text<60>
    /// The carrier's voyage number.
    public var voyage: Text<30>

    /// The key under which a cover accumulates values: one ship on one voyage; from the second
    /// edition on one ship, as a voyage's number is spelled in many ways.
    public func accumulationKey(in edition: Edition) -> OpenCover.ConveyanceKey {
        OptionalText(cutting: edition >= .second ? "\(imo)" : "\(imo)/\(voyage)")
    }
}

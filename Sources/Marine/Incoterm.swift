public import CanonicalJSON

/// A rule of Incoterms 2020 (ICC publication 723), which says where risk passes to the buyer.
public enum Incoterm: String, CanonicalText, JSONCoded, CaseIterable {
    /// Ex Works: risk passes when the goods are placed at the buyer's disposal, not loaded.
    case exw = "EXW"

    /// Free Carrier: risk passes when the goods are handed to the buyer's carrier.
    case fca = "FCA"

    /// Free Alongside Ship: risk passes when the goods lie alongside the vessel.
    case fas = "FAS"

    /// Free On Board: risk passes when the goods are on board the vessel.
    case fob = "FOB"

    /// Cost and Freight: risk passes on board; the seller pays the freight.
    case cfr = "CFR"

    /// Cost, Insurance and Freight: risk passes on board; the seller pays freight and insures.
    case cif = "CIF"

    /// Carriage Paid To: risk passes to the buyer with the first carrier; the seller pays carriage.
    case cpt = "CPT"

    /// Carriage and Insurance Paid To: as CPT, and the seller insures.
    case cip = "CIP"

    /// Delivered At Place: risk passes at the destination, ready for unloading.
    case dap = "DAP"

    /// Delivered at Place Unloaded: risk passes at the destination, unloaded.
    case dpu = "DPU"

    /// Delivered Duty Paid: as DAP, with import duties paid by the seller.
    case ddp = "DDP"

    /// The least cover the rule makes the seller buy, if it makes the seller insure at all.
    ///
    /// CIF asks for Institute Cargo Clauses (C), CIP for (A) (Incoterms 2020, article A5), each for
    /// 110 % of the contract price.
    public var sellersMinimumCover: ClauseSet? {
        switch self {
        case .cif: .iccC
        case .cip: .iccA
        default: nil
        }
    }
}

public import CanonicalJSON

/// What brought about a loss, in the words of the cargo clauses.
///
/// The text is the name of the case.
public enum Peril: String, CanonicalText, JSONCoded, CaseIterable {
    /// Fire or explosion.
    case fireOrExplosion

    /// The vessel or craft stranded, grounded, sunk or capsized.
    case strandingOrSinking

    /// A land conveyance overturned or derailed.
    case overturningOrDerailment

    /// A conveyance met another object than water.
    case collision

    /// The cargo was discharged at a port of distress.
    case dischargeAtPortOfDistress

    /// Earthquake, volcanic eruption or lightning.
    case earthquake

    /// The sea washed the cargo overboard.
    case washingOverboard

    /// Sea, lake or river water entered the vessel, conveyance, container or place of storage.
    case entryOfWater

    /// The cargo was thrown overboard to save the adventure.
    case jettison

    /// General average: a sacrifice, or a contribution to one.
    case generalAverage

    /// A whole package was lost overboard or dropped while loading or unloading.
    case totalLossOfPackage

    /// Theft, pilferage or non-delivery.
    case theft

    /// Handling that broke, bent or crushed the goods.
    case roughHandling

    /// A temperature outside what the goods bear, from whatever cause.
    case temperatureVariation

    /// Refrigerating machinery broke down and stood still.
    case machineryBreakdown

    /// The goods came late, whatever the cause of the delay.
    case delay

    /// The nature of the goods themselves: ripening, sweating, spontaneous heating.
    case inherentVice

    /// Packing or preparation that could not withstand the ordinary incidents of the transit.
    case insufficientPacking

    /// War, civil war, capture, seizure, derelict mines.
    case war

    /// Strikes, lock-outs, riots, terrorism and politically motivated acts.
    case strikes

    /// Fresh water, rain or condensation wetted the goods.
    case wetting
}

public import Marine

/// What a set of readings shows against a certificate's terms.
///
/// ``DeviceFindings`` states the rules of standing, gaps and excursions. Where a device contradicts
/// itself about the temperature of an instant, every value counts for the minimum and maximum, but
/// an instant lies above or below the band only if all its values do: a contradiction proves no
/// excursion. In the mean kinetic temperature its values share the instant's interval equally,
/// in units of 1/720,720 of a millisecond, rounded down, but never to nothing.
///
/// Findings are those of an edition of the rules: an upload's are computed, and audited, by the
/// edition of its ledger entry. From the sixth edition on an instant before a gap, and the last
/// one, weigh nothing in the mean kinetic temperature unless all do:
/// such a reading stands for no time.
public enum TelemetryEvaluation {
    /// The findings, by an edition of the rules, for every device that reported anything.
    ///
    /// From the second edition on what a device reported within the carriage is judged and nothing
    /// else: nothing at all while the carriage has not begun. Silence from attachment to the first
    /// reading, and from the last one to the end of cover, is a gap like any other. What the parts
    /// of the cover have measured is found for each device that has a reading within the carriage.
    /// From the third edition on signs that readings are not to be believed are found beside. From
    /// the fourth on values that no sound sensor reports are left out (``JudgedReadings``), and
    /// readings of later than `asOf` wait; a device is judged in its own period of the carriage.
    public static func findings(
        of readings: ReadingSet,
        terms: TelemetryTerms,
        measures: [TelemetryMeasure]? = nil,
        within carriage: CarriageWindow?,
        periods: [String: DevicePeriod] = [:],
        asOf now: Instant? = nil,
        in edition: Edition
    ) -> TelemetryFindings {
        var evaluation = ShipmentEvaluation(goingOn: false)
        return evaluation.findings(
            of: readings,
            terms: terms,
            measures: measures,
            within: carriage,
            periods: periods,
            asOf: now,
            in: edition
        )
    }

    /// How many different instants samples in ascending order are of.
    static func instants(_ samples: ArraySlice<Sample>) -> Int {
        var count = 0
        var last: Instant?
        for sample in samples where sample.time != last {
            count += 1
            last = sample.time
        }
        return count
    }
}

public import Marine

/// What a set of readings shows against a certificate's terms.
///
/// ``DeviceFindings`` states the rules of standing, gaps and excursions. Where a device contradicts
/// itself about the temperature of an instant, every value counts for the minimum and maximum, but an
/// instant lies above or below the band only if all its values do: a contradiction proves no
/// excursion. In the mean kinetic temperature its values share the instant's interval equally,
/// in units of 1/720,720 of a millisecond, rounded down, but never to nothing.
public enum TelemetryEvaluation {
    /// The findings for every device that reported anything.
    public static func findings(
        of readings: ReadingSet,
        terms: TelemetryTerms
    ) -> TelemetryFindings {
        TelemetryFindings(
            devices: readings.devices.compactMap { device in
                DeviceEvaluation(device.samples, terms: terms).findings(device: device.device)
            }
        )
    }
}

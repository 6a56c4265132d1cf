public import Marine

/// What one device measured at one instant, without the device's name.
///
/// Every figure is an integer in the unit that its name states. A nil measurement was not reported.
public struct Sample: Hashable, Sendable {
    /// The instant of the measurement.
    public var time: Instant

    /// The temperature.
    public var temperature: Temperature?

    /// Relative humidity in thousandths of a percent, 0...100,000.
    public var humidityMilliPercent: Int32?

    /// The greatest acceleration in thousandths of a g, 0...1,000,000.
    public var shockMilliG: Int32?

    /// The illuminance in thousandths of a lux, 0...1,000,000,000.
    public var lightMilliLux: Int32?

    /// The state of the door.
    public var door: DoorState?

    /// The position.
    public var position: Position?

    /// The charge left in thousandths of a percent, 0...100,000.
    public var batteryMilliPercent: Int32?

    /// States a sample; ranges are checked where samples come in, by the parsers and the decoder.
    public init(
        time: Instant,
        temperature: Temperature? = nil,
        humidityMilliPercent: Int32? = nil,
        shockMilliG: Int32? = nil,
        lightMilliLux: Int32? = nil,
        door: DoorState? = nil,
        position: Position? = nil,
        batteryMilliPercent: Int32? = nil
    ) {
        self.time = time
        self.temperature = temperature
        self.humidityMilliPercent = humidityMilliPercent
        self.shockMilliG = shockMilliG
        self.lightMilliLux = lightMilliLux
        self.door = door
        self.position = position
        self.batteryMilliPercent = batteryMilliPercent
    }

    /// Whether nothing was measured.
    public var isEmpty: Bool {
        temperature == nil && humidityMilliPercent == nil && shockMilliG == nil
            && lightMilliLux == nil && door == nil && position == nil && batteryMilliPercent == nil
    }
}

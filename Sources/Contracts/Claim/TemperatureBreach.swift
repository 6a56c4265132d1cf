public import Marine

/// A breach of a certificate's temperature trigger by one device's readings.
public struct TemperatureBreach: Hashable, Sendable {
    /// Whose readings.
    public var device: String
    /// When the first excursion that counts began.
    public var from: Instant
    /// When the last excursion that counts ended.
    public var to: Instant
    /// The figures that were compared, in words and numbers.
    public var figure: String
}

extension TemperatureTrigger {
    /// The first device, in the findings' order, whose readings meet the trigger by an edition of
    /// the rules.
    ///
    /// A mean is judged only once the carriage `isComplete`, as later readings may still lower it;
    /// time over a limit can only grow.
    public func breach(
        in findings: TelemetryFindings,
        isComplete: Bool,
        by edition: Edition
    ) -> TemperatureBreach? {
        for device in findings.devices {
            if let breach = breach(of: device, isComplete) { return breach }
        }
        return nil
    }

    /// What the trigger asks, in words and numbers.
    public var limitText: String {
        switch self {
        case .excursionAllowance(let upTo, let downTo, let milliseconds, let mean):
            var parts = ["out of band for at most \(DurationText.text(milliseconds.value))"]
            if let upTo { parts.append("never above \(upTo) C") }
            if let downTo { parts.append("never below \(downTo) C") }
            if let mean { parts.append("mean kinetic temperature at most \(mean) C") }
            return parts.joined(separator: "; ")
        case .machineryBreakdown(let milliseconds):
            return "out of band for at least \(DurationText.text(milliseconds.value)) together"
        }
    }

    /// The figures of the device that comes nearest to the trigger; `nil` without temperatures.
    public func nearestFigure(in findings: TelemetryFindings) -> String? {
        let measured = findings.devices.filter { $0.maximum != nil }
        let worst = measured.max { left, right in
            counted(left) < counted(right)
        }
        return worst.map(figure)
    }

    private func counted(_ device: DeviceFindings) -> Int64 {
        switch self {
        case .excursionAllowance: max(device.millisecondsAbove, device.millisecondsBelow)
        case .machineryBreakdown:
            max(device.longestAboveMilliseconds, device.longestBelowMilliseconds)
        }
    }

    private func breach(of device: DeviceFindings, _ isComplete: Bool) -> TemperatureBreach? {
        switch self {
        case .excursionAllowance(let upTo, let downTo, let allowed, let meanLimit):
            var met = max(device.millisecondsAbove, device.millisecondsBelow) > allowed.value
            if let upTo, let maximum = device.maximum, maximum > upTo { met = true }
            if let downTo, let minimum = device.minimum, minimum < downTo { met = true }
            // The mean applies to heat alone: cold below the band must not offset time above it.
            if isComplete, let meanLimit, let mean = device.meanKineticTemperature,
                mean > meanLimit, device.excursions.contains(where: { $0.kind == .above })
            {
                met = true
            }
            guard met else { return nil }
            return breach(of: device, counting: device.excursions)
        case .machineryBreakdown(let needed):
            let longest = max(device.longestAboveMilliseconds, device.longestBelowMilliseconds)
            guard longest >= needed.value else { return nil }
            return breach(
                of: device,
                counting: device.excursions.filter { $0.milliseconds >= needed.value }
            )
        }
    }

    private func breach(
        of device: DeviceFindings,
        counting excursions: [TemperatureExcursion]
    ) -> TemperatureBreach {
        TemperatureBreach(
            device: device.device,
            from: excursions.first?.start ?? device.first,
            to: excursions.last?.end ?? device.last,
            figure: figure(device)
        )
    }

    private func figure(_ device: DeviceFindings) -> String {
        var parts = [device.device]
        switch self {
        case .excursionAllowance:
            parts.append("\(DurationText.text(device.millisecondsAbove)) above")
            parts.append("\(DurationText.text(device.millisecondsBelow)) below")
        case .machineryBreakdown:
            let longest = max(device.longestAboveMilliseconds, device.longestBelowMilliseconds)
            parts.append("\(DurationText.text(longest)) together")
        }
        if let maximum = device.maximum { parts.append("highest \(maximum) C") }
        if let minimum = device.minimum { parts.append("lowest \(minimum) C") }
        if case .excursionAllowance = self, let mean = device.meanKineticTemperature {
            parts.append("mean kinetic temperature \(mean) C")
        }
        return parts.joined(separator: ", ")
    }
}

/// Durations as text for people.
enum DurationText {
    /// Whole hours and minutes, and seconds and milliseconds only where there are any.
    static func text(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        var text = "\(seconds / 3600) h \(seconds / 60 % 60) min"
        if seconds % 60 != 0 || milliseconds % 1000 != 0 { text += " \(seconds % 60) s" }
        if milliseconds % 1000 != 0 { text += " \(milliseconds % 1000) ms" }
        return text
    }
}

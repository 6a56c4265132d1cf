import Marine

/// Writes a segment's bytes; ``Segment`` says what they are.
enum SegmentEncoder {
    static let magic: [UInt8] = [0x50, 0x53, 0x45, 0x47]
    static let edition: UInt8 = 1

    /// Encodes samples that are in canonical order, each once.
    static func encode(device: String, samples: [Sample]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64 + samples.count * 12)
        bytes += heading(device: device)
        append(UInt64(samples.count), to: &bytes)
        var previous: Int64 = 0
        for sample in samples {
            let time = sample.time.millisecondsSinceEpoch
            append(UInt64(time - previous), to: &bytes)
            previous = time
        }
        for column in SegmentColumn.allCases { encode(column, samples, to: &bytes) }
        return bytes
    }

    /// What stands before the number of samples.
    static func heading(device: String) -> [UInt8] {
        var bytes = magic
        bytes.append(edition)
        let name = Array(device.utf8)
        append(UInt64(name.count), to: &bytes)
        bytes += name
        return bytes
    }

    private static func encode(
        _ column: SegmentColumn,
        _ samples: [Sample],
        to bytes: inout [UInt8]
    ) {
        let present = samples.count { column.value(of: $0) != nil }
        if present == 0 { return bytes.append(0) }
        bytes.append(present == samples.count ? 1 : 2)
        if present < samples.count {
            let start = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: (samples.count + 7) / 8))
            for (index, sample) in samples.enumerated() where column.value(of: sample) != nil {
                bytes[start + index / 8] |= 1 << UInt8(index % 8)
            }
        }
        var previous: Int64 = 0
        for sample in samples {
            guard let value = column.value(of: sample) else { continue }
            let difference = Int64(value) - previous
            previous = Int64(value)
            append(UInt64(bitPattern: (difference << 1) ^ (difference >> 63)), to: &bytes)
        }
    }

    @inline(__always)
    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// The columns of a segment in the order of their encoding.
enum SegmentColumn: CaseIterable {
    case temperature
    case humidity
    case shock
    case light
    case door
    case latitude
    case longitude
    case battery

    /// The column's value in a sample.
    @inline(__always)
    func value(of sample: Sample) -> Int32? {
        switch self {
        case .temperature: sample.temperature?.milliCelsius
        case .humidity: sample.humidityMilliPercent
        case .shock: sample.shockMilliG
        case .light: sample.lightMilliLux
        case .door: sample.door?.ordinal
        case .latitude: sample.position?.latitudeMicrodegrees
        case .longitude: sample.position?.longitudeMicrodegrees
        case .battery: sample.batteryMilliPercent
        }
    }

    /// The range of the column's values.
    var range: ClosedRange<Int32> {
        switch self {
        case .temperature: Metric.temperature.range
        case .humidity: Metric.humidity.range
        case .shock: Metric.shock.range
        case .light: Metric.light.range
        case .door: 0...1
        case .latitude: ReadingField.latitude.range
        case .longitude: ReadingField.longitude.range
        case .battery: Metric.battery.range
        }
    }
}

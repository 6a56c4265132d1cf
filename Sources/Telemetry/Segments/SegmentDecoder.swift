import Marine

/// Reads a segment's bytes and accepts nothing that the encoder would not have written.
struct SegmentDecoder {
    private var position = 0

    mutating func decode(
        _ bytes: Span<UInt8>
    ) throws(SegmentDamage) -> (device: String, samples: [Sample]) {
        for expected in SegmentEncoder.magic {
            guard try byte(bytes) == expected else {
                throw damage("it does not begin with PSEG", back: 1)
            }
        }
        guard try byte(bytes) == SegmentEncoder.edition else {
            throw damage("the edition is unknown", back: 1)
        }
        let device = try name(bytes)
        let countOffset = position
        let count = try varint(bytes)
        // Every sample takes at least a byte for its time:
        // no count can ask for more memory than that.
        guard 1...UInt64(Segment.sampleLimit) ~= count, count <= UInt64(bytes.count - position)
        else { throw SegmentDamage(offset: countOffset, reason: "the count is out of range") }
        var samples: [Sample] = []
        samples.reserveCapacity(Int(count))
        var time: UInt64 = 0
        for _ in 0..<count {
            let offset = position
            let (sum, overflow) = time.addingReportingOverflow(try varint(bytes))
            guard !overflow, sum <= UInt64(Instant.latest.millisecondsSinceEpoch) else {
                throw SegmentDamage(offset: offset, reason: "a time is out of range")
            }
            time = sum
            samples.append(Sample(time: Instant(millisecondsSinceEpoch: Int64(time))))
        }
        var latitudes: [Int32?] = []
        for column in SegmentColumn.allCases {
            try decode(column, bytes, &samples, &latitudes)
        }
        guard position == bytes.count else { throw damage("it goes on after its end") }
        for index in samples.indices {
            guard !samples[index].isEmpty else { throw damage("a sample measured nothing") }
            guard index == 0 || samples[index - 1] < samples[index] else {
                throw damage("samples \(index) and \(index + 1) are not in order")
            }
        }
        return (device, samples)
    }

    private mutating func decode(
        _ column: SegmentColumn,
        _ bytes: Span<UInt8>,
        _ samples: inout [Sample],
        _ latitudes: inout [Int32?]
    ) throws(SegmentDamage) {
        let start = position
        let kind = try byte(bytes)
        guard kind <= 2 else { throw damage("a column's kind is unknown", back: 1) }
        let bitmap = position
        if kind == 2 { try skipBitmap(bytes, count: samples.count) }
        if column == .latitude { latitudes = Array(repeating: nil, count: samples.count) }
        var previous: Int64 = 0
        for index in samples.indices {
            let isPresent =
                kind == 1
                || (kind == 2 && bytes[bitmap + index / 8] & (1 << UInt8(index % 8)) != 0)
            if column == .longitude, isPresent != (latitudes[index] != nil) {
                throw SegmentDamage(
                    offset: start,
                    reason: "latitude and longitude are of different samples"
                )
            }
            guard isPresent else { continue }
            let offset = position
            let coded = try varint(bytes)
            let difference = Int64(bitPattern: coded >> 1) ^ -Int64(bitPattern: coded & 1)
            let (value, overflow) = previous.addingReportingOverflow(difference)
            guard !overflow, let number = Int32(exactly: value), column.range.contains(number)
            else { throw SegmentDamage(offset: offset, reason: "a value is out of range") }
            previous = value
            switch column {
            case .temperature: samples[index].temperature = Temperature(milliCelsius: number)
            case .humidity: samples[index].humidityMilliPercent = number
            case .shock: samples[index].shockMilliG = number
            case .light: samples[index].lightMilliLux = number
            case .door: samples[index].door = number == 0 ? .open : .closed
            case .latitude: latitudes[index] = number
            case .longitude:
                samples[index].position = Position(
                    latitudeMicrodegrees: latitudes[index] ?? 0,
                    longitudeMicrodegrees: number
                )
            case .battery: samples[index].batteryMilliPercent = number
            }
        }
    }

    /// Checks that a bitmap is there, leaves no spare bit set, and is neither full nor empty.
    private mutating func skipBitmap(
        _ bytes: Span<UInt8>,
        count: Int
    ) throws(SegmentDamage) {
        let start = position
        var present = 0
        for _ in 0..<(count + 7) / 8 { present += try byte(bytes).nonzeroBitCount }
        let spare = count % 8 == 0 ? 0 : bytes[position - 1] >> UInt8(count % 8)
        guard spare == 0, 1..<count ~= present else {
            throw SegmentDamage(offset: start, reason: "a bitmap is not canonical")
        }
    }

    private mutating func name(_ bytes: Span<UInt8>) throws(SegmentDamage) -> String {
        let start = position
        let length = try varint(bytes)
        guard length <= UInt64(DeviceName.lengths.upperBound) else {
            throw SegmentDamage(offset: start, reason: "the device's name is too long")
        }
        var name: [UInt8] = []
        for _ in 0..<length { name.append(try byte(bytes)) }
        guard DeviceName.areLegal(name.span) else {
            throw SegmentDamage(offset: start, reason: "the device's name is not legal")
        }
        return String(decoding: name, as: UTF8.self)
    }

    @inline(__always)
    private mutating func varint(_ bytes: Span<UInt8>) throws(SegmentDamage) -> UInt64 {
        let start = position
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte(bytes)
            if shift == 63, byte > 1 { break }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                guard byte != 0 || shift == 0 else { break }
                return value
            }
        }
        throw SegmentDamage(offset: start, reason: "a number is not in its shortest form")
    }

    @inline(__always)
    private mutating func byte(_ bytes: Span<UInt8>) throws(SegmentDamage) -> UInt8 {
        guard position < bytes.count else { throw damage("it ends early") }
        defer { position += 1 }
        return bytes[position]
    }

    private func damage(_ reason: String, back: Int = 0) -> SegmentDamage {
        SegmentDamage(offset: position - back, reason: reason)
    }
}

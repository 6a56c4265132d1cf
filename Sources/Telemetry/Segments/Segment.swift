public import Marine

/// A sorted set of samples of one device in its one canonical encoding.
///
/// The same set always gives the same bytes, so the SHA-256 of ``encoded`` names the set. Edition
/// 1, to the byte; a *varint* holds seven bits a byte, lowest first, the top bit set on every byte
/// but the last, in as few bytes as possible; a *zigzag* is the varint of `2n` for n >= 0 and
/// `-2n - 1` for n < 0:
///
/// | bytes | hold |
/// |---|---|
/// | 4 | `PSEG` |
/// | 1 | the edition, 1 |
/// | varint | the length of the device's name, 1...64 |
/// | that many | the name, printable ASCII |
/// | varint | the number of samples n, 1...100,000 |
/// | varint | the first time, in milliseconds since 1970 |
/// | n - 1 varints | each further time less the one before it |
///
/// Then come eight columns, in this order: temperature, humidity, shock, light, door, latitude,
/// longitude, battery, in the integers of ``Sample``, the door as 0 for open and 1 for closed.
/// Each column is
///
/// | bytes | hold |
/// |---|---|
/// | 1 | 0 no sample has the measurement, 1 every sample has it, 2 some have it |
/// | ceil(n / 8), only after a 2 | a bit for each sample, lowest bit first; spare bits are 0 |
/// | a zigzag for each that has it | the value less the one before it in the column, at first 0 |
///
/// Samples stand in their canonical order, none twice, and none without a measurement. Latitude and
/// longitude are present in the same samples. Nothing follows the last column.
public struct Segment: Hashable, Sendable {
    /// The most samples that one segment holds.
    public static let sampleLimit = 100_000

    /// The device that made the samples.
    public let device: String

    /// The samples in canonical order, each once, at least one.
    public let samples: [Sample]

    /// The canonical encoding.
    public let encoded: [UInt8]

    /// The instant of the first sample.
    public let first: Instant

    /// The instant of the last sample.
    public let last: Instant

    /// The number of samples.
    public var count: Int { samples.count }

    /// What a record of the segment states of its content by an edition of the rules: a digest of
    /// ``unnamed``, from the second on.
    public func content<Digest>(
        in edition: Edition,
        _ digest: ([UInt8]) -> Digest
    ) -> Digest? {
        edition >= .second ? digest(unnamed) : nil
    }

    /// The canonical encoding with `-` in the place of the device's name: the same readings have it
    /// whoever is said to have made them.
    public var unnamed: [UInt8] {
        SegmentEncoder.heading(device: "-")
            + encoded[SegmentEncoder.heading(device: device).count...]
    }

    /// Packs samples into as few segments as the limit allows, in order of time.
    ///
    /// Repetitions and samples without a measurement are left out.
    public static func packing(_ devices: DeviceSamples) -> [Segment] {
        let ordered = devices.samples.canonicallyOrdered()
        return stride(from: 0, to: ordered.count, by: sampleLimit).compactMap { start in
            let end = min(start + sampleLimit, ordered.count)
            return Segment(device: devices.device, ordered: Array(ordered[start..<end]))
        }
    }

    /// Decodes a segment.
    /// - Throws: ``SegmentDamage``, unless the bytes are exactly what encoding their samples gives.
    public init(decoding bytes: [UInt8]) throws(SegmentDamage) {
        var decoder = SegmentDecoder()
        let (device, samples) = try decoder.decode(bytes.span)
        guard let first = samples.first, let last = samples.last else {
            throw SegmentDamage(offset: 0, reason: "a segment holds at least one sample")
        }
        self.device = device
        self.samples = samples
        self.first = first.time
        self.last = last.time
        encoded = bytes
    }

    private init?(device: String, ordered samples: [Sample]) {
        guard let first = samples.first, let last = samples.last else { return nil }
        self.device = device
        self.samples = samples
        self.first = first.time
        self.last = last.time
        encoded = SegmentEncoder.encode(device: device, samples: samples)
    }
}

/// Where and how a segment's bytes are damaged.
public struct SegmentDamage: Error, Hashable, Sendable, CustomStringConvertible {
    /// The offset in bytes at which the damage shows.
    public let offset: Int

    /// The reason in English.
    public let reason: String

    /// States the damage.
    public init(offset: Int, reason: String) {
        self.offset = offset
        self.reason = reason
    }

    /// The reason with its offset.
    public var description: String { "segment damaged at byte \(offset): \(reason)" }
}

extension [Sample] {
    /// The samples in canonical order, each once, without those that measured nothing.
    func canonicallyOrdered() -> [Sample] {
        var isOrdered = !(first?.isEmpty ?? false)
        for index in indices.dropFirst() where isOrdered {
            isOrdered = self[index - 1] < self[index] && !self[index].isEmpty
        }
        if isOrdered { return self }
        var result: [Sample] = []
        result.reserveCapacity(count)
        for sample in sorted() where sample != result.last && !sample.isEmpty {
            result.append(sample)
        }
        return result
    }
}

import Marine
import Telemetry
import TestSamples
import Testing

@Suite("Segments") struct SegmentTests {
    /// The documented reading, encoded in Python from the byte table in
    /// ``Segment``'s documentation.
    static let documented = """
        50534547010754542d3437313101e0dfd9b5ca3301ac4301c0de0601900301000102\
        01e0c6c53101c0aff9030180df0a
        """

    /// Nine samples at the ends of the ranges, with partial columns, encoded likewise.
    static let extremes = """
        5053454701014409e0dfd9b5ca3300e0a71200e0a712010101dc8881dbb29b3902c30187a102c8dc\
        03c0cd78fbb49b01fcab210204000002080080897a02080080a8d6b907028101000002023000ffa9\
        ea5580d4d4ab01023000ffd3d4ab0180a8a9d702024000c09a0c
        """

    static let start: Int64 = 1_772_323_500_000

    static let extremeSamples = [
        Sample(
            time: Instant(millisecondsSinceEpoch: start),
            temperature: Temperature(milliCelsius: -18_500),
            door: .open
        ),
        sample(start, 12_000),
        sample(start + 300_000, humidity: 0),
        Sample(
            time: Instant(millisecondsSinceEpoch: start + 300_000),
            shockMilliG: 1_000_000,
            lightMilliLux: 1_000_000_000
        ),
        sample(start + 600_000, position: position(-90, -180)),
        sample(start + 600_001, position: position(90, 180)),
        Sample(
            time: Instant(millisecondsSinceEpoch: start + 600_002),
            temperature: Temperature(milliCelsius: 1_000_000),
            batteryMilliPercent: 100_000
        ),
        Sample(
            time: Instant(millisecondsSinceEpoch: start + 600_003),
            temperature: Temperature(milliCelsius: -273_150),
            door: .open
        ),
        Sample(time: .latest, temperature: Temperature(milliCelsius: 0), door: .closed),
    ]

    @Test(arguments: [
        ("TT-4711", [JSONSample.documented], documented), ("D", extremeSamples, extremes),
    ])
    func `are the documented bytes`(device: String, samples: [Sample], hex: String) throws {
        let packed = Segment.packing(DeviceSamples(device: device, samples: samples.reversed()))
        let segment = try #require(packed.first)
        #expect(packed.count == 1)
        #expect(segment.encoded == bytes(hex))
        let decoded = try Segment(decoding: bytes(hex))
        #expect(decoded == segment)
        #expect(decoded.device == device)
        #expect(decoded.samples == samples)
        #expect(decoded.first == samples.first?.time)
        #expect(decoded.last == samples.last?.time)
    }

    @Test func `of the same set are the same bytes, whatever its order and repetitions`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("segment seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let samples = RandomReadings.samples(
                Int.random(in: 1...60, using: &generator),
                &generator
            )
            let shuffled = (samples + samples.prefix(7)).shuffled(using: &generator)
            let one = Segment.packing(DeviceSamples(device: "D", samples: samples))
            let two = Segment.packing(DeviceSamples(device: "D", samples: shuffled))
            #expect(one == two, "seed \(seed)")
            let segment = try #require(one.first)
            #expect(try Segment(decoding: segment.encoded) == segment, "seed \(seed)")
            #expect(Set(segment.samples) == Set(samples), "seed \(seed)")
        }
    }

    @Test func `with any byte cut off or added are refused`() {
        let whole = bytes(Self.extremes)
        for length in 0..<whole.count {
            #expect(throws: SegmentDamage.self) { try Segment(decoding: Array(whole[..<length])) }
        }
        #expect(throws: SegmentDamage(offset: whole.count, reason: "it goes on after its end")) {
            try Segment(decoding: whole + [0])
        }
    }

    @Test func `with any bit turned are refused, or are the bytes of another set`() {
        let whole = bytes(Self.extremes)
        for place in whole.indices {
            for bit in 0..<8 {
                var damaged = whole
                damaged[place] ^= 1 << UInt8(bit)
                // A turned bit in a value is a legal other value; the digest tells those. Nothing
                // is decoded that encoding would not have written.
                guard let segment = try? Segment(decoding: damaged) else { continue }
                let again = Segment.packing(
                    DeviceSamples(device: segment.device, samples: segment.samples)
                )
                #expect(again.map(\.encoded) == [damaged])
            }
        }
    }

    /// Damage written by hand, and the offset at which it shows.
    @Test(arguments: [
        ("", 0), ("50534548", 3), ("5053454702", 4), ("50534547010001", 5), ("5053454701410101", 5),
        ("5053454701022044", 5), ("50534547010144", 7), ("5053454701014400", 7),
        ("50534547010144ffffffff0f", 7), ("5053454701014481000000", 7),
        ("50534547010144018080808080808080800200", 8), ("5053454701014401800000", 8),
        ("50534547010144010003", 9), ("505345470101440100020100", 10),
        ("505345470101440100000000", 12),
        ("5053454701014401000000000000000000", 17), ("505345470101440100018080808010", 10),
        ("505345470101440100000000000001000000", 16),
    ])
    func `name the offset of their damage`(hex: String, offset: Int) {
        let damage = #expect(throws: SegmentDamage.self) { try Segment(decoding: bytes(hex)) }
        #expect(damage?.offset == offset, "\(damage?.description ?? "")")
    }

    @Test func `of more samples than the limit are split`() throws {
        let samples = (0..<Int64(Segment.sampleLimit) + 1).map { sample($0, 4_000) }
        let segments = Segment.packing(DeviceSamples(device: "D", samples: samples))
        #expect(segments.map(\.count) == [Segment.sampleLimit, 1])
        #expect(segments.flatMap(\.samples) == samples)
        #expect(Segment.packing(DeviceSamples(device: "D", samples: [])).isEmpty)
    }

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        return stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(digits[$0] * 16 + digits[$0 + 1])
        }
    }
}

@Suite struct `A segment store in memory` {
    private func stored(_ byte: UInt8, _ bytes: [UInt8] = [1, 2, 3]) -> StoredSegment {
        StoredSegment(digest: Array(repeating: byte, count: 32), bytes: bytes)
    }

    @Test func `keeps segments under their digests, and again changes nothing`() async throws {
        let store = InMemorySegmentStore()
        try await store.put([stored(9), stored(1, [7])])
        try await store.put([stored(9)])
        #expect(await store.segment(digest: stored(1).digest) == [7])
        #expect(await store.segment(digest: stored(2).digest) == nil)
        var digests: [[UInt8]] = []
        try await store.forEachDigest { digests.append($0) }
        #expect(digests == [stored(1).digest, stored(9).digest])
        #expect(await store.digests(after: stored(1).digest, limit: 5) == [stored(9).digest])
    }

    @Test func `refuses what is not its kind, and then keeps none`() async throws {
        let store = InMemorySegmentStore()
        try await store.put([stored(1)])
        await #expect(throws: SegmentStoreFault.digestCollides(stored(1).digest)) {
            try await store.put([stored(2), stored(1, [0])])
        }
        await #expect(throws: SegmentStoreFault.digestMalformed(length: 3)) {
            try await store.put([StoredSegment(digest: [1, 2, 3], bytes: [])])
        }
        let large = [UInt8](repeating: 0, count: SegmentStoreLimits.segmentBytes + 1)
        await #expect(throws: SegmentStoreFault.segmentTooLarge(bytes: large.count)) {
            try await store.put([stored(3, large)])
        }
        let many = SegmentStoreLimits.putSegments + 1
        await #expect(throws: SegmentStoreFault.tooManySegments(many)) {
            try await store.put(Array(repeating: stored(4), count: many))
        }
        #expect(await store.digests(after: nil, limit: 5) == [stored(1).digest])
    }

    @Test func `is given digests by whoever can compute them`() throws {
        let segment = try #require(
            Segment.packing(DeviceSamples(device: "D", samples: [sample(0, 1)])).first
        )
        let stored = StoredSegment(segment) { [UInt8($0.count)] }
        #expect(stored.digest == [UInt8(segment.encoded.count)])
        #expect(stored.bytes == segment.encoded)
    }
}

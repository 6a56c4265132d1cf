import Foundation
import Storage
import Telemetry
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// The engines that keep segments; each is held to the same statements.
enum SegmentEngine: String, CaseIterable {
    case memory
    case sqlite

    func open(_ home: LogLocation) throws -> any SegmentStore {
        switch self {
        case .memory: InMemorySegmentStore()
        case .sqlite: try SQLiteSegmentStore(path: home.path("telemetry.sqlite"))
        }
    }
}

@Suite struct SegmentStoreTests {
    private func segment(_ number: Int) -> StoredSegment {
        let bytes = [UInt8]("segment \(number)".utf8)
        return StoredSegment(digest: Hash.sha256(of: bytes).bytes, bytes: bytes)
    }

    private func with(
        _ engine: SegmentEngine,
        _ body: (any SegmentStore) async throws -> Void
    ) async throws {
        let home = try LogLocation(.memory)
        try await body(try engine.open(home))
        withExtendedLifetime(home) {}
    }

    @Test(arguments: SegmentEngine.allCases)
    func `what is put is read by its digest`(engine: SegmentEngine) async throws {
        try await with(engine) { store in
            let segments = (0..<5).map(segment)
            try await store.put(segments)
            for segment in segments {
                #expect(try await store.segment(digest: segment.digest) == segment.bytes)
            }
            #expect(try await store.segment(digest: self.segment(9).digest) == nil)
            #expect(try await store.segment(digest: []) == nil)
        }
    }

    @Test(arguments: SegmentEngine.allCases)
    func `to put again changes nothing, even within one put`(engine: SegmentEngine) async throws {
        try await with(engine) { store in
            try await store.put([segment(1), segment(2), segment(1)])
            try await store.put([segment(2), segment(3)])
            try await store.put([])
            #expect(try await store.digests(after: nil, limit: 10).count == 3)
        }
    }

    @Test(arguments: SegmentEngine.allCases)
    func `digests come in ascending order, a page at a time`(engine: SegmentEngine) async throws {
        try await with(engine) { store in
            let segments = (0..<25).map(segment)
            try await store.put(segments)
            let lowest = StoredSegment(digest: [UInt8](repeating: 0, count: 32), bytes: [1])
            let highest = StoredSegment(digest: [UInt8](repeating: 255, count: 32), bytes: [2])
            try await store.put([highest, lowest])
            let sorted = (segments.map(\.digest) + [lowest.digest, highest.digest])
                .sorted { $0.lexicographicallyPrecedes($1) }
            #expect(try await store.digests(after: nil, limit: 100) == sorted)
            #expect(try await store.digests(after: nil, limit: 7) == Array(sorted[..<7]))
            #expect(try await store.digests(after: sorted[6], limit: 7) == Array(sorted[7..<14]))
            #expect(try await store.digests(after: sorted[26], limit: 7).isEmpty)
            #expect(try await store.digests(after: [], limit: 1) == [sorted[0]])
            #expect(try await store.digests(after: nil, limit: 0).isEmpty)
            var walked: [[UInt8]] = []
            try await store.forEachDigest { walked.append($0) }
            #expect(walked == sorted)
        }
    }

    @Test(arguments: SegmentEngine.allCases)
    func `other bytes under the same digest are refused with all that came with them`(
        engine: SegmentEngine
    ) async throws {
        try await with(engine) { store in
            try await store.put([segment(1)])
            let forged = StoredSegment(digest: segment(1).digest, bytes: [0])
            await #expect(throws: SegmentStoreFault.digestCollides(forged.digest)) {
                try await store.put([self.segment(2), forged])
            }
            let twins = [
                StoredSegment(digest: self.segment(3).digest, bytes: [1]),
                StoredSegment(digest: self.segment(3).digest, bytes: [2]),
            ]
            await #expect(throws: SegmentStoreFault.digestCollides(twins[0].digest)) {
                try await store.put(twins)
            }
            #expect(try await store.segment(digest: segment(1).digest) == segment(1).bytes)
            #expect(try await store.digests(after: nil, limit: 10) == [segment(1).digest])
        }
    }

    @Test(arguments: SegmentEngine.allCases)
    func `what exceeds a limit is refused and nothing of it kept`(
        engine: SegmentEngine
    ) async throws {
        try await with(engine) { store in
            for length in [0, 31, 33] {
                let short = StoredSegment(digest: [UInt8](repeating: 1, count: length), bytes: [1])
                await #expect(throws: SegmentStoreFault.digestMalformed(length: length)) {
                    try await store.put([self.segment(1), short])
                }
            }
            let limit = SegmentStoreLimits.segmentBytes
            let digest = [UInt8](repeating: 1, count: 32)
            let long = StoredSegment(digest: digest, bytes: [UInt8](repeating: 0, count: limit + 1))
            await #expect(throws: SegmentStoreFault.segmentTooLarge(bytes: limit + 1)) {
                try await store.put([self.segment(1), long])
            }
            let many = Array(repeating: segment(1), count: SegmentStoreLimits.putSegments + 1)
            await #expect(throws: SegmentStoreFault.tooManySegments(many.count)) {
                try await store.put(many)
            }
            #expect(try await store.digests(after: nil, limit: 10).isEmpty)
            let longest = StoredSegment(digest: digest, bytes: [UInt8](repeating: 0, count: limit))
            try await store.put([longest, StoredSegment(digest: segment(4).digest, bytes: [])])
            #expect(try await store.segment(digest: digest)?.count == limit)
            #expect(try await store.segment(digest: segment(4).digest) == [])
        }
    }

    @Test(arguments: SegmentEngine.allCases)
    func `the same segments put at once are kept once`(engine: SegmentEngine) async throws {
        try await with(engine) { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for first in 0..<8 {
                    let segments = (first..<first + 8).map(segment)
                    group.addTask { try await store.put(segments) }
                }
                try await group.waitForAll()
            }
            #expect(try await store.digests(after: nil, limit: 100).count == 15)
        }
    }

    @Test func `segments outlast the store that put them`() async throws {
        let home = try LogLocation(.memory)
        let path = home.path("telemetry.sqlite")
        let store = try SQLiteSegmentStore(path: path)
        try await store.put((0..<5).map(segment))
        let digests = try await store.digests(after: nil, limit: 10)
        try store.close()
        let again = try SQLiteSegmentStore(path: path)
        #expect(try await again.digests(after: nil, limit: 10) == digests)
        #expect(try await again.segment(digest: segment(3).digest) == segment(3).bytes)
        try again.close()
        withExtendedLifetime(home) {}
    }
}

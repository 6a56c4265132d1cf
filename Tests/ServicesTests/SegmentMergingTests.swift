import Audit
import Contracts
import DataFolder
import Foundation
import Ledger
import Marine
import Services
import Telemetry
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// A gateway that posts often has few segments, and nothing that was pinned is lost.
@Suite struct SegmentMergingTests {
    private static let loggers = (1...8).map { "TT-\($0)" }

    /// A reading of each logger, as a gateway posts them every ten minutes.
    private static func post(_ number: Int) -> String {
        loggers.enumerated().map { place, logger in
            let at = SampleVoyage.departure.advanced(byMilliseconds: Int64(number) * 600_000)
            let value = "\(4 + number % 3).\(place)"
            return #"{"device":"\#(logger)","time":"\#(at)","temperature":\#(value)}"#
        }.joined(separator: "\n")
    }

    private func state(_ voyage: SampleVoyage) async throws -> Shipment.State {
        let shipment = try await voyage.platform.sequencer.instance(
            InstanceKey(.shipment, voyage.shipment)
        )
        return try #require(shipment.flatMap { Shipment.unwrap($0.state) })
    }

    private func voyage(posts: Int) async throws -> (SampleVoyage, [UploadOutcome]) {
        let voyage = try await SampleVoyage(signedUploads: false)
        for logger in Self.loggers.dropFirst() {
            try await voyage.ask(
                .shipment(
                    .bindDevice(
                        shipment: voyage.shipment,
                        device: DeviceName(logger),
                        publicKey: nil
                    )
                ),
                as: voyage.assured
            )
        }
        var outcomes: [UploadOutcome] = []
        for number in 0..<posts {
            outcomes.append(try await voyage.upload(Self.post(number), signed: false))
        }
        return (voyage, outcomes)
    }

    @Test func `a gateway that posts often has few segments, and the audit compares them`()
        async throws
    {
        let (voyage, outcomes) = try await voyage(posts: 70)
        #expect(outcomes.allSatisfy { $0.accepted == 8 && $0.rejectedCount == 0 })
        let state = try await state(voyage)
        // 64 of each logger's 70 are in four, and six stand by themselves.
        #expect(state.segments.count == 8 * (4 + 6))
        #expect(state.segments.compactMap(\.parts) == [Int](repeating: 16, count: 32))
        #expect(state.readings == 560)
        #expect(state.uploads == 70 && state.unsignedUploads == 70)
        let readings = try await voyage.platform.readingSet(of: state)
        #expect(readings.count == 560)
        let whole = TelemetryEvaluation.findings(
            of: readings,
            terms: state.terms,
            measures: state.measures,
            within: state.carriage,
            periods: state.periods,
            asOf: state.findings.asOf,
            in: .current
        )
        #expect(state.findings == whole)
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(report.isClean, "\(report.text)")
    }

    @Test func `an upload whose segments were merged is withdrawn by itself`() async throws {
        let (voyage, outcomes) = try await voyage(posts: 40)
        let third = outcomes[2].digest
        #expect(try await !state(voyage).segments.contains { $0.upload == third })
        func withdraw(_ digest: Text<44>, as caller: Caller) async throws {
            try await voyage.ask(
                .shipment(
                    .withdrawUpload(
                        shipment: voyage.shipment,
                        upload: digest,
                        reason: "It is of another trip."
                    )
                ),
                as: caller
            )
        }
        let before = try await state(voyage)
        await #expect(throws: Refusal.self) { try await withdraw(third, as: voyage.insurer) }
        #expect(try await state(voyage) == before, "for who did not make it nothing is moved")
        try await withdraw(third, as: voyage.assured)
        let after = try await state(voyage)
        #expect(after.readings == 40 * 8 - 8)
        #expect(after.withdrawn?.map(\.readings) == [8])
        #expect(after.withdrawn?.first?.first == after.withdrawn?.first?.last)
        let readings = try await voyage.platform.readingSet(of: after)
        let gone = SampleVoyage.departure.advanced(byMilliseconds: 2 * 600_000)
        for logger in Self.loggers {
            #expect(!readings.samples(of: logger).contains { $0.time == gone })
            #expect(readings.samples(of: logger).count == 39)
        }
        // What comes after merges again, and the audit follows all of it.
        for number in 40..<60 {
            _ = try await voyage.upload(Self.post(number), signed: false)
        }
        #expect(try await state(voyage).segments.contains { $0.parts != nil })
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(report.isClean, "\(report.text)")
    }

    @Test func `a segment that holds other readings than its parts is found`() async throws {
        let (voyage, _) = try await voyage(posts: 15)
        let state = try await state(voyage)
        let parts = Array(state.segments.filter { $0.device == "TT-1" }.prefix(2))
        let other = try #require(
            Segment.packing(
                DeviceSamples(
                    device: "TT-1",
                    samples: parts.map { part in
                        Sample(time: part.first, temperature: Temperature(milliCelsius: 9_000))
                    }
                )
            ).first
        )
        let stored = StoredSegment(other) { Hash.sha256(of: $0).bytes }
        try await voyage.platform.segments.put([stored])
        var whole = Shipment.SegmentRecord.merged(
            parts,
            digest: try Text(Base64.encode(stored.digest))
        )
        whole.content = other.content(in: .current) { DigestText(bytes: Hash.sha256(of: $0).bytes) }
        _ = try await voyage.platform.submitAsOperator(
            try .merge(parts, of: voyage.shipment, into: whole),
            id: "a wrong merge"
        )
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(!report.isClean)
        let said = "does not hold the readings of the segments that it was made of"
        #expect(report.text.contains(said), "\(report.text)")
    }
}

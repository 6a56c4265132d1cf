public import Contracts
import Ledger
import Marine
public import Telemetry
import TransparencyLog

extension Platform {
    /// All accepted readings of a shipment, from its segments.
    ///
    /// - Throws: `LedgerFault.damaged` naming a segment that is lost or changed.
    public func readingSet(of shipment: Shipment.State) async throws -> ReadingSet {
        let digests = shipment.segments.map(\.digest)
        if let held = readingsHeld.readings(of: shipment.id, in: digests) { return held }
        let (readings, lost) = try await storedReadings(of: shipment)
        try requireNone(of: lost)
        return readings
    }

    /// All accepted readings of a shipment by device, with what of them is not believed as of now.
    ///
    /// - Throws: `LedgerFault.damaged` naming a segment that is lost or changed.
    public func markedReadings(
        of shipment: Viewed<Shipment.State>
    ) async throws -> [(device: String, MarkedSamples)] {
        try await readingSet(of: shipment.state).devices.map { device in
            (device.device, marked(device, of: shipment.state, in: shipment.edition))
        }
    }

    /// One device's accepted readings of a shipment, with what of them is not believed as of now.
    ///
    /// - Throws: `LedgerFault.damaged` naming a segment that is lost or changed.
    public func markedReadings(
        of device: String,
        in shipment: Viewed<Shipment.State>
    ) async throws -> MarkedSamples {
        let (readings, lost) = try await storedReadings(of: shipment.state) { $0 == device }
        try requireNone(of: lost)
        let own = DeviceSamples(device: device, samples: readings.samples(of: device))
        return marked(own, of: shipment.state, in: shipment.edition)
    }

    /// The devices of which a shipment has readings, in the order of their names' bytes.
    public static func devices(of shipment: Shipment.State) -> [String] {
        Set(shipment.segments.map(\.device.string))
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Checks that a shipment's segments are all there, one at a time.
    ///
    /// - Throws: `LedgerFault.damaged` naming a segment that is lost or changed.
    public func requireReadings(of shipment: Shipment.State) async throws {
        for record in shipment.segments {
            guard try await storedBytes(of: record) != nil else {
                return try requireNone(of: [record.digest.string])
            }
        }
    }

    /// A device's canonical samples with what of them is not believed as of now.
    func marked(
        _ device: DeviceSamples,
        of shipment: Shipment.State,
        in edition: Edition
    ) -> MarkedSamples {
        MarkedSamples(
            device.samples,
            terms: shipment.terms,
            within: shipment.carriage?.during(shipment.periods[device.device]),
            asOf: clock(),
            in: edition
        )
    }

    /// A shipment as the ledger's fold has it, its revision, and the index of its first entry.
    func heldShipment(
        _ id: InstanceID
    ) async throws -> (state: Shipment.State, revision: Int, first: UInt64)? {
        guard let held = try await sequencer.instance(InstanceKey(.shipment, id)),
            let state = Shipment.unwrap(held.state)
        else { return nil }
        return (state, held.revision, held.first)
    }

    /// - Throws: `LedgerFault.damaged` naming the first of segments that are lost.
    func requireNone(of lost: [String]) throws(LedgerFault) {
        guard let first = lost.first else { return }
        throw .damaged(place: "segment \(first): lost; upload its file again")
    }

    /// What the store has of a shipment's readings once segments that it had lost are put back,
    /// where an upload holds their readings; and the digests of what is still lost.
    ///
    /// The same file, against the readings that it was first judged against, packs into the same
    /// bytes; the digest on the ledger says whether it did. Files that overlap go back in the order
    /// in which they first came.
    func restoredReadings(
        of shipment: Shipment.State,
        from upload: ParsedUpload
    ) async throws -> (HeldReadings.Held, lost: [String]) {
        let stored = try await heldReadings(of: shipment)
        guard !stored.lost.isEmpty else { return stored }
        var readings = stored.0.readings
        let digests = Set(stored.lost.compactMap(Base64.decode))
        let found = readings.merge(upload.devices).packed().map(\.1)
            .filter { digests.contains($0.digest) }
        try await segments.put(found)
        return try await heldReadings(of: shipment)
    }

    /// A shipment's readings with how far they are evaluated, and the digests of lost segments.
    ///
    /// What is held already is not read again. It runs alone with the shipment.
    func heldReadings(
        of shipment: Shipment.State
    ) async throws -> (HeldReadings.Held, lost: [String]) {
        var held = readingsHeld.take(shipment.id) ?? HeldReadings.Held()
        // What was withdrawn, or merged elsewhere, is not taken out: all is read again.
        let digests = Set(shipment.segments.lazy.map(\.digest))
        if !held.digests.isSubset(of: digests) { held = HeldReadings.Held() }
        var lost: [String] = []
        for record in shipment.segments where !held.digests.contains(record.digest) {
            guard let bytes = try await storedBytes(of: record) else {
                lost.append(record.digest.string)
                continue
            }
            held.digests.insert(record.digest)
            guard !bytes.isEmpty else { continue }
            held.evaluation.note(held.readings.merge(try Segment(decoding: bytes)).additions)
        }
        return (held, lost)
    }

    /// What the store still has of a shipment's readings, and the digests of what it has lost; of
    /// some devices where they are chosen.
    private func storedReadings(
        of shipment: Shipment.State,
        where isChosen: (String) -> Bool = { _ in true }
    ) async throws -> (ReadingSet, lost: [String]) {
        var readings = ReadingSet()
        var lost: [String] = []
        for record in shipment.segments where isChosen(record.device.string) {
            guard let bytes = try await storedBytes(of: record) else {
                lost.append(record.digest.string)
                continue
            }
            if !bytes.isEmpty { _ = readings.merge(try Segment(decoding: bytes)) }
        }
        return (readings, lost)
    }

    /// The bytes of a segment; `nil` where they are lost.
    ///
    /// - Throws: `LedgerFault.damaged` where they are others.
    func storedBytes(of record: Shipment.SegmentRecord) async throws -> [UInt8]? {
        try await Platform.storedBytes(of: record, in: segments)
    }

    /// The same of any store.
    static func storedBytes(
        of record: Shipment.SegmentRecord,
        in segments: any SegmentStore
    ) async throws -> [UInt8]? {
        // Ledgers of tests have other texts in the place of a digest, and no segments.
        guard let digest = Base64.decode(record.digest.string) else { return [] }
        guard let bytes = try await segments.segment(digest: digest) else { return nil }
        guard Hash.sha256(of: bytes).bytes == digest else {
            throw LedgerFault.damaged(place: "segment \(record.digest)")
        }
        return bytes
    }
}

extension MergeOutcome {
    /// The new readings as segments, each with what is stored of it.
    func packed() -> [(Segment, StoredSegment)] {
        additions.flatMap { Segment.packing($0) }.map { segment in
            (segment, StoredSegment(segment, sha256: { Hash.sha256(of: $0).bytes }))
        }
    }
}

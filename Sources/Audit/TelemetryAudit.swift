import Contracts
import Ledger
import Marine
import Telemetry
import TransparencyLog

/// Checks every segment against its digest, and computes every finding again from the readings.
actor TelemetryAudit {
    /// The most uploads in one batch, whose segments are read at once.
    private static let batch = 256
    /// The number of readings beyond which a batch takes no more uploads.
    private static let batchReadings = 1 << 18

    private let origin: String
    private let store: (any SegmentStore)?
    private var segments = AuditSection(
        "segments",
        "every segment of readings against the digest on the ledger"
    )
    private var findings = AuditSection(
        "findings",
        "every recorded finding against the readings"
    )
    private var uploads = AuditSection(
        "uploads",
        "devices' signatures over uploads, by OpenSSL"
    )
    private var held = ReadingCache()
    private var read: [[UInt8]: Segment] = [:]
    private var known: Set<[UInt8]> = []

    init(origin: String, segments: (any SegmentStore)?) {
        self.origin = origin
        store = segments
        if segments == nil {
            self.segments.incomplete = "the segments are not available here"
            findings.incomplete = "the segments are not available here"
        }
    }

    var sections: [AuditSection] { [segments, findings, uploads] }

    private struct Recorded {
        let index: UInt64
        let shipment: Shipment.State
        let upload: Shipment.Upload
        let findings: TelemetryFindings

        var place: String { "ledger.sqlite entry \(index)" }
        /// The shipment's segments before the upload.
        var before: ArraySlice<Shipment.SegmentRecord> {
            shipment.segments.dropLast(upload.segments.count)
        }

        init?(_ entry: FoldedEntry) {
            guard case .shipment(let state) = entry.state,
                case .shipment(let record) = entry.payload,
                case .recordTelemetry(let upload, let findings) = record.arguments
            else { return nil }
            index = entry.index
            shipment = state
            self.upload = upload
            self.findings = findings
        }
    }

    /// Checks the uploads of the next entries, in order.
    func take(_ entries: [FoldedEntry]) async throws {
        let recorded = entries.compactMap(Recorded.init)
        for one in recorded { judge(one.upload, one.shipment, one.place) }
        guard let store else { return }
        var rest = recorded[...]
        while !rest.isEmpty {
            var readings = 0
            let some = rest.prefix(TelemetryAudit.batch).prefix { one in
                defer { readings += one.upload.accepted }
                return readings < TelemetryAudit.batchReadings
            }
            try await readAhead(some, store)
            for one in some { try await examine(one, store) }
            read.removeAll(keepingCapacity: true)
            rest = rest.dropFirst(some.count)
        }
    }

    private func examine(_ recorded: Recorded, _ store: any SegmentStore) async throws {
        let shipment = recorded.shipment
        var readings = ReadingSet()
        if let known = held.take(shipment.id) {
            readings = known
        } else {
            for record in recorded.before {
                if let segment = try await segment(record, store) { _ = readings.merge(segment) }
            }
        }
        for record in recorded.upload.segments {
            guard let stored = try await segment(record, store) else { return }
            guard stored.device == record.device, stored.count == record.readings,
                stored.first == record.first, stored.last == record.last
            else {
                let what = "segment \(record.digest) holds other readings than stated"
                return segments.find(recorded.place, what)
            }
            _ = readings.merge(stored)
        }
        findings.examined += 1
        let computed = TelemetryEvaluation.findings(of: readings, terms: shipment.terms)
        if computed != recorded.findings {
            let what = "the readings of shipment \(shipment.id) give other findings"
            findings.find(recorded.place, what)
        }
        held.put(readings, of: shipment.id)
    }

    private func judge(
        _ upload: Shipment.Upload,
        _ shipment: Shipment.State,
        _ place: String
    ) {
        guard let signature = upload.signature else { return }
        uploads.examined += 1
        let text = Attestation.signedUploadText(
            origin: origin,
            shipment: shipment.id,
            digest: upload.digest
        )
        guard let key = Base64.decode(signature.publicKey),
            let bytes = Base64.decode(signature.signature),
            Ed25519ByOpenSSL.verify(key: key, signature: bytes, message: text)
        else {
            uploads.find(place, "the signature of device \(signature.device) is not right")
            return
        }
    }

    /// Reads the segments that uploads pin, and earlier ones of shipments that are not cached.
    private func readAhead(
        _ recorded: ArraySlice<Recorded>,
        _ store: any SegmentStore
    ) async throws {
        var wanted: Set<[UInt8]> = []
        var met: Set<InstanceID> = []
        for one in recorded {
            let isFirst = met.insert(one.shipment.id).inserted
            let isHeld = !isFirst || held.holds(one.shipment.id)
            for record in isHeld ? one.upload.segments : one.shipment.segments {
                if let digest = Base64.decode(record.digest) { wanted.insert(digest) }
            }
        }
        let digests = Array(wanted)
        for (digest, bytes) in zip(digests, try await store.segments(digests: digests)) {
            read[digest] = bytes.flatMap { verified($0, digest) }
        }
    }

    private func segment(
        _ record: Shipment.SegmentRecord,
        _ store: any SegmentStore
    ) async throws -> Segment? {
        guard let digest = Base64.decode(record.digest) else {
            segments.find(place(record.digest), "the ledger pins it under no digest")
            return nil
        }
        if let segment = read[digest] { return segment }
        guard let bytes = try await store.segment(digest: digest) else {
            segments.find(place(record.digest), "missing, though the ledger pins it")
            return nil
        }
        return verified(bytes, digest)
    }

    /// The segment, if its bytes have their digest and decode; a damaged one is reported once.
    private func verified(_ bytes: [UInt8], _ digest: [UInt8]) -> Segment? {
        let isNew = known.insert(digest).inserted
        if isNew { segments.examined += 1 }
        guard Hash.sha256(of: bytes).bytes == digest else {
            if isNew {
                segments.find(place(Base64.encode(digest)), "its bytes do not have this digest")
            }
            return nil
        }
        do {
            return try Segment(decoding: bytes)
        } catch {
            if isNew {
                segments.find(place(Base64.encode(digest)), "it does not read: \(error)")
            }
            return nil
        }
    }

    private func place(_ digest: String) -> String { "telemetry.sqlite segment \(digest)" }

    /// Checks the stored segments that no entry pins too.
    func end() async throws {
        guard let store else { return }
        var after: [UInt8]?
        while true {
            let page = try await store.digests(after: after, limit: 1000)
            guard let last = page.last else { return }
            for digest in page where !known.contains(digest) {
                segments.examined += 1
                let bytes = try await store.segment(digest: digest) ?? []
                if Hash.sha256(of: bytes).bytes != digest {
                    segments.find(
                        "telemetry.sqlite segment \(Base64.encode(digest))",
                        "no entry pins it, and its bytes do not have this digest"
                    )
                }
            }
            after = last
        }
    }
}

/// A bounded cache of the readings of shipments under way.
private struct ReadingCache {
    /// The most samples cached: some 30 MB.
    private static let limit = 1 << 18

    private var sets: [InstanceID: ReadingSet] = [:]
    private var count = 0

    func holds(_ shipment: InstanceID) -> Bool { sets[shipment] != nil }

    /// Removes and returns a shipment's readings, to be put back with more.
    mutating func take(_ shipment: InstanceID) -> ReadingSet? {
        guard let set = sets.removeValue(forKey: shipment) else { return nil }
        count -= set.count
        return set
    }

    /// Adds a shipment's readings; a full cache is emptied, and they are read again when needed.
    mutating func put(_ set: ReadingSet, of shipment: InstanceID) {
        if count + set.count > ReadingCache.limit {
            sets.removeAll()
            count = 0
        }
        sets[shipment] = set
        count += set.count
    }
}

import Contracts
import Ledger
import Marine
import Telemetry
import TransparencyLog

/// Every segment against its digest, and every finding computed again from the readings.
actor TelemetryAudit {
    /// Shipments whose readings are held at once; others are read again from their segments.
    private static let heldShipments = 64

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
    private var held: [InstanceID: ReadingSet] = [:]
    private var order: [InstanceID] = []
    private var known: Set<[UInt8]> = []

    init(origin: String, segments: (any SegmentStore)?) {
        self.origin = origin
        store = segments
        if segments == nil {
            self.segments.incomplete = "the segments are not had from here"
            findings.incomplete = "the segments are not had from here"
        }
    }

    var sections: [AuditSection] { [segments, findings, uploads] }

    /// Takes the next entries up, in order.
    func take(_ entries: [FoldedEntry]) async throws {
        for entry in entries { try await examine(entry) }
    }

    private func examine(_ entry: FoldedEntry) async throws {
        guard case .shipment(let state) = entry.state,
            case .shipment(let record) = entry.payload,
            case .recordTelemetry(let upload, let recorded) = record.arguments
        else { return }
        let place = "ledger.sqlite entry \(entry.index)"
        judge(upload, state, place)
        guard let store else { return }
        let before = state.segments.dropLast(upload.segments.count)
        var readings = try await readings(of: state.id, Array(before), store)
        for segment in upload.segments {
            guard let stored = try await read(segment, store) else { return }
            guard stored.device == segment.device, stored.count == segment.readings,
                stored.first == segment.first, stored.last == segment.last
            else {
                segments.find(place, "segment \(segment.digest) holds other readings than stated")
                return
            }
            _ = readings.merge(stored)
        }
        hold(readings, of: state.id)
        findings.examined += 1
        let computed = TelemetryEvaluation.findings(of: readings, terms: state.terms)
        if computed != recorded {
            findings.find(place, "the readings of shipment \(state.id) give other findings")
        }
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

    private func readings(
        of shipment: InstanceID,
        _ records: [Shipment.SegmentRecord],
        _ store: any SegmentStore
    ) async throws -> ReadingSet {
        if let set = held[shipment] { return set }
        var set = ReadingSet()
        for record in records {
            if let segment = try await read(record, store) { _ = set.merge(segment) }
        }
        return set
    }

    private func hold(_ readings: ReadingSet, of shipment: InstanceID) {
        if held.updateValue(readings, forKey: shipment) == nil {
            order.append(shipment)
            if order.count > TelemetryAudit.heldShipments {
                held[order.removeFirst()] = nil
            }
        }
    }

    private func read(
        _ record: Shipment.SegmentRecord,
        _ store: any SegmentStore
    ) async throws -> Segment? {
        let place = "telemetry.sqlite segment \(record.digest)"
        guard let digest = Base64.decode(record.digest),
            let bytes = try await store.segment(digest: digest)
        else {
            segments.find(place, "missing, though the ledger pins it")
            return nil
        }
        if known.insert(digest).inserted { segments.examined += 1 }
        guard Hash.sha256(of: bytes).bytes == digest else {
            segments.find(place, "its bytes do not have this digest")
            return nil
        }
        do {
            return try Segment(decoding: bytes)
        } catch {
            segments.find(place, "it does not read: \(error)")
            return nil
        }
    }

    /// Bytes filed under a digest that they do not have are found even where no entry pins them.
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

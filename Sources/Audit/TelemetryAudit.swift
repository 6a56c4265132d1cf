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
    /// The most segments that no entry pins which are named; the others are counted.
    private static let leftoversNamed = 20

    private let origin: String
    private let store: (any SegmentStore)?
    private let ledger: String
    /// What places in the store of readings begin with.
    private let name: String
    private var segments = AuditSection(.segments)
    private var findings = AuditSection(.findings)
    private var uploads = AuditSection(.uploads)
    /// The uploads that the leaves record.
    private var recordedCount = 0
    /// Those of them whose contents the replay reached.
    private var reachedCount = 0
    /// The uploads of which a segment is missing or damaged, so that their findings cannot be
    /// computed again.
    private var unfounded = 0
    /// The readings of the shipments looked at last, by shipment.
    private var held = ReadingCache()
    /// The segments of the batch in hand, by digest.
    private var read: [[UInt8]: Segment] = [:]
    /// The digests of the segments examined so far, so that none is counted twice.
    private var known: Set<[UInt8]> = []
    /// The digests that the uploads pin.
    private var pinned: Set<[UInt8]> = []
    /// What segments were merged of, by the hash of their records and the digest of the whole.
    private var merged: [Text<44>: Int] = [:]

    init(_ source: AuditSource) {
        origin = source.logKey.name
        ledger = source.store.name
        store = source.segments
        name = source.segments?.name ?? ledger
    }

    var sections: [AuditSection] { [segments, findings, uploads] }

    /// Checks the uploads of the next entries, in order, as far as the replay came in their page.
    func take(_ entries: [FoldedEntry], of page: EntryPage) async throws {
        recordedCount += page.entries.count(where: \.recordsTelemetry)
        var recorded: [RecordedUpload] = []
        var rearranged: [RearrangedSegments] = []
        for entry in entries {
            if let change = RearrangedSegments(entry) {
                rearranged.append(change)
                pinned.formUnion(change.wholes.compactMap { Base64.decode($0.digest.string) })
            } else if var upload = RecordedUpload(entry) {
                upload.rearranged = rearranged
                rearranged = []
                recorded.append(upload)
            }
        }
        reachedCount += recorded.count
        for one in recorded {
            judge(one)
            pinned.formUnion(one.added.compactMap { Base64.decode($0.digest.string) })
        }
        guard let store else { return }
        var rest = recorded[...]
        while !rest.isEmpty {
            var readings = 0
            let some = rest.prefix(TelemetryAudit.batch).prefix { one in
                defer { readings += one.upload?.accepted ?? one.shipment.readings }
                return readings < TelemetryAudit.batchReadings
            }
            try await readAhead(some, store)
            for one in some { try await examine(one, store) }
            read.removeAll(keepingCapacity: true)
            rest = rest.dropFirst(some.count)
        }
        for change in rearranged { try await examine(change, store) }
    }

    /// Checks that segments which took the place of others hold the same readings.
    private func examine(_ change: RearrangedSegments, _ store: any SegmentStore) async throws {
        for (whole, parts) in change.pairs {
            func differs(_ reason: String) {
                segments.find(
                    "\(ledger) entry \(change.index)",
                    "segment \(whole.digest) \(reason)",
                    entry: change.index,
                    since: change.since
                )
            }
            var hasher = Hasher()
            hasher.combine(parts)
            let hash = hasher.finalize()
            if change.isSplit {
                guard merged.removeValue(forKey: whole.digest) == hash else {
                    differs("is split into other segments than it was made of")
                    continue
                }
            } else {
                merged[whole.digest] = hash
            }
            var (one, other) = (ReadingSet(), ReadingSet())
            var isRead = true
            for (record, isWhole) in [(whole, true)] + parts.map({ ($0, false) }) {
                guard let segment = try await segment(record, store) else {
                    isRead = false
                    continue
                }
                guard segment.isAs(stated: record, in: change.edition) else {
                    differs("or a part of it holds other readings than stated")
                    isRead = false
                    continue
                }
                if isWhole { one.merge(segment) } else { other.merge(segment) }
            }
            guard isRead else { continue }
            guard one == other else {
                differs("does not hold the readings of the segments that it was made of")
                continue
            }
        }
        held.rename(change)
    }

    private func examine(_ recorded: RecordedUpload, _ store: any SegmentStore) async throws {
        let shipment = recorded.shipment
        for change in recorded.rearranged { try await examine(change, store) }
        var readings = ReadingSet()
        if let known = held.take(shipment.id, of: recorded.before) {
            readings = known
        } else {
            for record in recorded.before {
                // Without all readings before it, what the upload leads to cannot be told.
                guard let segment = try await segment(record, store) else {
                    unfounded += 1
                    return
                }
                _ = readings.merge(segment)
            }
        }
        for record in recorded.added {
            guard let stored = try await segment(record, store) else {
                unfounded += 1
                return
            }
            guard stored.isAs(stated: record, in: recorded.edition) else {
                unfounded += 1
                let what = "segment \(record.digest) holds other readings than stated"
                return find(recorded, what, in: &segments)
            }
            _ = readings.merge(stored)
        }
        findings.examined += 1
        let computed = TelemetryEvaluation.findings(
            of: readings,
            terms: shipment.terms,
            measures: shipment.measures,
            within: shipment.carriage,
            periods: shipment.periods,
            asOf: recorded.findings.asOf,
            in: recorded.edition
        )
        if computed != recorded.findings {
            let what = "the readings of shipment \(shipment.id) give other findings"
            find(recorded, what, in: &findings)
        }
        held.put(readings, of: shipment)
    }

    private nonisolated func find(
        _ recorded: RecordedUpload,
        _ reason: String,
        in section: inout AuditSection
    ) {
        section.find(
            "\(ledger) entry \(recorded.index)",
            reason,
            entry: recorded.index,
            since: recorded.since
        )
    }

    private func judge(_ recorded: RecordedUpload) {
        let shipment = recorded.shipment
        guard let upload = recorded.upload, let signature = upload.signature else { return }
        uploads.examined += 1
        let text = Attestation.signedUploadText(
            origin: origin,
            shipment: shipment.id,
            digest: upload.digest.string
        )
        guard signature.publicKey.verifiesByOpenSSL(signature.signature.string, over: text) else {
            let what = "the signature of device \(signature.device) is not right"
            return find(recorded, what, in: &uploads)
        }
    }

    /// Reads the segments that uploads pin, and earlier ones of shipments that are not cached.
    private func readAhead(
        _ recorded: ArraySlice<RecordedUpload>,
        _ store: any SegmentStore
    ) async throws {
        var wanted: Set<[UInt8]> = []
        var met: Set<InstanceID> = []
        for one in recorded {
            let isFirst = met.insert(one.shipment.id).inserted
            let isHeld = !isFirst || held.holds(one.shipment.id)
            for record in isHeld ? one.added : one.shipment.segments {
                if let digest = Base64.decode(record.digest.string) { wanted.insert(digest) }
            }
        }
        let digests = Array(wanted)
        do {
            for (digest, bytes) in zip(digests, try await store.segments(digests: digests)) {
                read[digest] = bytes.flatMap { verified($0, digest) }
            }
        } catch {
            // Each is then read by itself, so that the one that is damaged is named.
            guard Damage.place(error) != nil else { throw error }
        }
    }

    private func segment(
        _ record: Shipment.SegmentRecord,
        _ store: any SegmentStore
    ) async throws -> Segment? {
        guard let digest = Base64.decode(record.digest.string) else {
            segments.find(place(record.digest.string), "the ledger pins it under no digest")
            return nil
        }
        if let segment = read[digest] { return segment }
        do {
            guard let bytes = try await store.segment(digest: digest) else {
                segments.find(place(record.digest.string), "missing, though the ledger pins it")
                return nil
            }
            return verified(bytes, digest)
        } catch {
            guard let damage = Damage.place(error) else { throw error }
            if known.insert(digest).inserted {
                segments.cannotRead(place(record.digest.string), damage)
            }
            return nil
        }
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

    private func place(_ digest: String) -> String { "\(name) segment \(digest)" }

    /// Checks the stored segments that no entry is seen to pin too; `gap` says why there may be
    /// more entries than were read.
    func end(gap: String?) async throws {
        if let gap {
            segments.leave(0, gap)
            findings.leave(0, gap)
            uploads.leave(0, gap)
        }
        let unreached = recordedCount - reachedCount
        if unreached > 0 { leave(unreached) }
        if unfounded > 0 {
            findings.leave(
                unfounded,
                "uploads whose readings are not all there: \(unfounded)"
            )
        }
        guard let store else {
            let reason = "the segments are not available here"
            segments.leave(reachedCount, reason)
            return findings.leave(reachedCount, reason)
        }
        var leftovers: [String] = []
        do {
            var after: [UInt8]?
            while true {
                let page = try await store.digests(after: after, limit: 1000)
                guard let last = page.last else { break }
                guard TelemetryAudit.isAscending(page, after: after) else { throw Damage.disorder }
                for digest in page where !known.contains(digest) {
                    if try await isLeftover(digest, store) {
                        leftovers.append(Base64.encode(digest))
                    }
                }
                after = last
            }
        } catch {
            guard let damage = Damage.place(error) else { throw error }
            segments.cannotRead("\(name) list of segments", damage)
        }
        remark(leftovers)
    }

    private static func isAscending(_ digests: [[UInt8]], after: [UInt8]?) -> Bool {
        var last = after
        for digest in digests {
            if let last, !last.lexicographicallyPrecedes(digest) { return false }
            last = digest
        }
        return true
    }

    /// Examines a segment that no upload has led to.
    ///
    /// - Returns: whether it is one, which no entry that was read pins: an upload stores its
    ///   segments before the command that pins them, and may be refused or cut short.
    private func isLeftover(_ digest: [UInt8], _ store: any SegmentStore) async throws -> Bool {
        let place = place(Base64.encode(digest))
        let bytes: [UInt8]
        do { bytes = try await store.segment(digest: digest) ?? [] } catch {
            guard let damage = Damage.place(error) else { throw error }
            segments.cannotRead(place, damage)
            return false
        }
        if pinned.contains(digest) {
            _ = verified(bytes, digest)
            return false
        }
        segments.examined += 1
        guard Hash.sha256(of: bytes).bytes == digest else {
            let reason = "its bytes do not have this digest, and no entry that was read pins it"
            segments.find(place, reason, advice: .leftoverRow)
            return false
        }
        do { _ = try Segment(decoding: bytes) } catch {
            let reason = "it is no segment, and no entry that was read pins it: \(error)"
            segments.find(place, reason, advice: .leftoverRow)
            return false
        }
        return true
    }

    /// Names segments that no entry pins; they are harmless, and any refused upload leaves some.
    private func remark(_ leftovers: [String]) {
        guard !leftovers.isEmpty else { return }
        let named = leftovers.prefix(TelemetryAudit.leftoversNamed).joined(separator: ", ")
        let rest = leftovers.count - TelemetryAudit.leftoversNamed
        segments.remark =
            "segments that no entry that was read pins, and that nothing reads, as uploads leave "
            + "that are refused or cut short: \(leftovers.count), \(named)"
            + (rest > 0 ? " and \(rest) more" : "")
    }

    private func leave(_ unreached: Int) {
        let reason = "uploads that the replay did not reach: \(unreached)"
        segments.leave(unreached, "\(reason); each pins a segment or more")
        findings.leave(unreached, reason)
        uploads.leave(unreached, "\(reason); any may be signed")
    }
}

extension DecodedEntry {
    /// Whether the leaf says that readings are recorded, or looked at anew.
    fileprivate var recordsTelemetry: Bool {
        guard case .success(let transition) = transition else { return false }
        return transition.step.isComputed
    }
}

import Contracts
import Ledger
import Marine
import Telemetry
import TransparencyLog

// One Idempotency-Key, one upload: the same body with other statements is another.
extension Platform {
    /// Refuses an upload whose name was given before to the same body with other statements.
    ///
    /// The ledger keeps what an upload brought and not what its sender stated, so that the two are
    /// told apart by what they read from the body: what was stored under the name has to be among
    /// what is read now. Statements that change nothing of what is read are no difference, and
    /// lines that are taken now because their device was bound meanwhile are none either.
    ///
    /// - Parameters:
    ///   - parsed: What is read now.
    ///   - digest: The SHA-256 of the body.
    ///   - name: The name.
    ///   - id: The shipment.
    ///   - caller: Who uploads.
    /// - Throws: `Refusal` with `commandReused`, naming what differs as the parameter is called.
    func requireSameStatements(
        _ parsed: ParsedUpload,
        _ digest: [UInt8],
        _ name: String,
        _ id: InstanceID,
        _ caller: Caller
    ) async throws {
        guard let (earlier, _) = try await recordedUpload(name, id, caller),
            earlier.digest.string == Base64.encode(digest)
        else { return }
        let digests = earlier.segments.compactMap { Base64.decode($0.digest.string) }
        var now = ReadingSet()
        now.merge(parsed.devices)
        for case let bytes? in try await segments.segments(digests: digests) {
            guard let segment = try? Segment(decoding: bytes),
                let difference = Self.difference(of: segment, from: now)
            else { continue }
            throw Refusal(
                .commandReused,
                ["id": name, "differs": difference.rawValue]
            )
        }
    }

    /// The caller's upload under a name as the ledger has it, and its receipt.
    func recordedUpload(
        _ commandID: String,
        _ id: InstanceID,
        _ caller: Caller
    ) async throws -> (upload: Shipment.Upload, receipt: Receipt)? {
        let name = CommandName(member: caller.member, id: commandID)
        guard let known = try await store.commands(named: [name]).first else { return nil }
        guard let receipt = try await store.receipts(of: known).first,
            let entry = try await store.entries(at: [known.first]).first
        else { throw LedgerFault.damaged(place: "entry \(known.first): its receipt is missing") }
        guard receipt.key == InstanceKey(.shipment, id),
            let upload = try Self.upload(recordedBy: entry)
        else { throw Refusal(.commandReused, ["id": commandID]) }
        return (upload, receipt)
    }

    /// The upload that an entry of a shipment records; nil where it records none.
    static func upload(recordedBy entry: LogEntry) throws -> Shipment.Upload? {
        guard let payload = entry.payload else {
            throw LedgerFault.damaged(place: "entry \(entry.index): its payload is missing")
        }
        let edition = try Transition(leaf: entry.leaf).edition
        guard
            case .shipment(let record) = try StepPayload.decode(
                .shipment,
                from: payload.bytes,
                in: edition
            )
        else { return nil }
        return record.arguments.upload
    }

    /// What was stated otherwise for a segment's readings than for readings of the same body; nil
    /// where all of them are among these.
    private static func difference(
        of segment: Segment,
        from readings: ReadingSet
    ) -> MissingStatement.Subject? {
        let known = readings.samples(of: segment.device)
        guard !known.isEmpty else { return .device }
        var merged = readings
        guard merged.merge(segment).accepted > 0 else { return nil }
        let times = Set(known.map(\.time.millisecondsSinceEpoch))
        let stored = segment.samples.map(\.time.millisecondsSinceEpoch)
        if stored.allSatisfy(times.contains) { return .unit }
        // Offsets from UTC differ by whole quarters of an hour, and by 28 hours at most.
        let isShifted = (-112...112).contains { quarters in
            stored.allSatisfy { times.contains($0 + Int64(quarters) * 900_000) }
        }
        return isShifted ? .zone : .dateOrder
    }
}

public import Contracts
import Ledger
public import Marine
public import Telemetry
import TransparencyLog

/// A stream of a fleet's readings being received.
public struct FleetUpload: ReceivingUpload {
    /// The most devices in one stream.
    public static let deviceLimit = 10_000
    /// How many of a member's shipments a device is looked for on, the latest registered.
    public static let bindingLimit = 50
    /// How many shipments' parts are recorded at once: each holds its shipment's readings.
    static let partsAtOnce = 8

    var body: UploadBody

    /// Takes the next bytes of the body.
    ///
    /// - Throws: `UploadRefusal` where the upload is larger than its limit.
    public mutating func consume(_ bytes: [UInt8]) throws(UploadRefusal) {
        try body.consume(bytes)
    }
}

/// What became of one shipment's part of a fleet's stream.
public struct FleetPart: Sendable {
    /// The shipment.
    public let shipment: InstanceID
    /// How many readings are its.
    public let readings: Int
    /// What they came to, or why none of them was taken.
    public let result: Result<UploadOutcome, any Error>
}

/// What a fleet's stream came to.
public struct FleetOutcome: Sendable {
    /// SHA-256 of the bytes that came, in base64.
    public let digest: Text<44>
    /// How the stream was read.
    public let parsed: ParsedUpload
    /// Each shipment's part, in the order in which the stream has them.
    public let parts: [FleetPart]
    /// The readings that went to no shipment.
    public let unplaced: [UnplacedReadings]
}

extension Platform {
    /// Begins a stream of the readings of many devices, whichever shipments they travel with.
    public func beginFleetUpload(
        format: TelemetryFormat,
        stated: UploadStatements = UploadStatements()
    ) -> FleetUpload {
        FleetUpload(body: UploadBody(format: format, devices: nil, stated: stated))
    }

    /// Ends a fleet's stream: each reading goes to the shipment with whose goods its device
    /// travelled at its instant, among those to which the caller may upload.
    ///
    /// Each shipment's part is an upload of its own, under a name made from the request's: asked
    /// again, a part that was taken is not taken twice, and devices that were bound since are. What
    /// refuses one part is its answer, and keeps no other from being taken.
    ///
    /// - Throws: `UploadRefusal.statementsMissing` where nothing can be read before the sender
    ///   states something, `ServiceError.invalid` where there are too many devices, `Refusal` with
    ///   `commandReused` where a part was taken from another body under the same name, and
    ///   `LedgerFault` where every part failed for one.
    public func finish(
        _ upload: FleetUpload,
        as caller: Caller,
        idempotencyKey: String?
    ) async throws -> FleetOutcome {
        var upload = upload
        let (parsed, digest) = try upload.body.finish()
        guard parsed.devices.count <= FleetUpload.deviceLimit else {
            throw ServiceError.invalid(
                field: "device",
                code: "tooManyDevices",
                reason: "the stream has readings of \(parsed.devices.count) devices, and may have "
                    + "of \(FleetUpload.deviceLimit); send it in parts"
            )
        }
        let bindings = try await bindings(of: parsed.devices.map(\.device), as: caller)
        let plan = FleetPlan(parsed.devices, bindings: bindings)
        let parts = plan.parts.map { part in
            PlannedPart(
                shipment: part.shipment,
                parsed: parsed.part(part.devices),
                commandID: partID(idempotencyKey, upload.body.stated, part.shipment)
            )
        }
        if idempotencyKey != nil { try await requireSameBody(digest, parts, caller) }
        let results = await record(parts, digest, caller)
        if !results.isEmpty, let fault = results.compactMap(\.ledgerFault).first,
            results.allSatisfy({ $0.ledgerFault != nil })
        {
            throw fault
        }
        return FleetOutcome(
            digest: try Text(Base64.encode(digest)),
            parsed: parsed.withoutReadings,
            parts: results,
            unplaced: plan.unplaced
        )
    }

    /// The bindings of devices to shipments to which the caller may upload.
    ///
    /// The query tables propose; the ledger's fold says what is bound to what, and who may upload.
    func bindings(
        of devices: [String],
        as caller: Caller
    ) async throws -> [String: [FleetBinding]] {
        let unapplied = try await unappliedEntries()
        let listed = try await view.bindings(
            of: devices,
            for: caller.member,
            limit: FleetUpload.bindingLimit
        )
        var shipments: [InstanceID: Shipment.State?] = [:]
        var found: [String: [FleetBinding]] = [:]
        for binding in unapplied.merged(listed, of: Set(devices)) {
            let key = binding.shipment.key
            if shipments[key.instance] == nil {
                let state = try await sequencer.instance(key).flatMap { Shipment.unwrap($0.state) }
                shipments[key.instance] = .some(state)
            }
            guard let shipment = shipments[key.instance] ?? nil,
                let own = FleetBinding(of: binding.device, to: shipment)
            else {
                viewDamage.found("\(key) is listed with a device that it has not")
                continue
            }
            guard Shipment.members(of: shipment).contains(caller.member),
                found[binding.device]?.contains(where: { $0.shipment == own.shipment }) != true
            else { continue }
            found[binding.device, default: []].append(own)
        }
        return found
    }

    private struct PlannedPart: Sendable {
        let shipment: InstanceID
        let parsed: ParsedUpload
        let commandID: String
    }

    /// The name of a part's command: a random one where the request has none.
    private func partID(
        _ key: String?,
        _ stated: UploadStatements,
        _ shipment: InstanceID
    ) -> String {
        guard let key else { return commandID(ChangeOptions()) }
        let text = "plimsoll fleet upload v1\n\(key)\n\(shipment)\n\(stated.canonicalText)\n"
        let digest = Hash.sha256(of: Array(text.utf8)).hex
        return "\(key.prefix(47))?\(digest.prefix(32))"
    }

    /// Refuses the whole stream, before any of it is taken, where a part was taken from another.
    private func requireSameBody(
        _ digest: [UInt8],
        _ parts: [PlannedPart],
        _ caller: Caller
    ) async throws {
        for start in stride(from: 0, to: parts.count, by: 500) {
            let some = parts[start..<min(start + 500, parts.count)]
            let names = some.map { CommandName(member: caller.member, id: $0.commandID) }
            let known = Set(try await store.commands(named: names).map(\.id))
            for part in some where known.contains(part.commandID) {
                _ = try await firstAnswer(
                    part.parsed.withoutReadings,
                    digest,
                    part.shipment,
                    caller,
                    part.commandID
                )
            }
        }
    }

    /// Records parts, some at once, so that many share one flush of the ledger.
    private func record(
        _ parts: [PlannedPart],
        _ digest: [UInt8],
        _ caller: Caller
    ) async -> [FleetPart] {
        var results = [FleetPart?](repeating: nil, count: parts.count)
        await withTaskGroup(of: (Int, FleetPart).self) { group in
            var next = 0
            func add() {
                guard next < parts.count else { return }
                let (place, part) = (next, parts[next])
                next += 1
                group.addTask { (place, await self.record(part, digest, caller)) }
            }
            for _ in 0..<FleetUpload.partsAtOnce { add() }
            while let (place, part) = await group.next() {
                results[place] = part
                add()
            }
        }
        return results.compactMap(\.self)
    }

    private func record(
        _ part: PlannedPart,
        _ digest: [UInt8],
        _ caller: Caller
    ) async -> FleetPart {
        let result: Result<UploadOutcome, any Error>
        do {
            result = .success(
                try await uploads.alone(with: part.shipment) {
                    try await record(
                        part.parsed,
                        digest,
                        nil,
                        part.shipment,
                        caller,
                        part.commandID,
                        nil
                    )
                }
            )
        } catch {
            result = .failure(error)
        }
        return FleetPart(
            shipment: part.shipment,
            readings: part.parsed.readingCount,
            result: result
        )
    }
}

extension FleetPart {
    /// The fault of the environment that kept the part from being taken; `nil` where none did.
    fileprivate var ledgerFault: LedgerFault? {
        guard case .failure(let error) = result else { return nil }
        return error as? LedgerFault
    }
}

extension ParsedUpload {
    /// A part of it: the readings of one shipment, of which each counts as a row that was read.
    fileprivate func part(_ devices: [DeviceSamples]) -> ParsedUpload {
        var part = withoutReadings
        part.devices = devices
        part.readingCount = devices.reduce(0) { $0 + $1.samples.count }
        part.readRowCount = part.readingCount
        part.withoutMeasurementCount = 0
        (part.rejected, part.rejectedCount) = ([], 0)
        (part.leftOut, part.leftOutCount) = ([], 0)
        (part.understood, part.missing) = ([], [])
        return part
    }
}

extension UnappliedEntries {
    /// Bindings that the view lists with those that it lacks.
    fileprivate func merged(
        _ listed: [ListedBinding],
        of devices: Set<String>
    ) -> [ListedBinding] {
        listed
            + shipments.flatMap { listed, shipment in
                shipment.devices.filter { devices.contains($0.id.string) }
                    .map { ListedBinding(device: $0.id.string, shipment: listed) }
            }
    }
}

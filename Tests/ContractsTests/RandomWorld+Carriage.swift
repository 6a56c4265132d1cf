import Contracts
import Marine
import TestSamples

/// Shipments and their loggers.
extension RandomWorld {
    private static let loggers = (1...20).map { number in
        constant { try DeviceName("TT-\(number)") }
    }

    mutating func carriage() -> AskedCommand {
        switch choice.whole(0...19) {
        case 0...3:
            guard
                let certificate = one(
                    Certificate.self,
                    where: { $0.stage == .issued && $0.shipment == nil }
                )
            else { break }
            return asked(register(certificate), by: certificate.assured)
        case 4...6:
            guard
                let shipment = one(
                    Shipment.self,
                    where: { $0.deliveredAt == nil && $0.devices.isEmpty }
                )
            else { break }
            let number = logger(of: shipment)
            return asked(
                .shipment(
                    .bindDevice(
                        shipment: shipment.id,
                        device: Self.loggers[number],
                        publicKey: choice.chance(90) ? key(ofLogger: number) : nil
                    )
                ),
                by: shipment.party.shipper
            )
        case 7...9:
            guard let shipment = one(Shipment.self, where: { $0.stage == .registered }) else {
                break
            }
            // Recorded at once, or days late.
            let late = choice.chance(25) ? choice.whole(0...hours(60)) : choice.whole(0...hours(3))
            let at = history.now.advanced(byMilliseconds: -late)
            return asked(.shipment(.depart(shipment: shipment.id, at: at)), by: .carrier)
        case 10...14:
            guard
                let shipment = one(
                    Shipment.self,
                    where: { $0.departedAt != nil && !$0.devices.isEmpty }
                ), !shipment.devices.isEmpty
            else { break }
            return asked(record(shipment), by: shipment.party.shipper)
        case 15 where choice.chance(20):
            if let rearranged = rearrangement() { return asked(rearranged, by: .platform) }
        case 15...16:
            guard
                let shipment = one(
                    Shipment.self,
                    where: { !$0.segments.isEmpty && $0.judged != $0.carriage }
                )
            else { break }
            return asked(
                .shipment(.evaluate(shipment: shipment.id, findings: shipment.findings)),
                by: .platform
            )
        case 17 where choice.chance(25):
            guard
                let shipment = one(Shipment.self, where: { $0.segments.last?.by != nil }),
                let upload = choice.any(shipment.segments.compactMap(\.upload))
            else { break }
            return asked(
                .shipment(
                    .withdrawUpload(
                        shipment: shipment.id,
                        upload: upload,
                        reason: "another zone"
                    )
                ),
                by: shipment.party.shipper
            )
        case 17 where choice.chance(10):
            guard let shipment = one(Shipment.self, where: { !$0.devices.isEmpty }),
                let device = choice.any(shipment.devices)
            else { break }
            return asked(
                .shipment(
                    .releaseDevice(shipment: shipment.id, device: device.id, at: history.now)
                ),
                by: shipment.party.shipper
            )
        case 17:
            guard let shipment = one(Shipment.self, where: { $0.stage == .underway }),
                choice.chance(50)
            else { break }
            return asked(.shipment(.arrive(shipment: shipment.id, at: moment())), by: .carrier)
        case 18:
            guard let shipment = one(Shipment.self, where: { $0.stage == .arrived }) else { break }
            return asked(.shipment(.deliver(shipment: shipment.id, at: moment())), by: .carrier)
        default:
            guard let evidence = choice.any(instances(.evidence)),
                let shipment = one(Shipment.self, where: { _ in true }),
                let leader = state(Certificate.self, shipment.certificate)?.leader
            else { break }
            return asked(
                .evidence(
                    .assignEvidence(
                        evidence: evidence,
                        shipment: shipment.id,
                        reason: "another logger"
                    )
                ),
                by: leader
            )
        }
        return instances(.certificate).isEmpty ? underwriting() : loss()
    }

    private mutating func register(_ certificate: Certificate.State) -> Instruction {
        .shipment(
            .registerShipment(
                id: name("shp"),
                certificate: certificate.id,
                party: Shipment.Party(
                    shipper: choice.pick([.shipper, .stranger, .bank]),
                    carrier: .carrier
                ),
                container: choice.pick([.sample, .another, nil, nil, nil, nil]),
                billOfLading: choice.chance(10) ? choice.pick(Self.bills) : nil,
                lot: choice.chance(10) ? choice.pick(Self.lots) : nil
            )
        )
    }

    /// Mostly a logger of the shipment's own, sometimes one that others have too.
    private mutating func logger(of shipment: Shipment.State) -> Int {
        guard choice.chance(75) else { return Int(choice.whole(0...1)) }
        let place = instances(.shipment).firstIndex(of: shipment.id) ?? 0
        return 2 + place % (Self.loggers.count - 2)
    }

    /// A logger's key: every second one's of P-256, where the edition knows it.
    private func key(ofLogger number: Int) -> DeviceKeyText {
        history.edition >= .fifth && number % 2 == 1
            ? pointKey(number + 1) : deviceKey(number + 1)
    }

    /// An upload of one logger that shows it once out of its band since it left, beside what is
    /// known.
    private mutating func record(_ shipment: Shipment.State) -> Instruction {
        let device = choice.pick(shipment.devices)
        let now = history.now
        // Mostly after all was stated that the automaton asks for.
        let stated = [shipment.departedAt, shipment.departureRecordedAt, device.boundAt]
        let earliest =
            stated[..<(choice.chance(65) ? 3 : 1)].compactMap(\.self).max()
            ?? now.advanced(byMilliseconds: -hours(30))
        let length = choice.whole(hours(12)...hours(60))
        let start = max(earliest, now.advanced(byMilliseconds: -length))
        let end = max(start, now)
        var devices = shipment.findings.devices
        var found =
            devices.first { $0.device == device.id.string }
            ?? changed(DeviceFindings.chilled) {
                $0.device = device.id.string
                // It has recorded since the goods left.
                ($0.first, $0.last) = (min(start, shipment.departedAt ?? start), end)
            }
        devices.removeAll { $0.device == device.id.string }
        found.last = max(found.last, end)
        found.readings += 10
        found.add(
            .above,
            end.millisecondsSinceEpoch - start.millisecondsSinceEpoch,
            from: start,
            extreme: celsius("-9")
        )
        found.measures = shipment.measures.map { measures in
            Set(measures.map(\.part)).sorted { $0.string < $1.string }.map { measured($0, found) }
        }
        if choice.chance(4) { found.contradictions += 1 }
        if choice.chance(4) { found.longestGapMilliseconds = hours(9) }
        if history.edition >= .third {
            let prints: [Text<16>] = ["00aa", "11bb", "22cc"]
            found.signals = changed(found.signals ?? ReadingSignals()) {
                if choice.chance(10) { $0.prints = prints }
            }
        }
        let isLooked = history.edition >= .fourth
        if isLooked { found.flagged = choice.chance(4) ? [.fault(at: start)] : found.flagged ?? [] }
        devices.append(found)
        devices.sort { $0.device < $1.device }
        let digest: Text<44> = Text(cutting: name("digest").text) ?? "digest"
        var upload = Shipment.Upload.sample(
            digest,
            device.id,
            deviceKey: device.publicKey ?? deviceKey(1)
        )
        if device.publicKey == nil || choice.chance(6) { upload.signature = nil }
        upload.segments[0].first = found.first
        upload.segments[0].last = end
        // Whether it is few readings, of which nobody notes who holds them.
        upload.accepted = choice.chance(20) ? 10 : 24
        upload.segments[0].readings = upload.accepted
        // One upload in five has readings that others have too.
        upload.segments[0].content = apiKeyDigest(
            Int(choice.chance(20) ? choice.whole(1...2) : choice.whole(1_000...9_000_000))
        )
        return .shipment(
            .recordTelemetry(
                shipment: shipment.id,
                upload: upload,
                findings: TelemetryFindings(
                    devices: devices,
                    asOf: isLooked ? .earliest : nil
                )
            )
        )
    }

    /// Two segments of a logger that become one, or one that was made so and is split again.
    private mutating func rearrangement() -> Instruction? {
        let digests = merged.keys.sorted { $0.string < $1.string }
        if choice.chance(50), let digest = choice.any(digests), let parts = merged[digest],
            let shipment = one(
                Shipment.self,
                where: { $0.segments.contains { $0.digest == digest } }
            )
        {
            return try? .split(digest, into: parts, of: shipment.id)
        }
        let pair = { (shipment: Shipment.State) -> [Shipment.SegmentRecord] in
            for (place, segment) in shipment.segments.enumerated() {
                let other = shipment.segments.dropFirst(place + 1).first {
                    $0.device == segment.device && $0.unsigned == segment.unsigned
                }
                if let other { return [segment, other] }
            }
            return []
        }
        guard let shipment = one(Shipment.self, where: { !pair($0).isEmpty }) else { return nil }
        let parts = pair(shipment)
        let digest: Text<44> = Text(cutting: name("merged").text) ?? "merged"
        merged[digest] = parts
        return try? .merge(parts, of: shipment.id, into: .merged(parts, digest: digest))
    }

    /// The same times as a part of the cover sees them.
    private func measured(_ part: Text<60>, _ found: DeviceFindings) -> MeasureFindings {
        changed(MeasureFindings(part: part)) {
            $0.readings = found.readings
            ($0.first, $0.last) = (found.first, found.last)
            $0.longestGapMilliseconds = found.longestGapMilliseconds
            $0.runs = found.excursions.map { excursion in
                changed(MeasuredRun(start: excursion.start, end: excursion.end)) {
                    $0.milliseconds = excursion.milliseconds
                    $0.longestMilliseconds = excursion.milliseconds
                    $0.instants = excursion.readings
                    $0.isOver = true
                }
            }
            $0.runCount = $0.runs.count
            $0.instantsMet = $0.runs.reduce(0) { $0 + $1.instants }
            $0.totalMilliseconds = $0.runs.reduce(0) { $0 + $1.milliseconds }
            $0.longestMilliseconds = $0.runs.map(\.milliseconds).max() ?? 0
            ($0.firstStart, $0.lastEnd) = ($0.runs.first?.start, $0.runs.last?.end)
        }
    }
}

extension ContractHistory {
    /// The edition in force.
    var edition: Edition { consortium?.edition ?? .current }
}

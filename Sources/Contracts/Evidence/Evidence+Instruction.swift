import CanonicalJSON
public import Marine

extension Evidence {
    /// What a member asks of evidence.
    public enum Instruction: ContractInstruction {
        /// Says whose evidence it is, where several shipments hold the same.
        case assignEvidence(
            /// The logger or the readings, as a claim's check names them.
            evidence: InstanceID,
            /// The shipment whose evidence it is; the leader of its certificate says so.
            shipment: InstanceID,
            /// Why that is so.
            reason: Text<200>
        )
    }

    /// The forms of its commands.
    public static let forms: [CommandForm] = [
        form(.assignEvidence, [step(.assign)], by: [OpenCover.opener])
    ]

    /// Carries out an instruction on evidence.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .assignEvidence(let evidence, let shipment, let reason):
            if let certificate = run.state(Shipment.self, shipment)?.certificate {
                try run.requireAdjusting(under: certificate)
            }
            try run.take(Evidence.self, evidence, .assign(shipment: shipment, reason: reason))
        }
    }
}

extension Evidence {
    /// A logger's name as an edition of the rules compares it: its letters and digits, in small
    /// letters; the name itself where it has none.
    ///
    /// Another edition's folding names other instances, so that a change has to
    /// find those held by then.
    static func fold(device name: String, in edition: Edition) -> String {
        let plain = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return plain.isEmpty ? name : plain
    }
}

extension Evidence.Instruction {
    /// The instance that it begins: none.
    public var begun: BegunInstance? { nil }
}

extension InstructionRun {
    /// The identifiers of a logger: by its name, and by its key where it has one.
    ///
    /// Names are compared as the edition in force folds them.
    private func devices(
        _ name: String,
        _ publicKey: String?
    ) throws(Refusal) -> [InstanceID] {
        let folded = Evidence.fold(device: name, in: context.edition)
        var ids = [try factID(Evidence.self, ["device", folded])]
        if let publicKey { ids.append(try factID(Evidence.self, ["key", publicKey])) }
        return ids
    }

    /// Whether an instance of evidence is one of a shipment's loggers that are meant, by its name
    /// or its key.
    private func isLogger(
        _ evidence: InstanceID,
        of shipment: Shipment.State,
        _ isMeant: (Shipment.Device) -> Bool
    ) throws(Refusal) -> Bool {
        for device in shipment.devices where isMeant(device) {
            let ids = try devices(device.id.string, device.publicKey?.text)
            if ids.contains(evidence) { return true }
        }
        return false
    }

    private func readings(_ segment: Shipment.SegmentRecord) throws(Refusal) -> InstanceID? {
        guard let content = segment.content,
            context.edition < .fifth || segment.readings >= Shipment.fewestHeld
        else { return nil }
        return try factID(Evidence.self, ["readings", content.text])
    }

    /// Refuses a logger that travels with other goods, where the caller is a member of their
    /// shipment too; from the fourth edition on.
    ///
    /// Of a shipment that the caller may not read nothing is told, and a stranger's use of a name
    /// blocks nobody: what both hold is then evidence for neither until a person says whose it is.
    mutating func requireFree(
        device name: String,
        _ publicKey: String?,
        for shipment: InstanceID
    ) throws(Refusal) {
        guard keepsEvidence, context.edition >= .fourth else { return }
        for id in try devices(name, publicKey) {
            // Each of them was free of those before it.
            let holders = (state(Evidence.self, id)?.holders ?? []).suffix(20)
            for holder in holders where holder.shipment != shipment {
                let other = try require(Shipment.self, holder.shipment)
                guard other.stage != .delivered,
                    Shipment.members(of: other).contains(context.actor)
                else { continue }
                if try isLogger(id, of: other, { $0.to == nil }) {
                    throw Refusal(
                        .deviceOnAnotherShipment,
                        ["device": name, "shipment": other.id.text]
                    )
                }
            }
        }
    }

    /// Notes that a shipment holds a logger.
    mutating func hold(
        device: String,
        _ publicKey: String?,
        by shipment: Shipment.State
    ) throws(Refusal) {
        guard keepsEvidence else { return }
        let ids = try devices(device, publicKey)
        try hold(ids.map { ($0, nil) }, .device, by: shipment)
    }

    /// Notes that a shipment holds the readings of segments.
    mutating func hold(
        _ segments: [Shipment.SegmentRecord],
        by shipment: Shipment.State
    ) throws(Refusal) {
        guard keepsEvidence else { return }
        var ids: [(InstanceID, device: InstanceID?)] = []
        for segment in segments {
            guard let id = try readings(segment), !ids.contains(where: { $0.0 == id }) else {
                continue
            }
            ids.append((id, try devices(segment.device.string, nil).first))
        }
        try hold(ids, .readings, by: shipment)
    }

    /// Notes the passages and the loss that a shipment's claim was judged on.
    mutating func hold(
        _ claimed: ContestedEvidence.Claimed,
        by shipment: Shipment.State
    ) throws(Refusal) {
        try hold(claimed.passages.map { ($0, nil) }, .passage, by: shipment)
        if let loss = claimed.loss { try hold([(loss, nil)], .loss, by: shipment) }
    }

    private func passages(_ claimed: ClaimedLoss) throws(Refusal) -> [InstanceID] {
        var ids: [InstanceID] = []
        for passage in claimed.passages {
            ids.append(try factID(Evidence.self, ["passage", passage.string]))
        }
        return ids
    }

    private func loss(_ claimed: ClaimedLoss) throws(Refusal) -> InstanceID? {
        guard let loss = claimed.shown else { return nil }
        let figures = LossFigure.allCases.map { "\($0.rawValue) \(loss.figures[$0])" }
        return try factID(Evidence.self, ["loss", "\(loss.from)", "\(loss.to)"] + figures)
    }

    private mutating func hold(
        _ ids: [(InstanceID, device: InstanceID?)],
        _ kind: Evidence.Kind,
        by shipment: Shipment.State
    ) throws(Refusal) {
        guard let leader = try require(Certificate.self, shipment.certificate).leader else {
            return
        }
        for (id, device) in ids {
            let held = state(Evidence.self, id)?.holders ?? []
            guard !held.contains(where: { $0.shipment == shipment.id }) else { continue }
            try take(
                Evidence.self,
                id,
                .hold(
                    id: id,
                    kind: kind,
                    holder: Evidence.Holder(
                        shipment: shipment.id,
                        leader: leader,
                        at: context.at,
                        device: device
                    )
                )
            )
        }
    }

    /// What a claim may not rest on as another shipment holds it too: loggers, and readings of the
    /// time of the loss; from the third edition on passages in its readings, and the loss itself.
    func contested(
        of shipment: Shipment.State,
        for claimed: ClaimedLoss
    ) throws(Refusal) -> ContestedEvidence {
        let time = claimed.period
        var contested = ContestedEvidence()
        guard keepsEvidence else {
            contested.isKnown = context.edition < .second
            return contested
        }
        let found = Set(shipment.findings.devices.map(\.device))
        for device in shipment.devices where found.contains(device.id.string) {
            for id in try devices(device.id.string, device.publicKey?.text)
            where try !serves(id, shipment.id) {
                contested.devices.append(id)
            }
        }
        for segment in shipment.segments
        where found.contains(segment.device.string) && segment.first <= time.upperBound
            && segment.last >= time.lowerBound
        {
            if let id = try readings(segment), try !serves(id, shipment.id) {
                contested.readings.append(id)
            }
        }
        guard context.edition >= .third else { return contested }
        contested.claimed.passages = try passages(claimed)
        contested.claimed.loss = try loss(claimed)
        for id in contested.claimed.passages where try !serves(id, shipment.id) {
            contested.passages.append(id)
        }
        if let id = contested.claimed.loss, try !serves(id, shipment.id) {
            contested.losses.append(id)
        }
        return contested
    }

    /// Whether the ledger notes who holds what: from the second edition on, if it keeps a secret.
    private var keepsEvidence: Bool {
        context.edition >= .second
            && state(Consortium.self, Workflow.consortium)?.secret != nil
    }

    private func serves(_ id: InstanceID, _ shipment: InstanceID) throws(Refusal) -> Bool {
        guard let evidence = state(Evidence.self, id) else { return true }
        return try evidence.serves(shipment, in: context.edition) { other, at throws(Refusal) in
            let shipment = try require(Shipment.self, other)
            // A logger that has left the goods is of them no more.
            let hasLeft = try isLogger(id, of: shipment) { $0.to.map { $0 <= at } ?? false }
            guard !hasLeft else { return false }
            return shipment.deliveredAt.map { $0 > at } ?? true
        }
    }
}

/// What other shipments hold too, so that a claim may not rest on it until a
/// person says whose it is.
public struct ContestedEvidence: Hashable, Sendable {
    /// What of its readings a claim rests on, by the identifiers of the evidence that it is.
    ///
    /// They are derived once, to be looked up before the claim is judged and noted after:
    /// each takes an HMAC.
    public struct Claimed: Hashable, Sendable {
        /// The passages; none before the third edition.
        var passages: [InstanceID] = []
        /// The loss; `nil` where none is shown, and before the third edition.
        var loss: InstanceID?
    }

    /// The loggers.
    public var devices: [InstanceID] = []
    /// The segments of readings.
    public var readings: [InstanceID] = []
    /// The passages in the readings that the claim rests on.
    public var passages: [InstanceID] = []
    /// The loss that the claim is for.
    public var losses: [InstanceID] = []
    /// Whether the ledger notes at all who holds what.
    public var isKnown = true
    /// What the claim rests on, whoever else holds it.
    public var claimed = Claimed()

    /// Nothing is contested.
    public init() {}
}

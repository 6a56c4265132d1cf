import CanonicalJSON
public import Marine

extension Shipment {
    /// The letters that identifiers of shipments begin with.
    public static let prefix = "shp"

    /// What a member asks of a shipment.
    public enum Instruction: ContractInstruction {
        /// Registers the shipment of a certificate's goods.
        case registerShipment(
            /// The shipment's identifier; over HTTP made from the command's name.
            id: InstanceID,
            /// The certificate of the goods, which has no shipment yet.
            certificate: InstanceID,
            /// Who hands the goods over, and who carries them.
            party: Party,
            /// The container; absent where the goods travel in none.
            container: ContainerNumber?,
            /// The number of the bill of lading or waybill; as declared where left out.
            ///
            /// - Since: edition 2
            billOfLading: Text<35>? = nil,
            /// The lot or batch of the goods; as declared where left out.
            ///
            /// - Since: edition 2
            lot: Text<60>? = nil
        )
        /// Binds a logger or tracker to a shipment.
        case bindDevice(
            /// The shipment.
            shipment: InstanceID,
            /// The name that its readings carry.
            device: DeviceName,
            /// The key with which the device or its gateway signs uploads: 32 bytes of Ed25519, or
            /// from edition 5 on 33 bytes of a P-256 point in compressed form; in base64.
            publicKey: DeviceKeyText?,
            /// From when on it travels with the goods; from the carriage's beginning on where left
            /// out. Readings before it are kept and not judged.
            ///
            /// - Since: edition 4
            from: Instant? = nil
        )
        /// Records that a logger or tracker has left the goods: what it records from then on is not
        /// of them, and another shipment may have it.
        ///
        /// - Since: edition 4
        case releaseDevice(
            /// The shipment.
            shipment: InstanceID,
            /// The name that its readings carry.
            device: DeviceName,
            /// When it left the goods; not after the ledger's own instant.
            at: Instant
        )
        /// Takes an upload back, by the member that made it: its readings are kept and judged no
        /// more, and every claim for a loss at their time is referred.
        ///
        /// - Since: edition 4
        case withdrawUpload(
            /// The shipment.
            shipment: InstanceID,
            /// The digest of the upload, as its answer gave it: SHA-256 of its bytes in base64.
            upload: Text<44>,
            /// Why it was wrong.
            reason: Text<200>
        )
        /// Records that the goods left: the certificate attaches.
        case depart(
            /// The shipment.
            shipment: InstanceID,
            /// When they left; not after the ledger's own instant.
            at: Instant,
            /// When they were stuffed, where that is known; not after they left. A logger that
            /// recorded long before is a sign that its readings are of something else.
            ///
            /// - Since: edition 3
            stuffedAt: Instant? = nil
        )
        /// Records an upload of readings and what all readings now show.
        indirect case recordTelemetry(
            /// The shipment whose loggers made the readings.
            shipment: InstanceID,
            /// The upload's digest, the counts of its readings and the segments that hold them.
            upload: Upload,
            /// What all accepted readings show, as the platform computed it.
            findings: TelemetryFindings
        )
        /// Pins what all readings show of the carriage as it is known now.
        ///
        /// - Since: edition 2
        indirect case evaluate(
            /// The shipment, whose carriage is known better than when its readings were judged.
            shipment: InstanceID,
            /// What all accepted readings show, as the platform computed it.
            findings: TelemetryFindings
        )
        /// Records larger segments in the place of small ones, which are kept: the same readings,
        /// fewer segments.
        ///
        /// - Since: edition 5
        indirect case mergeSegments(
            /// The shipment.
            shipment: InstanceID,
            /// Which segments take the place of which, as the platform made them.
            merges: SegmentMerges
        )
        /// Gives small segments back the place of larger ones, before an upload is withdrawn that
        /// brought one of them.
        ///
        /// - Since: edition 5
        indirect case splitSegments(
            /// The shipment.
            shipment: InstanceID,
            /// Which segments take back the place of which.
            splits: SegmentSplits
        )
        /// Records that the ship arrived.
        case arrive(
            /// The shipment.
            shipment: InstanceID,
            /// When it arrived; not before the goods left, nor after the ledger's own instant.
            at: Instant
        )
        /// Records that the goods were handed over: the certificate ends.
        case deliver(
            /// The shipment.
            shipment: InstanceID,
            /// When they were handed over; not before the arrival,
            /// nor after the ledger's own instant.
            at: Instant
        )
    }

    /// The terms of a shipment whose certificate has none: gaps of more than a day are reported.
    private static let termsOfNone = TelemetryTerms(
        lowerLimit: nil,
        upperLimit: nil,
        reportableGapMilliseconds: 86_400_000
    )

    /// The forms of its commands.
    public static func forms(in edition: Edition) -> [CommandForm] {
        if edition >= .fifth { return fifthForms }
        if edition >= .fourth { return fourthForms }
        return edition >= .second ? secondForms : firstForms
    }

    private static let fifthForms = forms(
        fourthForms,
        changing: [
            form(
                .mergeSegments,
                [FormStep(step(.mergeSegments)), Evidence.steps(.hold, 0...50)],
                by: [.operator]
            ),
            form(.splitSegments, [step(.splitSegments)], by: [.operator]),
        ]
    )

    private static let fourthForms = forms(
        secondForms,
        changing: [
            form(.releaseDevice, [step(.releaseDevice)]),
            form(
                .withdrawUpload,
                [
                    FormStep(step(.withdrawUpload)),
                    FormStep(
                        Claim.step(.noteWithdrawal),
                        0...Certificate.limits(in: .fourth).claims
                    ),
                ]
            ),
        ]
    )

    private static let secondForms = forms(
        firstForms,
        changing: [
            form(
                .registerShipment,
                [
                    FormStep(step(.register)), Interest.steps(.insure, 0...3),
                    FormStep(Certificate.step(.assign)),
                    FormStep(Certificate.step(.hold), 0...1),
                    FormStep(step(.admit), 0...Certificate.Limits().admitted),
                ]
            ),
            form(.bindDevice, [FormStep(step(.bindDevice)), Evidence.steps(.hold, 0...2)]),
            form(
                .recordTelemetry,
                [
                    FormStep(step(.recordTelemetry)),
                    Evidence.steps(.hold, 0...limits(in: .second).segmentsPerUpload),
                ]
            ),
            form(.evaluate, [step(.evaluate)], by: [.operator]),
            form(
                .arrive,
                [
                    FormStep(step(.arrive)), FormStep(Certificate.step(.expose), 0...1),
                    Accumulation.steps,
                ]
            ),
            form(.depart, [step(.depart), Certificate.step(.attach)]),
            form(
                .depart,
                [
                    FormStep(step(.depart)), FormStep(Certificate.step(.attach)),
                    FormStep(Certificate.step(.expose)), Accumulation.steps,
                ]
            ),
            form(
                .deliver,
                [
                    FormStep(step(.deliver)), FormStep(Certificate.step(.terminate)),
                    FormStep(OpenCover.step(.release)),
                    Interest.steps(.end, 0...Interest.perCertificate),
                    Accumulation.steps,
                ]
            ),
        ]
    )

    private static let firstForms: [CommandForm] = [
        form(.registerShipment, [step(.register), Certificate.step(.assign)]),
        form(.bindDevice, [step(.bindDevice)]),
        form(.depart, [step(.depart), Certificate.step(.attach)]),
        form(.recordTelemetry, [step(.recordTelemetry)]),
        form(.arrive, [step(.arrive)]),
        form(
            .deliver,
            [step(.deliver), Certificate.step(.terminate), OpenCover.step(.release)]
        ),
    ]

    /// Shipments are registered under a certificate.
    public static var parent: ContractName? { .certificate }

    /// The certificate.
    public static func parent(of state: State) -> InstanceID? { state.certificate }

    /// Carries out an instruction on a shipment, and on its certificate and cover.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .registerShipment(
            let id,
            let certificate,
            let party,
            let container,
            let billOfLading,
            let lot
        ):
            var members: Set = [party.shipper]
            if let carrier = party.carrier { members.insert(carrier) }
            try run.requireMembers(members)
            let state = try run.require(Certificate.self, certificate)
            try run.take(
                Shipment.self,
                id,
                .register(
                    id: id,
                    certificate: certificate,
                    certificateParties: Certificate.members(of: state).sorted(),
                    party: party,
                    container: container,
                    terms: state.terms.telemetry ?? termsOfNone,
                    daysAfterArrival: run.context.edition >= .second
                        ? state.terms.daysAfterArrival(in: run.context.edition) : nil,
                    measures: state.terms.parts?.flatMap { $0.measures(in: run.context.edition) }
                )
            )
            let goods = InsuredGoods(container: container, billOfLading: billOfLading, lot: lot)
            let interests = try state.shipment == nil ? run.insure(goods, by: state) : []
            try run.take(
                Certificate.self,
                certificate,
                .assign(shipment: id, interests: interests.isEmpty ? nil : interests)
            )
            // The shipper and the carrier are known from here on.
            try run.screen(certificate)
            for reader in state.admitted ?? [] { try run.admit(reader, to: id) }
        case .bindDevice(let id, let device, let publicKey, let from):
            if run.state(Shipment.self, id)?.stage != .delivered {
                try run.requireFree(device: device.string, publicKey?.text, for: id)
            }
            try run.take(
                Shipment.self,
                id,
                .bindDevice(id: device, publicKey: publicKey, from: from)
            )
            let state = try run.require(Shipment.self, id)
            try run.hold(device: device.string, publicKey?.text, by: state)
        case .releaseDevice(let id, let device, let at):
            try run.take(Shipment.self, id, .releaseDevice(id: device, at: at))
        case .withdrawUpload(let id, let upload, let reason):
            try run.take(Shipment.self, id, .withdrawUpload(upload: upload, reason: reason))
            try run.noteWithdrawal(on: try run.require(Shipment.self, id))
        case .depart(let id, let at, let stuffedAt):
            let state = try run.require(Shipment.self, id)
            if run.context.edition >= .second {
                let certificate = try run.require(Certificate.self, state.certificate)
                try run.require(OpenCover.self, certificate.cover).terms.requireInPeriod(at)
            }
            try run.take(Shipment.self, id, .depart(at: at, stuffedAt: stuffedAt))
            try run.take(Certificate.self, state.certificate, .attach(at: at))
            let certificate = try run.require(Certificate.self, state.certificate)
            let from = certificate.declaration.from
            try run.expose(
                certificate,
                to: certificate.exposures?.departed(
                    on: at.daysSinceEpoch,
                    from: from,
                    in: run.context.edition
                ) ?? []
            )
        case .recordTelemetry(let id, let upload, let findings):
            try run.take(
                Shipment.self,
                id,
                .recordTelemetry(upload: upload, findings: findings)
            )
            try run.hold(upload.segments, by: try run.require(Shipment.self, id))
        case .evaluate(let id, let findings):
            try run.take(Shipment.self, id, .evaluate(findings: findings))
        case .mergeSegments(let id, let merges):
            try run.take(Shipment.self, id, .mergeSegments(merges: merges))
            let state = try run.require(Shipment.self, id)
            try run.hold(merges.array.map(\.into), by: state)
        case .splitSegments(let id, let splits):
            try run.take(Shipment.self, id, .splitSegments(splits: splits))
        case .arrive(let id, let at):
            try run.take(Shipment.self, id, .arrive(at: at))
            guard run.context.edition >= .second else { return }
            let state = try run.require(Shipment.self, id)
            let certificate = try run.require(Certificate.self, state.certificate)
            guard let held = certificate.exposures else { return }
            try run.expose(
                certificate,
                to: held.arrived(on: at.daysSinceEpoch, at: certificate.declaration.to)
            )
        case .deliver(let id, let at):
            try run.take(Shipment.self, id, .deliver(at: at))
            let state = try run.require(Shipment.self, id)
            let end = run.context.edition >= .second ? state.carriage?.to ?? at : at
            try run.take(Certificate.self, state.certificate, .terminate(at: end))
            let certificate = try run.require(Certificate.self, state.certificate)
            try run.takeOffRisk(
                certificate,
                returning: .zero(certificate.premium.currency),
                .end(certificate: certificate.id, at: end),
                leaving: certificate.exposures?.ended(on: end.daysSinceEpoch) ?? []
            )
        }
    }
}

extension Shipment.Instruction {
    /// The instance that it begins, if any.
    public var begun: BegunInstance? {
        switch self {
        case .registerShipment(let id, let certificate, _, _, _, _):
            BegunInstance(Shipment.prefix, id, under: InstanceKey(.certificate, certificate))
        case .bindDevice, .releaseDevice, .depart, .recordTelemetry, .withdrawUpload, .evaluate,
            .mergeSegments, .splitSegments, .arrive, .deliver:
            nil
        }
    }
}

extension InstructionRun {
    /// Notes on each claim for a loss at the time of the readings that the last withdrawal takes
    /// back that they were.
    mutating func noteWithdrawal(on shipment: Shipment.State) throws(Refusal) {
        guard let withdrawal = shipment.withdrawn?.last else { return }
        let certificate = try require(Certificate.self, shipment.certificate)
        for noted in certificate.claims where noted.withdrawn != true {
            let loss = noted.lossFrom...max(noted.lossFrom, noted.lossTo ?? noted.lossFrom)
            guard loss.overlaps(withdrawal.first...withdrawal.last) else { continue }
            try take(
                Claim.self,
                noted.claim,
                .noteWithdrawal(upload: withdrawal.upload, reason: withdrawal.reason)
            )
        }
    }

    /// Lets a member read a shipment, unless it does already.
    mutating func admit(_ member: MemberID, to shipment: InstanceID) throws(Refusal) {
        let state = try require(Shipment.self, shipment)
        guard !Shipment.parties(of: state).contains(member) else { return }
        try take(Shipment.self, shipment, .admit(member: member))
    }
}

public import Contracts
import Ledger
import Marine
public import Telemetry
import TransparencyLog

extension Platform {
    /// The bytes that a device signs for an upload with this SHA-256 to this shipment.
    public static func uploadSignedText(
        origin: String,
        shipment: InstanceID,
        digest: [UInt8]
    ) -> [UInt8] {
        Attestation.signedUploadText(
            origin: origin,
            shipment: shipment,
            digest: Base64.encode(digest)
        )
    }

    /// Begins an upload to a shipment that the caller is party to.
    ///
    /// - Parameters:
    ///   - shipment: The shipment.
    ///   - format: The format of the body.
    ///   - stated: What the sender states for what the body does not.
    ///   - caller: Who uploads.
    /// - Returns: The upload, to be fed with the body.
    /// - Throws: `ServiceError` where the caller may not upload to the shipment.
    public func beginUpload(
        to shipment: InstanceID,
        format: TelemetryFormat,
        stated: UploadStatements = UploadStatements(),
        as caller: Caller
    ) async throws -> TelemetryUpload {
        let viewed = try await read(Shipment.self, shipment, as: caller)
        guard Shipment.members(of: viewed.state).contains(caller.member) else {
            throw ServiceError.forbidden(
                reason: "who only reads a shipment, as an auditor does, uploads nothing to it"
            )
        }
        let devices = Set(viewed.state.devices.map(\.id.string))
        return TelemetryUpload(
            shipment: viewed,
            body: UploadBody(format: format, devices: devices, stated: stated)
        )
    }

    /// Ends an upload: what is new is stored, pinned on the ledger and judged.
    ///
    /// - Throws: `UploadRefusal.statementsMissing` where nothing can be read before the sender
    ///   states something, and `statementsContradict` where two statements differ.
    public func finish(
        _ upload: TelemetryUpload,
        signature: ClaimedSignature?,
        as caller: Caller,
        options: ChangeOptions
    ) async throws -> UploadOutcome {
        var upload = upload
        let (parsed, digest) = try upload.body.finish()
        let id = upload.shipment.key.instance
        let signed = try judge(signature, digest, upload.shipment.state, id)
        let name = commandID(options)
        return try await uploads.alone(with: id) {
            if options.idempotencyKey != nil {
                try await requireSameStatements(parsed, digest, name, id, caller)
            }
            return try await record(
                parsed,
                digest,
                signed,
                id,
                caller,
                name,
                options.expectedRevision
            )
        }
    }

    /// Pins what all readings of a shipment show of its carriage as the ledger knows it now.
    ///
    /// - Throws: `revisionMismatch` where the shipment was moved meanwhile, `editionUnknown` where
    ///   a later edition came into force, `nothingNew` where that is pinned already, and
    ///   `LedgerFault.damaged` where readings are lost.
    func evaluate(_ id: InstanceID, named name: String) async throws {
        try await uploads.alone(with: id) {
            guard let (state, revision, _) = try await heldShipment(id) else {
                throw ServiceError.notFound(kind: "shipment", id: id.text)
            }
            let edition = edition
            var (readings, lost) = try await heldReadings(of: state)
            try requireNone(of: lost)
            let findings = findings(of: &readings, state, in: edition)
            readingsHeld.put(readings, of: id)
            _ = try await submitAsOperator(
                .shipment(.evaluate(shipment: id, findings: findings)),
                id: name,
                expectedRevision: revision,
                computedIn: edition
            )
        }
    }

    /// What all readings of a shipment show now.
    private func findings(
        of held: inout HeldReadings.Held,
        _ shipment: Shipment.State,
        in edition: Edition
    ) -> TelemetryFindings {
        let now = max(clock(), shipment.findings.asOf ?? .earliest)
        return held.evaluation.findings(
            of: held.readings,
            terms: shipment.terms,
            measures: shipment.measures,
            within: shipment.carriage,
            periods: shipment.periods,
            asOf: edition >= .fourth ? now : nil,
            in: edition
        )
    }

    private func judge(
        _ claimed: ClaimedSignature?,
        _ digest: [UInt8],
        _ shipment: Shipment.State,
        _ id: InstanceID
    ) throws -> Shipment.UploadSignature? {
        guard let claimed else { return nil }
        guard
            let device = shipment.devices.first(where: { $0.id.string == claimed.device }),
            let key = device.publicKey
        else {
            throw ServiceError.invalid(
                field: "Upload-Signature",
                code: "signatureKeyNotBound",
                reason: "no key is bound for device '\(claimed.device)'"
            )
        }
        // ECDSA's signatures are often in DER, whose length differs.
        guard let bytes = Base64.decode(claimed.signature), bytes.count == 64 else {
            throw ServiceError.invalid(
                field: "Upload-Signature",
                code: "signatureMalformed",
                reason: "it is 64 bytes in padded base64; of a P-256 key r and s, 32 bytes each, "
                    + "not DER"
            )
        }
        let text = Platform.uploadSignedText(origin: origin, shipment: id, digest: digest)
        guard key.verifies(claimed.signature, over: text) else {
            throw ServiceError.invalid(
                field: "Upload-Signature",
                code: "signatureWrong",
                reason: "the signature is not that of device '\(claimed.device)' over this body"
            )
        }
        return Shipment.UploadSignature(
            device: device.id,
            publicKey: key,
            signature: try Text(claimed.signature)
        )
    }

    /// Stores what is new of a parsed upload, pins it on the ledger with what all readings then
    /// show, or gives the answer that it got before under the same name.
    ///
    /// It runs alone with its shipment.
    func record(
        _ parsed: ParsedUpload,
        _ digest: [UInt8],
        _ signature: Shipment.UploadSignature?,
        _ id: InstanceID,
        _ caller: Caller,
        _ commandID: String,
        _ expectedRevision: Int?
    ) async throws -> UploadOutcome {
        guard let (state, revision, _) = try await heldShipment(id) else {
            throw ServiceError.notFound(kind: "shipment", id: id.text)
        }
        var name = commandID
        var earlier: UploadOutcome?
        while let answer = try await firstAnswer(parsed, digest, id, caller, name) {
            earlier = answer
            name = Platform.nameAgain(commandID, answer.revision)
        }
        if earlier == nil, let expectedRevision, expectedRevision != revision {
            throw Refusal(
                .revisionMismatch,
                ["expected": "\(expectedRevision)", "actual": "\(revision)"]
            )
        }
        let isHeld = readingsHeld.holds(id)
        var (known, lost) = try await restoredReadings(of: state, from: parsed)
        var merged = known.readings.merge(parsed.devices)
        if isHeld, merged.accepted == 0 {
            // What brings nothing new may be what the store has lost: it is looked at itself.
            (known, lost) = try await restoredReadings(of: state, from: parsed)
            merged = known.readings.merge(parsed.devices)
        }
        if merged.accepted == 0, lost.isEmpty { readingsHeld.put(known, of: id) }
        // Asked again, what was not taken the first time may be by now: its device is bound. What
        // was taken back meanwhile is not.
        if let earlier {
            let me = caller.member
            let own = state.withdrawn?.last { $0.by == me && $0.upload == earlier.digest }
            if let own { throw Refusal(.commandReused, ["id": name, "withdrawn": "\(own.at)"]) }
            guard lost.isEmpty, merged.accepted > 0 else { return earlier }
        }
        try requireNone(of: lost)
        var outcome = UploadOutcome(
            digest: try Text(Base64.encode(digest)),
            accepted: merged.accepted,
            duplicates: merged.duplicates,
            parsed: parsed.withoutReadings,
            rejectedCount: parsed.rejectedCount,
            stored: 0,
            segments: [],
            receipt: nil,
            revision: revision
        )
        guard merged.accepted > 0 else { return outcome }
        let stored = merged.packed()
        let edition = edition
        let records = try stored.map { segment, stored in
            try Shipment.SegmentRecord(segment, stored, in: edition)
        }
        let pinned = Shipment.Upload(
            digest: try Text(Base64.encode(digest)),
            accepted: records.reduce(0) { $0 + $1.readings },
            duplicates: merged.duplicates,
            rejected: parsed.rejectedCount,
            signature: signature,
            segments: records
        )
        known.evaluation.note(merged.additions)
        let findings = findings(of: &known, state, in: edition)
        // Between reading the state and committing, only this upload may move the shipment.
        let command = try Command(
            origin: origin,
            member: caller.member,
            named: name,
            expectedRevision: revision,
            instruction: .shipment(
                .recordTelemetry(shipment: id, upload: pinned, findings: findings)
            ),
            officer: caller.officer
        )
        // What the contracts refuse is not stored: nothing would ever name it.
        try await requireDecidable(command, state, in: edition)
        try await segments.put(stored.map(\.1))
        let receipt: CommandReceipt
        do {
            receipt = try await sequencer.submit(
                try Submission(attestedByOperator: command, computedIn: edition)
            )
        } catch let refusal as Refusal
            where refusal.code == .editionUnknown && edition != self.edition
        {
            // A later edition came into force in between: the readings are evaluated by that.
            return try await record(
                parsed,
                digest,
                signature,
                id,
                caller,
                commandID,
                expectedRevision
            )
        }
        known.digests.formUnion(records.map(\.digest))
        readingsHeld.put(known, of: id)
        await carryOnLatest(
            of: state,
            known.readings,
            changing: Set(merged.additions.map(\.device)),
            in: edition
        )
        outcome.stored = pinned.accepted
        outcome.segments = records.map(\.digest)
        outcome.receipt = receipt.receipts.first
        outcome.revision = receipt.receipts.first?.revision ?? revision
        await mergeSegments(of: id)
        return outcome
    }

    /// The name under which an upload's command is given again after an answer.
    private static func nameAgain(_ commandID: String, _ revision: Int) -> String {
        let name = "\(commandID)/again/\(revision)"
        guard name.utf8.count > 100 else { return name }
        return "again/\(Hex.encode(Hash.sha256(of: Array(name.utf8)).bytes))"
    }

    /// Has the contracts decide an upload before its segments are stored.
    ///
    /// The sequencer decides again: what it refuses then, as another edition has come into force
    /// meanwhile, is stored for nothing, and so is what a crash cuts short.
    ///
    /// - Throws: `Refusal` as the sequencer does.
    private func requireDecidable(
        _ command: Command,
        _ shipment: Shipment.State,
        in edition: Edition
    ) async throws {
        guard let consortium = sequencer.consortium(),
            let member = consortium.members[command.member]
        else { return }
        let context = Context(
            actor: command.member,
            roles: member.roles,
            attestor: .operatorAlone,
            at: clock(),
            edition: edition,
            latest: edition
        )
        let subject = command.instruction.subject
        let under = InstanceKey(.certificate, shipment.certificate)
        let certificate = try await sequencer.instance(under)?.state
        // Who else holds the same readings refuses nothing.
        _ = try Workflow.decide(command.instruction, context) { key in
            switch key {
            case subject: .shipment(shipment)
            case under: certificate
            case InstanceKey(.consortium, Workflow.consortium): .consortium(consortium)
            default: nil
            }
        }
    }

    /// The answer that an upload under this name was given before; `nil` where there was none.
    ///
    /// - Throws: `Refusal` with `commandReused` where the name was another's.
    func firstAnswer(
        _ parsed: ParsedUpload,
        _ digest: [UInt8],
        _ id: InstanceID,
        _ caller: Caller,
        _ commandID: String
    ) async throws -> UploadOutcome? {
        guard let (upload, receipt) = try await recordedUpload(commandID, id, caller) else {
            return nil
        }
        guard upload.digest.string == Base64.encode(digest) else {
            throw Refusal(.commandReused, ["id": commandID, "differs": "body"])
        }
        return UploadOutcome(
            digest: upload.digest,
            // The entry holds how many samples were stored. The readings are counted anew, but for
            // lines that were rejected then, also where their device is bound by now.
            accepted: max(
                parsed.readingCount + parsed.rejectedCount - upload.rejected - upload.duplicates,
                0
            ),
            duplicates: upload.duplicates,
            parsed: parsed.withoutReadings,
            rejectedCount: upload.rejected,
            stored: upload.accepted,
            segments: upload.segments.map(\.digest),
            receipt: receipt,
            revision: receipt.revision,
            isRepeat: true
        )
    }
}

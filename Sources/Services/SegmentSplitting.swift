import Contracts
import Ledger
import Marine
import TransparencyLog

extension Platform {
    /// Has the segments of an upload that is to be withdrawn stand by themselves again, where they
    /// were merged with others.
    ///
    /// It does so for the member that made the upload alone; what else is wrong with a withdrawal,
    /// its refusal says.
    func makeWithdrawable(_ instruction: Instruction, for member: MemberID) async throws {
        guard case .shipment(.withdrawUpload(let id, let upload, _)) = instruction,
            let held = try await heldShipment(id)?.state,
            held.segments.contains(where: { $0.parts != nil }),
            !held.segments.contains(where: { $0.upload == upload })
        else { return }
        try await uploads.alone(with: id) {
            var past: MergedSegments?
            while let (state, revision, first) = try await heldShipment(id) {
                if past == nil {
                    past = try await MergedSegments(of: id, first, revision, upload, member, self)
                }
                guard let splits = past?.splits(of: state.segments), !splits.isEmpty else { return }
                _ = try await submitAsOperator(
                    .shipment(.splitSegments(shipment: id, splits: try Entries(splits))),
                    id: "split/\(id)/\(revision)",
                    expectedRevision: revision,
                    computedIn: edition
                )
                for split in splits {
                    readingsHeld.rename([split.segment], to: split.parts.map(\.digest), of: id)
                }
            }
        }
    }
}

/// The segments of an upload, and what they were merged into, from the ledger's entries.
private struct MergedSegments {
    /// What each merged segment was made of, as it was recorded.
    private var parts: [Text<44>: [Shipment.SegmentRecord]] = [:]
    /// The upload's own segments.
    private var own: Set<Text<44>> = []

    init(
        of id: InstanceID,
        _ first: UInt64,
        _ revision: Int,
        _ upload: Text<44>,
        _ member: MemberID,
        _ platform: Platform
    ) async throws {
        var state: ContractState?
        var read = 0
        while read < revision {
            let places = try await platform.view.history(first, after: read, limit: 200)
            guard !places.isEmpty else { return }
            for entry in try await platform.store.entries(at: places) {
                let transition = try Transition(leaf: entry.leaf)
                guard transition.key == InstanceKey(.shipment, id), let payload = entry.payload
                else { return }
                let step = try StepPayload.decode(
                    .shipment,
                    from: payload.bytes,
                    in: transition.edition
                )
                if case .shipment(let record) = step {
                    note(record, upload, member, before: state)
                }
                state = step.evolve(state, in: transition.edition)
            }
            read += places.count
        }
    }

    private mutating func note(
        _ step: StepRecord<Shipment.Command, Shipment.Event>,
        _ upload: Text<44>,
        _ member: MemberID,
        before state: ContractState?
    ) {
        for case .telemetryRecorded(let recorded, _) in step.events where recorded.digest == upload
        {
            if recorded.by == member { own.formUnion(recorded.segments.map(\.digest)) }
        }
        switch step.arguments {
        case .mergeSegments(let merges):
            let known = state.flatMap(Shipment.unwrap)?.segments ?? []
            for merge in merges.array {
                let digests = Set(merge.parts.array)
                parts[merge.into.digest] = known.filter { digests.contains($0.digest) }
            }
        default: break
        }
    }

    /// What has to be split for the upload's segments to come nearer to standing by themselves.
    func splits(of segments: [Shipment.SegmentRecord]) -> [Shipment.SegmentSplit] {
        let wanted = segments.filter { $0.parts != nil && holdsOwn($0.digest) }
        return wanted.prefix(Shipment.SegmentSplits.most).compactMap { whole in
            guard let before = parts[whole.digest], let entries = try? Entries<2, 32, _>(before)
            else { return nil }
            return Shipment.SegmentSplit(segment: whole.digest, parts: entries)
        }
    }

    private func holdsOwn(_ digest: Text<44>) -> Bool {
        (parts[digest] ?? []).contains { own.contains($0.digest) || holdsOwn($0.digest) }
    }
}

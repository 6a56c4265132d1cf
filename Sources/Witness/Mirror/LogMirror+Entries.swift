import Ledger
import TransparencyLog

extension LogMirror {
    /// Fetches, proves, checks and stores the next chunk.
    func fetchChunk(from head: MirrorHead, to target: SubmittedCheckpoint) async throws {
        var grown = try await currentEdge(head.size)
        let bundles = (head.size / 256)..<(head.size / 256 + Self.chunkBundles)
        let leaves = try await examined(bundles, from: head.size, in: target.checkpoint.size)
        for leaf in leaves { grown.append(leaf.hash) }
        try await prove(grown, from: head, in: target)
        let chunk = MirrorChunk(
            leaves: leaves,
            tiles: grown.takeCompleted() + grown.partialTiles,
            root: grown.root,
            note: target.note
        )
        do {
            try await store.extend(log, by: chunk, now: now())
        } catch let violation as RuleViolation {
            try await confirm(violation, of: leaves, after: head)
            let entry = violation.entry.flatMap { entry in leaves.first { $0.index == entry } }
            try await refuseForGood(target, violation, leaf: entry?.bytes)
        }
        edge = grown
    }

    /// The right edge of the stored tree, cached between chunks.
    private func currentEdge(_ size: UInt64) async throws -> TileEdge {
        if let edge, edge.size == size { return edge }
        return try await store.edge(of: log)
    }

    /// Fetches bundles and examines their leaves in parallel.
    private func examined(
        _ bundles: Range<UInt64>,
        from first: UInt64,
        in size: UInt64
    ) async throws -> [ExaminedLeaf] {
        try await withThrowingTaskGroup(of: [ExaminedLeaf].self) { [reader, log] group in
            for index in bundles {
                guard let bundle = TileCoordinate.entryBundle(index: index, inSize: size) else {
                    continue
                }
                group.addTask {
                    let start = index * 256
                    return try await reader.entries(bundle).enumerated().compactMap {
                        let place = start + UInt64($0.offset)
                        guard place >= first else { return nil }
                        return ExaminedLeaf($0.element, at: place, origin: log.origin)
                    }
                }
            }
            var leaves: [ExaminedLeaf] = []
            for try await some in group { leaves += some }
            return leaves.sorted { $0.index < $1.index }
        }
    }

    /// Proves that the checkpoint's tree begins with the mirrored entries and this chunk.
    private func prove(
        _ grown: TileEdge,
        from head: MirrorHead,
        in target: SubmittedCheckpoint
    ) async throws {
        let (size, root) = (target.checkpoint.size, target.checkpoint.root)
        if grown.size == size, grown.root == root { return }
        var tiles = RemoteTiles(size: size, reader: reader)
        do {
            guard grown.size < size else { throw ProofError.rootMismatch }
            let proof = try await tiles.compute {
                try $0.consistencyProof(from: grown.size, to: size)
            }
            try RFC6962.verifyConsistency(
                from: grown.size,
                to: size,
                oldRoot: grown.root,
                newRoot: root,
                proof: proof
            )
        } catch is ProofError {
            if try await isFork(from: head, in: target, &tiles) {
                try await refuseForGood(target, .fork(at: size), against: head.note)
            }
            throw WitnessFault.logUnreadable(
                "\(reader.url): its entries are not those of its checkpoint of \(size)"
            )
        }
    }

    /// Whether the checkpoint's tree provably begins with other entries than the mirrored ones.
    ///
    /// Entries and tiles may be wrong by accident or by an attacker in between. Only tiles that are
    /// proved to belong to the tree that the log signed are evidence against the log.
    private func isFork(
        from head: MirrorHead,
        in target: SubmittedCheckpoint,
        _ tiles: inout RemoteTiles
    ) async throws -> Bool {
        let size = target.checkpoint.size
        guard head.size > 0 else { return false }
        let claimed = try await tiles.compute { try $0.root(at: head.size) }
        let proof = try await tiles.compute {
            try $0.consistencyProof(from: head.size, to: size)
        }
        let isProved: Void? = try? RFC6962.verifyConsistency(
            from: head.size,
            to: size,
            oldRoot: claimed,
            newRoot: target.checkpoint.root,
            proof: proof
        )
        let held = try await currentEdge(head.size).root
        return isProved != nil && claimed != held
    }

    /// Records the violation with its evidence, and refuses the log from now on.
    func refuseForGood(
        _ target: SubmittedCheckpoint,
        _ violation: RuleViolation,
        against: SignedNote? = nil,
        leaf: [UInt8]? = nil
    ) async throws {
        var proof: TlogProof?
        if let entry = violation.entry {
            // Evidence with a proof can be checked by anybody; the refusal stands without one too.
            var tiles = RemoteTiles(size: target.checkpoint.size, reader: reader)
            let hashes = try? await tiles.compute {
                try $0.inclusionProof(index: entry, size: target.checkpoint.size)
            }
            proof = try hashes.map {
                try TlogProof(index: entry, hashes: $0, note: target.note)
            }
        }
        try await store.recordFinalRefusal(
            target,
            violation,
            against: against,
            leaf: leaf,
            proof: proof,
            at: now()
        )
        throw WitnessRefusal.violation(violation)
    }
}

import Contracts
package import Ledger
package import Marine
package import Testing
package import TransparencyLog

/// What a store's entries give when everything derived is computed again from nothing.
package struct Recomputation: Sendable {
    package let fold: LedgerFold
    package let entries: [LogEntry]
    package let transitions: [Transition]
    package let root: Hash

    package init(of store: some LogStore, latest: Edition = .current) async throws {
        let head = try await store.head()
        var fold = LedgerFold(latest: latest)
        var entries: [LogEntry] = []
        while fold.size < head.size {
            let page = try await store.entries(from: fold.size, limit: 1000)
            try #require(!page.isEmpty, "entry \(fold.size) is missing")
            for entry in page { try fold.apply(entry) }
            entries += page
        }
        self.fold = fold
        self.entries = entries
        transitions = try entries.map { try Transition(leaf: $0.leaf) }
        root = RFC6962.root(of: entries.map { RFC6962.leafHash($0.leaf) })
    }

    /// Expects a node and its store to be what the entries give, each command on it once.
    package static func expect(
        _ node: TestLedger,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let store = node.store
        let again = try await Recomputation(of: store, latest: node.sequencer.limits.edition)
        #expect(await node.sequencer.size() == again.fold.size, sourceLocation: location)
        for key in again.fold.keys {
            let held = try await node.sequencer.instance(key)
            #expect(held == again.fold.instance(key), "\(key)", sourceLocation: location)
        }
        try await node.sequencer.bringViewUp()
        #expect(
            try await node.view.appliedSize() == again.fold.size,
            sourceLocation: location
        )
        try await again.expectTree(of: store, location)
        try await again.expectCommands(of: store, location)
    }

    private func expectTree(of store: any LogStore, _ location: SourceLocation) async throws {
        let head = try await store.head()
        guard head.size > 0 else {
            #expect(head.checkpoint == nil, sourceLocation: location)
            return
        }
        let note = try #require(head.checkpoint, sourceLocation: location)
        let inForce = try #require(fold.consortium?.logKey.string, sourceLocation: location)
        let signed = try SignedCheckpoint.open(note, logKey: NoteVerifierKey(parsing: inForce))
        #expect(signed.checkpoint.size == head.size, sourceLocation: location)
        #expect(signed.checkpoint.root == root, sourceLocation: location)
        var edge = TileEdge()
        for entry in entries { edge.append(RFC6962.leafHash(entry.leaf)) }
        for tile in edge.takeCompleted() + edge.partialTiles {
            let held = try await store.tile(
                level: tile.coordinate.level,
                index: tile.coordinate.index,
                width: tile.coordinate.width
            )
            #expect(held == tile.bytes, "\(tile.coordinate)", sourceLocation: location)
        }
    }

    private func expectCommands(of store: any LogStore, _ location: SourceLocation) async throws {
        var seen: Set<Hash> = []
        for (entry, transition) in zip(entries, transitions) where transition.part.index == 0 {
            let salted = try #require(entry.command, sourceLocation: location)
            #expect(salted.digest == transition.command, sourceLocation: location)
            let fingerprint = Hash.sha256(of: salted.bytes)
            #expect(
                seen.insert(fingerprint).inserted,
                "entry \(entry.index) repeats a command",
                sourceLocation: location
            )
            let parts = transitions[Int(entry.index)...].prefix(transition.part.count)
            #expect(
                parts.map(\.part.index) == Array(0..<transition.part.count)
                    && parts.allSatisfy { $0.command == transition.command },
                sourceLocation: location
            )
        }
    }
}

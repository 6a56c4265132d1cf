public import Contracts
public import Ledger
import TransparencyLog

/// One page of a list.
public struct Page<Item: Sendable>: Sendable {
    /// The items, oldest first.
    public let items: [Item]
    /// What to pass as `after` for the next page; `nil` at the end.
    public let next: UInt64?
}

/// One transition of an instance's history, with its receipt.
public struct HistoryItem: Sendable {
    /// What the leaf says.
    public let transition: Transition
    /// Where it is.
    public let receipt: Receipt
}

extension Platform {
    /// An instance that the caller is party to.
    ///
    /// - Throws: `ServiceError.notFound` where there is none, or the caller is no party to it.
    public func read<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID,
        as caller: Caller
    ) async throws -> Viewed<Kind.State> {
        let key = InstanceKey(Kind.name, instance)
        guard let held = try await readable(key, caller) else {
            throw ServiceError.notFound(kind: Kind.name.rawValue, id: instance.text)
        }
        return try held.viewed(as: kind, key, edition)
    }

    /// An instance that the caller may read; `nil` where there is none such.
    private func readable(_ key: InstanceKey, _ caller: Caller) async throws -> HeldInstance? {
        guard let held = try await sequencer.instance(key) else { return nil }
        if caller.readsEverything || key.contract == .consortium { return held }
        return held.state.parties.contains(caller.member) ? held : nil
    }

    /// The instances of a contract that the caller is party to, oldest first.
    public func list<Kind: Contract>(
        _ kind: Kind.Type,
        as caller: Caller,
        after: UInt64?,
        limit: Int
    ) async throws -> Page<Viewed<Kind.State>> {
        let unapplied = try await unappliedEntries()
        let rows = unapplied.merged(
            try await view.instances(
                of: Kind.name,
                for: caller.listedFor,
                after: after,
                limit: limit + 1 + unapplied.count
            ),
            of: Kind.name,
            after: after,
            limit: limit + 1
        ) { state in caller.listedFor.map(state.parties.contains) ?? true }
        return try await page(kind, rows, limit)
    }

    /// The claims that the caller is party to, by the filters given.
    public func listClaims(
        as caller: Caller,
        stage: String?,
        certificate: String?,
        shipment: String?,
        after: UInt64?,
        limit: Int
    ) async throws -> Page<Viewed<Claim.State>> {
        let filter = ClaimFilter(stage: stage, certificate: certificate, shipment: shipment)
        let unapplied = try await unappliedEntries()
        let rows = unapplied.merged(
            try await view.claims(
                filter,
                for: caller.listedFor,
                after: after,
                limit: limit + 1 + unapplied.count
            ),
            of: .claim,
            after: after,
            limit: limit + 1
        ) { state in
            guard let claim = Claim.unwrap(state) else { return false }
            return caller.listedFor.map(state.parties.contains) ?? true && filter.admits(claim)
        }
        return try await page(Claim.self, rows, limit)
    }

    /// An instance's transitions, oldest first, after a revision.
    public func history(
        _ key: InstanceKey,
        as caller: Caller,
        after revision: Int,
        limit: Int
    ) async throws -> Page<HistoryItem> {
        guard let held = try await readable(key, caller) else {
            throw ServiceError.notFound(kind: key.contract.rawValue, id: key.instance.text)
        }
        let rows = try await unappliedEntries().merged(
            try await view.history(held.first, after: revision, limit: limit + 1),
            of: key,
            after: revision,
            limit: limit + 1
        )
        let entries = try await store.entries(at: Array(rows.prefix(limit)))
        let items = try entries.map { entry in
            let transition = try Transition(leaf: entry.leaf)
            return HistoryItem(
                transition: transition,
                receipt: Receipt(
                    index: entry.index,
                    leafHash: RFC6962.leafHash(entry.leaf),
                    key: key,
                    revision: transition.revision
                )
            )
        }
        let next = rows.count > limit ? items.last.map { UInt64($0.transition.revision) } : nil
        return Page(items: items, next: next)
    }

    /// The consortium's members, keys and sanctions list.
    public func consortium() async throws -> Consortium.State {
        guard let state = sequencer.consortium() else {
            throw LedgerFault.notCommitted(reason: "the ledger is not founded yet")
        }
        return state
    }

    /// Whether the caller may read an instance and its payloads.
    public func mayRead(_ key: InstanceKey, _ caller: Caller) async throws -> Bool {
        if caller.readsEverything || key.contract == .consortium { return true }
        return try await readable(key, caller) != nil
    }

    private func page<Kind: Contract>(
        _ kind: Kind.Type,
        _ rows: [ListedInstance],
        _ limit: Int
    ) async throws -> Page<Viewed<Kind.State>> {
        var items: [Viewed<Kind.State>] = []
        for row in rows.prefix(limit) {
            guard let held = try await sequencer.instance(row.key) else {
                throw LedgerFault.damaged(
                    place: "view: \(row.key) is listed, but not on the ledger; rebuild it"
                )
            }
            items.append(try held.viewed(as: kind, row.key, edition))
        }
        return Page(items: items, next: rows.count > limit ? rows[limit - 1].first : nil)
    }
}

extension HeldInstance {
    /// The instance as its contract's.
    func viewed<Kind: Contract>(
        as kind: Kind.Type,
        _ key: InstanceKey,
        _ edition: Edition
    ) throws -> Viewed<Kind.State> {
        guard let own = Kind.unwrap(state) else {
            throw LedgerFault.damaged(place: "\(key): its state is another contract's")
        }
        return Viewed(
            key: key,
            revision: revision,
            first: first,
            state: own,
            edition: edition
        )
    }
}

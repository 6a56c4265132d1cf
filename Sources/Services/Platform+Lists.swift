public import Contracts
import Ledger

/// One page of a list.
public struct Page<Item: Sendable>: Sendable {
    /// The items, oldest first.
    public let items: [Item]
    /// What to pass as `after` for the next page; `nil` at the end.
    public let next: UInt64?
}

extension Platform {
    /// How often the query tables are asked for one page: what they propose in vain costs no more.
    private static let rounds = 8

    /// The instances of a contract that the caller is party to, oldest first.
    public func list<Kind: Contract>(
        _ kind: Kind.Type,
        as caller: Caller,
        after: UInt64?,
        limit: Int
    ) async throws -> Page<Viewed<Kind.State>> {
        try await page(kind, as: caller, after: after, limit: limit) { _ in
            true
        } proposing: { [view] after, limit in
            try await view.instances(
                of: Kind.name,
                for: caller.listedFor,
                after: after,
                limit: limit
            )
        }
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
        return try await page(Claim.self, as: caller, after: after, limit: limit) { claim in
            filter.admits(claim)
        } proposing: { [view] after, limit in
            try await view.claims(filter, for: caller.listedFor, after: after, limit: limit)
        }
    }

    /// **The one place** where items of lists are let out: the query tables propose, and what the
    /// ledger's fold does not confirm is passed over and reported.
    ///
    /// A page of which much was passed over may be short and have a next one all the same.
    private func page<Kind: Contract>(
        _ kind: Kind.Type,
        as caller: Caller,
        after: UInt64?,
        limit: Int,
        _ admits: (Kind.State) -> Bool,
        proposing: (_ after: UInt64?, _ limit: Int) async throws -> [ListedInstance]
    ) async throws -> Page<Viewed<Kind.State>> {
        let size = await sequencer.size()
        let unapplied = try await unappliedEntries()
        var items: [Viewed<Kind.State>] = []
        var last = after
        for _ in 0..<Platform.rounds {
            let lacking = limit + 1 - items.count
            let rows = unapplied.merged(
                try await proposing(last, lacking + unapplied.count),
                of: Kind.name,
                after: last,
                limit: lacking
            ) { state in
                caller.listedFor.map(state.parties.contains) ?? true
                    && Kind.unwrap(state).map(admits) ?? false
            }
            for row in rows {
                guard let viewed = try await confirmed(kind, row, caller) else {
                    viewDamage.found("\(row.key) is in a list that it is not of")
                    continue
                }
                if admits(viewed.state) {
                    items.append(viewed)
                } else if await sequencer.size() == size {
                    // Where nothing was committed meanwhile, it has not moved on since.
                    viewDamage.found("\(row.key) is listed as what it is not")
                }
            }
            guard rows.count == lacking else { return Page(items: items, next: nil) }
            guard items.count <= limit else {
                items.removeLast()
                return Page(items: items, next: items.last?.first)
            }
            last = rows.last?.first
        }
        return Page(items: items, next: last)
    }

    /// What the fold has of an instance that a list proposes; `nil` where it is none of the
    /// contract's, began elsewhere, or is not for the caller to read.
    private func confirmed<Kind: Contract>(
        _ kind: Kind.Type,
        _ row: ListedInstance,
        _ caller: Caller
    ) async throws -> Viewed<Kind.State>? {
        guard row.key.contract == Kind.name, let held = try await readable(row.key, caller),
            held.first == row.first
        else { return nil }
        return try held.viewed(as: kind, row.key, edition)
    }

    /// What entries are about, by their indices, where the member is party to it; others are left
    /// out.
    ///
    /// For lists that other stores keep of what a member was told.
    public func subjects(
        of indices: [UInt64],
        for member: MemberID
    ) async throws -> [UInt64: InstanceKey] {
        var subjects: [UInt64: InstanceKey] = [:]
        for entry in try await store.entries(at: Array(Set(indices)).sorted()) {
            let key = try Transition(leaf: entry.leaf).key
            guard let held = try await sequencer.instance(key),
                held.state.parties.contains(member)
            else { continue }
            subjects[entry.index] = key
        }
        return subjects
    }
}

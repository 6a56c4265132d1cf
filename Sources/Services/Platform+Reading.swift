public import Contracts
import Ledger
import Marine

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
    func readable(_ key: InstanceKey, _ caller: Caller) async throws -> HeldInstance? {
        guard let held = try await sequencer.instance(key) else { return nil }
        if caller.readsEverything || key.contract == .consortium { return held }
        return held.state.parties.contains(caller.member) ? held : nil
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
